// Waiting with an end: a hostile page can keep any browser call waiting for ever. Failures come back as values.
import { err } from '../../src/model/result.ts';
import type { Result } from '../../src/model/result.ts';

/** The first line of what was thrown, for people. */
export function problemOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').trim() || 'it failed without a reason';
}

/** Waits at most `ms`; a rejection or the end of the time is an error value. The work itself is not stopped. */
export async function bounded<T>(work: Promise<T>, ms: number): Promise<Result<T>> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<Result<T>>((resolve) => {
    timer = setTimeout(() => resolve(err(`no answer within ${Math.round(ms / 1000)} seconds`)), ms);
  });
  const settled = work.then(
    (value): Result<T> => ({ ok: true, value }),
    (error: unknown): Result<T> => err(problemOf(error)),
  );
  const result = await Promise.race([settled, end]);
  clearTimeout(timer);
  return result;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
