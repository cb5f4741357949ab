// Corpora of the Lab: lines, bad lines, bounds; a rule and two rule sets over them. Made-up words and rules.
import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/engine/detect/compile.ts';
import { linesOf, MAX_LINE, readLine, type Line } from '../../src/lab/corpus.ts';
import { compareOn, tryOnCorpus } from '../../src/lab/run-corpus.ts';
import { HONEST, LEXICON, madeUpRules, PAYLOAD } from '../support/made-up-rules.ts';

const all = async (source: string): Promise<Line[]> => {
  const out: Line[] = [];
  for await (const [line] of linesOf(new Blob([source]))) out.push(line);
  return out;
};
const row = (id: string, text: string, label?: string): string => JSON.stringify({ id, text, label });

describe('lines', () => {
  test('are read, bad ones are named with their number and why', async () => {
    const source = [row('a', 'x', 'attack'), '', 'no json', '[]', row('b', 'y', 'maybe'), '{"id":1,"text":"z"}'].join(
      '\r\n',
    );
    expect(await all(source)).toEqual([
      { line: 1, id: 'a', text: 'x', label: 'attack' },
      { line: 3, why: 'json' },
      { line: 4, why: 'shape' },
      { line: 5, why: 'label' },
      { line: 6, id: '1', text: 'z', label: '' },
    ]);
    expect(readLine('null', 9)).toEqual({ line: 9, why: 'shape' });
    expect(await all('')).toEqual([]);
  });

  test('over the borders of pieces stay whole, and one without end is left out alone', async () => {
    const word = 'é漢'.repeat(1_000);
    const many = Array.from({ length: 600 }, (_, i) => row(String(i), word));
    const lines = await all([...many, `{"id":"${'x'.repeat(3 * MAX_LINE)}"`, row('last', 'y')].join('\n'));
    expect(lines.slice(0, 600).every((line) => 'text' in line && line.text === word)).toBe(true);
    expect(lines.slice(600)).toEqual([
      { line: 601, why: 'long' },
      { line: 602, id: 'last', text: 'y', label: '' },
    ]);
  });
});

const ID = 'instruction-override.turn-thing';
const corpus = (): AsyncIterable<readonly [Line, number]> =>
  linesOf(
    new Blob([
      [
        row('hit', PAYLOAD, 'attack'),
        row('miss', HONEST, 'attack'),
        row('alarm', PAYLOAD, 'honest'),
        'x',
        row('plain', HONEST),
      ].join('\n'),
    ]),
  );
const empty = compileRules(LEXICON, []);

test('a rule over a corpus: matches, false alarms, misses, and what only it finds', async () => {
  const rules = madeUpRules();
  const result = await tryOnCorpus(corpus(), { rules, ids: [ID], builtIn: empty }, () => true);
  expect(result).toMatchObject({
    read: 4,
    attacks: 2,
    honest: 1,
    bad: 1,
    matches: 2,
    falsePositives: 1,
    misses: 1,
    gains: 1,
  });
  expect(result.listed.falsePositives.map(({ id }) => id)).toEqual(['alarm']);
  expect(result.badLines).toEqual([{ line: 4, why: 'json' }]);
  const [first] = result.listed.matches;
  expect(first?.text.slice(...(first.at ?? [0, 0]))).toContain('zorble');
  const known = await tryOnCorpus(corpus(), { rules, ids: [ID], builtIn: rules }, () => true);
  expect(known.gains).toBe(0);
});

test('it is ended with what it has', async () => {
  const result = await tryOnCorpus(
    corpus(),
    { rules: madeUpRules(), ids: [ID], builtIn: empty },
    (_, count) => count < 2,
  );
  expect(result).toMatchObject({ read: 2, stopped: true });
});

test('two rule sets over a corpus: what changed, by case', async () => {
  const judges = [empty, madeUpRules()].map((rules) => ({ rules, classifier: null }));
  const result = await compareOn(corpus(), judges[0]!, judges[1]!, () => Promise.resolve(true));
  expect(result).toMatchObject({
    changed: 2,
    counts: { before: { attacks: 0, honest: 0 }, after: { attacks: 1, honest: 1 } },
  });
  expect(result.changes[0]).toMatchObject({ id: 'hit', label: 'attack', from: 'clean', gone: [] });
  expect(result.changes[0]?.come).toContain(ID);
});
