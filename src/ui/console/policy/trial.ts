// A draft tried on what is on record: page by page, so that it can be stopped and progress shown, and so that a page of the
// store is all that is in memory.
import type { Action, EffectivePolicy } from '../../../model/policy.ts';
import type { IncidentReader } from '../../incident-reader.ts';
import type { ReplayChange } from '../../../model/replay.ts';
import type { Replay } from '../console-props.ts';

export interface TrialResult {
  /** Incidents looked at. */
  readonly looked: number;
  /** How many would go from one action to another, most first. */
  readonly counts: readonly { readonly from: Action; readonly to: Action; readonly count: number }[];
  /** The newest of those that would change. */
  readonly changes: readonly ReplayChange[];
  readonly changed: number;
  /** A person stopped it before the end. */
  readonly stopped: boolean;
}

const PAGE = 500;
/** Changed incidents that are listed. */
export const MAX_LISTED = 50;

/** Tries a draft. Ends early, with what it has, when `signal` is aborted. @param progress called with incidents looked at */
export async function tryDraft(
  reader: IncidentReader,
  replay: Replay,
  now: EffectivePolicy,
  draft: EffectivePolicy,
  signal: AbortSignal,
  progress: (looked: number) => void,
): Promise<TrialResult> {
  const counts = new Map<string, { from: Action; to: Action; count: number }>();
  const changes: ReplayChange[] = [];
  let looked = 0;
  let changed = 0;
  let last: { before: number; beforeId: string } | undefined;
  while (!signal.aborted) {
    const incidents = await reader.listIncidents({ limit: PAGE, ...last });
    const oldest = incidents.at(-1);
    if (!oldest) break;
    last = { before: oldest.time, beforeId: oldest.id };
    for (const change of replay(incidents, now, draft)) {
      changed++;
      if (changes.length < MAX_LISTED) changes.push(change);
      const key = `${change.from} ${change.to}`;
      const known = counts.get(key) ?? { from: change.from, to: change.to, count: 0 };
      counts.set(key, { ...known, count: known.count + 1 });
    }
    looked += incidents.length;
    progress(looked);
    if (incidents.length < PAGE) break;
  }
  const sorted = [...counts.values()].sort((a, b) => b.count - a.count);
  return { looked, counts: sorted, changes, changed, stopped: signal.aborted };
}
