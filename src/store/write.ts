// Writes to the incident database; only the worker calls this. Every write is one record by id: repeating it is harmless.
import type { Incident } from '../model/incident.ts';
import type { StorageState } from '../model/status.ts';
import { database } from './database.ts';

/** Oldest records that make room when the browser's quota is reached. */
const MAKE_ROOM = 200;

/** Stores new incidents; ids that are already there stay as they are. Answers the state of the store afterwards. */
export async function addIncidents(incidents: readonly Incident[]): Promise<StorageState> {
  const { db, state } = await database();
  if (!db) return 'unavailable';
  const put = (): Promise<unknown> =>
    db.transaction('rw', db.incidents, async () => {
      const known = await db.incidents.bulkGet(incidents.map((i) => i.id));
      await db.incidents.bulkPut(incidents.filter((_, k) => known[k] === undefined));
    });
  try {
    await put();
    return state;
  } catch (error) {
    if (!isQuota(error)) return 'unavailable';
    try {
      await db.incidents.orderBy('time').limit(MAKE_ROOM).delete();
      await put();
      return state;
    } catch {
      return 'full';
    }
  }
}

const isQuota = (error: unknown): boolean => /quota/i.test(`${(error as Error)?.name} ${(error as Error)?.message}`);

export async function markUndone(id: string, time: number): Promise<boolean> {
  const { db } = await database();
  return ((await db?.incidents.update(id, { undoneAt: time, enforcement: 'undone' })) ?? 0) > 0;
}

/** Removes what is older than `before` (ms) and what exceeds `max`; answers how many went. */
export async function prune(before: number, max: number): Promise<number> {
  const { db } = await database();
  if (!db) return 0;
  let removed = await db.incidents.where('time').below(before).delete();
  const excess = (await db.incidents.count()) - max;
  if (excess > 0) removed += await db.incidents.orderBy('time').limit(excess).delete();
  return removed;
}

export async function clearIncidents(): Promise<number> {
  const { db } = await database();
  if (!db) return 0;
  const count = await db.incidents.count();
  await db.incidents.clear();
  return count;
}
