// The chain of records: what is stored, marked and removed by the product leaves it whole, and whatever is changed, left
// out or put in behind its back is told.
import { beforeEach, describe, expect, test } from 'vitest';
import { createHash } from 'node:crypto';
import type { Incident } from '../../src/model/incident.ts';
import { EVERY_INCIDENT } from '../../src/model/incident-query.ts';
import { canonical } from '../../src/store/chain.ts';
import type { IncidentDatabase } from '../../src/store/database.ts';
import { buildIncident } from '../support/incidents.ts';
import { freshProfile, freshWorker, type Store } from '../support/store.ts';

let store: Store;
beforeEach(async () => {
  freshProfile();
  store = await freshWorker();
});

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const incident = (n: number, changes: Partial<Incident> = {}): Incident =>
  buildIncident({ id: id(n), time: 1_000 + n, ...changes });
const add = (from: number, to: number) =>
  store.addIncidents(Array.from({ length: to - from + 1 }, (_, n) => incident(from + n)));
const db = async (): Promise<IncidentDatabase> => (await store.database()).db as IncidentDatabase;
const get = async (n: number): Promise<Incident> => (await store.getIncident(id(n))) as Incident;

describe('what is stored', () => {
  test('has a number, the hash before it and its own, which anybody can make from the exported record', async () => {
    await add(1, 2);
    await add(3, 3);
    const [one, two, three] = [await get(1), await get(2), await get(3)];
    expect([one.seq, two.seq, three.seq]).toEqual([1, 2, 3]);
    expect([one.previous, two.previous, three.previous]).toEqual(['', one.hash, two.hash]);
    const { hash, cluster: _cluster, ...rest } = JSON.parse(JSON.stringify(two)) as Incident;
    expect(hash).toBe(createHash('sha256').update(canonical(rest)).digest('hex'));
  });

  test('is whole after additions, marks, repeats and removals of every kind', async () => {
    await add(1, 40);
    await store.markUndone(id(3), 5_000);
    await store.markUndone(id(3), 6_000);
    await store.markUndone(id(30), 6_000);
    await add(30, 45);
    expect(await store.checkChain(null)).toMatchObject({ state: 'intact', since: 1_001, checked: 47, removed: 0 });
    await store.prune({ before: 1_005, max: 99, maxSize: Infinity });
    await store.prune({ before: 0, max: 30, maxSize: Infinity });
    await store.markUndone(id(40), 7_000);
    await add(46, 50);
    expect(await store.checkChain(null)).toMatchObject({ state: 'intact', since: 1_016, removed: 15, breaks: 0 });
    // One note of removals, whatever went, and those of marks on what is still there.
    expect((await (await db()).notes.toArray()).map((n) => n.kind)).toEqual(['undone', 'removed', 'undone']);
    await store.clearIncidents();
    expect(await store.checkChain(null)).toMatchObject({ state: 'intact', since: 0, checked: 1, removed: 50 });
    await add(51, 52);
    expect(await store.checkChain(await store.chainEnd())).toMatchObject({ state: 'intact', since: 1_051, checked: 3 });
  });

  test('is whole when it was not stored in the order of time, and some of the middle went', async () => {
    await store.addIncidents([5, 1, 9, 3, 7, 2, 8].map((n) => incident(n)));
    await store.prune({ before: 1_004, max: 99, maxSize: Infinity });
    const [note] = await (await db()).notes.toArray();
    expect(note).toMatchObject({ kind: 'removed', counts: { age: 3 } });
    expect(note?.kind === 'removed' && note.ranges.map(({ from, to }) => [from, to])).toEqual([
      [2, 2],
      [4, 4],
      [6, 6],
    ]);
    expect(await store.checkChain(null)).toMatchObject({ state: 'intact', removed: 3 });
    await store.prune({ before: 1_008, max: 99, maxSize: Infinity });
    expect(await store.checkChain(null)).toMatchObject({ state: 'intact', removed: 5 });
  });

  test('is whole over several segments', async () => {
    await add(1, 1_100);
    await expect.poll(async () => await (await db()).segments.count()).toBe(2);
    expect(await (await db()).tail.count()).toBe(76);
    await store.markUndone(id(17), 5_000);
    await store.prune({ before: 1_520, max: 9_999, maxSize: Infinity });
    expect(await (await db()).segments.count()).toBe(1);
    expect(await (await db()).words.count()).toBe(1);
    expect(await store.checkChain(null)).toMatchObject({ state: 'intact', removed: 519, since: 1_520 });
    expect(await store.count(EVERY_INCIDENT)).toBe(581);
  });

  test('says that it was stopped, and that there is nothing', async () => {
    expect(await store.checkChain(null)).toMatchObject({ state: 'none', checked: 0 });
    await add(1, 300);
    const stop = new AbortController();
    expect(await store.checkChain(null, stop.signal, () => stop.abort())).toMatchObject({
      state: 'unfinished',
      checked: 100,
    });
  });
});

describe('behind its back', () => {
  beforeEach(async () => {
    await add(1, 9);
    await store.markUndone(id(5), 5_000);
    await store.prune({ before: 1_003, max: 99, maxSize: Infinity });
    await add(10, 12);
  });

  test.each<[string, (db: IncidentDatabase) => Promise<unknown>, object]>([
    ['a changed text', (d) => d.incidents.update(id(6), { text: 'other' }), { kind: 'edited', seq: 6, id: id(6) }],
    ['a changed time', (d) => d.incidents.update(id(6), { time: 1 }), { kind: 'edited', seq: 6 }],
    ['another enforcement', (d) => d.incidents.update(id(6), { enforcement: 'recorded' }), { kind: 'edited', seq: 6 }],
    [
      'what it was before it was put back',
      (d) => d.incidents.update(id(5), { enforcedAs: 'recorded' }),
      { kind: 'edited', seq: 5 },
    ],
    [
      'a mark taken away',
      (d) => d.incidents.put({ ...MARKED, enforcement: 'blanked', undoneAt: 0 }),
      { kind: 'undo', seq: 5 },
    ],
    [
      'a mark put in',
      (d) => d.incidents.update(id(6), { enforcement: 'undone', enforcedAs: 'blanked', undoneAt: 9 }),
      { kind: 'undo', seq: 6 },
    ],
    ['an incident taken out', (d) => d.incidents.delete(id(7)), { kind: 'gap', seq: 7, id: id(7) }],
    [
      'an incident and its place taken out',
      async (d) => {
        await d.incidents.delete(id(7));
        await d.tail.delete(7);
      },
      { kind: 'gap', seq: 7 },
    ],
    ['two that changed places', swap, { kind: 'edited', seq: 6 }],
    ['a note taken out', (d) => d.notes.delete(10), { kind: 'undo', seq: 5 }],
    ['a note changed', (d) => d.notes.update(10, { time: 7 }), { kind: 'edited', seq: 10 }],
    [
      'more signed off than went',
      async (d) => {
        const note = (await d.notes.toArray()).find((n) => n.kind === 'removed');
        await d.notes.put({
          ...note,
          ranges: [{ from: 1, to: 3, previous: '', hash: (await get(3)).hash ?? '' }],
        } as never);
        await d.incidents.delete(id(3));
        await d.tail.delete(3);
      },
      { kind: 'edited', seq: 11 },
    ],
    [
      'the end cut off',
      async (d) => {
        await d.incidents.delete(id(12));
        await d.tail.delete(14);
      },
      { kind: 'end', seq: 14 },
    ],
  ])('%s', async (_title, change, broken) => {
    MARKED = await get(5);
    expect((await store.checkChain(null)).state).toBe('intact');
    await change(await db());
    expect(await store.checkChain(null)).toMatchObject({ state: 'broken', firstBreak: broken });
  });

  test('the end cut off, and the count with it: the end that was noted elsewhere tells', async () => {
    const end = await store.chainEnd();
    const d = await db();
    await d.incidents.delete(id(12));
    await d.tail.delete(14);
    const head = (await d.meta.get('head')) as object;
    await d.meta.put({ ...head, seq: 13, hash: (await get(11)).hash } as never);
    expect((await store.checkChain(null)).state).toBe('intact');
    expect(await store.checkChain(end)).toMatchObject({ state: 'broken', firstBreak: { kind: 'end', seq: 14 } });
  });

  test('a chain made anew from its beginning: the end that was noted elsewhere tells', async () => {
    const end = await store.chainEnd();
    freshProfile();
    store = await freshWorker();
    await store.addIncidents(Array.from({ length: 20 }, (_, n) => incident(n, { text: 'other' })));
    expect((await store.checkChain(null)).state).toBe('intact');
    expect(await store.checkChain(end)).toMatchObject({ state: 'broken', firstBreak: { kind: 'edited', seq: 14 } });
    expect(await store.checkChain(end && { ...end, name: 'another database' })).toMatchObject({ state: 'intact' });
  });

  test('all of it gone: the end that was noted elsewhere tells', async () => {
    const end = await store.chainEnd();
    freshProfile();
    store = await freshWorker();
    expect(await store.checkChain(end)).toMatchObject({ state: 'broken', firstBreak: { kind: 'end' } });
  });
});

let MARKED: Incident;
async function swap(d: IncidentDatabase): Promise<void> {
  const [six, seven] = [await get(6), await get(7)];
  await d.incidents.bulkPut([
    { ...six, text: seven.text, seq: 7 },
    { ...seven, text: six.text, seq: 6 },
  ]);
}

describe('the canonical form', () => {
  test.each([
    [{ b: 1, a: [undefined, null, 'x'] }, '{"a":[null,null,"x"],"b":1}'],
    [{ a: undefined, é: '\u2028', e: -0 }, '{"e":0,"é":"\u2028"}'],
    ['\ud800', '"\\ud800"'],
  ])('%j', (value, text) => {
    expect(canonical(value)).toBe(text);
  });
});
