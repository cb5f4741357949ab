// A segment: what searches, filters and charts need of some hundred incidents, as columns of numbers, and their words with
// the rows that have them. A segment is read in one piece and needs no parsing; the incidents themselves stay where they are.
import type { Incident, Enforcement } from '../model/incident.ts';
import { wordsOf } from './words.ts';

/** Incidents of one segment at most: rows are numbered in 16 bits, and a segment stays small enough to be rewritten. */
export const SEGMENT_ROWS = 512;

export const FACETS = [
  'service',
  'family',
  'site',
  'verdict',
  'carrier',
  'technique',
  'enforcement',
  'rule',
  'cluster',
] as const;
export type Facet = (typeof FACETS)[number];

/** Row r has the values of `values[starts[r]]` up to `values[starts[r + 1]]`, each an index into `keys`. */
export interface Column {
  readonly keys: readonly string[];
  readonly starts: Uint16Array;
  readonly values: Uint16Array;
}

export interface Segment {
  /** Number in the chain of its first row; for lists without a chain, a number of its own. */
  readonly from: number;
  /** One a line, in the order of rows. */
  readonly ids: string;
  readonly seqs: Float64Array;
  readonly times: Float64Array;
  readonly columns: Readonly<Record<Facet, Column>>;
  /** 1 where the incident was removed. */
  readonly gone: Uint8Array;
  /** `Head.edits` when it was packed or changed last. */
  readonly edited: number;
}

/** The words of a segment, sorted by UTF-16 units. Word k is `words.slice(starts[k], starts[k + 1])`. */
export interface SegmentWords {
  readonly from: number;
  readonly words: string;
  readonly starts: Uint32Array;
  /** Word k is in the rows from `rows[rowStarts[k]]` up to `rows[rowStarts[k + 1]]`. */
  readonly rowStarts: Uint32Array;
  readonly rows: Uint16Array;
}

const VALUES: Readonly<Record<Facet, (incident: Incident) => readonly string[]>> = {
  service: (i) => (i.service === '' ? [] : [i.service]),
  family: (i) => i.verdict.families,
  site: (i) => [i.site],
  verdict: (i) => [i.verdict.kind],
  carrier: (i) => [i.carrier],
  technique: (i) => (i.concealment === null ? [] : [i.concealment.reason]),
  enforcement: (i) => [i.enforcement],
  rule: (i) => i.verdict.findings.map((f) => f.rule),
  cluster: (i) => (i.cluster === undefined || i.cluster === '' ? [] : [i.cluster]),
};
/** Values of one row and column; more would not fit in 16 bits, and no incident has more findings. */
const MAX_VALUES = 100;

/** Packs incidents, at most SEGMENT_ROWS of them. `from` names the segment. */
export function packSegment(
  incidents: readonly Incident[],
  from: number,
  edited = 0,
): { segment: Segment; words: SegmentWords } {
  const columns = Object.fromEntries(
    FACETS.map((facet) => [facet, packColumn(incidents.map((i) => [...new Set(VALUES[facet](i))]))]),
  ) as Record<Facet, Column>;
  const segment: Segment = {
    from,
    ids: incidents.map((i) => i.id).join('\n'),
    seqs: Float64Array.from(incidents, (i, row) => i.seq ?? from + row),
    times: Float64Array.from(incidents, (i) => i.time),
    columns,
    gone: new Uint8Array(incidents.length),
    edited,
  };
  return { segment, words: packWords(incidents, from) };
}

function packColumn(rows: readonly (readonly string[])[]): Column {
  const numbers = new Map<string, number>();
  const values: number[] = [];
  const starts = new Uint16Array(rows.length + 1);
  rows.forEach((row, r) => {
    for (const key of row.slice(0, MAX_VALUES)) {
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      values.push(number);
    }
    starts[r + 1] = values.length;
  });
  return { keys: [...numbers.keys()], starts, values: Uint16Array.from(values) };
}

function packWords(incidents: readonly Incident[], from: number): SegmentWords {
  const rowsOf = new Map<string, number[]>();
  incidents.forEach((incident, row) => {
    for (const word of wordsOf(incident)) {
      const rows = rowsOf.get(word);
      if (rows) rows.push(row);
      else rowsOf.set(word, [row]);
    }
  });
  const sorted = [...rowsOf.keys()].sort(byUnits);
  const starts = new Uint32Array(sorted.length + 1);
  const rowStarts = new Uint32Array(sorted.length + 1);
  const rows: number[] = [];
  sorted.forEach((word, k) => {
    starts[k + 1] = (starts[k] ?? 0) + word.length;
    for (const row of rowsOf.get(word) ?? []) rows.push(row);
    rowStarts[k + 1] = rows.length;
  });
  return { from, words: sorted.join(''), starts, rowStarts, rows: Uint16Array.from(rows) };
}

const byUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Rows with a word that begins so: marked in `hits`. */
export function markRows(words: SegmentWords, prefix: string, hits: Uint8Array): void {
  const count = words.starts.length - 1;
  const wordAt = (k: number): string => words.words.slice(words.starts[k], words.starts[k + 1]);
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wordAt(middle) < prefix) low = middle + 1;
    else high = middle;
  }
  for (let k = low; k < count && words.words.startsWith(prefix, words.starts[k]); k++) {
    // A short word at the end must not borrow letters of the next one.
    if ((words.starts[k + 1] ?? 0) - (words.starts[k] ?? 0) < prefix.length) break;
    for (let at = words.rowStarts[k] ?? 0; at < (words.rowStarts[k + 1] ?? 0); at++) hits[words.rows[at] ?? 0] = 1;
  }
}

/** Another value for what happened to one incident. */
export function withEnforcement(segment: Segment, row: number, enforcement: Enforcement): Segment {
  const { keys, starts, values } = segment.columns.enforcement;
  const known = keys.indexOf(enforcement);
  const changed = Uint16Array.from(values);
  // Every row has exactly one.
  changed[starts[row] ?? 0] = known < 0 ? keys.length : known;
  const column = { keys: known < 0 ? [...keys, enforcement] : keys, starts, values: changed };
  return { ...segment, columns: { ...segment.columns, enforcement: column } };
}

/** Bytes of a segment's words in memory, about. */
export const sizeOfWords = (words: SegmentWords): number =>
  words.words.length * 2 + words.starts.byteLength + words.rowStarts.byteLength + words.rows.byteLength;
