// What an assistant saves to its memory, on a replica of its page: recorded once with what was saved and whether the person
// asked for it; after an attack in the same service it raises an incident; the console lists it.
import { beforeAll, expect, test } from 'vitest';
import { AssistantPage } from '../support/assistant-page.ts';
import { ATTACKS, WRITINGS } from '../support/prefilled-pages.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const world = useWorld();

beforeAll(() => world.demarc.policyKnown('none'));

/** Has the replica answer a message with something saved, and waits for the entry. */
async function save(id: string, message: string, saved: string): Promise<AssistantPage> {
  const before = (await world.demarc.memories()).length;
  const page = await AssistantPage.open(world.demarc.browser, world.range, id);
  page.answer({ text: 'That is done.', memory: saved });
  await page.type(message);
  await page.sendByEnter();
  await until('it is in the ledger', async () => (await world.demarc.memories()).length > before, 8_000);
  return page;
}
const entry = async (saved: string) => (await world.demarc.memories()).find((m) => m.saved === saved);

test('what was asked for is recorded and raises nothing', async () => {
  const page = await save('chatgpt', 'Please remember that my boat is called Heron', 'Boat is called Heron');
  expect(await entry('Boat is called Heron')).toMatchObject({
    service: 'chatgpt',
    source: 'notice',
    notice: 'Updated saved memory',
    asked: true,
    verdict: 'clean',
    before: [],
    incident: '',
  });
  await page.close();
});

test('what was not asked for raises an incident, and a page that is opened again adds nothing', async () => {
  const page = await save('chatgpt', 'How is the weather at the pier?', 'Lives near the pier');
  const found = await entry('Lives near the pier');
  expect(found?.asked).toBe(false);
  const incident = (await world.demarc.incidents()).find((i) => i.id === found?.incident);
  expect(incident).toMatchObject({ carrier: 'memory', service: 'chatgpt', text: 'Lives near the pier' });
  expect(incident?.verdict).toMatchObject({ kind: 'suspicious', families: ['memory-planting'] });
  const count = (await world.demarc.memories()).length;
  const again = await page.reload();
  await until('the notice is shown again', async () =>
    Boolean(await again.evaluate(`document.querySelector('.replica-memory') !== null`)),
  );
  const other = await save('copilot', 'What is a tide table?', 'Asks about tides');
  expect((await world.demarc.memories()).length).toBe(count + 1);
  await Promise.all([again.close(), other.close()]);
});

test('what follows an attack names it', async () => {
  const link = await world.demarc.browser.newPage();
  await link.goto(WRITINGS['plain']!(ATTACKS[0]!.prompt)).catch(() => undefined);
  const attack = await until('the prompt is recorded', async () =>
    (await world.demarc.incidents()).find((i) => i.carrier === 'prompt'),
  );
  const page = await save('chatgpt', 'Please remember that I take tea', 'Takes tea');
  const found = await entry('Takes tea');
  expect(found?.before).toContain(attack.id);
  const incident = (await world.demarc.incidents()).find((i) => i.id === found?.incident);
  expect(incident?.verdict.findings[0]?.rule).toBe('memory-planting.saved-after-attack');
  await Promise.all([page.close(), link.close()]);
});

test('a request that writes to the memory is recorded with what it carries', async () => {
  const page = await AssistantPage.open(world.demarc.browser, world.range, 'chatgpt');
  const body = JSON.stringify({ memory: { content: 'Sails on Sundays' } });
  await page.evaluate(
    `fetch('/backend-api/memories', { method: 'POST', body: ${JSON.stringify(body)} }).catch(() => 0)`,
  );
  const found = await until('it is in the ledger', () => entry('Sails on Sundays'));
  expect(found).toMatchObject({ source: 'request', service: 'chatgpt', asked: true });
  await page.close();
});

test('the console lists what was saved, and empties its list', async () => {
  const view = await world.demarc.openConsole('/memory');
  await view.shown('table.memories');
  const shown = String(await view.page.evaluate(`document.querySelector('table.memories').innerText`));
  for (const saved of ['Takes tea', 'Lives near the pier', 'Sails on Sundays']) expect(shown).toContain(saved);
  await view.page.click('.toolbar .memory-clear');
  await until('the list is empty', async () => (await view.page.$('table.memories')) === null);
  expect(await world.demarc.memories()).toEqual([]);
  await view.close();
});
