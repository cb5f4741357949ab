// The organisation's policy through a real policy file, and a person's own settings: late arrival, locks, refusals, broken
// keys, exclusions, audit; and that nothing is loosened while it is not known whether there is a policy.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { chromiumExtensionId } from '../../tools/browsers/launch.ts';
import type { RangePage } from '../../tools/range/corpus.ts';
import { sourceOf } from '../support/demarc.ts';
import { ManagedFolder, noManagedBrowser } from '../support/managed-browser.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const ID = chromiumExtensionId(manifest.key);
const ORGANISATION = 'Harbour Authority';

const world = useWorld({ with: 'range' });
let first: RangePage;
let second: RangePage;

beforeAll(() => {
  first = world.page('display-none-news');
  second = world.page('font-zero-mail');
});

const skipped = noManagedBrowser('chromium');
if (skipped !== '') console.log(`Policy file tests are left out: ${skipped}.`);

describe.skipIf(skipped !== '').sequential("an organisation's policy", () => {
  let folder: ManagedFolder;

  const policyFile = (settings: Readonly<Record<string, unknown>>): unknown => ({
    '3rdparty': { extensions: { [ID]: settings } },
  });

  beforeAll(async () => {
    folder = new ManagedFolder('chromium');
    folder.write(
      policyFile({
        hiddenTextAction: 'audit',
        excludedSites: [second.host, 'https://not-a-host/path'],
        organisationName: ORGANISATION,
        allowUndo: false,
        supportUrl: 'ftp://nowhere.test/',
        retentionDays: 'many',
      }),
    );
    await world.startDemarc();
  });

  afterAll(async () => {
    await world.stopDemarc();
    folder?.remove();
  });

  test('until it arrives, the strict default holds', async () => {
    const early = await world.demarc.policy();
    expect(early.managed).toBe('pending');
    expect(early.settings.hiddenTextAction).toBe('block');
    const page = await world.demarc.open(first.url);
    await world.demarc.untilDone(page, 'blanked', 2_000);
    expect(await sourceOf(page)).not.toContain(first.canary);
    await page.close();
  });

  test('it arrives late and then decides, key by key', async () => {
    const { settings, source, locked } = await world.demarc.policyKnown('present');
    expect(settings.hiddenTextAction).toBe('audit');
    expect(source.hiddenTextAction).toBe('managed');
    expect(settings.organisationName).toBe(ORGANISATION);
    expect(locked).toEqual(expect.arrayContaining(['hiddenTextAction', 'excludedSites', 'allowUndo']));
    expect(locked).not.toContain('supportUrl');
    expect(locked).not.toContain('retentionDays');
  });

  test('a broken key is dropped alone, and named', async () => {
    const { settings, problems } = await world.demarc.policy();
    expect(settings.supportUrl).toBe('');
    expect(settings.retentionDays).toBe(90);
    expect(settings.excludedSites).toEqual([second.host]);
    const named = problems.filter((problem) => problem.layer === 'managed').map((problem) => problem.key);
    expect(named).toEqual(expect.arrayContaining(['supportUrl', 'excludedSites']));
  });

  test('audit records and leaves the text', async () => {
    const before = (await world.demarc.incidents()).length;
    const page = await world.demarc.open(first.url);
    await world.demarc.untilDone(page, 'recorded', 3_000);
    await until('the text is in the page', async () => (await sourceOf(page)).includes(first.canary));
    const incidents = await world.demarc.incidents();
    expect(incidents.length).toBe(before + 1);
    const record = incidents.find((incident) => incident.enforcement === 'recorded');
    expect(record?.decision).toMatchObject({ action: 'audit', layer: 'managed', key: 'hiddenTextAction' });
    await page.close();
  });

  test('an excluded site is left alone, and the popup says who decided', async () => {
    const before = (await world.demarc.incidents()).length;
    const page = await world.demarc.open(second.url);
    await world.demarc.settled(page);
    await until('the text is in the page', async () => (await sourceOf(page)).includes(second.canary));
    expect((await world.demarc.incidents()).length).toBe(before);
    const popup = await world.demarc.openPopup(page);
    expect(await popup.verdict()).toBe(await world.demarc.text('verdictExcludedManaged'));
    expect(await popup.page.evaluate('document.body.innerText')).toContain(ORGANISATION);
    expect(await popup.has(await world.demarc.text('resumeHere'))).toBe(false);
    await popup.close();
    await page.close();
  });

  test('a locked key cannot be changed: not in the console, not by asking the worker', async () => {
    const asked = await world.demarc.changeSettings({ hiddenTextAction: 'allow' });
    expect(asked.problem).not.toBe('');
    expect(await world.demarc.text(asked.problem)).not.toBe('');
    expect(asked.policy.settings.hiddenTextAction).toBe('audit');
    const page = await world.demarc.openConsole('/policy');
    await page.shown('.problems');
    expect(await page.canEdit('hiddenTextAction')).toBe(false);
    expect(await page.canEdit('excludedSites')).toBe(false);
    expect(await page.canEdit('visibleTextAction')).toBe(true);
    expect((await page.problems()).join('\n')).toContain('supportUrl');
    await page.close();
  });

  test('a change of the file is in force without a restart', async () => {
    folder.write(policyFile({ hiddenTextAction: 'block', organisationName: ORGANISATION }));
    await until(
      'the new policy holds',
      async () => (await world.demarc.policy()).settings.hiddenTextAction === 'block',
      15_000,
    );
    const page = await world.demarc.open(second.url);
    await world.demarc.untilDone(page, 'blanked', 3_000);
    expect(await sourceOf(page)).not.toContain(second.canary);
    await page.close();
  });
});

describe.sequential("a person's own settings", () => {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'demarc-profile-'));

  beforeAll(async () => {
    await world.startDemarc({ userDataDir: profile });
  });

  afterAll(async () => {
    await world.stopDemarc();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  test('paused in the popup, a site is left alone; resumed, it is guarded again', async () => {
    await world.demarc.policyKnown('none');
    const page = await world.demarc.open(first.url);
    await world.demarc.untilDone(page, 'blanked');
    let popup = await world.demarc.openPopup(page);
    await popup.press(await world.demarc.text('pauseHere'));
    await until(
      'the popup says so',
      async () => (await popup.verdict()) === (await world.demarc.text('verdictExcludedUser')),
    );
    await popup.close();
    await page.reload();
    await world.demarc.settled(page);
    await until('the text is in the page', async () => (await sourceOf(page)).includes(first.canary));
    popup = await world.demarc.openPopup(page);
    await popup.press(await world.demarc.text('resumeHere'));
    await until('the site is guarded', async () => (await world.demarc.policy()).settings.excludedSites.length === 0);
    await popup.close();
    await page.reload();
    await world.demarc.untilDone(page, 'blanked');
    await page.close();
  });

  test('the monitor preset records and leaves the text', async () => {
    expect((await world.demarc.changeSettings({ preset: 'monitor' })).problem).toBe('');
    const page = await world.demarc.open(first.url);
    await world.demarc.untilDone(page, 'recorded');
    await until('the text is in the page', async () => (await sourceOf(page)).includes(first.canary));
  });

  test('after a restart it loosens nothing until it is known that there is no policy', async () => {
    await world.startDemarc({ userDataDir: profile });
    const early = await world.demarc.policy();
    expect(early.managed).toBe('pending');
    const page = await world.demarc.open(first.url);
    await world.demarc.untilDone(page, 'blanked', 3_000);
    expect(await sourceOf(page)).not.toContain(first.canary);
    const known = await world.demarc.policyKnown('none');
    expect(known.settings.preset).toBe('monitor');
    const later = await world.demarc.open(second.url);
    await world.demarc.untilDone(later, 'recorded');
    await until('the text is in the page', async () => (await sourceOf(later)).includes(second.canary));
  });
});
