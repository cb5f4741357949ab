// How the chain grows: one transaction for records, notes and the end of the chain, so that a worker that is killed leaves
// all of a change or nothing. Hashes take time that a transaction does not wait for; they are made before it, and it is
// begun anew where the chain has grown meanwhile.
import type { Head, IncidentDatabase } from './database.ts';

export const NO_HEAD: Head = { key: 'head', seq: 0, hash: '', edits: 0, size: 0 };

/** What follows from the chain's end, and how it is written. */
export interface Growth<T> {
  readonly head: Head;
  /** Runs in the transaction; nothing but the database may be waited for. False: what it relies on has changed. */
  readonly write: () => Promise<boolean>;
  readonly result: T;
}

const ATTEMPTS = 20;
const CHANGED = Symbol('changed');

/** Writes of this context, one after the other. */
let queue: Promise<unknown> = Promise.resolve();

export async function headOf(db: IncidentDatabase): Promise<Head> {
  return ((await db.meta.get('head')) as Head | undefined) ?? NO_HEAD;
}

/** Runs writes one at a time. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = queue.then(work);
  queue = turn.catch(() => undefined);
  return turn;
}

/** Stores that a change may touch. */
const tables = (db: IncidentDatabase) => [db.incidents, db.notes, db.segments, db.words, db.tail, db.meta];

/** Runs work that is all there or not at all. */
export const whole = <T>(db: IncidentDatabase, work: () => Promise<T>): Promise<T> =>
  db.transaction('rw', tables(db), work);

/** Extends the chain; `grow` is asked anew where another context was faster. Throws what the database throws. */
export function extend<T>(db: IncidentDatabase, grow: (head: Head) => Promise<Growth<T>>): Promise<T> {
  return inTurn(async () => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = await headOf(db);
      const growth = await grow(before);
      try {
        await whole(db, async () => {
          const now = await headOf(db);
          if (now.seq !== before.seq || now.edits !== before.edits || !(await growth.write())) throw CHANGED;
          if (growth.head !== before) await db.meta.put(growth.head);
        });
        return growth.result;
      } catch (error) {
        if (error !== CHANGED) throw error;
      }
    }
    throw new Error('the chain of records is written by somebody else all the time');
  });
}
