// How much main-thread time the guard's code takes during one load, counted in two independent ways: by the browser's
// trace of calls into it, and by samples of the stack. Calls alone would miss work done after an `await`.
import type { Browser, CDPSession, Protocol } from 'puppeteer';

export interface GuardTime {
  readonly traceMs: number;
  readonly profileMs: number;
  readonly longestMs: number;
}

export interface RunningTrace {
  stop(): Promise<GuardTime>;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly args?: { readonly data?: { readonly url?: unknown } };
}

const CALLS = new Set(['FunctionCall', 'EvaluateScript']);
const SAMPLE_MICROSECONDS = 200;

/** Sum and longest of the outermost calls; a call inside another is part of it. */
export function outermost(events: readonly TraceEvent[]): { readonly sum: number; readonly longest: number } {
  const sorted = [...events].sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const endOfThread = new Map<string, number>();
  let sum = 0;
  let longest = 0;
  for (const { pid, tid, ts, dur = 0 } of sorted) {
    const thread = `${pid}.${tid}`;
    if (ts < (endOfThread.get(thread) ?? 0)) continue;
    endOfThread.set(thread, ts + dur);
    sum += dur;
    longest = Math.max(longest, dur);
  }
  return { sum: sum / 1000, longest: longest / 1000 };
}

/** Time of the samples whose stack goes through a script of `origin`. */
export function sampledMs(profile: Protocol.Profiler.Profile, origin: string): number {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const inside = new Set<number>();
  const open = profile.nodes.slice(0, 1).map((node) => ({ node, within: false }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const within = next.within || next.node.callFrame.url.startsWith(origin);
    if (within) inside.add(next.node.id);
    for (const id of next.node.children ?? []) {
      const node = nodes.get(id);
      if (node) open.push({ node, within });
    }
  }
  const deltas = profile.timeDeltas ?? [];
  const total = (profile.samples ?? []).reduce((sum, id, at) => sum + (inside.has(id) ? (deltas[at + 1] ?? 0) : 0), 0);
  return total / 1000;
}

/** Starts both; `session` is the tab's. */
export async function startTrace(browser: Browser, session: CDPSession, origin: string): Promise<RunningTrace> {
  const whole = await browser.target().createCDPSession();
  const events: TraceEvent[] = [];
  whole.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[]) {
      const url = event.args?.data?.url;
      if (event.ph === 'X' && CALLS.has(event.name) && typeof url === 'string' && url.startsWith(origin)) {
        events.push(event);
      }
    }
  });
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: SAMPLE_MICROSECONDS });
  await session.send('Profiler.start');
  await whole.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline'], excludedCategories: ['*'] },
  });
  return {
    stop: async () => {
      const complete = new Promise<void>((resolve) => whole.once('Tracing.tracingComplete', () => resolve()));
      const { profile } = await session.send('Profiler.stop');
      await session.send('Profiler.disable');
      await whole.send('Tracing.end');
      await complete;
      await whole.detach();
      // The worker and the console run the extension's code too, in their own process: only the guard's files count.
      const { sum, longest } = outermost(events.filter((event) => /guard/.test(String(event.args?.data?.url))));
      return { traceMs: sum, profileMs: sampledMs(profile, origin), longestMs: longest };
    },
  };
}
