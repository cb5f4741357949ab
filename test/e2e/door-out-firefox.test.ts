// What comes out of an assistant, in Firefox: what it says it saved is in the ledger, and a conversation is shared only after a yes.
// The notice is closed to the driver there, so it is answered blindly with the keyboard and known by what it does.
import { afterEach, beforeAll, expect, test } from 'vitest';
import { AssistantPage } from '../support/assistant-page.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const world = useWorld({ kind: 'firefox' });
// Until this is known, no setting is looser than the default.
beforeAll(() => world.demarc.policyKnown('none'));

let page: AssistantPage | undefined;
afterEach(async () => {
  await page?.close();
  page = undefined;
});

const SHARE = 'button[aria-label="Share"]';
const stands = (at: AssistantPage, there: boolean): Promise<boolean> =>
  until(`a notice ${there ? 'stands' : 'is gone'}`, async () => {
    const found = await at.evaluate(`document.querySelector('demarc-notice') !== null`);
    return found === there;
  });

test.each(['chatgpt', 'copilot'])('%s: what was saved is in the ledger, and whether it was asked for', async (id) => {
  const at = (page = await AssistantPage.open(world.demarc.browser, world.range, id));
  const saved = `Takes the nine o’clock ferry to ${id}`;
  at.answer({ text: 'That is done.', memory: saved });
  await at.focus();
  await at.type('Please remember that I take the ferry at nine');
  await at.sendByEnter();
  const entry = await until(
    'it is in the ledger',
    async () => (await world.demarc.memories()).find((m) => m.service === id),
    8_000,
  );
  expect(entry).toMatchObject({ source: 'notice', asked: true, verdict: 'clean', incident: '' });
});

test.each(['chatgpt', 'copilot'])('%s: sharing is held; Escape leaves it here, a yes shares', async (id) => {
  const at = (page = await AssistantPage.open(world.demarc.browser, world.range, id));
  const shares = (): number => at.received().filter(({ kind }) => kind === 'share').length;
  await at.focus();
  await at.type('When does the ferry leave?');
  await at.sendByEnter();
  await at.untilSent();
  await until('the answer stands', async () => (await at.answers()).length > 0);
  await at.page.focus(SHARE);
  await at.page.keyboard.press('Enter');
  await stands(at, true);
  await at.page.keyboard.press('Escape');
  await stands(at, false);
  expect(shares()).toBe(0);
  await at.page.focus(SHARE);
  await at.page.keyboard.press('Enter');
  await stands(at, true);
  // To the second choice.
  await at.page.keyboard.press('Tab');
  await at.page.keyboard.press('Tab');
  await at.page.keyboard.press('Enter');
  await until('it is shared', () => Promise.resolve(shares() === 1));
});
