// Updates of the database, on a real IndexedDB in memory. What earlier versions left behind is built here without the
// product's own code: every number that was ever released stays in this file.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { MemoryRecord } from '../../src/model/memory.ts';
import type * as databases from '../../src/store/database.ts';
import type * as memories from '../../src/store/memories.ts';
import type * as queries from '../../src/store/queries.ts';
import type * as retention from '../../src/store/retention.ts';
import type * as writes from '../../src/store/write.ts';
import { buildIncident } from '../support/incidents.ts';

let factory: IDBFactory;
beforeEach(() => {
  factory = new IDBFactory();
  Dexie.dependencies.indexedDB = factory;
});

/** The store as a worker has it that starts now. */
async function freshWorker(): Promise<
  typeof databases & typeof memories & typeof queries & typeof retention & typeof writes
> {
  vi.resetModules();
  return {
    ...(await import('../../src/store/database.ts')),
    ...(await import('../../src/store/memories.ts')),
    ...(await import('../../src/store/queries.ts')),
    ...(await import('../../src/store/retention.ts')),
    ...(await import('../../src/store/write.ts')),
  };
}

/** Numbered as the browser counts: Dexie takes ten for each version. */
function raw(version: number, upgrade: (db: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open('demarc', version * 10);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
  });
}

const INCIDENTS = [1, 2, 3].map((n) =>
  buildIncident({ id: `00000000-0000-4000-8000-00000000000${n}`, time: 1_000 + n, text: `text ${n}` }),
);

/** The first version: incidents alone. */
function version1(db: IDBDatabase): void {
  const incidents = db.createObjectStore('incidents', { keyPath: 'id' });
  for (const index of ['time', 'site', 'service']) incidents.createIndex(index, index);
  for (const incident of INCIDENTS) incidents.add(incident);
}

const memory: MemoryRecord = {
  id: 'memory-1',
  time: 2_000,
  service: 'chatgpt',
  site: 'chatgpt.com',
  url: 'https://chatgpt.com/c/1',
  source: 'notice',
  notice: 'a notice',
  saved: 'tea without milk',
  asked: true,
  verdict: 'clean',
  before: [INCIDENTS[0]?.id ?? ''],
  incident: '',
};

describe('from version 1', () => {
  beforeEach(async () => (await raw(1, version1)).close());

  test('incidents are kept to the field, in the same database, and the state is as if nothing had been', async () => {
    const store = await freshWorker();
    const { db, state } = await store.database();
    expect([db?.name, state]).toEqual(['demarc', 'ok']);
    expect(await store.listIncidents({ limit: 9 })).toEqual([...INCIDENTS].reverse());
    expect(await store.storageState(true)).toBe('ok');
  });

  test('memories are there, empty at first, then kept over the next start', async () => {
    let store = await freshWorker();
    expect(await store.listMemories({ limit: 9 })).toEqual([]);
    expect(await store.addMemory(memory)).toBe(true);
    expect(await store.addMemory(memory)).toBe(false);
    (await store.database()).db?.close();
    store = await freshWorker();
    expect(await store.listMemories({ limit: 9 })).toEqual([memory]);
    expect(await store.countIncidents()).toBe(3);
    expect([await store.pruneMemories(2_000), await store.pruneMemories(2_001)]).toEqual([0, 1]);
  });

  test('what was there can be marked, added to and cleared, apart from memories', async () => {
    const store = await freshWorker();
    await store.addMemory(memory);
    expect(await store.markUndone(INCIDENTS[1]?.id ?? '', 3_000)).toBe(true);
    expect(await store.addIncidents([buildIncident({ id: '00000000-0000-4000-8000-000000000009' })])).toBe('ok');
    expect(await store.clearIncidents()).toBe(4);
    expect(await store.listMemories({ limit: 9 })).toEqual([memory]);
    expect([await store.clearMemories(), await store.clearMemories()]).toEqual([1, 0]);
  });

  test('a connection that lets go late delays the update, and costs nothing', async () => {
    const held = await raw(1, version1);
    const store = await freshWorker();
    const opening = store.database();
    held.close();
    expect((await opening).state).toBe('ok');
    expect(await store.countIncidents()).toBe(3);
  });
});

describe('from a version that is not known here', () => {
  test('it is set aside untouched, and a new one begun beside it', async () => {
    const { IncidentDatabase, ...store } = await freshWorker();
    const known = new IncidentDatabase('probe').verno;
    const next = known + 1;
    (
      await raw(next, (db) => {
        version1(db);
        db.createObjectStore('memories', { keyPath: 'id' });
        db.createObjectStore('later', { keyPath: 'id' });
      })
    ).close();
    const { db, state } = await store.database();
    expect([db?.name, state]).toEqual(['demarc-1', 'recovered']);
    expect(await store.addMemory(memory)).toBe(true);
    expect([await store.countIncidents(), (await store.listMemories({ limit: 9 })).length]).toEqual([0, 1]);
    const aside = await raw(next, () => {
      throw new Error('it was changed');
    });
    expect(aside.version).toBe(next * 10);
    expect([...aside.objectStoreNames]).toEqual(['incidents', 'later', 'memories']);
    aside.close();
  });
});
