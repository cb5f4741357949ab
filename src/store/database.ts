// The incident database. A database that cannot be opened is set aside untouched and a new one is begun beside it:
// nothing stored is ever deleted to make Demarc work again.
import { Dexie, type EntityTable } from 'dexie';
import type { ExtensionEvent, ExtensionRecord } from '../model/extension.ts';
import type { Incident } from '../model/incident.ts';
import type { MemoryRecord } from '../model/memory.ts';
import type { StorageState } from '../model/status.ts';
import type { ChainNote } from './chain.ts';
import type { Segment, SegmentWords } from './segment.ts';

/** The newest migration below. */
const VERSION = 5;

/** The end of the chain, and what is counted along with it. Written in the transaction of every change. */
export interface Head {
  readonly key: 'head';
  /** Number and hash of the newest entry; 0 and '' before the first. */
  readonly seq: number;
  readonly hash: string;
  /** Changes of what was there already: marks and removals. */
  readonly edits: number;
  /** Size of the incidents in the chain, in UTF-16 units of their JSON. */
  readonly size: number;
}

/** How far incidents of an earlier version are taken into the chain: in the order of time and id, this far. */
export interface Waiting {
  readonly key: 'waiting';
  readonly total: number;
  readonly done: number;
  readonly time: number;
  readonly id: string;
}

/** An incident that no segment has yet. */
export interface TailEntry {
  readonly seq: number;
  readonly id: string;
}

export class IncidentDatabase extends Dexie {
  declare readonly incidents: EntityTable<Incident, 'id'>;
  declare readonly memories: EntityTable<MemoryRecord, 'id'>;
  declare readonly extensions: EntityTable<ExtensionRecord, 'id'>;
  declare readonly extensionEvents: EntityTable<ExtensionEvent, 'id'>;
  declare readonly notes: EntityTable<ChainNote, 'seq'>;
  declare readonly segments: EntityTable<Segment, 'from'>;
  declare readonly words: EntityTable<SegmentWords, 'from'>;
  declare readonly tail: EntityTable<TailEntry, 'seq'>;
  declare readonly meta: EntityTable<Head | Waiting, 'key'>;

  constructor(name: string) {
    // Dexie's own cache would keep what a console has read.
    super(name, { cache: 'disabled' });
    // Numbered migrations; a number, once released, is kept for ever.
    this.version(1).stores({ incidents: '&id, time, site, service' });
    this.version(2).stores({ memories: '&id, time' });
    // Only empty stores are added, so that it takes no time however much is stored; `store/take-in.ts` does the rest in steps.
    this.version(3)
      .stores({ notes: '&seq', segments: '&from, edited', words: '&from', tail: '&seq', meta: '&key' })
      .upgrade(async (transaction) => {
        const total = await transaction.table('incidents').count();
        const waiting: Waiting = { key: 'waiting', total, done: 0, time: -Infinity, id: '' };
        if (total > 0) await transaction.table('meta').put(waiting);
      });
    this.version(5).stores({ extensions: '&id', extensionEvents: '&id, time' });
  }
}

/** Names tried in order; the first that opens is used. */
export const DATABASE_NAMES = ['demarc', 'demarc-1', 'demarc-2'] as const;

export interface Opened {
  readonly db: IncidentDatabase | null;
  readonly state: StorageState;
}

let opened: Promise<Opened> | undefined;

/** Opens the database once per context. db is null when none of the names opens (private mode, disk, policy). */
export function database(): Promise<Opened> {
  opened ??= open().then((result) => {
    // A connection that the browser closed (cleared site data, disk trouble) is opened again on the next call.
    result.db?.on('close', () => (opened = undefined));
    if (!result.db) opened = undefined;
    return result;
  });
  return opened;
}

async function open(): Promise<Opened> {
  for (const [i, name] of DATABASE_NAMES.entries()) {
    const db = new IncidentDatabase(name);
    try {
      // What a later version of Demarc wrote (Dexie counts in tens) has a form unknown here: set aside as well. Asked before
      // it is opened, as Dexie opens it all the same and adds to it what it misses.
      if ((await withTimeout(versionOf(name), 5_000)) >= (VERSION + 1) * 10) throw new Error('a later version');
      await withTimeout(db.open(), 5_000);
      await db.incidents.limit(1).toArray();
      // Dexie opens a database of a foreign form as it is; writing to it would fail for ever.
      const { keyPath, indexNames } = db.backendDB().transaction('incidents').objectStore('incidents');
      if (keyPath !== 'id' || !indexNames.contains('time')) throw new Error('not a database of incidents');
      return { db, state: i === 0 ? 'ok' : 'recovered' };
    } catch {
      db.close();
    }
  }
  return { db: null, state: 'unavailable' };
}

/** The browser's own number of a database; 0 where there is none. */
async function versionOf(name: string): Promise<number> {
  const all = await Dexie.dependencies.indexedDB.databases();
  return all.find((one) => one.name === name)?.version ?? 0;
}

/** An open that is blocked by another connection would wait for ever. */
function withTimeout<T>(promise: PromiseLike<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('timeout')), ms);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
