// The index of incidents in memory: segments put together in the order of time, and questions answered from their columns.
// It never holds a text; rows and records are read by id when somebody looks at them.
import type { IncidentQuery, RowPlace } from '../model/incident-query.ts';
import { markRows, type Column, type Facet, type Segment, type SegmentWords } from './segment.ts';
import { soughtIn } from './words.ts';

/** Brings the words of segments, by `Segment.from`. */
export type BringWords = (froms: readonly number[]) => Promise<readonly (SegmentWords | undefined)[]>;

/** Segments whose words are asked for at once. */
const AT_ONCE = 32;

/** A row of the index by its place: segment and row in it. */
export interface Place {
  readonly segment: Segment;
  readonly row: number;
}

export class IncidentIndex {
  /** Number of the first row of each segment. */
  private readonly bases: readonly number[];
  /** Rows that are there, newest first; of one time, the highest id first. */
  private readonly ids = new Map<Segment, readonly string[]>();
  private readonly order: Uint32Array;
  private last: { readonly key: string; readonly rows: Uint32Array } | undefined;

  constructor(
    private readonly segments: readonly Segment[],
    private readonly bringWords: BringWords,
  ) {
    let base = 0;
    this.bases = segments.map((segment) => (base += segment.times.length) - segment.times.length);
    this.order = this.inOrder(base);
  }

  get total(): number {
    return this.order.length;
  }

  /** Rows that match, newest first. What is asked again and again, as while scrolling, is answered at once. */
  async matching(query: IncidentQuery): Promise<Uint32Array> {
    const key = JSON.stringify([query, String(query.to)]);
    if (this.last?.key === key) return this.last.rows;
    const rows = await this.match(query);
    this.last = { key, rows };
    return rows;
  }

  place(row: number): Place {
    let low = 0;
    let high = this.bases.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.bases[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    const segment = this.segments[low];
    if (!segment) throw new RangeError('no such row');
    return { segment, row: row - (this.bases[low] ?? 0) };
  }

  id(row: number): string {
    const { segment, row: at } = this.place(row);
    let ids = this.ids.get(segment);
    if (!ids) this.ids.set(segment, (ids = segment.ids.split('\n')));
    return ids[at] ?? '';
  }

  time(row: number): number {
    const { segment, row: at } = this.place(row);
    return segment.times[at] ?? 0;
  }

  /** How many rows there are of these times, both included, whatever is asked. */
  between(from: number, to: number): number {
    // Times are whole milliseconds.
    return this.newerThan(this.order, from - 1) - this.newerThan(this.order, to);
  }

  /** How many of the rows, newest first, are to be left out so that the list goes on after a place. */
  after(rows: Uint32Array, { time, id }: RowPlace): number {
    const first = this.newerThan(rows, time);
    for (let at = first; at < rows.length && this.time(rows[at] ?? 0) === time; at++) {
      if (this.id(rows[at] ?? 0) === id) return at + 1;
    }
    // It is gone, or no longer matches: of its time nothing is left out, so that nothing is missed.
    return first;
  }

  /** How many of the rows, newest first, are newer than a time. */
  private newerThan(rows: Uint32Array, time: number): number {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.time(rows[middle] ?? 0) > time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private inOrder(total: number): Uint32Array {
    const times = new Float64Array(total);
    const rows = new Uint32Array(total);
    let there = 0;
    let sorted = true;
    let ties = false;
    for (let s = this.segments.length - 1; s >= 0; s--) {
      const segment = this.segments[s] as Segment;
      const base = this.bases[s] ?? 0;
      times.set(segment.times, base);
      for (let row = segment.times.length - 1; row >= 0; row--) {
        if (segment.gone[row] === 1) continue;
        const before = times[rows[there - 1] ?? total] ?? Infinity;
        const time = segment.times[row] ?? 0;
        if (time > before) sorted = false;
        ties ||= time === before;
        rows[there++] = base + row;
      }
    }
    const order = rows.slice(0, there);
    // Stored in the order of time, but for clocks that were set back and records of earlier versions.
    if (!sorted) order.sort((a, b) => (times[b] ?? 0) - (times[a] ?? 0));
    if (ties || !sorted) this.orderTies(order, times);
    return order;
  }

  /** Incidents of one time are in the order of ids, as the database's own index has them. */
  private orderTies(order: Uint32Array, times: Float64Array): void {
    for (let from = 0, to = 1; from < order.length; from = to++) {
      while (to < order.length && times[order[to] ?? 0] === times[order[from] ?? 0]) to++;
      if (to - from > 1) order.subarray(from, to).sort((a, b) => (this.id(a) < this.id(b) ? 1 : -1));
    }
  }

  private async match(query: IncidentQuery): Promise<Uint32Array> {
    const sought = soughtIn(query.words);
    const filters = filtersOf(query);
    const timed = query.from > 0 || query.to !== Infinity;
    if (sought.length === 0 && filters.length === 0 && !timed) return this.order;
    const hits = new Uint8Array(this.bases.length === 0 ? 0 : (this.bases.at(-1) ?? 0) + this.lastLength());
    const wanting: number[] = [];
    this.segments.forEach((segment, s) => {
      const base = this.bases[s] ?? 0;
      const own = hits.subarray(base, base + segment.times.length);
      if (!filterSegment(segment, filters, query, own)) return;
      wanting.push(s);
    });
    if (sought.length > 0) {
      for (let i = 0; i < wanting.length; i += AT_ONCE)
        await this.keepWith(sought, wanting.slice(i, i + AT_ONCE), hits);
    }
    return this.order.filter((row) => hits[row] === 1);
  }

  private lastLength(): number {
    return this.segments.at(-1)?.times.length ?? 0;
  }

  /** Unmarks rows that lack a word. */
  private async keepWith(sought: readonly string[], numbers: readonly number[], hits: Uint8Array): Promise<void> {
    const all = await this.bringWords(numbers.map((s) => this.segments[s]?.from ?? 0));
    numbers.forEach((s, i) => {
      const words = all[i];
      const length = this.segments[s]?.times.length ?? 0;
      const own = hits.subarray(this.bases[s] ?? 0, (this.bases[s] ?? 0) + length);
      for (const prefix of sought) {
        const having = new Uint8Array(length);
        if (words) markRows(words, prefix, having);
        for (let row = 0; row < length; row++) if (having[row] === 0) own[row] = 0;
      }
    });
  }
}

interface Filter {
  readonly facet: Facet;
  readonly allows: (key: string) => boolean;
}

function filtersOf(query: IncidentQuery): readonly Filter[] {
  const oneOf = (facet: Facet, keys: readonly string[]): Filter[] =>
    keys.length === 0 ? [] : [{ facet, allows: (key) => keys.includes(key) }];
  const sites = query.sites.map((site) => site.toLowerCase());
  return [
    ...oneOf('cluster', query.cluster === '' ? [] : [query.cluster]),
    ...oneOf('rule', query.rules),
    ...oneOf('service', query.services),
    ...oneOf('family', query.families),
    ...oneOf('verdict', query.verdicts),
    ...oneOf('carrier', query.carriers),
    ...oneOf('technique', query.techniques),
    ...oneOf('enforcement', query.enforcements),
    ...(sites.length === 0
      ? []
      : [{ facet: 'site' as const, allows: (key: string) => sites.some((s) => key === s || key.endsWith(`.${s}`)) }]),
  ];
}

/** Marks rows that pass; false when none can. */
function filterSegment(segment: Segment, filters: readonly Filter[], query: IncidentQuery, hits: Uint8Array): boolean {
  const allowed: { column: Column; keys: Uint8Array }[] = [];
  for (const { facet, allows } of filters) {
    const column = segment.columns[facet];
    const keys = Uint8Array.from(column.keys, (key) => (allows(key) ? 1 : 0));
    if (!keys.includes(1)) return false;
    allowed.push({ column, keys });
  }
  let any = false;
  for (let row = 0; row < hits.length; row++) {
    const time = segment.times[row] ?? 0;
    if (segment.gone[row] === 1 || time < query.from || time >= query.to) continue;
    if (allowed.some(({ column, keys }) => !hasOne(column, row, keys))) continue;
    hits[row] = 1;
    any = true;
  }
  return any;
}

function hasOne({ starts, values }: Column, row: number, allowed: Uint8Array): boolean {
  for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) if (allowed[values[at] ?? 0] === 1) return true;
  return false;
}

/** The values of one row in a column. */
export function valuesAt({ keys, starts, values }: Column, row: number): string[] {
  const found: string[] = [];
  for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) found.push(keys[values[at] ?? 0] ?? '');
  return found;
}
