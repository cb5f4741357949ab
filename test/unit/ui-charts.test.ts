// Bars of the charts: no gaps in time, nothing counted twice or lost, months and weeks where days are too many.
import { describe, expect, it } from 'vitest';
import type { DayTally } from '../../src/model/incident-query.ts';
import { bucketsOf, dateOf, niceTop } from '../../src/ui/console/charts/buckets.ts';

const day = (of: string, families: Record<string, number>, more = 0): DayTally => ({
  day: of,
  count: Object.values(families).reduce((sum, n) => sum + n, more),
  families,
  services: {},
});

describe('bars', () => {
  it('are one for each day, also without incidents, and count what has no name as other', () => {
    const days = [day('2026-10-24', { a: 2, f: 1, c: 2 }), day('2026-10-26', { b: 3, d: 2, e: 2 }, 4)];
    const { unit, buckets, series, totals } = bucketsOf(days, '2026-10-23', '2026-10-26', 'families');
    expect([unit, series]).toEqual(['day', ['b', 'a', 'c', 'd', 'e']]);
    expect(buckets.map(({ first, total }) => [first, total])).toEqual([
      ['2026-10-23', 0],
      ['2026-10-24', 5],
      ['2026-10-25', 0],
      ['2026-10-26', 11],
    ]);
    expect(buckets[1]?.parts).toEqual([0, 2, 2, 0, 0, 1]);
    expect(totals).toEqual([3, 2, 2, 2, 2, 5]);
  });

  it('are named by what the days shown have most', () => {
    const days = [day('2026-01-01', { old: 900 }), day('2026-02-02', { a: 1 })];
    expect(bucketsOf(days, '2026-02-01', '2026-02-03', 'families').series).toEqual(['a']);
  });

  it('leave out what lies before and after', () => {
    const days = ['2026-01-01', '2026-02-02', '2026-03-03'].map((of) => day(of, { a: 1 }));
    expect(bucketsOf(days, '2026-02-01', '2026-02-03', 'families').totals[0]).toBe(1);
  });

  it('are weeks, then months, where days are too many, and lose nothing', () => {
    const days = ['2026-01-01', '2026-03-29', '2026-06-30'].map((of) => day(of, { a: 1 }));
    const weeks = bucketsOf(days, '2026-01-01', '2026-06-30', 'families');
    expect([weeks.unit, weeks.buckets.length, weeks.totals[0]]).toEqual(['week', 26, 3]);
    expect([dateOf(weeks.buckets[0]!), dateOf(weeks.buckets.at(-1)!)]).toEqual([
      '2026-01-01..2026-01-06',
      '2026-06-24..2026-06-30',
    ]);
    const months = bucketsOf(days, '2025-01-15', '2026-06-30', 'families');
    expect([months.unit, months.buckets.length, months.totals[0]]).toEqual(['month', 18, 3]);
    expect(dateOf(months.buckets[0]!)).toBe('2025-01-15..2025-01-31');
    expect(dateOf({ ...weeks.buckets[0]!, last: '2026-01-01' })).toBe('2026-01-01');
  });

  it('are few, and at least one, whatever is asked for', () => {
    expect(bucketsOf([], '1970-01-01', '9998-12-31', 'families').buckets).toHaveLength(1_200);
    expect(bucketsOf([], '2026-01-02', '2026-01-01', 'families').buckets).toHaveLength(1);
  });

  it('take a hostile name for a name', () => {
    const of = day('2026-01-01', JSON.parse('{"__proto__": 3}') as Record<string, number>);
    expect(bucketsOf([of], '2026-01-01', '2026-01-01', 'families')).toMatchObject({
      series: ['__proto__'],
      totals: [3, 0],
    });
  });
});

it('the scale ends at a round number that holds the highest bar', () => {
  expect([0, 1, 2, 3, 5, 7, 11, 41, 99, 100, 250, 1_001].map(niceTop)).toEqual([
    1, 1, 2, 4, 6, 10, 20, 60, 100, 100, 400, 2_000,
  ]);
});
