// Time slices for the guard: short pieces of work, yields between them, nothing after the guard has ended.

/** Longest piece of work before other tasks get a turn, in ms. */
export const SLICE_MS = 8;

export class Scheduler {
  private sliceStart = performance.now();

  constructor(private readonly signal: AbortSignal) {}

  hasTime = (): boolean => performance.now() - this.sliceStart < SLICE_MS;

  begin(): void {
    this.sliceStart = performance.now();
  }

  /** Lets other tasks run when the slice is used up. Resolves to false when the guard has ended. */
  yieldNow = async (): Promise<boolean> => {
    if (this.signal.aborted) return false;
    if (this.hasTime()) return true;
    await this.turn();
    return !this.signal.aborted;
  };

  /** Waits for the browser to be idle, at most `timeout` ms. */
  idle = async (timeout: number): Promise<boolean> => {
    if (this.signal.aborted) return false;
    await new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout }));
    this.begin();
    return !this.signal.aborted;
  };

  private async turn(): Promise<void> {
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    this.begin();
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
  return () => {
    if (signal.aborted) return;
    const now = performance.now();
    if (timer === undefined) first = now;
    else clearTimeout(timer);
    timer = setTimeout(
      () => {
        timer = undefined;
        if (!signal.aborted) job();
      },
      Math.max(0, Math.min(wait, first + maxWait - now), notBefore() - now),
    );
  };
}
