// Links that open an assistant with a prompt which the page sends by itself. Without Demarc it is sent; with Demarc what
// plants something or carries data off is stopped before that, shown, and opened with or without it as the person says, in
// every writing; honest prompts pass without a second load.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'puppeteer';
import { launch } from '../../tools/browsers/launch.ts';
import { Demarc } from '../support/demarc.ts';
import { ATTACKS, gotten, HONEST, prefilledWeb, toServer, WRITINGS } from '../support/prefilled-pages.ts';
import { until } from '../support/until.ts';
import { startWeb, type Web } from '../support/web.ts';

let web: Web;
let demarc: Demarc;
let plain: Browser;

beforeAll(async () => {
  web = await startWeb((url) => prefilledWeb(url));
  [demarc, plain] = await Promise.all([
    Demarc.start('chromium', { proxy: web.proxy }),
    launch('chromium', { extension: null, proxy: web.proxy }),
  ]);
  await demarc.policyKnown('none');
  // The classifier is read when it is first asked; a person's browser has been running for longer than this one.
  await demarc.statusOf(await demarc.open('https://chatgpt.com/?q=a+kettle'));
});

afterAll(async () => {
  await Promise.all([demarc?.stop(), plain?.close()]);
  await web?.close();
});

/** Follows a link and waits for the page that shows its prompt. */
async function follow(url: string): Promise<Page> {
  web.forget();
  const page = await demarc.browser.newPage();
  await page.goto(url).catch(() => undefined);
  await until(
    'the prompt is shown',
    async () => (await page.$('.prompt .inert')) !== null,
    6_000,
    () => `${page.url().slice(0, 120)}; sent: ${gotten(web).join(' | ').slice(0, 200)}`,
  );
  return page;
}

const shown = (page: Page): Promise<string> => page.$eval('.inert', (e) => e.textContent ?? '');
const buttons = (page: Page): Promise<string[]> => page.$$eval('button', (all) => all.map((b) => b.textContent ?? ''));
async function press(page: Page, words: string): Promise<void> {
  for (const button of await page.$$('button')) {
    if ((await button.evaluate((b) => b.textContent)) === words) return button.click();
  }
  throw new Error(`no button ${words}`);
}

const FIRST = ATTACKS[0]!;

test.each(Object.keys(WRITINGS))('without Demarc it is sent: %s', async (writing) => {
  web.forget();
  const page = await plain.newPage();
  await page.goto(WRITINGS[writing]!(FIRST.prompt));
  await until('it is sent', () => Promise.resolve(gotten(web).length > 0));
  await page.close();
});

test.each(Object.keys(WRITINGS))('it is stopped and shown: %s', async (writing) => {
  const page = await follow(WRITINGS[writing]!(FIRST.prompt));
  expect(await shown(page)).toContain('future');
  expect(gotten(web)).toEqual([]);
  await page.close();
});

test.each(ATTACKS)('$id is stopped and recorded', async ({ prompt, words }) => {
  const page = await follow(WRITINGS['plain']!(prompt));
  // What only the classifier knows is stopped as soon as it has judged, which this fast page may be ahead of.
  if (words) expect(gotten(web)).toEqual([]);
  const found = (await demarc.incidents()).filter((i) => i.carrier === 'prompt' && i.text === prompt);
  expect(found.length).toBeGreaterThan(0);
  expect(found[0]).toMatchObject({ enforcement: 'stopped', service: 'chatgpt', name: 'q', site: 'chatgpt.com' });
  await page.close();
});

test.each(ATTACKS.filter((a) => a.words).map(({ id, prompt }) => [id, prompt] as const))(
  '%s does not even reach a service that sends it by itself',
  async (_id, prompt) => {
    const page = await follow(toServer(prompt));
    expect(gotten(web)).toEqual([]);
    await page.close();
  },
);

test.each(HONEST.map(({ id, prompt }) => [id, prompt] as const))(
  'honest %s passes with one load',
  async (_id, prompt) => {
    web.forget();
    const page = await demarc.browser.newPage();
    await page.goto(WRITINGS['plain']!(prompt)).catch(() => undefined);
    await until('it is sent', () => Promise.resolve(gotten(web).length > 0));
    expect(gotten(web)).toEqual([prompt]);
    expect(web.asked.filter((a) => a.startsWith('https://chatgpt.com/?q=')).length).toBe(1);
    await page.close();
  },
);

describe('the person decides', () => {
  test('opened without it, the assistant is there and nothing was sent', async () => {
    const page = await follow(WRITINGS['plain']!(FIRST.prompt));
    await page.click('button.primary');
    await until('the assistant is there', async () => (await page.$('textarea')) !== null);
    expect(page.url()).toBe('https://chatgpt.com/');
    expect(gotten(web)).toEqual([]);
    await page.close();
  });

  test('opened with it, it is sent, and the next link is stopped again', async () => {
    const page = await follow(WRITINGS['plain']!(FIRST.prompt));
    await press(page, await demarc.text('promptOpenWith'));
    await until('it is sent', () => Promise.resolve(gotten(web).includes(FIRST.prompt)), 8_000);
    await page.close();
    const again = await follow(WRITINGS['plain']!(ATTACKS[1]!.prompt));
    expect(gotten(web)).toEqual([]);
    await again.close();
  });

  test('where policy says block there is no way to open it with the prompt', async () => {
    await demarc.changeSettings({ prefilledPromptAction: 'block' });
    const page = await follow(WRITINGS['plain']!(FIRST.prompt));
    expect(await buttons(page)).not.toContain(await demarc.text('promptOpenWith'));
    await demarc.changeSettings({ prefilledPromptAction: 'warn' });
    await page.close();
  });

  test('audit records and lets it pass', async () => {
    await demarc.changeSettings({ prefilledPromptAction: 'audit' });
    web.forget();
    const page = await demarc.browser.newPage();
    await page.goto(WRITINGS['plain']!(FIRST.prompt)).catch(() => undefined);
    await until('it is sent', () => Promise.resolve(gotten(web).length > 0), 8_000);
    await until('it is recorded', async () =>
      (await demarc.incidents()).some((i) => i.carrier === 'prompt' && i.enforcement === 'recorded'),
    );
    await demarc.changeSettings({ prefilledPromptAction: 'warn' });
    await page.close();
  });

  test('a killed worker lets nothing through', async () => {
    await demarc.killWorker();
    const page = await follow(WRITINGS['plain']!(ATTACKS[4]!.prompt));
    expect(gotten(web)).toEqual([]);
    await page.close();
  });
});
