// Sharing a conversation, as a person meets it on replicas of assistants: the press on the button is held, the notice says
// what would become public, and the service hears of it only after a yes. One replica is known by the service's own
// selector, the other by a general one. What the service got is asked of its server.
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Incident } from '../../src/model/incident.ts';
import { AssistantPage } from '../support/assistant-page.ts';
import { choose, noticeOn, untilNotice } from '../support/door-notice.ts';
import { PASSWORD, SECRET_LINE } from '../support/made-up-secrets.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const SERVICES = ['chatgpt', 'copilot'] as const;
const SHARE = 'button[aria-label="Share"]';
const world = useWorld({ with: 'demarc and plain' });

// Until this is known, no setting is looser than the default.
beforeAll(() => world.demarc.policyKnown('none'));

let page: AssistantPage | undefined;
afterEach(async () => {
  await page?.close();
  page = undefined;
  await world.demarc.changeSettings({ sharedChatAction: 'warn' });
});

/** A conversation of one message and one answer, which holds a secret. */
async function talked(id: string, browser = world.demarc.browser): Promise<AssistantPage> {
  const at = await AssistantPage.open(browser, world.range, id);
  page = at;
  await at.focus();
  at.answer(`You wrote: ${SECRET_LINE}`);
  await say(at, 'What did I write?');
  await until('the answer stands', async () => (await at.answers()).some((text) => text.includes(PASSWORD)));
  return at;
}
async function say(at: AssistantPage, words: string): Promise<void> {
  const sent = at.prompts().length;
  await at.focus();
  await at.type(words);
  await at.sendByEnter();
  await at.untilSent(sent + 1);
}
const shares = (at: AssistantPage): number => at.received().filter(({ kind }) => kind === 'share').length;
const shared = (at: AssistantPage, count: number): Promise<boolean> =>
  until(`it is shared ${count} times`, () => Promise.resolve(shares(at) === count));

/** The newest record of sharing in this conversation's place, once there are so many. */
const records = async (): Promise<Incident[]> =>
  (await world.demarc.incidents()).filter(({ carrier, name }) => carrier === 'answer' && name === 'share');
const recorded = (enforcement: Incident['enforcement'], before: number): Promise<Incident> =>
  until(`a record of ${enforcement}`, async () => {
    const all = await records();
    return all.length > before && all.sort((a, b) => b.time - a.time)[0]?.enforcement === enforcement && all[0];
  });

test.each(SERVICES)('control: without Demarc a press on the button shares the conversation of %s', async (id) => {
  const at = await talked(id, world.plain);
  await at.page.click(SHARE);
  await shared(at, 1);
});

test.each(['Teilen', '共有'])('a button that says it in another language is known, too: %s', async (word) => {
  const at = await AssistantPage.open(world.demarc.browser, world.range, 'copilot');
  page = at;
  await at.page.evaluate(`document.querySelector('${SHARE}').setAttribute('aria-label', ${JSON.stringify(word)})`);
  await at.page.click(`button[aria-label="${word}"]`);
  await choose(at.page, await world.demarc.text('shareBack'));
  expect(shares(at)).toBe(0);
});

describe.each(SERVICES)('%s', (id) => {
  test('a press is held, what becomes public is said, and "not now" leaves it here', async () => {
    const at = await talked(id);
    const before = (await records()).length;
    await at.page.click(SHARE);
    const seen = await untilNotice(at.page);
    expect(seen.role).toBe('alertdialog');
    expect(seen.text.replaceAll(' ', '')).toContain(`${await world.demarc.text('shareWritten')}1`.replaceAll(' ', ''));
    expect(seen.text.replaceAll(' ', '')).toContain(`${await world.demarc.text('shareAnswers')}1`.replaceAll(' ', ''));
    expect(seen.text).toContain(await world.demarc.text('sensitive_secret_password'));
    expect(seen.text).not.toContain(PASSWORD);
    await choose(at.page, await world.demarc.text('shareBack'));
    const incident = await recorded('stopped', before);
    expect(incident).toMatchObject({ text: 'Share', service: id, verdict: { kind: 'not-scanned', findings: [] } });
    // What is sent after it has come: nothing of the press is on its way.
    await say(at, 'And now?');
    expect(shares(at)).toBe(0);
  });

  test('Escape is "not now"; a yes shares once, and holds for the dialogs that follow', async () => {
    const at = await talked(id);
    await at.page.focus(SHARE);
    await at.page.keyboard.press('Enter');
    await untilNotice(at.page);
    await at.page.keyboard.press('Escape');
    await until('the notice is gone', async () => (await noticeOn(at.page)) === null);
    const before = (await records()).length;
    await at.page.keyboard.press('Space');
    await choose(at.page, await world.demarc.text('shareGo'));
    await shared(at, 1);
    await recorded('released', before);
    await at.page.click(SHARE);
    await shared(at, 2);
    expect(await noticeOn(at.page)).toBeNull();
  });

  test('block leaves no choice', async () => {
    await world.demarc.changeSettings({ sharedChatAction: 'block' });
    const at = await talked(id);
    const before = (await records()).length;
    await at.page.click(SHARE);
    const seen = await untilNotice(at.page);
    expect(seen.text).toContain(await world.demarc.text('shareStopped'));
    expect(seen.buttons).toEqual([await world.demarc.text('doorOk')]);
    await choose(at.page, await world.demarc.text('doorOk'));
    await recorded('stopped', before);
    await say(at, 'And now?');
    expect(shares(at)).toBe(0);
  });

  test('audit lets it go and notes it; allow says nothing', async () => {
    await world.demarc.changeSettings({ sharedChatAction: 'audit' });
    const at = await talked(id);
    const before = (await records()).length;
    await at.page.click(SHARE);
    await shared(at, 1);
    await recorded('recorded', before);
    await world.demarc.changeSettings({ sharedChatAction: 'allow' });
    await at.reload();
    await at.page.click(SHARE);
    await shared(at, 2);
    expect(await noticeOn(at.page)).toBeNull();
    expect((await records()).length).toBe(before + 1);
  });
});
