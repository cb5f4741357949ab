// What the worker does to keep the record in order: retention, incidents of an earlier version, the chain's end.
import type { PolicySettings } from '../model/policy.ts';
import { rememberChainEnd, rememberRecords } from '../platform/storage.ts';
import { chainEnd } from '../store/chain-check.ts';
import { pruneMemories } from '../store/memories.ts';
import { countIncidents } from '../store/queries.ts';
import { prune } from '../store/retention.ts';
import { takeInSome } from '../store/take-in.ts';

const DAY_MS = 86_400_000;
const MEGABYTE = 1_000_000;
/** Between two steps: messages of pages come first. */
const PAUSE_MS = 20;

/** Notes the chain's end outside the database. Late or never is harmless: an older end is as good a witness. */
export async function keepEnd(): Promise<void> {
  await rememberChainEnd(await chainEnd()).catch(() => undefined);
}

/** Removes what the settings no longer keep; true: something went. */
export async function tidyIncidents(
  { retentionDays, maxIncidents, maxIncidentMegabytes }: PolicySettings,
  now: number,
): Promise<boolean> {
  const before = now - retentionDays * DAY_MS;
  const incidents = await prune({ before, max: maxIncidents, maxSize: maxIncidentMegabytes * MEGABYTE });
  const memories = await pruneMemories(before);
  if (incidents > 0) {
    if ((await countIncidents()) === 0) await rememberRecords(false);
    await keepEnd();
  }
  return incidents + memories > 0;
}

/** Takes incidents of an earlier version into chain and index, in steps. @param changed called when there were some */
export async function takeInEarlier(changed: () => Promise<void>): Promise<void> {
  let some = false;
  try {
    while (await takeInSome()) {
      some = true;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  } catch {
    // No room, or no database: they stay where they are, can be read, and the next start tries again.
  }
  if (!some) return;
  await keepEnd();
  await changed();
}
