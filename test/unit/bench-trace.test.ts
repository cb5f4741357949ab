// How the page bench attributes time to the guard: by stack samples, corrected by what the thread really worked.
import { describe, expect, test } from 'vitest';
import { sampled, workingShare } from '../../tools/bench/trace.ts';
import type { TraceEvent } from '../../tools/bench/trace.ts';

const ORIGIN = 'chrome-extension://x';

describe('samples', () => {
  const node = (id: number, url: string, children: number[] = []): object => ({ id, callFrame: { url }, children });
  const profile = {
    nodes: [node(1, '', [2, 4]), node(2, `${ORIGIN}/guard.js`, [3]), node(3, ''), node(4, 'http://page/')],
    samples: [3, 2, 4, 2, 1],
    timeDeltas: [0, 1_000, 2_000, 4_000, 8_000],
  } as unknown as Parameters<typeof sampled>[0];

  test('count what the extension calls, not what the page does, and the longest stretch', () => {
    expect(sampled(profile, ORIGIN)).toEqual({ sum: 11, longest: 8 });
    expect(sampled(profile, 'chrome-extension://other')).toEqual({ sum: 0, longest: 0 });
  });
});

describe('the working share', () => {
  const event = (name: string, tid: number, dur: number, tdur: number, url = ''): TraceEvent => ({
    name,
    ph: 'X',
    pid: 1,
    tid,
    dur,
    tdur,
    args: { data: { url } },
  });
  const call = event('EvaluateScript', 7, 100, 50, `${ORIGIN}/src/guard.js`);

  test("is that of the guard's own thread", () => {
    expect(workingShare([call, event('RunMicrotasks', 7, 300, 150), event('RunMicrotasks', 8, 900, 0)], ORIGIN)).toBe(
      0.5,
    );
  });
  test('is never more than all, and all when nothing is known', () => {
    expect(workingShare([event('EvaluateScript', 7, 10, 20, `${ORIGIN}/src/guard.js`)], ORIGIN)).toBe(1);
    expect(workingShare([event('RunMicrotasks', 7, 300, 150)], ORIGIN)).toBe(1);
    expect(workingShare([], ORIGIN)).toBe(1);
  });
});
