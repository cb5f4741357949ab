// The table of the speed bench: what passes a budget, what does not, and that nothing unmeasured passes.
import { describe, expect, test } from 'vitest';
import { hottest, isOver, table } from '../../tools/bench/guard-rows.ts';
import type { Figure, Row } from '../../tools/bench/guard-rows.ts';
import type { GuardTime } from '../../tools/bench/trace.ts';

const figure = (measured: number | null): Figure => ({ what: 'time', measured, budget: 12, unit: 'ms' });

describe('a budget', () => {
  test.each([
    [11.9, false],
    [12, false],
    [12.01, true],
    [Number.POSITIVE_INFINITY, true],
    [Number.NaN, true],
    [null, true],
  ])('%s over 12: %s', (measured, over) => {
    expect(isOver(figure(measured))).toBe(over);
  });

  test('is said beside each figure', () => {
    const figures = [figure(3.14159), figure(null), figure(Number.POSITIVE_INFINITY)];
    const row: Row = { name: 'large', figures, details: {}, hot: [], problems: [] };
    expect(table([row]).map((line) => line.replace(/ {2,}/g, '|'))).toEqual([
      'row|measured|budget|',
      'large: time|3.14 ms|12 ms|ok',
      'large: time|not measured|12 ms|OVER',
      'large: time|never|12 ms|OVER',
    ]);
  });
});

test('the functions of several loads are added up; those that take the most are kept, by themselves or in all', () => {
  const time = (...hot: [string, number, number][]): GuardTime =>
    ({ hot: hot.map(([name, selfMs, totalMs]) => ({ name, selfMs, totalMs })) }) as unknown as GuardTime;
  const loads = [time(['a', 2, 2], ['b', 3, 5], ['c', 0, 9]), null, time(['a', 4, 4])];
  expect(hottest(loads)).toEqual([
    { name: 'a', selfMs: 6, totalMs: 6 },
    { name: 'b', selfMs: 3, totalMs: 5 },
    { name: 'c', selfMs: 0, totalMs: 9 },
  ]);
  expect(hottest(loads, 1).map(({ name }) => name)).toEqual(['a', 'c']);
});
