// Records are kept as long as the policy says, and no more of them: looked at every hour.
import { every, onAlarm } from '../platform/alarms.ts';
import { rememberRecords } from '../platform/storage.ts';
import { pruneMemories } from '../store/memories.ts';
import { countIncidents } from '../store/queries.ts';
import { prune } from '../store/write.ts';

export const DAY_MS = 86_400_000;
const PRUNE = 'incidents.prune';

/**
 * Begins to look. @param settings asked each time, how long and how many are kept
 * @param changed called when something was removed
 */
export function startPruning(
  settings: () => Promise<{ readonly retentionDays: number; readonly maxIncidents: number }>,
  changed: () => Promise<void>,
): void {
  onAlarm((name) => {
    if (name !== PRUNE) return;
    void settings().then(async ({ retentionDays, maxIncidents }) => {
      const oldest = Date.now() - retentionDays * DAY_MS;
      const removed = (await prune(oldest, maxIncidents)) + (await pruneMemories(oldest));
      if (removed === 0) return;
      if ((await countIncidents()) === 0) await rememberRecords(false);
      await changed();
    });
  });
  void every(PRUNE, 60);
}
