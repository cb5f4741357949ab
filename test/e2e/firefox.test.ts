// The built extension in Firefox: the line on one page, attack pages as Firefox's readers get them, honest twins, an event
// page that is stopped, and the organisation's policy where the machine allows one. Pages are hostile.
import { describe, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import type { TabStatus } from '../../src/model/status.ts';
import { openExtensionPage } from '../../tools/browsers/launch.ts';
import { loadCorpus, type RangePage } from '../../tools/range/corpus.ts';
import { inPage, sourceOf } from '../support/demarc.ts';
import { ManagedFolder, noManagedBrowser } from '../support/managed-browser.ts';
import { readersReached } from '../support/readers-reached.ts';
import { until } from '../support/until.ts';
import { titled, useWorld } from '../support/world.ts';

const ADDON = 'demarc@demarc.example';
/** Firefox starts slowly on a busy machine; its answers are as quick as Chromium's. */
const WITHIN_MS = 4_000;
const pages = loadCorpus().pages;
const byId = (id: string): RangePage => pages.find((page) => page.id === id)!;

/** A guard that met an error says so in its status and goes on; here none may. */
function allRead(status: TabStatus): void {
  expect(status.state).toBe('scanned');
  expect(status.frames.map((frame) => frame.limit).filter((limit) => limit !== '')).toEqual([]);
}

/** One of each way of hiding that Firefox treats in its own way. */
const SAMPLE = [
  'opacity-recept',
  'same-colour-cv',
  'comment-tracker',
  'template-docs',
  'until-found-workshop',
  'json-ld-shop',
  'pseudo-recipe',
  'tags-tracker',
  'srcdoc-travel',
  'late-shop',
  'option-tracker',
].map(byId);
const HONEST = [
  'honest-menu-shop',
  'honest-template-docs',
  'honest-json-ld-shop',
  'honest-late-shop',
  'honest-pseudo-recipe',
].map(byId);

const world = useWorld({ kind: 'firefox', with: 'demarc and plain', launch: { eventPageIdle: 1_000 } });

describe.sequential('the line on one attack page', () => {
  const attack = byId('display-none-news');
  let page: Page;
  const innerHtml = (of: Page): Promise<unknown> => inPage(of, 'document.documentElement.innerHTML');

  test('blanked, counted, stored and shown inert', async () => {
    page = await world.demarc.open(attack.url);
    await world.demarc.untilDone(page, 'blanked', WITHIN_MS);
    expect(await sourceOf(page)).not.toContain(attack.canary);
    await until('the badge counts one', async () => (await world.demarc.badgeOf(page)) === '1');
    const list = await world.demarc.openConsole('/incidents');
    const [row] = await list.incidents();
    expect(row?.site).toBe(attack.host);
    await list.openIncident(row!.href);
    expect((await list.payload()).text).toBe(attack.payload.text);
    await list.close();
  });

  test('the popup page runs and says something of its tab', async () => {
    const popup = await openExtensionPage(world.demarc.browser, 'popup');
    await until('the popup shows a verdict', async () => (await popup.$('.verdict-word')) !== null);
    expect((await popup.$$('.control-title')).length).toBeGreaterThan(0);
    await popup.close();
  });

  test('a stopped event page knows the incident and puts the exact text back', async () => {
    await world.demarc.eventPageStopped();
    expect(await world.demarc.incidents()).toHaveLength(1);
    const [incident] = await world.demarc.incidents();
    const list = await world.demarc.openConsole(`/incident/${incident!.id}`);
    await list.shown('.toolbar button');
    await list.page.click('.toolbar button');
    const before = await world.plain.newPage();
    await before.goto(attack.url);
    await until('the page is as it came', async () => (await innerHtml(page)) === (await innerHtml(before)));
    await until('the record says so', async () => (await world.demarc.incidents())[0]?.enforcement === 'undone');
    expect(await world.demarc.incidents()).toHaveLength(1);
    await Promise.all([list.close(), before.close(), page.close()]);
  });
});

describe('hidden attack pages', () => {
  test.each(titled(SAMPLE))('%s reaches no reader', async (_id, entry) => {
    const page = await world.demarc.open(entry.url);
    await world.demarc.untilDone(page, 'blanked', WITHIN_MS);
    expect(await readersReached(page, entry, 'firefox')).toEqual([]);
    allRead(await world.demarc.settled(page));
    await page.close();
  });

  test('the readers do get such a text where Demarc is not', async () => {
    const page = await world.plain.newPage();
    await page.goto(SAMPLE[0]!.url);
    expect(await readersReached(page, SAMPLE[0]!, 'firefox')).toEqual(
      expect.arrayContaining(['inner-text', 'text-content', 'outer-html']),
    );
    await page.close();
  });
});

describe('honest pages', () => {
  test.each(titled(HONEST))('%s is left as it came', async (_id, entry) => {
    const without = await world.plain.newPage();
    const [guarded] = await Promise.all([world.demarc.open(entry.url), without.goto(entry.url)]);
    if (entry.insert !== 'static') {
      await until('the honest text is in the page', async () => (await sourceOf(without)).includes(entry.canary));
    }
    await until('both are the same', async () => (await sourceOf(guarded)) === (await sourceOf(without)));
    const status = await world.demarc.settled(guarded);
    expect(status.items).toEqual([]);
    allRead(status);
    expect(await sourceOf(guarded)).toBe(await sourceOf(without));
    await Promise.all([guarded.close(), without.close()]);
  });
});

describe('an event page that is stopped while pages load', () => {
  test('nothing is lost or doubled', async () => {
    const entries = ['font-zero-mail', 'off-screen-forum', 'details-council', 'covered-travel'].map(byId);
    const opened: Page[] = [];
    for (const entry of entries) {
      // Firefox stops it as soon as it has nothing to do, and each page finds none.
      await world.demarc.eventPageStopped();
      opened.push(await world.demarc.open(entry.url));
    }
    for (const page of opened) await world.demarc.untilDone(page, 'blanked', 20_000);
    const incidents = await world.demarc.incidents();
    for (const entry of entries) {
      const own = incidents.filter((i) => i.text.includes(entry.canary) && i.concealment !== null);
      expect(own, entry.id).toHaveLength(1);
    }
    await Promise.all(opened.map((page) => page.close()));
  });
});

const skipped = noManagedBrowser('firefox');
if (skipped !== '') console.log(`The policy file test for Firefox is left out: ${skipped}.`);

describe.skipIf(skipped !== '')("an organisation's policy", () => {
  test('policies.json decides and locks', async () => {
    const folder = new ManagedFolder('firefox');
    folder.write({
      policies: {
        '3rdparty': { Extensions: { [ADDON]: { hiddenTextAction: 'audit', supportUrl: 'ftp://nowhere.test/' } } },
      },
    });
    try {
      const managed = await world.startDemarc();
      const policy = await managed.policyKnown('present');
      expect(policy.settings.hiddenTextAction).toBe('audit');
      expect(policy.locked).toEqual(['hiddenTextAction']);
      expect(policy.problems.map((problem) => problem.key)).toContain('supportUrl');
      const entry = byId('display-none-news');
      const page = await managed.open(entry.url);
      await managed.untilDone(page, 'recorded', WITHIN_MS);
      await until('the text is in the page', async () => (await sourceOf(page)).includes(entry.canary));
    } finally {
      await world.stopDemarc();
      folder.remove();
    }
  });
});
