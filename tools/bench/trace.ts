// How much main-thread time the guard's code takes while something happens. Samples of the stack say whose time it is:
// calls in the browser's trace would miss nearly all of it, because the guard works after an `await`, in microtasks without
// an owner. The trace says which task each sample lies in, and how much of that task the processor really worked: on a busy
// machine, waiting is no cost. Compiling a script shows in no sample; `starts` holds what the guard's start cost with it.
import type { Browser, CDPSession, Protocol } from 'puppeteer';
import { pause } from '../browsers/bounded.ts';

export interface TaskTime {
  /** Processor time of the whole task. */
  readonly ms: number;
  /** The guard's part of it. */
  readonly guardMs: number;
}

export interface HotFunction {
  readonly name: string;
  readonly selfMs: number;
  /** With everything that it calls. */
  readonly totalMs: number;
}

export interface TextTimes {
  /** One `document.body.innerText` while style and layout are up to date. */
  readonly innerTextMs: number;
  /** The same after everything is out of date: what the first innerText costs a page that has not been drawn yet. */
  readonly freshTextMs: number;
}

export interface GuardTime {
  /** Processor time of the guard: the sampled time, without what the thread only waited. */
  readonly guardMs: number;
  /** Most of it in one task: how long the guard keeps the page waiting. */
  readonly longestMs: number;
  /** The sampled time as the clock saw it. */
  readonly wallMs: number;
  /** Processor time of all tasks of the thread. */
  readonly busyMs: number;
  /** Tasks in which the guard took part, and those longer than 50 ms. */
  readonly tasks: readonly TaskTime[];
  /** Processor time of each start of the guard's script, one per frame: compiling and running. */
  readonly starts: readonly number[];
  /** Functions by self time inside the guard, the longest first. */
  readonly hot: readonly HotFunction[];
  /** Processor time of reading the text, marked after the guard had been measured; null without such marks. */
  readonly text: TextTimes | null;
}

export interface RunningTrace {
  /** `after` runs when the guard's time has been taken, for readings of the text that it is to be compared with. */
  stop(after?: () => Promise<void>): Promise<GuardTime>;
}

export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, on the clock of the profile. */
  readonly ts: number;
  readonly dur?: number;
  /** Processor time of the thread. */
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly url?: unknown; readonly message?: unknown } };
}

interface Task {
  readonly from: number;
  readonly to: number;
  /** Share of it that the processor worked. */
  readonly share: number;
  readonly ms: number;
  guardMs: number;
}

const KEPT = new Set(['RunTask', 'EvaluateScript', 'TimeStamp']);
const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];
const SAMPLE_MICROSECONDS = 200;
const LONG_TASK_MS = 50;
const MARK = 'demarc-bench';
/** Resolution of the clock in an isolated page; a shorter innerText cannot be told from this. */
const CLOCK_MS = 0.005;
const LONGEST_NAME = 60;

/** The outermost tasks of one thread, in order. */
function tasksOf(events: readonly TraceEvent[]): Task[] {
  const tasks: Task[] = [];
  const runs = events.filter(({ name, dur }) => name === 'RunTask' && dur !== undefined).sort((a, b) => a.ts - b.ts);
  for (const { ts, dur = 0, tdur = dur } of runs) {
    if (ts < (tasks.at(-1)?.to ?? 0)) continue;
    const work = Math.min(dur, tdur);
    tasks.push({ from: ts, to: ts + dur, share: dur === 0 ? 1 : work / dur, ms: work / 1000, guardMs: 0 });
  }
  return tasks;
}

/** For each node of the profile whose stack goes through a script of `origin`: what is called there, innermost first. */
function stacksInside(profile: Protocol.Profiler.Profile, origin: string): Map<number, readonly string[]> {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const stacks = new Map<number, readonly string[]>();
  const open = profile.nodes.slice(0, 1).map((node) => ({ node, outer: [] as readonly string[] }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { functionName, url, lineNumber } = next.node.callFrame;
    const own = url.startsWith(origin);
    let stack = next.outer;
    if (own) stack = [`${functionName || '(anonymous)'}:${lineNumber + 1}`, ...stack];
    // Expressions are named by their whole source.
    const called = functionName.length > LONGEST_NAME ? `${functionName.slice(0, LONGEST_NAME)}…` : functionName;
    if (stack.length > 0) stacks.set(next.node.id, own ? stack : [`${called} < ${stack[0]}`, ...stack]);
    for (const id of next.node.children ?? []) {
      const node = nodes.get(id);
      if (node) open.push({ node, outer: stack });
    }
  }
  return stacks;
}

/** Whose time it was: samples whose stack goes through a script of `origin`, laid over the tasks of its thread. */
export function attribute(
  profile: Protocol.Profiler.Profile,
  events: readonly TraceEvent[],
  origin: string,
): GuardTime {
  const all = tasksOf(events);
  const tasks = all.filter((task) => task.from < profile.endTime);
  const inside = stacksInside(profile, origin);
  const spent = new Map<string, { self: number; total: number }>();
  const deltas = profile.timeDeltas ?? [];
  let time = profile.startTime;
  let at = 0;
  let [guardMs, wallMs] = [0, 0];
  (profile.samples ?? []).forEach((id, index) => {
    time += deltas[index] ?? 0;
    const stack = inside.get(id);
    if (stack === undefined) return;
    while (at < tasks.length && (tasks[at]?.to ?? 0) <= time) at += 1;
    const task = tasks[at];
    const within = task !== undefined && task.from <= time ? task : undefined;
    // A sample stands for the time until the next one, which on a busy machine can lie beyond the end of the task.
    const end = Math.min(time + (deltas[index + 1] ?? 0), within?.to ?? Number.POSITIVE_INFINITY);
    const wall = (end - time) / 1000;
    const work = wall * (within?.share ?? 1);
    wallMs += wall;
    guardMs += work;
    if (within) within.guardMs += work;
    for (const name of new Set(stack)) {
      const time = spent.get(name) ?? { self: 0, total: 0 };
      time.total += work;
      if (name === stack[0]) time.self += work;
      spent.set(name, time);
    }
  });
  return {
    guardMs,
    wallMs,
    longestMs: Math.max(0, ...tasks.map((task) => task.guardMs)),
    busyMs: tasks.reduce((sum, task) => sum + task.ms, 0),
    tasks: tasks
      .filter((task) => task.guardMs > 0 || task.ms > LONG_TASK_MS)
      .map((t) => ({ ms: t.ms, guardMs: t.guardMs })),
    starts: events.filter(isGuardStart(origin)).map(({ dur = 0, tdur = dur }) => tdur / 1000),
    hot: [...spent]
      .map(([name, { self, total }]) => ({ name, selfMs: self, totalMs: total }))
      .sort((a, b) => b.selfMs - a.selfMs),
    text: textTimes(events, all),
  };
}

/** The mark of one reading, to be left with console.timeStamp inside the task that did it. */
export const textMark = (kind: 'clean' | 'fresh', ms: string): string => `${MARK}:${kind}:${ms}`;

function textTimes(events: readonly TraceEvent[], tasks: readonly Task[]): TextTimes | null {
  const read = new Map<string, number>();
  for (const { name, args, ts } of events) {
    const [mark, kind = '', wall] = name === 'TimeStamp' ? String(args?.data?.message).split(':') : [];
    if (mark !== MARK || kind === '' || read.has(kind)) continue;
    const task = tasks.find(({ from, to }) => from <= ts && ts < to);
    read.set(kind, Math.max(CLOCK_MS, Number(wall)) * (task?.share ?? 1));
  }
  const [innerTextMs, freshTextMs] = [read.get('clean'), read.get('fresh')];
  return innerTextMs === undefined || freshTextMs === undefined ? null : { innerTextMs, freshTextMs };
}

const isGuardStart =
  (origin: string) =>
  ({ name, args }: TraceEvent): boolean => {
    const url = args?.data?.url;
    return name === 'EvaluateScript' && typeof url === 'string' && url.startsWith(origin) && url.includes('guard');
  };

/** Long tasks that would not have been long without the guard. */
export const lengthened = (tasks: readonly TaskTime[]): TaskTime[] =>
  tasks.filter(({ ms, guardMs }) => ms > LONG_TASK_MS && ms - guardMs <= LONG_TASK_MS);

/** Events of the thread on which the marked page ran; none when the mark is missing. */
export function ofMarkedThread(events: readonly TraceEvent[]): TraceEvent[] {
  const mark = events.findLast(({ name, args }) => name === 'TimeStamp' && args?.data?.message === MARK);
  return mark === undefined ? [] : events.filter((event) => event.pid === mark.pid && event.tid === mark.tid);
}

/** The browser ends a trace some moments after it has said so; until then it begins no other. */
async function begin(whole: CDPSession): Promise<void> {
  for (let left = 30; ; left -= 1) {
    try {
      await whole.send('Tracing.start', {
        transferMode: 'ReportEvents',
        traceConfig: { includedCategories: CATEGORIES, excludedCategories: ['*'] },
      });
      return;
    } catch (error) {
      if (left === 0) throw error;
      await pause(100);
    }
  }
}

/** Starts both; `session` is the tab's. */
export async function startTrace(browser: Browser, session: CDPSession, origin: string): Promise<RunningTrace> {
  const whole = await browser.target().createCDPSession();
  const events: TraceEvent[] = [];
  whole.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[]) if (KEPT.has(event.name)) events.push(event);
  });
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: SAMPLE_MICROSECONDS });
  await begin(whole);
  await session.send('Profiler.start');
  return {
    stop: async (after) => {
      const complete = new Promise<void>((resolve) => whole.once('Tracing.tracingComplete', () => resolve()));
      const { profile } = await session.send('Profiler.stop');
      await session.send('Profiler.disable');
      await after?.();
      // Says which of the browser's threads is the page's.
      await session.send('Runtime.evaluate', { expression: `console.timeStamp('${MARK}')` });
      await whole.send('Tracing.end');
      await complete;
      await whole.detach();
      return attribute(profile, ofMarkedThread(events), origin);
    },
  };
}
