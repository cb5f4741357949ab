// Lines of anyone's set in, lines of spans out; and the count of covered values in the bench.
import { describe, expect, test } from 'vitest';
import { covered } from '../../tools/bench/sensitive.ts';
import { loadFinder, sensitiveLine } from '../../tools/evaluate/sensitive.ts';
import { span } from '../../src/engine/sensitive/span.ts';

const find = loadFinder();

describe('evaluate --sensitive', () => {
  test('gives spans in UTF-16 units', () => {
    const text = '😀 password: hV7$kPz91w';
    expect(sensitiveLine(find, JSON.stringify({ id: 7, text }))).toEqual({
      id: 7,
      spans: [{ start: 13, end: 23, type: 'secret.password', confidence: 0.9 }],
    });
    expect(sensitiveLine(find, '{"text":"nothing"}')).toEqual({ spans: [] });
  });

  test.each([
    ['x', { error: 'not JSON' }],
    ['[]', { error: 'not an object' }],
    ['null', { error: 'not an object' }],
    ['{"id":1}', { id: 1, error: 'no "text" that is a string' }],
    ['{"id":1,"text":5}', { id: 1, error: 'no "text" that is a string' }],
  ])('goes on after %s', (line, expected) => {
    expect(sensitiveLine(find, line)).toEqual(expected);
  });
});

test('a value counts by the share of it that findings cover', () => {
  const spans = [span(0, 4, 'personal.e-mail', 1, ''), span(6, 8, 'personal.e-mail', 1, '')];
  expect(covered({ start: 2, end: 8 }, spans)).toBeCloseTo(4 / 6);
  expect(covered({ start: 8, end: 12 }, spans)).toBe(0);
});
