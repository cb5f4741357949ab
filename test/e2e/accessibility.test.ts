// axe-core on the real popup and on every page of the console, in both colour schemes, with an incident to show. The
// rules are axe's defaults (WCAG 2 A and AA, best practices); no violation is accepted.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import { useWorld } from '../support/world.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ROUTES = ['/overview', '/incidents', '/policy', '/responsibilities', '/services', '/about'];

const world = useWorld();
let attacked: Page;

beforeAll(async () => {
  attacked = await world.demarc.open(world.page('display-none-news').url);
  await world.demarc.untilDone(attacked, 'blanked');
});

/** What axe finds, as `rule: first place`. */
async function violations(page: Page, scheme: string): Promise<string[]> {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.evaluate(AXE);
  const found = await page.evaluate(
    `axe.run(document).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' '))[0]))`,
  );
  return found as string[];
}

describe.each(['light', 'dark'])('%s', (scheme) => {
  test('popup', async () => {
    const popup = await world.demarc.openPopup(attacked);
    expect(await violations(popup.page, scheme)).toEqual([]);
    await popup.close();
  });

  test.each(ROUTES)('console %s', async (route) => {
    const view = await world.demarc.openConsole(route);
    await view.page.waitForSelector('main h1');
    expect(await violations(view.page, scheme)).toEqual([]);
    await view.close();
  });
});
