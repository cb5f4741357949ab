// The pace of taking a text away again: however often it is asked, writes stay under the line, and a pause gives turns back.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BURST, PER_SECOND, Pace } from '../../src/enforcement/pace.ts';

/** Milliseconds between requests: a fight, a page with pauses, or both. */
const fight = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 50, maxLength: 400 });
const pauses = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_000 })), { maxLength: 100 });
const gaps = fc.oneof(
  fight,
  pauses,
  fc.tuple(fight, pauses, fight).map((parts) => parts.flat()),
);

describe('pace', () => {
  test('in any stretch of time there are at most the free turns and the steady ones', () => {
    fc.assert(
      fc.property(gaps, (list) => {
        const pace = new Pace(0);
        let now = 0;
        const turns: number[] = [];
        for (const gap of list) {
          now += gap;
          if (pace.take(now) === 0) turns.push(now);
        }
        for (const [i, from] of turns.entries())
          for (const [k, to] of turns.slice(i).entries())
            expect(k + 1).toBeLessThanOrEqual(BURST + ((to - from) / 1_000) * PER_SECOND + 1e-6);
      }),
    );
  });

  test('who waits as long as told gets the turn, and never waits longer than one steady turn', () => {
    fc.assert(
      fc.property(gaps, (list) => {
        const pace = new Pace(0);
        let now = 0;
        for (const gap of list) {
          now += gap;
          const wait = pace.take(now);
          expect(wait).toBeLessThanOrEqual(1_000 / PER_SECOND);
          if (wait === 0) continue;
          now += wait;
          expect(pace.take(now)).toBe(0);
        }
      }),
    );
  });

  test('a pause gives all free turns back', () => {
    const pace = new Pace(0);
    while (pace.take(0) === 0);
    const after = (BURST / PER_SECOND) * 1_000;
    const free = Array.from({ length: BURST + 1 }, () => pace.take(after));
    expect(free.map((wait) => wait === 0)).toEqual([...Array<boolean>(BURST).fill(true), false]);
  });
});
