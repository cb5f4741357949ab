// The table of memories: what assistants were made to remember. Written by the worker, read by the console.
import type { MemoryRecord } from '../model/memory.ts';
import { database } from './database.ts';

/** Stores a memory; false when it is there already, or nothing can be stored. */
export async function addMemory(record: MemoryRecord): Promise<boolean> {
  const { db } = await database();
  if (!db) return false;
  try {
    return await db.transaction('rw', db.memories, async () => {
      if ((await db.memories.get(record.id)) !== undefined) return false;
      await db.memories.add(record);
      return true;
    });
  } catch {
    // Quota: incidents make room for themselves; the ledger says what it has.
    return false;
  }
}

/** Newest first, at most `limit`, only those before `before` (ms). */
export async function listMemories(query: { limit: number; before?: number }): Promise<MemoryRecord[]> {
  const { db } = await database();
  if (!db) return [];
  return db.memories
    .where('time')
    .below(query.before ?? Infinity)
    .reverse()
    .limit(query.limit)
    .toArray();
}

/** How many entries came after a time (ms), and how many of them raised an incident; of one service, or of all (null). */
export async function countMemories(
  since: number,
  service: string | null,
): Promise<{ saved: number; doubtful: number }> {
  const { db } = await database();
  if (!db) return { saved: 0, doubtful: 0 };
  let saved = 0;
  let doubtful = 0;
  await db.memories
    .where('time')
    .above(since)
    .each((entry) => {
      if (service !== null && entry.service !== service) return;
      saved++;
      if (entry.incident !== '') doubtful++;
    });
  return { saved, doubtful };
}

export async function clearMemories(): Promise<number> {
  const { db } = await database();
  if (!db) return 0;
  const count = await db.memories.count();
  await db.memories.clear();
  return count;
}

/** Removes what is older than `before` (ms); answers how many went. */
export async function pruneMemories(before: number): Promise<number> {
  return (await (await database()).db?.memories.where('time').below(before).delete()) ?? 0;
}
