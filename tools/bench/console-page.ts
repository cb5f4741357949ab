// What `npm run bench:console` and tests run inside a page of the extension: the store's own code, bundled as the build does
// it, and made-up incidents. It is evaluated there by the browser's debugger and is no part of the extension.
import type { IncidentQuery } from '../../src/model/incident-query.ts';
import { EVERY_INCIDENT } from '../../src/model/incident-query.ts';
import { chainEnd, checkChain } from '../../src/store/chain-check.ts';
import { database } from '../../src/store/database.ts';
import * as queries from '../../src/store/queries.ts';
import { clearIncidents, prune } from '../../src/store/retention.ts';
import { takeInSome, waitingIn } from '../../src/store/take-in.ts';
import { addIncidents, markUndone } from '../../src/store/write.ts';
import { madeIncident } from './incidents-made.ts';

const asked = (changes: Partial<IncidentQuery>): IncidentQuery => ({ ...EVERY_INCIDENT, ...changes });

/** Milliseconds of some work, and what it gave. */
async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const from = performance.now();
  const value = await work();
  return { ms: performance.now() - from, value };
}

const bench = {
  ...{ queries, addIncidents, markUndone, clearIncidents, prune, checkChain, chainEnd, takeInSome, asked },
  database,
  madeIncident,
  /** Stores incidents `from` up to `to` of `of`, some hundred at a time; the state of the store afterwards. */
  async fill(from: number, to: number, of: number, now: number): Promise<string> {
    let state = 'ok';
    for (let at = from; at < to && state === 'ok'; at += 500) {
      const some = Array.from({ length: Math.min(500, to - at) }, (_, n) => madeIncident(at + n, of, now));
      state = await addIncidents(some);
    }
    return state;
  },
  async settled(): Promise<number> {
    const { db } = await database();
    while (db && (await db.tail.count()) >= 512) await new Promise((resolve) => setTimeout(resolve, 50));
    return (await db?.segments.count()) ?? 0;
  },
  /** What an earlier version has left behind: its stores, filled without any of this version's code. */
  async fillVersion2(count: number, now: number): Promise<void> {
    // Asked for at once, so that nobody opens the database in between.
    indexedDB.deleteDatabase('demarc');
    const request = indexedDB.open('demarc', 20);
    request.onupgradeneeded = () => {
      const incidents = request.result.createObjectStore('incidents', { keyPath: 'id' });
      for (const index of ['time', 'site', 'service']) incidents.createIndex(index, index);
      request.result.createObjectStore('memories', { keyPath: 'id' }).createIndex('time', 'time');
    };
    const old = await new Promise<IDBDatabase>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('not opened'));
    });
    for (let at = 0; at < count; at += 1_000) {
      const write = old.transaction('incidents', 'readwrite');
      for (let n = at; n < Math.min(count, at + 1_000); n++) {
        write.objectStore('incidents').add(madeIncident(n, count, now));
      }
      await new Promise<void>((resolve, reject) => {
        write.oncomplete = () => resolve();
        write.onabort = () => reject(write.error ?? new Error('not written'));
      });
    }
    old.close();
  },
  async waiting(): Promise<number> {
    const { db } = await database();
    const left = db && (await waitingIn(db));
    return left ? left.total - left.done : 0;
  },
  search: (changes: Partial<IncidentQuery>) =>
    timed(async () => (await queries.search(asked(changes), { limit: 100 })).rows.length),
  count: (changes: Partial<IncidentQuery>) => timed(() => queries.count(asked(changes))),
  at: (offset: number) => timed(async () => (await queries.at(asked({}), offset, 60)).length),
  tally: () => timed(async () => (await queries.tally(asked({}))).days.length),
  clusters: () => timed(async () => (await queries.clusters(asked({}), 50)).length),
  /** Everything as JSON Lines, as an export makes them; with the longest time in which the page did nothing else. */
  async exported(): Promise<{ ms: number; count: number; bytes: number; longest: number }> {
    let bytes = 0;
    let longest = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const { ms, value } = await timed(() =>
      queries.each(asked({}), (incidents) => {
        bytes += new Blob([incidents.map((i) => `${JSON.stringify(i)}\n`).join('')]).size;
      }),
    );
    clearInterval(beat);
    return { ms, count: value, bytes, longest };
  },
  chain: () => timed(async () => checkChain(await chainEnd())),
};
export type ConsoleBench = typeof bench;
(globalThis as unknown as { demarcBench: ConsoleBench }).demarcBench = bench;
