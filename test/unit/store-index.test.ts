// A page's index of the database while a worker goes on writing: whatever is stored, marked, packed, removed or taken in
// from an earlier version, the page answers as somebody would who read every record.
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Incident } from '../../src/model/incident.ts';
import { EVERY_INCIDENT, type IncidentQuery } from '../../src/model/incident-query.ts';
import { buildIncident } from '../support/incidents.ts';
import { freshProfile, freshWorker, type Store } from '../support/store.ts';

let worker: Store;
let page: Store;
beforeEach(async () => {
  freshProfile();
  worker = await freshWorker();
  page = await freshWorker();
});

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const incident = (n: number, changes: Partial<Incident> = {}): Incident =>
  buildIncident({ id: id(n), time: 1_000 + n, text: `kettle n${n}`, site: `s${n % 3}.example`, ...changes });
const some = (from: number, to: number): Incident[] =>
  Array.from({ length: to - from + 1 }, (_, n) => incident(from + n));
const asked = (changes: Partial<IncidentQuery>): IncidentQuery => ({ ...EVERY_INCIDENT, ...changes });
async function found(changes: Partial<IncidentQuery>): Promise<number[]> {
  const { rows } = await page.search(asked(changes), { limit: 1_000 });
  return rows.map((row) => Number(row.id.slice(-12)));
}
/** Every packed incident is in a segment. */
const packed = async (count: number): Promise<void> => {
  const { db } = await worker.database();
  await expect.poll(() => db?.segments.count()).toBe(count);
};

test('first rows come before the index, and are those that the index has', async () => {
  // Of one time, so that the order of ids decides.
  await worker.addIncidents(some(1, 30).map((i) => ({ ...i, time: 1 })));
  const first = await page.search(asked({}), { limit: 10 });
  const counted = await page.count(asked({}));
  const top = await page.at(asked({}), 0, 10);
  expect(first.rows.map((r) => r.id)).toEqual(Array.from({ length: 10 }, (_, n) => id(30 - n)));
  expect([first.more, counted, top]).toEqual([true, 30, first.rows]);
  const after = first.rows.at(-1);
  const second = await page.search(asked({}), { limit: 10, ...(after ? { after } : {}) });
  expect(second.rows.map((r) => r.id)).toEqual(Array.from({ length: 10 }, (_, n) => id(20 - n)));
  expect(await page.search(asked({}), { limit: 10 })).toEqual(first);
  expect(await page.at(asked({}), 0, 10)).toEqual(top);
});

test('follows what the worker stores, in small and in large', async () => {
  expect(await found({ words: ['kettle'] })).toEqual([]);
  await worker.addIncidents([incident(1)]);
  expect(await found({ words: ['n1'] })).toEqual([1]);
  await worker.addIncidents([incident(2)]);
  expect(await found({ words: ['kettle'] })).toEqual([2, 1]);
  await worker.addIncidents(some(3, 700));
  await packed(1);
  expect(await page.count(asked({ words: ['kettle'] }))).toBe(700);
  await worker.addIncidents(some(701, 1_100));
  await packed(2);
  expect(await page.count(asked({ sites: ['s1.example'] }))).toBe(367);
  expect(await found({ words: ['n1099'] })).toEqual([1_099]);
  expect(await found({ words: ['n2'], to: 1_003 })).toEqual([2]);
});

test('follows marks, in the tail and in segments', async () => {
  await worker.addIncidents(some(1, 600));
  await packed(1);
  expect(await found({ enforcements: ['undone'] })).toEqual([]);
  await worker.markUndone(id(7), 5_000);
  await worker.markUndone(id(590), 5_000);
  expect(await found({ enforcements: ['undone'] })).toEqual([590, 7]);
  expect(await page.count(asked({ enforcements: ['blanked'] }))).toBe(598);
});

test('follows removals, also those of a whole segment', async () => {
  await worker.addIncidents(some(1, 600));
  await packed(1);
  expect(await page.count(asked({ words: ['kettle'] }))).toBe(600);
  await worker.prune({ before: 1_004, max: 9_999, maxSize: Infinity });
  expect(await page.count(asked({ words: ['kettle'] }))).toBe(597);
  await worker.prune({ before: 1_590, max: 9_999, maxSize: Infinity });
  expect(await found({ words: ['kettle'] })).toHaveLength(11);
  await worker.clearIncidents();
  expect(await found({})).toEqual([]);
  await worker.addIncidents([incident(601)]);
  expect(await found({ words: ['kettle'] })).toEqual([601]);
});

test('by size: the oldest go until the rest fits', async () => {
  await worker.addIncidents(some(1, 120));
  const { db } = await worker.database();
  const size = ((await db?.meta.get('head')) as { size: number }).size;
  expect(await worker.prune({ before: 0, max: 9_999, maxSize: size / 2 })).toBe(100);
  expect(((await db?.meta.get('head')) as { size: number }).size).toBeLessThan(size / 2);
  expect(await found({})).toHaveLength(20);
  expect(await worker.checkChain(null)).toMatchObject({ state: 'intact', removed: 100 });
});

test('before the quota is reached: some of the oldest go, not all while the browser counts late', async () => {
  await worker.addIncidents(some(1, 1_100));
  const estimate = vi.fn(() => Promise.resolve({ usage: 95, quota: 100 }));
  vi.stubGlobal('navigator', { storage: { estimate } });
  try {
    expect(await worker.prune({ before: 0, max: 9_999, maxSize: Infinity })).toBe(1_000);
    estimate.mockResolvedValue({ usage: 90, quota: 100 });
    expect(await worker.prune({ before: 0, max: 9_999, maxSize: Infinity })).toBe(0);
  } finally {
    vi.unstubAllGlobals();
  }
  const { db } = await worker.database();
  expect(await db?.notes.toArray()).toMatchObject([{ kind: 'removed', counts: { room: 1_000 } }]);
});

describe('from version 2', () => {
  const OLD = 700;
  beforeEach(async () => {
    const old = new Dexie('demarc');
    old.version(1).stores({ incidents: '&id, time, site, service' });
    old.version(2).stores({ memories: '&id, time' });
    // Many of one time, and ids in an order of their own.
    await old.table('incidents').bulkAdd(some(1, OLD).map((i) => ({ ...i, time: 1_000 + Math.floor(i.time / 50) })));
    old.close();
  });

  test('everything is there at once, is taken in step by step, and then is in the chain', async () => {
    expect(await page.count(asked({ words: ['kettle'] }))).toBe(OLD);
    expect(await page.checkChain(null)).toMatchObject({ state: 'none', waiting: OLD });
    let steps = 0;
    while (await worker.takeInSome()) {
      steps++;
      const state = await page.checkChain(null);
      expect([state.state, state.checked + state.waiting]).toEqual(['intact', OLD]);
      expect(await page.count(asked({ words: ['kettle'] }))).toBe(OLD);
      expect(await found({ words: ['n17'] })).toEqual(
        [17, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179].sort((a, b) => b - a),
      );
    }
    expect(steps).toBe(5);
    expect(await worker.takeInSome()).toBe(false);
    expect(await page.checkChain(null)).toMatchObject({ state: 'intact', checked: OLD, waiting: 0 });
    expect(await (await worker.database()).db?.segments.count()).toBe(1);
    expect((await page.clusters(asked({}), 5))[0]).toMatchObject({ siteCount: 3 });
  });

  test('a worker that is killed between steps goes on where it was', async () => {
    await worker.takeInSome();
    (await worker.database()).db?.close();
    worker = await freshWorker();
    expect((await worker.checkChain(null)).waiting).toBe(OLD - 128);
    while (await worker.takeInSome());
    expect(await worker.checkChain(null)).toMatchObject({ state: 'intact', checked: OLD });
  });

  test('a step that fails in its midst changes nothing', async () => {
    const { db } = await worker.database();
    const broken = vi
      .spyOn((db as NonNullable<typeof db>).tail, 'bulkPut')
      .mockRejectedValueOnce(Object.assign(new Error('the quota is exceeded'), { name: 'QuotaExceededError' }));
    await expect(worker.takeInSome()).rejects.toThrow();
    broken.mockRestore();
    expect(await page.checkChain(null)).toMatchObject({ state: 'none', waiting: OLD });
    while (await worker.takeInSome());
    expect(await page.checkChain(null)).toMatchObject({ state: 'intact', checked: OLD });
  });

  test('new incidents, marks and removals meanwhile are kept apart from it', async () => {
    await worker.addIncidents([incident(9_001)]);
    await worker.takeInSome();
    await worker.markUndone(id(3), 5_000);
    await worker.markUndone(id(650), 5_000);
    await worker.addIncidents([incident(9_002, { time: 1_000 })]);
    expect(await found({ enforcements: ['undone'] })).toEqual([650, 3]);
    await worker.prune({ before: 1_022, max: 9_999, maxSize: Infinity });
    // One that still waits goes too.
    const { db } = await worker.database();
    expect((await db?.incidents.where('time').equals(1_022).toArray())?.some((i) => i.seq === undefined)).toBe(true);
    await worker.prune({ before: 1_023, max: 9_999, maxSize: Infinity });
    const left = await page.count(asked({ words: ['kettle'] }));
    expect(await worker.countIncidents()).toBe(left);
    while (await worker.takeInSome());
    expect(await page.count(asked({ words: ['kettle'] }))).toBe(left);
    expect(await worker.countIncidents()).toBe(left);
    expect(await found({ enforcements: ['undone'] })).toEqual([650]);
    expect(await page.checkChain(await worker.chainEnd())).toMatchObject({ state: 'intact', waiting: 0 });
  });

  test('cleared while it waits: nothing comes back', async () => {
    await worker.takeInSome();
    expect(await worker.clearIncidents()).toBe(OLD);
    expect(await worker.takeInSome()).toBe(false);
    expect(await found({})).toEqual([]);
    expect(await page.checkChain(null)).toMatchObject({ state: 'intact', removed: OLD });
  });
});
