// The latest time that this device's clock has ever told, kept on disk: a clock that is set back must not bring back exceptions
// that have ended. It is noted once an hour at most; a clock that was wrong for good is said among the policy's problems.
import { exceptionsOf } from '../engine/policy/exception-list.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import { telling } from '../model/telling.ts';
import { read, write } from '../platform/storage.ts';

const KEY = 'clock.latest';
/** Clocks are put right by minutes all the time; and each note is a write to disk. */
const STEP_MS = 3_600_000;

/** Notes the time where it goes beyond what was noted. Answers the latest, in ms since the epoch. Never rejects. */
export async function latestTime(now: number): Promise<number> {
  const stored = await read('local', KEY).catch(() => undefined);
  const known = typeof stored === 'number' && Number.isFinite(stored) ? stored : 0;
  if (now > known + STEP_MS) await write('local', { [KEY]: now }).catch(() => undefined);
  return Math.max(known, now);
}

/** The policy without exceptions that ended before the latest known time, where the clock says an earlier one. */
export function withoutEnded(policy: EffectivePolicy, latest: number, now: number): EffectivePolicy {
  if (latest <= now + STEP_MS) return policy;
  const { exceptions } = policy.settings;
  const ended = new Set(exceptionsOf(exceptions).flatMap(({ end, text }) => (end <= latest ? [text] : [])));
  if (ended.size === 0) return policy;
  const problem = telling('problemClock', new Date(latest).toISOString().slice(0, 10));
  return {
    ...policy,
    settings: { ...policy.settings, exceptions: exceptions.filter((text) => !ended.has(text)) },
    problems: [...policy.problems, { layer: policy.source.exceptions, key: 'exceptions', problem }],
  };
}
