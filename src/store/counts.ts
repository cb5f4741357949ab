// Counts and groups over the index: charts and near-same texts, without reading a single record.
import type { DayTally, IncidentTally, KeyCount } from '../model/incident-query.ts';
import { valuesAt, type IncidentIndex } from './incident-index.ts';
import type { Facet } from './segment.ts';

const MAX_KEYS = 50;
const MAX_SITES = 20;
/** Rows between two looks at the signal, and between two breaths for the page. */
const SLICE = 20_000;

/** A group as the index knows it; its sample is a row. */
export interface Group {
  readonly cluster: string;
  readonly count: number;
  readonly sites: readonly string[];
  readonly siteCount: number;
  readonly oldest: number;
  readonly newest: number;
  readonly sample: number;
}

/** Counts rows, newest first. Throws the signal's reason when aborted. */
export async function tallyOf(index: IncidentIndex, rows: Uint32Array, signal?: AbortSignal): Promise<IncidentTally> {
  const counts = { service: counter(), family: counter(), site: counter(), technique: counter(), verdict: counter() };
  const days = new Map<string, MutableDay>();
  const dayOf = localDay();
  for (const [i, number] of rows.entries()) {
    if (i % SLICE === SLICE - 1) await breath(signal);
    const { segment, row } = index.place(number);
    const day = dayOf(segment.times[row] ?? 0);
    let own = days.get(day);
    if (!own) days.set(day, (own = { day, count: 0, families: {}, services: {} }));
    own.count++;
    for (const facet of Object.keys(counts) as (keyof typeof counts)[]) {
      const values = valuesAt(segment.columns[facet as Facet], row);
      for (const value of values) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
      const first = values[0];
      if (first === undefined) continue;
      if (facet === 'family') own.families[first] = (own.families[first] ?? 0) + 1;
      if (facet === 'service') own.services[first] = (own.services[first] ?? 0) + 1;
    }
  }
  return {
    days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
    services: mostFirst(counts.service),
    families: mostFirst(counts.family),
    sites: mostFirst(counts.site),
    techniques: mostFirst(counts.technique),
    verdicts: mostFirst(counts.verdict),
    total: rows.length,
  };
}

interface MutableDay extends DayTally {
  count: number;
  families: Record<string, number>;
  services: Record<string, number>;
}

const counter = (): Map<string, number> => new Map();

const mostFirst = (counts: ReadonlyMap<string, number>): KeyCount[] =>
  [...counts]
    .map(([key, count]) => ({ key, count }))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
    .slice(0, MAX_KEYS);

/** Names local days; rows come in the order of time, so that the calendar is asked once a day. */
function localDay(): (time: number) => string {
  let from = 0;
  let to = 0;
  let name = '';
  return (time) => {
    if (time >= from && time < to) return name;
    const date = new Date(time);
    const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
    from = new Date(year, month, day).getTime();
    to = new Date(year, month, day + 1).getTime();
    name = [String(year).padStart(4, '0'), String(month + 1).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
    return name;
  };
}

/** Near-same texts among rows that come newest first; most frequent first, of as many the newest first. */
export function groupsOf(index: IncidentIndex, rows: Uint32Array, limit: number): Group[] {
  const groups = new Map<string, { count: number; sites: Map<string, number>; oldest: number; first: number }>();
  for (const number of rows) {
    const { segment, row } = index.place(number);
    const cluster = valuesAt(segment.columns.cluster, row)[0];
    if (cluster === undefined) continue;
    let group = groups.get(cluster);
    if (!group) groups.set(cluster, (group = { count: 0, sites: new Map(), oldest: 0, first: number }));
    group.count++;
    group.oldest = segment.times[row] ?? 0;
    const site = valuesAt(segment.columns.site, row)[0] ?? '';
    group.sites.set(site, (group.sites.get(site) ?? 0) + 1);
  }
  return [...groups]
    .sort(([, a], [, b]) => b.count - a.count || index.time(b.first) - index.time(a.first))
    .slice(0, limit)
    .map(([cluster, { count, sites, oldest, first }]) => ({
      cluster,
      count,
      sites: mostFirst(sites)
        .slice(0, MAX_SITES)
        .map(({ key }) => key),
      siteCount: sites.size,
      oldest,
      newest: index.time(first),
      sample: first,
    }));
}

/** Lets the page breathe in the midst of long work. */
export async function breath(signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve));
  signal?.throwIfAborted();
}
