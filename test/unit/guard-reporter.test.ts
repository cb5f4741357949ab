// The guard's line to a worker that may sleep, die, refuse or answer late: nothing is lost, nothing doubles, and it ends.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '../../src/model/identity.ts';
import { Reporter, type Send } from '../../src/guard/reporter.ts';
import { guardRoute } from '../../src/guard/route.ts';
import type { Guard } from '../../src/guard/guard.ts';
import type { GuardDecision } from '../../src/messaging/contract.ts';
import type { IncidentReport } from '../../src/model/incident.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const report = (n: number): IncidentReport => ({
  id: id(n),
  text: 'made-up words',
  textLength: 13,
  carrier: 'text',
  name: '',
  path: '',
  snippet: '',
  concealment: null,
  verdict: { kind: 'malicious', severity: 'low', confidence: 1, families: [], findings: [], layers: [] },
});
const yes = (reports: readonly IncidentReport[]): GuardDecision[] =>
  reports.map((r) => ({
    id: r.id,
    decision: { action: 'block', reason: '', layer: 'default', key: 'hiddenTextAction', trace: [] },
  }));

function reporter(send: Send): { reporter: Reporter; decided: string[]; life: AbortController } {
  const decided: string[] = [];
  const life = new AbortController();
  return { reporter: new Reporter(send, (d) => decided.push(d.id), life.signal), decided, life };
}
const some = (n: number): IncidentReport[] => Array.from({ length: n }, (_, i) => report(i));
const idsOf = (list: readonly IncidentReport[]): string[] => list.map((r) => r.id);

describe('the reporter', () => {
  test('sends reports of one scan together, at most twenty at a time, and hands every decision on once', async () => {
    const batches: number[] = [];
    const r = reporter((reports) => {
      batches.push(reports.length);
      return Promise.resolve(yes(reports));
    });
    for (const one of some(45)) r.reporter.add(one);
    await vi.runAllTimersAsync();
    expect(batches).toEqual([20, 20, 5]);
    expect(r.decided).toEqual(idsOf(some(45)));
  });

  test('tries again after failures with the same ids, each decided once', async () => {
    const sent: string[] = [];
    let calls = 0;
    const r = reporter((reports) => {
      sent.push(...idsOf(reports));
      return ++calls < 4 ? Promise.reject(new Error('asleep')) : Promise.resolve(yes(reports));
    });
    for (const one of some(3)) r.reporter.add(one);
    await vi.runAllTimersAsync();
    expect(new Set(sent)).toEqual(new Set(idsOf(some(3))));
    expect(calls).toBeGreaterThan(4);
    expect([...r.decided].sort()).toEqual(idsOf(some(3)));
  });

  test('waits longer each time, and never longer than half a minute', async () => {
    const times: number[] = [];
    const start = Date.now();
    const r = reporter(() => {
      times.push(Date.now() - start);
      return Promise.reject(new Error('asleep'));
    });
    r.reporter.add(report(1));
    await vi.advanceTimersByTimeAsync(200_000);
    const waits = times.slice(1).map((t, i) => t - (times[i] ?? 0));
    expect(waits.slice(0, 4)).toEqual([200, 400, 800, 1_600]);
    expect(Math.max(...waits)).toBe(30_000);
    r.life.abort();
  });

  test('an empty answer is no decision: asked again', async () => {
    let calls = 0;
    const r = reporter((reports) => Promise.resolve(++calls === 1 ? [] : yes(reports)));
    r.reporter.add(report(1));
    await vi.runAllTimersAsync();
    expect([calls, r.decided]).toEqual([2, [id(1)]]);
  });

  test('a report that is refused does not hold up the others', async () => {
    const bad = id(0);
    const r = reporter((reports) =>
      idsOf(reports).includes(bad) ? Promise.reject(new Error('refused')) : Promise.resolve(yes(reports)),
    );
    for (const one of some(30)) r.reporter.add(one);
    await vi.advanceTimersByTimeAsync(120_000);
    expect([...r.decided].sort()).toEqual(idsOf(some(30)).slice(1));
    r.life.abort();
  });

  test('a report that comes while one is under way waits its turn; an answer that comes twice counts once', async () => {
    const sent: string[][] = [];
    const r = reporter(async (reports) => {
      sent.push(idsOf(reports));
      await new Promise((resolve) => setTimeout(resolve, 50));
      return [...yes(reports), ...yes(reports), ...yes([report(99)])];
    });
    r.reporter.add(report(1));
    await vi.advanceTimersByTimeAsync(10);
    r.reporter.add(report(2));
    await vi.runAllTimersAsync();
    expect(sent).toEqual([[id(1)], [id(2)]]);
    expect(r.decided).toEqual([id(1), id(2)]);
  });

  test('ends with its signal: nothing is sent after that', async () => {
    const send = vi.fn(() => Promise.reject(new Error('asleep')));
    const r = reporter(send);
    r.reporter.add(report(1));
    await vi.advanceTimersByTimeAsync(10);
    r.life.abort();
    r.reporter.add(report(2));
    await vi.advanceTimersByTimeAsync(100_000);
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('a page that makes reports without end cannot fill the memory', async () => {
    const seen = new Set<string>();
    const r = reporter((reports) => {
      for (const one of idsOf(reports)) seen.add(one);
      return Promise.resolve(yes(reports));
    });
    for (const one of some(3_000)) r.reporter.add(one);
    await vi.runAllTimersAsync();
    expect(seen.size).toBeLessThanOrEqual(500);
    expect(r.decided.length).toBe(seen.size);
  });
});

test('ids are version 4 UUIDs, and differ', () => {
  const many = Array.from({ length: 500 }, newId);
  expect(new Set(many).size).toBe(500);
  expect(many.every((i) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(i))).toBe(true);
});

describe('what a guard answers', () => {
  const guard = { status: () => 'the status', undo: (i: string) => i === 'known' } as unknown as Guard;
  test.each<[unknown, unknown]>([
    [{ to: 'guard', name: 'guard.status', params: {} }, 'the status'],
    [{ to: 'guard', name: 'guard.undo', params: { id: 'known' } }, { undone: true }],
    [{ to: 'guard', name: 'guard.undo', params: { id: 'other' } }, { undone: false }],
    [{ to: 'guard', name: 'guard.undo', params: { id: ['known'] } }, { undone: false }],
    [{ to: 'guard', name: 'guard.undo', params: null }, { undone: false }],
    [{ to: 'guard', name: 'guard.undo' }, { undone: false }],
    [{ to: 'guard', name: 'constructor', params: {} }, undefined],
    [{ to: 'worker', name: 'guard.status', params: {} }, undefined],
    [null, undefined],
    ['guard.status', undefined],
    [undefined, undefined],
  ])('%j', (message, answer) => {
    expect(guardRoute(message, guard)).toEqual(answer);
  });
});
