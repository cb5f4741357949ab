// The walk of `npm start`, page by page: what Demarc stopped before a page opened is a result like any other, and a page
// that is not there is a failure in words. In both browsers, on the range's own pages.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRange, type Range } from '../../tools/range/server.ts';
import { plainTarget, type Target } from '../../tools/start/inputs.ts';
import { Walker } from '../../tools/start/walk.ts';

let range: Range;

beforeAll(async () => void (range = await startRange()));
afterAll(async () => range?.close());

function target(id: string): Target {
  const page = range.urls.find((entry) => entry.id === id);
  if (page === undefined) throw new Error(`the range has no page ${id}`);
  const { url, title, kind, technique, markers, expect: expected } = page;
  return { input: id, url, title, kind, technique, markers, expect: expected };
}

describe.each(['chromium', 'firefox'] as const)('in %s', (kind) => {
  let walker: Walker;
  beforeAll(() => void (walker = new Walker({ kind, proxy: range.proxy, timeout: 20_000, screenshots: '' })));
  afterAll(async () => walker?.close());

  test('a prompt that was stopped has its row, and no reader got it', async () => {
    const visited = await walker.visit(target('assistant-copilot'), 1);
    expect(visited).toMatchObject({
      ok: true,
      value: { verdict: 'malicious', action: 'warn', state: 'not-scanned', expected: { met: true } },
    });
    if (!visited.ok) return;
    expect(visited.value.incidents.map(({ enforcement }) => enforcement)).toEqual(['stopped']);
    // The replica keeps the prompt in a field, which the readers that run in Firefox do not read.
    if (kind === 'chromium') expect(visited.value.readers.some((reader) => reader.before === true)).toBe(true);
    expect(visited.value.readers.every((reader) => reader.after === null)).toBe(true);
    expect(visited.value.notes[0]).toContain('was not opened');
  });

  test('an honest prompt opens its page', async () => {
    const visited = await walker.visit(target('assistant-prefilled-honest'), 2);
    expect(visited).toMatchObject({ ok: true, value: { verdict: 'clean', state: 'scanned', incidents: [] } });
  });

  test('a page that does not answer is a failure in words', async () => {
    const visited = await walker.visit(plainTarget('nowhere', 'http://127.0.0.1:9/'), 3);
    expect(visited).toMatchObject({ ok: false, error: expect.stringMatching(/server|browser|connection/) });
  });
});
