// Incidents of earlier versions are taken into the chain and the index in small steps, each whole: a worker that is killed
// goes on where it was. Until then they are read from where they are, so that nothing is missing meanwhile.
import type { Incident } from '../model/incident.ts';
import { database, type IncidentDatabase, type Waiting } from './database.ts';
import { extend } from './extend.ts';
import { sealTail } from './segments.ts';
import { chain } from './write.ts';

/** Incidents of one step: about a tenth of a second. */
const STEP = 128;

export async function waitingIn(db: IncidentDatabase): Promise<Waiting | undefined> {
  return (await db.meta.get('waiting')) as Waiting | undefined;
}

/**
 * The next incidents that wait, in the order of time and id, and how far was looked: records that came since the update are
 * in the chain already and passed over. `end`: there are no more.
 */
export async function nextWaiting(
  db: IncidentDatabase,
  { time, id }: Pick<Waiting, 'time' | 'id'>,
  limit: number,
): Promise<{ incidents: Incident[]; time: number; id: string; end: boolean }> {
  const found = await db.incidents
    .where('time')
    .aboveOrEqual(time)
    // Within one time the index is in the order of ids.
    .filter((i) => i.time > time || i.id > id)
    .limit(limit)
    .toArray();
  const last = found.at(-1);
  return {
    incidents: found.filter((i) => i.seq === undefined),
    time: last?.time ?? time,
    id: last?.id ?? id,
    end: found.length < limit,
  };
}

/** Takes in one step; false: nothing waits any more. */
export async function takeInSome(): Promise<boolean> {
  const { db } = await database();
  if (!db || !(await waitingIn(db))) return false;
  const more = await extend(db, async (before) => {
    const waiting = await waitingIn(db);
    if (!waiting) return { head: before, result: false, write: () => Promise.resolve(true) };
    const next = await nextWaiting(db, waiting, STEP);
    const { head, incidents } = await chain(before, next.incidents);
    return {
      head,
      result: !next.end,
      write: async () => {
        const now = await waitingIn(db);
        if (now?.time !== waiting.time || now.id !== waiting.id) return false;
        // A person may have cleared some, or marked one, since they were read.
        const there = await db.incidents.bulkGet(incidents.map((i) => i.id));
        if (there.some((i, k) => i === undefined || i.enforcement !== next.incidents[k]?.enforcement)) return false;
        await db.incidents.bulkPut(incidents);
        await db.tail.bulkPut(incidents.map(({ seq, id }) => ({ seq, id })));
        const { time, id } = next;
        if (next.end) await db.meta.delete('waiting');
        else await db.meta.put({ ...waiting, time, id, done: waiting.done + incidents.length } as Waiting);
        return true;
      },
    };
  });
  await sealTail(db);
  return more;
}
