// Writes to the incident database; only the worker calls this. Every write is whole and known by its ids: repeating it is
// harmless.
import type { Incident } from '../model/incident.ts';
import type { StorageState } from '../model/status.ts';
import { asStored, canonical, sha256 } from './chain.ts';
import { database, type Head, type IncidentDatabase } from './database.ts';
import { extend } from './extend.ts';
import { clusterOf } from './fingerprint.ts';
import { noted } from './note.ts';
import { removeOldest } from './retention.ts';
import { markInSegment, sealTail } from './segments.ts';

/** Oldest records that make room when the browser's quota is reached. */
const MAKE_ROOM = 200;
/** A browser counts late what was removed: until it has, more must not go in vain. */
const ROOM_PAUSE_MS = 60_000;
let madeRoom = -Infinity;

/** Stores new incidents; ids that are already there stay as they are. Answers the state of the store afterwards. */
export async function addIncidents(incidents: readonly Incident[]): Promise<StorageState> {
  const { db, state } = await database();
  if (!db) return 'unavailable';
  try {
    await append(db, incidents);
  } catch (error) {
    if (!isQuota(error)) return 'unavailable';
    if (Date.now() - madeRoom < ROOM_PAUSE_MS) return 'full';
    madeRoom = Date.now();
    try {
      await removeOldest(db, MAKE_ROOM, 'room');
      await append(db, incidents);
    } catch {
      return 'full';
    }
  }
  // What is searched may follow; what is recorded is safe.
  void sealTail(db).catch(() => undefined);
  return state;
}

export const isQuota = (error: unknown): boolean =>
  /quota/i.test(`${(error as Error | null)?.name} ${(error as Error | null)?.message}`);

function append(db: IncidentDatabase, incidents: readonly Incident[]): Promise<void> {
  const first = new Map(incidents.map((i) => [i.id, i]));
  for (const incident of [...incidents].reverse()) first.set(incident.id, incident);
  const ids = [...first.keys()];
  return extend(db, async (head) => {
    const known = await db.incidents.bulkGet(ids);
    const fresh = ids.filter((_, k) => known[k] === undefined);
    const chained = await chain(
      head,
      fresh.map((id) => first.get(id) as Incident),
    );
    return {
      head: chained.head,
      result: undefined,
      write: async () => {
        if ((await db.incidents.bulkGet(fresh)).some((there) => there !== undefined)) return false;
        await db.incidents.bulkPut(chained.incidents);
        await db.tail.bulkPut(chained.incidents.map(({ seq, id }) => ({ seq, id })));
        return true;
      },
    };
  });
}

/** An incident with its place in the chain. */
export type ChainedIncident = Incident & { readonly seq: number };

/** Gives incidents their numbers, hashes and fingerprints, from the chain's end on. */
export async function chain(
  head: Head,
  incidents: readonly Incident[],
): Promise<{ head: Head; incidents: readonly ChainedIncident[] }> {
  const chained: ChainedIncident[] = [];
  let { seq, hash, size } = head;
  for (const incident of incidents) {
    seq++;
    const placed: ChainedIncident = { ...incident, seq, previous: hash, cluster: clusterOf(incident) };
    const content = canonical(asStored(placed));
    hash = await sha256(content);
    size += content.length;
    chained.push({ ...placed, hash });
  }
  return { head: incidents.length === 0 ? head : { ...head, seq, hash, size }, incidents: chained };
}

/** Marks an incident as put back by a person, and notes that in the chain; false: there is none. */
export async function markUndone(id: string, time: number): Promise<boolean> {
  const { db } = await database();
  if (!db) return false;
  return extend(db, async (before) => {
    const incident = await db.incidents.get(id);
    if (!incident || incident.enforcement === 'undone') {
      return { head: before, result: incident !== undefined, write: () => Promise.resolve(true) };
    }
    const { note, head } = await noted(before, time, { kind: 'undone', id });
    const marked: Incident = { ...incident, enforcement: 'undone', undoneAt: time, enforcedAs: incident.enforcement };
    return {
      head,
      result: true,
      write: async () => {
        const now = await db.incidents.get(id);
        if (!now || now.seq !== incident.seq) return false;
        await db.incidents.put(marked);
        await db.notes.put(note);
        await markInSegment(db, marked, head.edits);
        return true;
      },
    };
  });
}
