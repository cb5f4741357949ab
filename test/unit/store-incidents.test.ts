// The incident store on a real IndexedDB in memory: repeats are harmless, room is made, nothing is skipped when paging,
// and a database that does not open is set aside instead of deleted.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Incident } from '../../src/model/incident.ts';
import type * as databases from '../../src/store/database.ts';
import type * as queries from '../../src/store/queries.ts';
import type * as retention from '../../src/store/retention.ts';
import type * as writes from '../../src/store/write.ts';
import { buildIncident } from '../support/incidents.ts';

type Store = typeof queries & typeof retention & typeof writes & typeof databases;
let store: Store;

/** A fresh browser profile and a fresh worker. */
beforeEach(async () => {
  Dexie.dependencies.indexedDB = new IDBFactory();
  store = await freshWorker();
});

async function freshWorker(): Promise<Store> {
  vi.resetModules();
  return {
    ...(await import('../../src/store/database.ts')),
    ...(await import('../../src/store/queries.ts')),
    ...(await import('../../src/store/retention.ts')),
    ...(await import('../../src/store/write.ts')),
  };
}

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const incident = (n: number, changes: Partial<Incident> = {}): Incident =>
  buildIncident({ id: id(n), time: 1_000 + n, ...changes });
const ids = (list: readonly Incident[]): number[] => list.map((i) => Number(i.id.slice(-12)));

describe('adding', () => {
  test('keeps one record per id, the first one', async () => {
    expect(await store.addIncidents([incident(1), incident(2)])).toBe('ok');
    await store.markUndone(id(1), 9_999);
    expect(await store.addIncidents([incident(1, { text: 'another text' }), incident(3)])).toBe('ok');
    expect(await store.countIncidents()).toBe(3);
    expect(await store.getIncident(id(1))).toMatchObject({
      text: incident(1).text,
      enforcement: 'undone',
      undoneAt: 9_999,
    });
  });

  test('keeps one record where one call brings an id twice', async () => {
    await store.addIncidents([incident(1), incident(1)]);
    expect(await store.countIncidents()).toBe(1);
  });

  test('outlives the worker', async () => {
    await store.addIncidents([incident(1)]);
    (await store.database()).db?.close();
    store = await freshWorker();
    expect(ids(await store.listIncidents({ limit: 9 }))).toEqual([1]);
  });

  test('marks only what is there as undone', async () => {
    expect(await store.markUndone(id(7), 1)).toBe(false);
  });
});

describe('no room', () => {
  const quota = (): Error => Object.assign(new Error('the quota is exceeded'), { name: 'QuotaExceededError' });

  test('the oldest records give way', async () => {
    await store.addIncidents(Array.from({ length: 250 }, (_, n) => incident(n)));
    const { db } = await store.database();
    const put = vi
      .spyOn(db?.incidents as NonNullable<typeof db>['incidents'], 'bulkPut')
      .mockRejectedValueOnce(quota());
    expect(await store.addIncidents([incident(900)])).toBe('ok');
    put.mockRestore();
    expect(await store.countIncidents()).toBe(51);
    expect(ids(await store.listIncidents({ limit: 2 }))).toEqual([900, 249]);
  });

  test('not again and again while the browser has not counted what went', async () => {
    await store.addIncidents(Array.from({ length: 450 }, (_, n) => incident(n)));
    const { db } = await store.database();
    vi.spyOn(db?.incidents as NonNullable<typeof db>['incidents'], 'bulkPut').mockRejectedValue(quota());
    for (let n = 900; n < 905; n++) expect(await store.addIncidents([incident(n)])).toBe('full');
    expect(await store.countIncidents()).toBe(250);
  });

  test('full when making room does not help; what is stored stays readable', async () => {
    await store.addIncidents([incident(1)]);
    const { db } = await store.database();
    vi.spyOn(db?.incidents as NonNullable<typeof db>['incidents'], 'bulkPut').mockRejectedValue(quota());
    expect(await store.addIncidents([incident(2)])).toBe('full');
    expect(await store.getIncident(id(2))).toBeUndefined();
  });

  test('another failure is no reason to delete anything', async () => {
    await store.addIncidents([incident(1)]);
    const { db } = await store.database();
    vi.spyOn(db?.incidents as NonNullable<typeof db>['incidents'], 'bulkPut').mockRejectedValue(new Error('disk'));
    expect(await store.addIncidents([incident(2)])).toBe('unavailable');
    expect(await store.countIncidents()).toBe(1);
  });
});

describe('pruning and clearing', () => {
  beforeEach(() => store.addIncidents(Array.from({ length: 10 }, (_, n) => incident(n))));

  test.each([
    ['by age', 1_004, 100, 4, [9, 8, 7, 6, 5, 4]],
    ['by number', 0, 3, 7, [9, 8, 7]],
    ['by both', 1_002, 5, 5, [9, 8, 7, 6, 5]],
    ['nothing to do', 1_000, 10, 0, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]],
  ])('%s', async (_title, before, max, removed, left) => {
    expect(await store.prune({ before, max, maxSize: Infinity })).toBe(removed);
    expect(ids(await store.listIncidents({ limit: 99 }))).toEqual(left);
  });

  test('clearing says how many went, and leaves a store that works', async () => {
    expect(await store.clearIncidents()).toBe(10);
    expect(await store.clearIncidents()).toBe(0);
    await store.addIncidents([incident(1)]);
    expect(await store.countIncidents()).toBe(1);
  });
});

describe('listing', () => {
  test('newest first, page by page', async () => {
    await store.addIncidents(Array.from({ length: 7 }, (_, n) => incident(n)));
    const first = await store.listIncidents({ limit: 3 });
    expect(ids(first)).toEqual([6, 5, 4]);
    expect(ids(await store.listIncidents({ limit: 3, before: first.at(-1)?.time ?? 0 }))).toEqual([3, 2, 1]);
  });

  test('incidents of the same millisecond are not skipped at the edge of a page', async () => {
    await store.addIncidents(Array.from({ length: 9 }, (_, n) => incident(n, { time: n < 2 ? 1 : n < 7 ? 2 : 3 })));
    const seen: number[] = [];
    let last: Incident | undefined;
    for (let page = 0; page < 9; page++) {
      const list = await store.listIncidents({ limit: 2, ...(last ? { before: last.time, beforeId: last.id } : {}) });
      seen.push(...ids(list));
      last = list.at(-1);
      if (list.length < 2) break;
    }
    expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  test('by words that site, rule or text must hold, all of them, in any case', async () => {
    await store.addIncidents([
      incident(1, { site: 'shop.example', text: 'A kettle and a cup' }),
      incident(2, { site: 'mail.example', frameSite: 'mail.example', text: 'A kettle' }),
      incident(3, { frameSite: 'ads.example', text: 'nothing' }),
    ]);
    expect(ids(await store.listIncidents({ limit: 9, text: 'KETTLE' }))).toEqual([2, 1]);
    expect(ids(await store.listIncidents({ limit: 9, text: ' kettle  shop ' }))).toEqual([1]);
    expect(ids(await store.listIncidents({ limit: 9, text: 'ads.ex' }))).toEqual([3]);
    expect(await store.listIncidents({ limit: 9, text: 'teapot' })).toEqual([]);
    expect(ids(await store.listIncidents({ limit: 1, text: 'kettle', before: 1_002 }))).toEqual([1]);
  });
});

describe('a database that does not open', () => {
  /** What a later version of the product would leave behind. */
  const later = async (name: string): Promise<void> => {
    const db = new Dexie(name);
    db.version(99).stores({ incidents: '&id, later' });
    await db.open();
    db.close();
  };

  test('is set aside, and a new one begun beside it', async () => {
    await later('demarc');
    const { db, state } = await store.database();
    expect([db?.name, state]).toEqual(['demarc-1', 'recovered']);
    expect(await store.addIncidents([incident(1)])).toBe('recovered');
    expect(await store.storageState(false)).toBe('recovered');
    expect(ids(await store.listIncidents({ limit: 9 }))).toEqual([1]);
    expect(await Dexie.exists('demarc')).toBe(true);
  });

  test('empty although it held records: the browser began it anew, and that is told', async () => {
    expect(await store.storageState(true)).toBe('recovered');
    await store.addIncidents([incident(1)]);
    expect(await store.storageState(true)).toBe('ok');
  });

  test('nowhere: unavailable, everything answers, nothing throws', async () => {
    const open = vi.spyOn(Dexie.dependencies.indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(await store.storageState(false)).toBe('unavailable');
    expect(await store.addIncidents([incident(1)])).toBe('unavailable');
    expect(await store.listIncidents({ limit: 9 })).toEqual([]);
    expect([
      await store.countIncidents(),
      await store.prune({ before: 0, max: 0, maxSize: 0 }),
      await store.clearIncidents(),
    ]).toEqual([0, 0, 0]);
    expect([await store.markUndone(id(1), 1), await store.getIncident(id(1))]).toEqual([false, undefined]);
    // And works again once the browser lets it.
    open.mockRestore();
    expect(await store.addIncidents([incident(1)])).toBe('ok');
  });
});
