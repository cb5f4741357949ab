// Waiting for conditions with a bound, instead of sleeping. What a probe reads from pages is data and is only compared.
import { pause } from '../../tools/browsers/bounded.ts';

const STEP_MS = 40;

/**
 * Asks until the answer is neither false, null nor undefined, and returns it.
 * A probe that throws counts as "not yet": pages navigate and workers die while they are asked.
 * @throws Error after `ms`, naming what was waited for and the last thing seen.
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | false | null | undefined>,
  ms = 5_000,
  lastSeen: () => string = () => '',
): Promise<T> {
  const end = Date.now() + ms;
  let problem = '';
  for (;;) {
    try {
      const value = await probe();
      if (value !== false && value !== null && value !== undefined) return value;
      problem = '';
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    if (Date.now() >= end) {
      const seen = [lastSeen(), problem].filter((part) => part !== '').join('; ');
      throw new Error(`${what}: not within ${ms} ms${seen === '' ? '' : ` (${seen.slice(0, 600)})`}`);
    }
    await pause(STEP_MS);
  }
}

/**
 * Asks again and again for the whole of `ms` and expects the same answer each time.
 * @throws Error at the first answer that differs.
 */
export async function stays(what: string, probe: () => Promise<boolean>, ms: number): Promise<void> {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    if (!(await probe())) throw new Error(`${what}: no longer so`);
    await pause(STEP_MS);
  }
}
