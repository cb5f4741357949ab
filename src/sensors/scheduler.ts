// Time slices for the guard: short pieces of work, yields between them, nothing after the guard has ended.

/** Longest piece of work before other tasks get a turn, in ms. */
export const SLICE_MS = 6;
/** What follows the end of a job so soon is taken to be the same task. */
const SAME_TASK_MS = 1;

export class Scheduler {
  private sliceStart = performance.now();

  constructor(private readonly signal: AbortSignal) {}

  hasTime = (): boolean => performance.now() - this.sliceStart < SLICE_MS;

  begin(): void {
    this.sliceStart = performance.now();
  }

  /**
   * Begins a job. Jobs that follow one another within a task share its slice: `ended` is when the last one ended.
   * False when the guard has ended.
   */
  job = (ended: number): boolean | Promise<boolean> => {
    if (performance.now() - ended < SAME_TASK_MS) return this.more();
    this.begin();
    return !this.signal.aborted;
  };

  /** Lets other tasks run when the slice is used up; false when the guard has ended. No promise while there is time left. */
  more = (): boolean | Promise<boolean> => !this.signal.aborted && (this.hasTime() || this.turn());

  /** Waits for the browser to be idle, at most `timeout` ms. */
  idle = async (timeout: number): Promise<boolean> => {
    if (this.signal.aborted) return false;
    await new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout }));
    this.begin();
    return !this.signal.aborted;
  };

  private async turn(): Promise<boolean> {
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    this.begin();
    return !this.signal.aborted;
  }
}

/**
 * Runs `job` once after calls have paused for `wait` ms, but never later than `maxWait` after the first call.
 * @param notBefore a time of performance.now() before which it does not run in any case
 */
export function debounced(
  job: () => void,
  wait: number,
  maxWait: number,
  signal: AbortSignal,
  notBefore: () => number = () => 0,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let first = 0;
  let last = 0;
  const due = (): number => Math.max(Math.min(last + wait, first + maxWait), notBefore());
  const fire = (): void => {
    timer = undefined;
    if (signal.aborted) return;
    // Calls that came meanwhile put it off; one timer for all of them, because a page can make thousands.
    const left = due() - performance.now();
    if (left > 1) timer = setTimeout(fire, left);
    else job();
  };
  return () => {
    if (signal.aborted) return;
    last = performance.now();
    if (timer !== undefined) return;
    first = last;
    timer = setTimeout(fire, Math.max(0, due() - last));
  };
}
