// How much main-thread time the guard's code takes during one load. Samples of the stack say whose time it is: calls in
// the browser's trace would miss nearly all of it, because the guard works after an `await`, in microtasks without an
// owner. The trace then says how much of the time the processor really worked: on a busy machine, waiting is no cost.
import type { Browser, CDPSession, Protocol } from 'puppeteer';

export interface GuardTime {
  /** Processor time of the guard: the sampled time, without what the thread only waited. */
  readonly guardMs: number;
  /** Longest single stretch of it. */
  readonly longestMs: number;
  /** The sampled time as the clock saw it. */
  readonly wallMs: number;
}

export interface RunningTrace {
  stop(): Promise<GuardTime>;
}

export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  /** Processor time of the thread. */
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly url?: unknown } };
}

const CALLS = new Set(['FunctionCall', 'EvaluateScript']);
const WORK = new Set([...CALLS, 'RunMicrotasks']);
const SAMPLE_MICROSECONDS = 200;

/** Which share of its script time the guard's thread was really running: 1 on an idle machine. */
export function workingShare(events: readonly TraceEvent[], origin: string): number {
  const guard = events.find(({ name, args }) => {
    const url = args?.data?.url;
    // The worker and the console run the extension's code too, in another process.
    return CALLS.has(name) && typeof url === 'string' && url.startsWith(origin) && url.includes('guard');
  });
  if (guard === undefined) return 1;
  const own = events.filter((event) => event.pid === guard.pid && event.tid === guard.tid && event.tdur !== undefined);
  const wall = own.reduce((sum, event) => sum + (event.dur ?? 0), 0);
  const work = own.reduce((sum, event) => sum + (event.tdur ?? 0), 0);
  return wall === 0 ? 1 : Math.min(1, work / wall);
}

/** Time of the samples whose stack goes through a script of `origin`: all of it, and the longest stretch. */
export function sampled(
  profile: Protocol.Profiler.Profile,
  origin: string,
): { readonly sum: number; readonly longest: number } {
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
  let sum = 0;
  let longest = 0;
  let stretch = 0;
  (profile.samples ?? []).forEach((id, at) => {
    const time = inside.has(id) ? (deltas[at + 1] ?? 0) : 0;
    sum += time;
    stretch = inside.has(id) ? stretch + time : 0;
    longest = Math.max(longest, stretch);
  });
  return { sum: sum / 1000, longest: longest / 1000 };
}

/** Starts both; `session` is the tab's. */
export async function startTrace(browser: Browser, session: CDPSession, origin: string): Promise<RunningTrace> {
  const whole = await browser.target().createCDPSession();
  const events: TraceEvent[] = [];
  whole.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[]) {
      if (event.ph === 'X' && WORK.has(event.name)) events.push(event);
    }
  });
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: SAMPLE_MICROSECONDS });
  await session.send('Profiler.start');
  await whole.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'v8.execute'], excludedCategories: ['*'] },
  });
  return {
    stop: async () => {
      const complete = new Promise<void>((resolve) => whole.once('Tracing.tracingComplete', () => resolve()));
      const { profile } = await session.send('Profiler.stop');
      await session.send('Profiler.disable');
      await whole.send('Tracing.end');
      await complete;
      await whole.detach();
      const { sum, longest } = sampled(profile, origin);
      const share = workingShare(events, origin);
      return { guardMs: sum * share, longestMs: longest * share, wallMs: sum };
    },
  };
}
