// Rules, exceptions, the organisation's words, the emergency and the off switch, through a real policy file that also holds
// what it should not; and a draft tried in the console. One browser.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { chromiumExtensionId } from '../../tools/browsers/launch.ts';
import { AssistantPage } from '../support/assistant-page.ts';
import { sourceOf } from '../support/demarc.ts';
import { noticeOn, notesOn, untilNotice } from '../support/door-notice.ts';
import { PASSWORD, SECRET_LINE } from '../support/made-up-secrets.ts';
import { ManagedFolder, noManagedBrowser } from '../support/managed-browser.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ID = chromiumExtensionId(manifest.key);
const ORGANISATION = 'Harbour Authority';
const WORDS = 'Questions? Call the harbour desk.';
const world = useWorld({ with: 'range' });
const text = (key: string): Promise<string> => world.demarc.text(key);

const skipped = noManagedBrowser('chromium');
if (skipped !== '') console.log(`Policy file tests are left out: ${skipped}.`);

/** A policy in order, with entries beside it that are not. */
const POLICY = {
  preset: 'monitor',
  organisationName: ORGANISATION,
  noticeText: [`*: ${WORDS}`, 'no language', `de: ${'x'.repeat(400)}`],
  visibleTextAction: 'warn',
  rules: [
    'no-keys: block data=secret',
    'block data=no-such-kind',
    'block site=(a+)+$',
    `block site=${'a'.repeat(600)}`,
    ...Array.from({ length: 100 }, (_, i) => `warn service=unused-${i} agent=no`),
  ],
  exceptions: [
    'no-keys: until=2999-12-31 owner="A. Lima, Legal" reason="Contract 4711" service=claude',
    'no-keys: until=2020-12-31 owner="B. Old" reason="Over" service=chatgpt',
    'no-keys: owner=nobody service=chatgpt',
  ],
} as const;

describe.skipIf(skipped !== '').sequential('rules by a policy file', () => {
  let folder: ManagedFolder;
  const write = (settings: object): void => folder.write({ '3rdparty': { extensions: { [ID]: settings } } });

  beforeAll(async () => {
    folder = new ManagedFolder('chromium');
    write(POLICY);
    await world.startDemarc();
    await world.demarc.policyKnown('present');
  });

  afterAll(async () => {
    await world.stopDemarc();
    folder?.remove();
  });

  test('bad entries are named and dropped alone', async () => {
    const { settings, problems } = await world.demarc.policy();
    expect(settings.rules).toHaveLength(101);
    expect(settings.exceptions).toHaveLength(2);
    expect(settings.noticeText).toEqual([`*: ${WORDS}`]);
    const said = problems.map((p) => JSON.stringify([p.key, p.problem]));
    const parts = [
      'no-such-kind',
      '"problemHost"',
      '"problemLonger","parts":[500',
      '"problemUntil"',
      '"problemEntry","parts":[2,',
    ];
    for (const part of parts)
      expect(
        said.filter((one) => one.includes(part)),
        part,
      ).not.toEqual([]);
    expect(
      said.filter((one) => one.startsWith('["noticeText"') && one.includes('"problemEntry","parts":[2,')),
      'the second entry of noticeText',
    ).not.toEqual([]);
  });

  test('a rule stops a value, and the notice says what, why, who and what next', async () => {
    const at = await AssistantPage.open(world.demarc.browser, world.range, 'chatgpt');
    await at.focus();
    await at.type(SECRET_LINE);
    await at.sendByEnter();
    const seen = await untilNotice(at.page);
    expect(seen.text).toContain(await text('doorTitleSend'));
    expect(seen.text).toContain(`${ORGANISATION} `);
    expect(seen.text).toContain('no-keys');
    expect(seen.text).toContain(WORDS);
    expect(seen.text).not.toContain(PASSWORD);
    await at.page.keyboard.press('Escape');
    expect(at.received().some((got) => got.kind === 'prompt')).toBe(false);
    await at.close();
  });

  test('an exception that has not ended lets it through there, on record', async () => {
    const at = await AssistantPage.open(world.demarc.browser, world.range, 'claude');
    await at.focus();
    await at.type(SECRET_LINE);
    await at.sendByEnter();
    expect(await at.untilSent()).toContain(PASSWORD);
    expect(await noticeOn(at.page)).toBeNull();
    const record = await until('it is on record', async () =>
      (await world.demarc.incidents()).find((i) => i.service === 'claude' && i.carrier === 'input'),
    );
    expect(record.decision).toMatchObject({ action: 'audit' });
    expect(record.decision.trace.map((s) => s.key)).toContain('exceptions');
    expect(JSON.stringify(record)).not.toContain(PASSWORD);
    await at.close();
  });

  test('the label beside a visible text says who decided and whom to ask', async () => {
    const page = await world.demarc.open(world.page('visible-forum').url);
    await world.demarc.untilDone(page, 'labelled');
    const notes = (await notesOn(page)).join('\n');
    expect(notes).toContain(ORGANISATION);
    expect(notes).toContain(WORDS);
    await page.close();
  });

  test('the console shows which exception has ended, and tries a draft on what is on record', async () => {
    const hidden = await world.demarc.open(world.page('display-none-news').url);
    await world.demarc.untilDone(hidden, 'recorded');
    await hidden.close();
    const view = await world.demarc.openConsole('/policy');
    await view.shown('.ended');
    expect(await view.page.$$eval('.ended', (found) => found.length)).toBe(1);
    await view.page.type('.draft textarea', '{"preset":"strict","hiddenTextAction":"blok"}');
    await view.page.click('.draft form button');
    await view.shown('.trial-said');
    await view.page.click('.draft summary');
    const words = await view.words();
    expect(words).toContain('hiddenTextAction');
    expect(words).toContain('“blok”');
    const counts = await view.page.$$eval('.trial-counts li', (found) => found.map((li) => li.textContent ?? ''));
    expect(counts.join('\n')).toContain(`${await text('action_audit')} → ${await text('action_block')}`);
    await view.page.evaluate(AXE);
    for (const value of ['light', 'dark']) {
      await view.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      const found = await view.page.evaluate(
        `axe.run(document).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' '))[0]))`,
      );
      expect(found, value).toEqual([]);
    }
    const link = await view.page.$eval('.trial-list a', (a) => a.getAttribute('href') ?? '');
    expect(link).toMatch(/^#\/incident\//);
    expect((await world.demarc.policy()).settings.preset).toBe('monitor');
    await view.close();
  });

  test('in an emergency everything is stopped, and a broken value keeps its last good one', async () => {
    const page = await world.demarc.open(world.page('font-zero-mail').url);
    await world.demarc.untilDone(page, 'recorded');
    write({ ...POLICY, lockdown: true, visibleTextAction: 'wrn', retentionDays: { huge: 'x'.repeat(100_000) } });
    const policy = await until(
      'the emergency holds',
      async () => {
        const now = await world.demarc.policy();
        return now.settings.lockdown && now;
      },
      15_000,
    );
    expect(policy.settings).toMatchObject({ hiddenTextAction: 'block', exceptions: [], inputOverride: 'no' });
    expect(policy.locked).toContain('answerResources');
    await page.reload();
    await world.demarc.untilDone(page, 'blanked');
    expect(await sourceOf(page)).not.toContain(world.page('font-zero-mail').canary);
    const popup = await world.demarc.openPopup(page);
    expect(await popup.page.evaluate('document.body.innerText')).toContain(await text('noticeLockdown'));
    await popup.close();

    write({ ...POLICY, enabled: false, visibleTextAction: 'wrn' });
    await until('it is off', async () => !(await world.demarc.policy()).settings.enabled, 15_000);
    await until('the page is as it was', async () =>
      (await sourceOf(page)).includes(world.page('font-zero-mail').canary),
    );
    const off = await world.demarc.policy();
    expect(off.settings.visibleTextAction).toBe('warn');
    expect(JSON.stringify(off.problems)).toContain('problemLastGood');
    const at = await AssistantPage.open(world.demarc.browser, world.range, 'chatgpt');
    await at.focus();
    await at.type(SECRET_LINE);
    await at.sendByEnter();
    expect(await at.untilSent()).toContain(PASSWORD);
    expect(await noticeOn(at.page)).toBeNull();
    await at.close();
  });
});
