// How the benches attribute time to the guard: stack samples, laid over the tasks of the page's thread and corrected by
// what the processor really worked in each.
import { describe, expect, test } from 'vitest';
import { attribute, lengthened, ofMarkedThread, textMark } from '../../tools/bench/trace.ts';
import type { TraceEvent } from '../../tools/bench/trace.ts';

const ORIGIN = 'chrome-extension://x';
type Profile = Parameters<typeof attribute>[0];

const event = (name: string, ts: number, dur: number, tdur = dur, changes: Partial<TraceEvent> = {}): TraceEvent => ({
  name,
  ph: 'X',
  pid: 1,
  tid: 7,
  ts,
  dur,
  tdur,
  ...changes,
});
const node = (id: number, functionName: string, url: string, children: number[] = []): object => ({
  id,
  callFrame: { functionName, url, lineNumber: 4 },
  children,
});
const profile = {
  nodes: [
    node(1, '(root)', '', [2, 4]),
    node(2, 'read', `${ORIGIN}/guard.js`, [3]),
    node(3, 'getComputedStyle', ''),
    node(4, 'draw', 'http://page/'),
  ],
  startTime: 10_000,
  endTime: 90_000,
  samples: [3, 2, 4, 2, 1],
  timeDeltas: [0, 1_000, 2_000, 4_000, 8_000],
} as unknown as Profile;

describe('samples', () => {
  test('count what the extension calls, not what the page does', () => {
    const { guardMs, wallMs, hot } = attribute(profile, [], ORIGIN);
    expect([guardMs, wallMs]).toEqual([11, 11]);
    expect(hot).toEqual([
      { name: 'read:5', selfMs: 10, totalMs: 11 },
      { name: 'getComputedStyle < read:5', selfMs: 1, totalMs: 1 },
    ]);
    expect(attribute(profile, [], 'chrome-extension://other').guardMs).toBe(0);
  });

  test('end with their task, and count as much as the processor worked in it', () => {
    const tasks = [
      event('RunTask', 9_000, 5_000, 2_500),
      event('RunTask', 16_000, 4_000),
      event('RunTask', 30_000, 100),
    ];
    const time = attribute(profile, tasks, ORIGIN);
    expect(time.wallMs).toBe(6);
    expect(time.guardMs).toBe(4.5);
    expect(time.longestMs).toBe(3);
    expect(time.busyMs).toBeCloseTo(6.6);
    expect(time.tasks.map((task) => task.guardMs)).toEqual([1.5, 3]);
  });

  test('tasks inside tasks are part of the outer one', () => {
    const tasks = [event('RunTask', 9_000, 20_000), event('RunTask', 11_000, 500)];
    expect(attribute(profile, tasks, ORIGIN).tasks).toEqual([{ ms: 20, guardMs: 11 }]);
  });
});

describe('the trace', () => {
  const at = (url: string): Partial<TraceEvent> => ({ args: { data: { url } } });

  test('tells what each start of the guard cost', () => {
    const events = [
      event('EvaluateScript', 1, 9_000, 3_000, at(`${ORIGIN}/src/guard.js`)),
      event('EvaluateScript', 2, 9_000, 4_000, at('http://page/guard.js')),
      event('EvaluateScript', 3, 9_000, 5_000, at(`${ORIGIN}/console.js`)),
    ];
    expect(attribute(profile, events, ORIGIN).starts).toEqual([3]);
  });

  test('gives the marked readings of the text, without what their tasks waited, and leaves those tasks out', () => {
    const reading = (kind: 'clean' | 'fresh', ts: number, ms: number): TraceEvent =>
      event('TimeStamp', ts, 0, 0, { args: { data: { message: textMark(kind, String(ms)) } } });
    const events = [
      event('RunTask', 100_000, 10_000, 5_000),
      event('RunTask', 120_000, 70_000),
      reading('clean', 105_000, 8),
      reading('fresh', 130_000, 60),
    ];
    const { text, busyMs, tasks } = attribute(profile, events, ORIGIN);
    expect(text).toEqual({ innerTextMs: 4, freshTextMs: 60 });
    expect([busyMs, tasks]).toEqual([0, []]);
    expect(attribute(profile, events.slice(0, 3), ORIGIN).text).toBeNull();
  });

  test('is read on the thread that carries the mark, the last one', () => {
    const mark = (pid: number): TraceEvent =>
      event('TimeStamp', 5, 0, 0, { pid, args: { data: { message: 'demarc-bench' } } });
    const events = [event('RunTask', 1, 1), event('RunTask', 1, 1, 1, { pid: 2 }), mark(1), mark(2)];
    expect(ofMarkedThread(events).map(({ pid }) => pid)).toEqual([2, 2]);
    expect(ofMarkedThread(events.slice(0, 2))).toEqual([]);
  });
});

test('a task counts as lengthened only when it would be short without the guard', () => {
  const tasks = [
    { ms: 60, guardMs: 20 },
    { ms: 60, guardMs: 5 },
    { ms: 40, guardMs: 40 },
    { ms: 50, guardMs: 50 },
  ];
  expect(lengthened(tasks)).toEqual([{ ms: 60, guardMs: 20 }]);
});
