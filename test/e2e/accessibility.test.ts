// axe-core on the real popup, on every page of the console and on the page that shows a stopped prompt, in both colour
// schemes and in a narrow window, with incidents and memories to show; and the whole way by keyboard: what has the focus after each step. The rules are axe's defaults (WCAG 2 A and
// AA, best practices); no violation is accepted.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import { AssistantPage } from '../support/assistant-page.ts';
import type { ConsolePage } from '../support/console-page.ts';
import { ATTACKS, WRITINGS } from '../support/prefilled-pages.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ROUTES = [
  '/overview',
  '/incidents',
  '/lab',
  '/memory',
  '/policy',
  '/responsibilities',
  '/services',
  '/extensions',
  '/about',
  '/welcome',
];
const NARROW = { width: 360, height: 640 };

const world = useWorld();
let attacked: Page;

beforeAll(async () => {
  // Until this is known, a person is offered fewer buttons.
  await world.demarc.policyKnown('none');
  await remember('Boat is called Heron');
  await world.demarc.changeSettings({ approvedServices: ['claude'] });
  attacked = await world.demarc.open(world.page('display-none-news').url);
  await world.demarc.untilDone(attacked, 'blanked');
  await world.demarc.untilDone(await world.demarc.open(world.page('visible-forum').url), 'labelled');
});

/** Puts one entry into the ledger: an assistant that saves something nobody asked for. */
async function remember(saved: string): Promise<void> {
  const at = await AssistantPage.open(world.demarc.browser, world.range, 'chatgpt');
  at.answer({ text: 'That is done.', memory: saved });
  await at.focus();
  await at.type('How is the weather?');
  await at.sendByEnter();
  await until('it is in the ledger', async () => (await world.demarc.memories()).length > 0);
  await at.close();
}

/** Follows a link that would send a prompt, to the page that shows it. */
async function openStopped(): Promise<Page> {
  const page = await world.demarc.browser.newPage();
  await page.goto(WRITINGS['plain']?.(ATTACKS[0]?.prompt ?? '') ?? '').catch(() => undefined);
  await until('the prompt is shown', async () => (await page.$('.prompt .inert')) !== null);
  return page;
}

/** What axe finds, as `rule: first place`. */
async function violations(page: Page, scheme: string): Promise<string[]> {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.evaluate(AXE);
  const found = await page.evaluate(
    `axe.run(document).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' '))[0]))`,
  );
  return found as string[];
}

/** Opens a page of the console once its values are there. */
async function openLoaded(route: string): Promise<ConsolePage> {
  const view = await world.demarc.openConsole(route);
  await view.shown('main h1');
  await until('the view has loaded', async () => (await view.page.$('.loading')) === null);
  return view;
}

const routeOf = async (site: string): Promise<string> =>
  `/incident/${(await world.demarc.incidents()).find((i) => i.site === site)?.id ?? ''}`;

describe.each(['light', 'dark'])('%s', (scheme) => {
  test('popup', async () => {
    const popup = await world.demarc.openPopup(attacked);
    expect(await violations(popup.page, scheme)).toEqual([]);
    await popup.close();
  });

  test.each(ROUTES)('console %s, wide and narrow', async (route) => {
    const view = await openLoaded(route);
    expect(await violations(view.page, scheme)).toEqual([]);
    await view.page.setViewport(NARROW);
    expect(await violations(view.page, scheme)).toEqual([]);
    await view.close();
  });

  test('console /memory has an entry to show', async () => {
    const view = await openLoaded('/memory');
    expect(await view.page.$$('table.memories tbody tr')).toHaveLength(1);
    expect(await violations(view.page, scheme)).toEqual([]);
    await view.close();
  });

  test('page of a stopped prompt, wide and narrow, and when it is known no more', async () => {
    const page = await openStopped();
    expect(await violations(page, scheme)).toEqual([]);
    await page.setViewport(NARROW);
    expect(await violations(page, scheme)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
    await page.goto(page.url().replace(/#.*/, '#gone'));
    await page.reload();
    await until('it says so', async () => (await page.$('.prompt .state .strong')) !== null);
    expect(await violations(page, scheme)).toEqual([]);
    await page.close();
  });

  test.each(['display-none-news', 'visible-forum'])('console, the incident of %s', async (id) => {
    const view = await openLoaded(await routeOf(world.page(id).host));
    await view.shown('.inert');
    expect(await violations(view.page, scheme)).toEqual([]);
    await view.page.setViewport(NARROW);
    expect(await violations(view.page, scheme)).toEqual([]);
    await view.close();
  });
});

test.each(ROUTES)('console %s fits a window of 360 px', async (route) => {
  const view = await openLoaded(route);
  await view.page.setViewport(NARROW);
  expect(await view.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
  await view.close();
});

/** What has the focus: its words, or its element where it is a whole region. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.matches('main, .verdict, .lead, select, body')
      ? element.localName
      : (element?.textContent?.trim() ?? '');
  });

/** Presses a button by its words, with the keyboard. */
async function pressByKey(page: Page, words: string, key: 'Enter' | 'Space'): Promise<void> {
  await until(`"${words}" can be reached`, async () => {
    await page.keyboard.press('Tab');
    return (await focused(page)) === words;
  });
  await page.keyboard.press(key);
}

describe.sequential('by keyboard', () => {
  const text = (key: string): Promise<string> => world.demarc.text(key);

  test('a change of page takes the focus along, and the way past the rail is short', async () => {
    const view = await openLoaded('/overview');
    await view.page.bringToFront();
    await pressByKey(view.page, await text('skipToContent'), 'Enter');
    expect(await focused(view.page)).toBe('main');
    await view.page.focus('.rail a[href="#/policy"]');
    await view.page.keyboard.press('Enter');
    await view.shown('#setting-enabled');
    expect(await focused(view.page)).toBe('main');
    await view.close();
  });

  test('a service is listed and taken off again by name', async () => {
    const view = await openLoaded('/policy');
    await view.page.bringToFront();
    expect(await view.words()).toContain('Claude');
    await view.page.focus('.chosen button');
    await view.page.keyboard.press('Enter');
    await until('the list is empty', async () => (await view.page.$('.chosen li')) === null);
    expect(await focused(view.page)).toBe('select');
    expect((await world.demarc.policy()).settings.approvedServices).toEqual([]);
    await view.close();
  });

  test('pause and resume keep the focus on their button', async () => {
    const popup = await world.demarc.openPopup(attacked);
    await pressByKey(popup.page, await text('pauseHere'), 'Space');
    await until('it is paused', async () => (await focused(popup.page)) === (await text('resumeHere')));
    await popup.page.keyboard.press('Space');
    await until('it goes on', async () => (await focused(popup.page)) === (await text('pauseHere')));
    await popup.close();
  });

  test('putting a text back in the popup leads to what is so now', async () => {
    await attacked.reload();
    await world.demarc.untilDone(attacked, 'blanked');
    const popup = await world.demarc.openPopup(attacked);
    const before = await popup.verdict();
    await pressByKey(popup.page, await text('undo'), 'Enter');
    await until('the verdict changes', async () => (await popup.verdict()) !== before);
    await until('the verdict has the focus', async () => (await focused(popup.page)) === 'section');
    await popup.close();
  });

  test('putting a text back in the console leads to what is so now', async () => {
    await attacked.reload();
    await world.demarc.untilDone(attacked, 'blanked');
    // Earlier records are of texts that a reload has taken away.
    const newest = [...(await world.demarc.incidents())].sort((a, b) => b.time - a.time);
    const blanked = newest.find((i) => i.enforcement === 'blanked');
    const view = await openLoaded(`/incident/${blanked?.id ?? ''}`);
    await view.page.bringToFront();
    await pressByKey(view.page, await text('undo'), 'Enter');
    const done = await text('enforcement_undone');
    await until('the view says so', async () => (await view.words()).includes(done));
    expect(await focused(view.page)).toBe('p');
    await view.close();
  });
});
