// The checker of patterns: what it refuses, where, and that it refuses no pattern of the catalogue (catalog-rules.test.ts).
import { expect, test } from 'vitest';
import { MAX_PATTERN, MAX_WAYS, patternMistake, waysOf } from '../../src/engine/detect/linear.ts';

test.each([
  ['a*', 'open', 0],
  ['xa+', 'open', 1],
  ['[ab]{2,}c', 'open', 0],
  ['(?:ab)*?c', 'open', 0],
  ['(a)\\1', 'reference', 3],
  ['(?<n>a)\\k<n>', 'reference', 7],
  ['(a', 'syntax', 0],
  ['a{2', 'syntax', 0],
  ['a'.repeat(MAX_PATTERN + 1), 'long', MAX_PATTERN],
  ['(?:a?){30}a{30}', 'many', 0],
  ['(?:a|a){1,30}b', 'many', 0],
  ['(?:a{1,5}){20}b', 'many', 0],
  ['(?:[^x]{0,30}){0,30}x', 'many', 0],
  ['a{0,400}a{0,400}a{0,400}b', 'many', 0],
  ['(?:(?:a|b){0,20}c?){0,20}d', 'many', 0],
  ['a{3000}', 'many', 0],
] as const)('%s is refused: %s at %i', (pattern, problem, at) => {
  expect(patternMistake(pattern)).toEqual({ problem, at });
});

test.each([
  'plain words',
  '\\b(?:ab|ac){1,30}d',
  '[^<>]{0,140}?\\bx',
  '(?:^|[.>] ?)[\\[<(#*]{1,4} ?a',
  '(?=a{1,9})a?b',
  '\\p{L}{1,20}\\u{1f600}?',
  'a{1,300}',
])('%s is taken', (pattern) => {
  expect(patternMistake(pattern)).toBeNull();
});

test('what is taken stays fast on what it has most to try', () => {
  const pattern = '[a-c]{0,90}[b-d]{0,90}e';
  expect(waysOf(pattern)).toBeLessThan(MAX_WAYS);
  const text = 'b'.repeat(2_000);
  // Each place of the text is tried in a bounded number of ways: twice the text, twice the steps.
  expect(new RegExp(pattern, 'gu').exec(text)).toBeNull();
});

test('any text is judged without a throw', () => {
  for (const pattern of [
    '(',
    ')',
    '[',
    '[]',
    '[^]',
    '\\',
    '{',
    '}',
    '{1}',
    '?',
    '(?',
    '(?<',
    '(?<=a)b',
    '|',
    '||',
    'a|',
    '^$',
    '\\b',
  ])
    expect(() => patternMistake(pattern)).not.toThrow();
});
