// The data classes of the catalogue: their schema, their samples, and that no pattern can be made slow by a text.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SENSITIVE_TYPES } from '../../src/model/sensitive.ts';
import { CHECKS } from '../../src/engine/sensitive/numbers/checks.ts';
import { compileNumbers, findNumbers } from '../../src/engine/sensitive/numbers/numbers.ts';
import { compileTokens, findTokens } from '../../src/engine/sensitive/secrets/tokens.ts';
import { unpackDataClasses } from '../../src/engine/sensitive/packed.ts';
import { packDataClasses, readDataClasses, readDataFiles } from '../../tools/data-classes.ts';
import { filled } from '../support/made-up-values.ts';
import { schemaErrors } from './catalog-schema.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const schema = JSON.parse(readFileSync(`${ROOT}/src/catalog/data-classes.schema.json`, 'utf8')) as Record<
  string,
  unknown
>;
const files = readDataFiles(ROOT);
const tokens = files.flatMap((f) => (f.kind === 'token' ? f.classes : []));
const numbers = files.flatMap((f) => (f.kind === 'number' ? f.classes : []));
const lists = files.flatMap((f) => (f.kind === 'words' ? Object.entries(f.lists) : []));

describe('data classes', () => {
  test('fit their schema', () => {
    expect(files.flatMap((f) => schemaErrors(schema, f))).toEqual([]);
    expect(schemaErrors(schema, { kind: 'token', classes: [{ id: 'secret.x' }] })).not.toEqual([]);
  });

  test('have ids of their own and types that there are', () => {
    const ids = [...tokens, ...numbers].map((c) => c.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect([...tokens, ...numbers].filter((c) => !SENSITIVE_TYPES.includes(c.type)).map((c) => c.id)).toEqual([]);
  });

  test('name checks that there are, and every check is used', () => {
    const named = new Set(numbers.flatMap((c) => (c.check === undefined ? [] : [c.check])));
    expect([...named].filter((name) => !(name in CHECKS))).toEqual([]);
    expect(Object.keys(CHECKS).filter((name) => !named.has(name))).toEqual([]);
  });

  test('have words in lower case', () => {
    const all = [...lists, ...numbers.map((c) => [c.id, c.words] as const)];
    expect(
      all
        .flatMap(([name, words]) =>
          words.filter((w) => w !== w.toLowerCase() || w.trim() !== w).map((w) => `${name}: ${w}`),
        )
        .filter((w) => !/: (?:rak|raka|рак|рака|암) $/.test(w) && !/healthStem/.test(w)),
    ).toEqual([]);
  });

  test('have bounded quantifiers only', () => {
    const open = /(?<!\\)[*+](?![^[]*\])|\{\d+,\}/;
    expect(open.test('a+b') && open.test('(?:x*)') && open.test('a{3,}') && !open.test('[+*]a{2,9}')).toBe(true);
    const patterns = [
      ...tokens.map((c) => c.pattern),
      ...numbers.flatMap((c) => [c.pattern, c.form ?? '', c.bareForm ?? '']),
    ];
    expect(patterns.filter((p) => open.test(p))).toEqual([]);
  });

  test('are carried without their samples', () => {
    expect(JSON.stringify(readDataClasses(ROOT))).not.toContain('samples');
    expect(readDataClasses(ROOT).numbers.length).toBe(numbers.length);
  });
});

test('data classes come out of their packing as they went in, words in order', () => {
  const whole = readDataClasses(ROOT);
  const ordered = (words: readonly string[]): string[] => [...new Set(words)].sort();
  expect(unpackDataClasses(packDataClasses(whole))).toEqual({
    tokens: whole.tokens,
    numbers: whole.numbers.map((n) => ({ ...n, words: ordered(n.words) })),
    words: Object.fromEntries(Object.entries(whole.words).map(([name, list]) => [name, ordered(list)])),
  });
});

describe('tokens of services', () => {
  test.each(tokens.map((c) => [c.id, c] as const))('%s', (_, c) => {
    const set = compileTokens([c]);
    for (const sample of c.samples.match) {
      const text = filled(sample);
      const found = findTokens(set, text);
      expect(
        found.map((s) => s.type),
        sample,
      ).toEqual([c.type]);
    }
    for (const sample of c.samples.other) expect(findTokens(set, filled(sample)), sample).toEqual([]);
  });
});

describe('numbers', () => {
  test.each(numbers.map((c) => [c.id, c] as const))('%s', (_, c) => {
    const set = compileNumbers([c]);
    const sure = (text: string): number =>
      findNumbers(set, text, text.toLowerCase()).filter((s) => s.confidence >= 0.5).length;
    expect(c.samples.match.filter((text) => sure(text) === 0)).toEqual([]);
    expect(c.samples.other.filter((text) => sure(text) > 0)).toEqual([]);
  });
});
