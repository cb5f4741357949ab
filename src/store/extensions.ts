// The tables of other extensions: what was last seen of each, and what changed. Written by the worker, read by the console.
import type { ExtensionEvent, ExtensionRecord } from '../model/extension.ts';
import { database } from './database.ts';

/** Events that are kept; the oldest go. */
const MAX_EVENTS = 5_000;

/** Everything that was seen at the last look; null where nothing can be read, or no look was ever stored. */
export async function extensionRecords(): Promise<readonly ExtensionRecord[] | null> {
  const { db } = await database();
  const records = await db?.extensions.toArray();
  return records && records.length > 0 ? records : null;
}

/** Stores a look and what it found in one step: a killed worker finds both or neither. False when nothing can be stored. */
export async function storeLook(
  records: readonly ExtensionRecord[],
  events: readonly ExtensionEvent[],
): Promise<boolean> {
  const { db } = await database();
  if (!db) return false;
  try {
    await db.transaction('rw', db.extensions, db.extensionEvents, async () => {
      await db.extensions.bulkPut([...records]);
      await db.extensionEvents.bulkPut([...events]);
      const excess = (await db.extensionEvents.count()) - MAX_EVENTS;
      if (excess > 0) await db.extensionEvents.orderBy('time').limit(excess).delete();
    });
    return true;
  } catch {
    return false;
  }
}

/** Newest first, at most `limit`. */
export async function listExtensionEvents(limit: number): Promise<ExtensionEvent[]> {
  const { db } = await database();
  return (await db?.extensionEvents.orderBy('time').reverse().limit(limit).toArray()) ?? [];
}

/** Forgets events that are older than `before` (ms) and extensions that are gone for as long; answers how many events went. */
export async function pruneExtensions(before: number): Promise<number> {
  const { db } = await database();
  if (!db) return 0;
  await db.extensions.filter(({ goneAt }) => goneAt > 0 && goneAt < before).delete();
  return db.extensionEvents.where('time').below(before).delete();
}

/** Forgets what changed; what is there now stays known, so that the next look finds only what is new. */
export async function clearExtensionEvents(): Promise<void> {
  const { db } = await database();
  await db?.extensionEvents.clear();
  await db?.extensions.filter(({ goneAt }) => goneAt > 0).delete();
}
