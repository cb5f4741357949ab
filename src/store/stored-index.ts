// The index of the database, kept in the memory of a page and brought up to date on every question: what was packed is read
// once, what came since is added, and only a mark or a removal makes it read the segments anew.
import type { Incident } from '../model/incident.ts';
import { database, type IncidentDatabase, type Waiting } from './database.ts';
import { headOf } from './extend.ts';
import { clusterOf } from './fingerprint.ts';
import { IncidentIndex } from './incident-index.ts';
import { packSegment, SEGMENT_ROWS, sizeOfWords, type Segment, type SegmentWords } from './segment.ts';
import { nextWaiting, waitingIn } from './take-in.ts';

/** Bytes of words that stay in memory; beyond them they are read again when somebody searches. */
const MAX_WORD_BYTES = 96 * 1024 * 1024;

/** After the first rows were asked for. */
const PREPARE_MS = 150;

interface State {
  readonly db: IncidentDatabase;
  readonly seq: number;
  readonly edits: number;
  /** Of the database, by number. */
  readonly packed: readonly Segment[];
  /** Of incidents that no segment in the database has yet. */
  readonly loose: readonly Segment[];
  /** Of incidents of an earlier version, which are not in the chain yet. */
  readonly waiting: readonly Segment[];
  readonly index: IncidentIndex;
}

let state: State | undefined;
let loading: Promise<IncidentIndex> | undefined;
/** Words of the database's segments, and of those in memory. */
const words = new Map<number, SegmentWords>();
let wordBytes = 0;
const ownWords = new Map<number, SegmentWords>();
/** Segments in memory have numbers below zero. */
let ownNumber = 0;

/** The index as the database is now. One look at a time; who asks meanwhile gets the same. */
export function storedIndex(): Promise<IncidentIndex> {
  loading ??= refreshed().finally(() => (loading = undefined));
  return loading;
}

/** Whether an index is in memory, though it may have to be brought up to date. */
export const indexIsReady = (): boolean => state !== undefined;

/** Begins to read the index when the page has shown what it has. */
export function prepareIndex(): void {
  setTimeout(() => void storedIndex().catch(() => undefined), PREPARE_MS);
}

async function refreshed(): Promise<IncidentIndex> {
  const { db } = await database();
  if (!db) return new IncidentIndex([], () => Promise.resolve([]));
  const now = await db.transaction('r', [db.incidents, db.segments, db.tail, db.meta], async () => {
    const head = await headOf(db);
    const known = state?.db === db ? state : undefined;
    const same = known?.edits === head.edits;
    const left = await waitingIn(db);
    const waiting = left ? stillWaiting(same ? known?.waiting : undefined, left) : [];
    if (known && same && known.seq === head.seq && waiting === known.waiting) return known;
    const packed = await packedIn(db, known);
    // Packed meanwhile, marked or removed: those in memory are no longer as they were.
    const kept = same && known && packed.length === known.packed.length ? known.loose : [];
    const seen = kept.at(-1)?.seqs.at(-1) ?? -1;
    const tail = await db.tail.where('seq').above(seen).toArray();
    const fresh = (await db.incidents.bulkGet(tail.map(({ id }) => id))).filter((i) => i !== undefined);
    return { seq: head.seq, edits: head.edits, packed, kept, fresh, waiting, left };
  });
  if ('index' in now) return now.index;
  const { seq, edits, packed, kept, fresh, left } = now;
  if (!state || state.db !== db) forget();
  const loose = [...kept, ...(fresh.length > 0 ? [pack(fresh)] : [])];
  const waiting = now.waiting ?? (left ? await packWaiting(db, left) : []);
  const index = new IncidentIndex([...waiting, ...packed, ...loose], (froms) => bringWords(db, froms));
  dropWordsOfOthers([...waiting, ...loose]);
  state = { db, seq, edits, packed, loose, waiting, index };
  return index;
}

/** The segments as they are now, of which only those are read that have changed. */
async function packedIn(db: IncidentDatabase, known: State | undefined): Promise<readonly Segment[]> {
  if (!known) return db.segments.toArray();
  const there = new Set(await db.segments.toCollection().primaryKeys());
  const last = known.packed.at(-1)?.from ?? -1;
  const changed = await db.segments.where('edited').above(known.edits).toArray();
  const fresh = await db.segments.where('from').above(last).toArray();
  const now = new Map([...changed, ...fresh].map((segment) => [segment.from, segment]));
  for (const segment of known.packed) {
    if (there.has(segment.from) && !now.has(segment.from)) now.set(segment.from, segment);
  }
  return [...now.values()].sort((a, b) => a.from - b.from);
}

function pack(incidents: readonly Incident[]): Segment {
  ownNumber -= 1;
  const packed = packSegment(incidents, ownNumber);
  ownWords.set(ownNumber, packed.words);
  return packed.segment;
}

/** Everything that waits, read in the order of time. */
async function packWaiting(db: IncidentDatabase, from: Waiting): Promise<Segment[]> {
  const segments: Segment[] = [];
  let place: { time: number; id: string; end: boolean } = { ...from, end: false };
  while (!place.end) {
    const next = await nextWaiting(db, place, SEGMENT_ROWS);
    if (next.incidents.length > 0) segments.push(pack(next.incidents.map((i) => ({ ...i, cluster: clusterOf(i) }))));
    place = next;
  }
  return segments;
}

/** The same without what was taken in since; undefined: they were not read yet. */
function stillWaiting(known: readonly Segment[] | undefined, { time, id }: Waiting): readonly Segment[] | undefined {
  // With nothing known it may be that nothing waited, or that nobody has looked.
  if (known === undefined || known.length === 0) return undefined;
  let changed = false;
  const left = known.map((segment) => {
    const ids = segment.ids.split('\n');
    const gone = segment.gone.map((was, row) => {
      const at = segment.times[row] ?? 0;
      return was === 1 || at < time || (at === time && (ids[row] ?? '') <= id) ? 1 : 0;
    });
    if (gone.every((is, row) => is === segment.gone[row])) return segment;
    changed = true;
    return { ...segment, gone };
  });
  return changed ? left : known;
}

async function bringWords(db: IncidentDatabase, froms: readonly number[]): Promise<(SegmentWords | undefined)[]> {
  const missing = froms.filter((from) => from >= 0 && !words.has(from));
  const brought = new Map<number, SegmentWords>();
  for (const found of await db.words.bulkGet(missing)) {
    if (!found) continue;
    brought.set(found.from, found);
    const size = sizeOfWords(found);
    if (wordBytes + size > MAX_WORD_BYTES) continue;
    words.set(found.from, found);
    wordBytes += size;
  }
  return froms.map((from) => (from < 0 ? ownWords.get(from) : (words.get(from) ?? brought.get(from))));
}

function dropWordsOfOthers(own: readonly Segment[]): void {
  const kept = new Set(own.map((segment) => segment.from));
  for (const from of ownWords.keys()) if (!kept.has(from)) ownWords.delete(from);
}

function forget(): void {
  words.clear();
  wordBytes = 0;
}
