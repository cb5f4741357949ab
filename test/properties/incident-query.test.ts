// The query language under any text: it is read without an error and in bounds, and what it understood is written so that
// reading it again gives the same question.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  FIELDS,
  readQuery,
  toggled,
  writeQuery,
  type Vocabulary,
} from '../../src/ui/console/incidents/query/read-query.ts';
import { suggest } from '../../src/ui/console/incidents/query/suggest.ts';
import { MAX_QUERY, termsOf } from '../../src/ui/console/incidents/query/terms.ts';

const NOW = new Date(2026, 10, 24, 12).getTime();
const names = new Map([
  ['data-exfiltration', 'Data leak'],
  ['chatgpt', 'ChatGPT'],
  ['undone', 'Put back'],
]);
const vocabulary: Vocabulary = {
  family: names,
  service: names,
  verdict: names,
  technique: names,
  carrier: names,
  done: names,
};
const piece = fc.oneof(
  fc.constantFrom(...FIELDS.map((field) => `${field}:`)),
  fc.constantFrom(
    ...names.keys(),
    'Data leak',
    '"',
    '\\',
    ',',
    ':',
    '-',
    ' ',
    '..',
    '>',
    '2026-11',
    '7d',
    'today',
    'İ',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));

test('any text is read, and its terms and mistakes lie within it', () => {
  fc.assert(
    fc.property(text, (typed) => {
      const read = readQuery(typed, vocabulary, NOW);
      for (const { start, end } of [...read.understood, ...read.problems, ...termsOf(typed)]) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(typed.length);
        expect(start).toBeLessThanOrEqual(end);
      }
      expect(read.query.from).toBeLessThan(read.query.to);
      for (const [field, value] of Object.entries(read.query)) {
        if (Array.isArray(value)) expect(new Set(value).size, field).toBe(value.length);
      }
    }),
  );
});

test('what was understood is written so that it is read as the same', () => {
  fc.assert(
    fc.property(text, (typed) => {
      const first = readQuery(typed, vocabulary, NOW);
      const again = readQuery(writeQuery(first.understood), vocabulary, NOW);
      expect(again.query).toEqual(first.query);
      expect(again.problems).toEqual([]);
    }),
  );
});

test('a value is taken back by what put it in', () => {
  const site = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(text, site, (typed, value) => {
      const before = readQuery(typed, vocabulary, NOW);
      const known = readQuery(`site:${JSON.stringify(value)}`, vocabulary, NOW).query.sites[0];
      fc.pre(known !== undefined && !before.query.sites.includes(known) && before.query.sites.length < 40);
      const added = readQuery(toggled(before.understood, 'site', known), vocabulary, NOW);
      expect(added.query.sites).toEqual([...before.query.sites, known]);
      const taken = readQuery(toggled(added.understood, 'site', known), vocabulary, NOW);
      expect(taken.query).toEqual(before.query);
    }),
  );
});

test('suggestions for any text at any place take a part of it that ends at the caret', () => {
  fc.assert(
    fc.property(text, fc.nat(), (typed, at) => {
      const caret = at % (typed.length + 1);
      for (const { start, end } of suggest(typed, caret, { vocabulary, tally: null, rules: [] })) {
        expect(end).toBe(caret);
        expect(start).toBeLessThanOrEqual(caret);
      }
    }),
  );
});

test('a very long text costs no more than its bound', () => {
  expect(termsOf('a:"'.repeat(1_000_000)).at(-1)?.end).toBeLessThanOrEqual(MAX_QUERY);
});
