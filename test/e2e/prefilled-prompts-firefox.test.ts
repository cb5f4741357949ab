// The same in Firefox: a link's prompt is stopped before the assistant gets it, shown, and opened as the person says.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import { Demarc } from '../support/demarc.ts';
import { ATTACKS, gotten, HONEST, prefilledWeb, toServer, WRITINGS } from '../support/prefilled-pages.ts';
import { until } from '../support/until.ts';
import { startWeb, type Web } from '../support/web.ts';

let web: Web;
let demarc: Demarc;

beforeAll(async () => {
  web = await startWeb((url) => prefilledWeb(url));
  demarc = await Demarc.start('firefox', { proxy: web.proxy });
  await demarc.policyKnown('none');
});

afterAll(async () => {
  await demarc?.stop();
  await web?.close();
});

/** Follows a link; the driver does not hear the end of a navigation that is led elsewhere. */
async function follow(url: string): Promise<Page> {
  web.forget();
  const page = await demarc.browser.newPage();
  void page.goto(url).catch(() => undefined);
  await until(
    'the prompt is shown',
    async () => (await page.$('.prompt .inert')) !== null,
    8_000,
    () => `sent: ${gotten(web).join(' | ').slice(0, 200)}`,
  );
  return page;
}

const FIRST = ATTACKS[0]!;

test.each(['plain', 'escaped twice', 'fragment', 'counted click'])('stopped and shown: %s', async (writing) => {
  const page = await follow(WRITINGS[writing]!(FIRST.prompt));
  expect(await page.$eval('.inert', (e) => e.textContent)).toContain('future');
  expect(gotten(web)).toEqual([]);
  await page.close();
});

test('it does not even reach a service that sends it by itself', async () => {
  const page = await follow(toServer(FIRST.prompt));
  expect(gotten(web)).toEqual([]);
  await page.close();
});

test('opened without it nothing is sent; opened with it, it is', async () => {
  const page = await follow(WRITINGS['plain']!(FIRST.prompt));
  await page.click('button.primary');
  await until('the assistant is there', () => Promise.resolve(web.asked.includes('https://chatgpt.com/')));
  expect(gotten(web)).toEqual([]);
  await page.close();
  const other = await follow(WRITINGS['plain']!(FIRST.prompt));
  await other.click('button:nth-of-type(2)');
  await until('it is sent', () => Promise.resolve(gotten(web).includes(FIRST.prompt)), 8_000);
  await other.close();
});

test.each(HONEST.slice(0, 3))('honest $id passes with one load', async ({ prompt }) => {
  web.forget();
  const page = await demarc.browser.newPage();
  void page.goto(WRITINGS['plain']!(prompt)).catch(() => undefined);
  await until('it is sent', () => Promise.resolve(gotten(web).length > 0), 8_000);
  expect(gotten(web)).toEqual([prompt]);
  expect(web.asked.filter((a) => a.startsWith('https://chatgpt.com/?q=')).length).toBe(1);
  await page.close();
});
