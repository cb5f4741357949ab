// What goes from the record, and when: by age, number and size, for want of room, and when a person clears it. Nothing goes
// without being signed off in the chain.
import type { Incident } from '../model/incident.ts';
import { joined, sizeOf, type ChainNote, type Removal, type RemovedRange } from './chain.ts';
import { database, type Head, type IncidentDatabase } from './database.ts';
import { extend, headOf } from './extend.ts';
import { noted } from './note.ts';
import { dropFromSegments } from './segments.ts';

/** Records that one transaction removes. */
const STEP = 250;

/** Share of the browser's quota that is used when the oldest begin to give way, and how many do at a time. */
const NEARLY_FULL = 0.9;
const ROOM = 1_000;

/** Whether the browser is about to take no more; what it counts follows removals late. */
async function nearlyFull(): Promise<boolean> {
  const estimate = await (globalThis as Partial<typeof globalThis>).navigator?.storage
    ?.estimate()
    .catch(() => undefined);
  const { usage = 0, quota = 0 } = estimate ?? {};
  return quota > 0 && usage > quota * NEARLY_FULL;
}

export interface Limits {
  /** Milliseconds since the epoch: what is older goes. */
  readonly before: number;
  /** Most incidents that stay. */
  readonly max: number;
  /** Most UTF-16 units of JSON that stay, about what they take on disk. */
  readonly maxSize: number;
}

/** Removes what is beyond the limits, the oldest first, in steps; answers how many went. */
export async function prune({ before, max, maxSize }: Limits): Promise<number> {
  const { db } = await database();
  if (!db) return 0;
  let removed = 0;
  const take = async (wanted: () => Promise<number>, reason: Removal, below = Infinity): Promise<void> => {
    for (;;) {
      const count = await wanted();
      if (count <= 0) return;
      const gone = await removeOldest(db, Math.min(STEP, count), reason, below);
      if (gone === 0) return;
      removed += gone;
    }
  };
  await take(() => db.incidents.where('time').below(before).count(), 'age', before);
  await take(async () => (await db.incidents.count()) - max, 'count');
  // At the wall itself a browser takes no write any more, and nothing could be signed off.
  await take(async () => ((await nearlyFull()) && removed < ROOM ? STEP : 0), 'room');
  // Some at a time: how large the oldest are is not known before they are read.
  await take(async () => ((await headOf(db)).size > maxSize ? 50 : 0), 'size');
  return removed;
}

/** Removes the oldest incidents, those older than `below` (ms) only; answers how many went. */
export function removeOldest(db: IncidentDatabase, count: number, reason: Removal, below = Infinity): Promise<number> {
  return extend(db, async (before) => {
    const incidents = await db.incidents.where('time').below(below).limit(count).toArray();
    if (incidents.length === 0) return { head: before, result: 0, write: () => Promise.resolve(true) };
    const notes = await db.notes.toArray();
    const ids = new Set(incidents.map((i) => i.id));
    const told = notes.filter((note) => note.kind === 'removed' || ids.has(note.id));
    const { note, head } = await signOff(before, incidents, told, reason);
    return {
      head,
      result: incidents.length,
      write: async () => {
        if ((await db.incidents.bulkGet([...ids])).some((i, k) => i?.seq !== incidents[k]?.seq)) return false;
        await db.incidents.bulkDelete([...ids]);
        await db.notes.bulkDelete(told.map((one) => one.seq));
        await db.notes.put(note);
        await dropFromSegments(
          db,
          incidents.flatMap((i) => i.seq ?? []),
          head.edits,
        );
        return true;
      },
    };
  });
}

/** Removes every incident, and every note but the one that says so; answers how many incidents went. */
export async function clearIncidents(): Promise<number> {
  const { db } = await database();
  if (!db) return 0;
  return extend(db, async (before) => {
    const count = await db.incidents.count();
    if (count === 0) return { head: before, result: 0, write: () => Promise.resolve(true) };
    const counts = countsIn(await db.notes.toArray());
    const { note, head } = await noted(before, Date.now(), {
      kind: 'removed',
      ranges: before.seq === 0 ? [] : [{ from: 1, to: before.seq, previous: '', hash: before.hash }],
      counts: { ...counts, cleared: (counts.cleared ?? 0) + count },
    });
    return {
      head: { ...head, size: 0 },
      result: count,
      write: async () => {
        // What came in since then has moved the chain's end, and this is asked anew; but for records of an earlier version.
        await Promise.all([db.incidents, db.notes, db.segments, db.words, db.tail].map((table) => table.clear()));
        await db.meta.delete('waiting');
        await db.notes.put(note);
        return true;
      },
    };
  });
}

/** The note that takes over from `told`: what they said is removed, and so are they. */
function signOff(before: Head, incidents: readonly Incident[], told: readonly ChainNote[], reason: Removal) {
  const entries = [...incidents, ...told].flatMap(({ seq, previous, hash }): RemovedRange[] =>
    seq === undefined ? [] : [{ from: seq, to: seq, previous: previous ?? '', hash: hash ?? '' }],
  );
  const earlier = told.flatMap((note) => (note.kind === 'removed' ? note.ranges : []));
  const counts = countsIn(told);
  return noted(
    before,
    Date.now(),
    {
      kind: 'removed',
      ranges: joined([...earlier, ...entries]),
      counts: { ...counts, [reason]: (counts[reason] ?? 0) + incidents.length },
    },
    // Records of an earlier version are not counted before they are in the chain.
    incidents.reduce((sum, i) => sum + (i.seq === undefined ? 0 : sizeOf(i)), 0),
  );
}

const countsIn = (notes: readonly ChainNote[]): Partial<Record<Removal, number>> => {
  const counts: Partial<Record<Removal, number>> = {};
  for (const note of notes) {
    if (note.kind !== 'removed') continue;
    for (const [reason, count] of Object.entries(note.counts) as [Removal, number][]) {
      counts[reason] = (counts[reason] ?? 0) + count;
    }
  }
  return counts;
};
