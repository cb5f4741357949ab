// Incidents counted per local day and family, for the chart. Pure.
import type { Family } from '../../../model/finding.ts';
import type { Incident } from '../../../model/incident.ts';

export interface DayCount {
  /** Local midnight, milliseconds. */
  readonly day: number;
  readonly total: number;
  /** Counts in the order of `families`, then all others. */
  readonly parts: readonly number[];
}

export interface PerDay {
  /** The most frequent families, at most four; what is left is "other". */
  readonly families: readonly Family[];
  readonly totals: readonly number[];
  readonly days: readonly DayCount[];
}

const NAMED = 4;

export function startOfDay(time: number, daysBack = 0): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysBack).getTime();
}

/** Counts the last `length` days, today included. */
export function incidentsPerDay(incidents: readonly Incident[], now: number, length: number): PerDay {
  const since = startOfDay(now, length - 1);
  const recent = incidents.filter((i) => i.time >= since);
  const byFamily = new Map<Family, number>();
  for (const i of recent) {
    const family = i.verdict.families[0];
    if (family) byFamily.set(family, (byFamily.get(family) ?? 0) + 1);
  }
  const families = [...byFamily]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, NAMED)
    .map(([f]) => f);
  const slot = (i: Incident): number => {
    const at = families.findIndex((f) => f === i.verdict.families[0]);
    return at < 0 ? families.length : at;
  };
  const days = Array.from({ length }, (_, n) => {
    const day = startOfDay(now, length - 1 - n);
    const parts = Array<number>(families.length + 1).fill(0);
    const inDay = recent.filter((i) => startOfDay(i.time) === day);
    for (const i of inDay) parts[slot(i)] = (parts[slot(i)] ?? 0) + 1;
    return { day, total: inDay.length, parts };
  });
  const totals = families.map((_, n) => days.reduce((sum, d) => sum + (d.parts[n] ?? 0), 0));
  totals.push(days.reduce((sum, d) => sum + (d.parts[families.length] ?? 0), 0));
  return { families, totals, days };
}
