// Counts per day as bars: days, weeks or months, whichever makes few enough of them, in the order of time without gaps, and
// the most frequent kinds by name. Pure. Keys may come from pages.
import type { DayTally } from '../../../model/incident-query.ts';
import { dayStart, isoDay } from '../incidents/query/dates.ts';

export interface Bucket {
  /** First and last local day, `yyyy-mm-dd`. */
  readonly first: string;
  readonly last: string;
  readonly total: number;
  /** Counts in the order of the series, then all others. */
  readonly parts: readonly number[];
}

export interface Buckets {
  readonly unit: 'day' | 'week' | 'month';
  readonly buckets: readonly Bucket[];
  /** The most frequent, at most five; what is left is "other", and has no key. */
  readonly series: readonly string[];
  readonly totals: readonly number[];
}

const NAMED = 5;
const MAX_DAYS = 45;
const MAX_WEEKS = 53;
/** A hundred years of months; what is older is counted in the first. */
const MAX_BARS = 1_200;
const DAY = 86_400_000;

/** The local day of `yyyy-mm-dd`, at its start. */
const timeOf = (day: string): number => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date).getTime();
};
const after = (day: string, days: number): string => isoDay(dayStart(timeOf(day), -days));

/**
 * @param days with incidents, oldest first; days between have none
 * @param from first day to show, `to` the last: `yyyy-mm-dd`
 * @param by what the bars are parted by
 */
export function bucketsOf(days: readonly DayTally[], from: string, to: string, by: 'families' | 'services'): Buckets {
  const series = mostOf(
    days.filter(({ day }) => day >= from && day <= to),
    by,
  );
  const length = Math.max(1, Math.round((timeOf(to) - timeOf(from)) / DAY) + 1);
  const unit = length <= MAX_DAYS ? 'day' : length <= MAX_WEEKS * 7 ? 'week' : 'month';
  const buckets: { first: string; last: string; total: number; parts: number[] }[] = [];
  let first = from;
  do {
    // The first week may be a short one, so that the last ends with the last day.
    const last = unit === 'week' && first === from ? after(first, (length - 1) % 7) : lastOf(first, unit);
    buckets.push({ first, last: last < to ? last : to, total: 0, parts: Array<number>(series.length + 1).fill(0) });
    first = after(last, 1);
  } while (first <= to && buckets.length < MAX_BARS);
  let at = 0;
  for (const day of days) {
    while (at + 1 < buckets.length && day.day > (buckets[at]?.last ?? '')) at += 1;
    const bucket = buckets[at];
    if (!bucket || day.day < bucket.first || day.day > bucket.last) continue;
    bucket.total += day.count;
    let named = 0;
    for (const [i, key] of series.entries()) {
      const n = Object.hasOwn(day[by], key) ? (day[by][key] ?? 0) : 0;
      bucket.parts[i] = (bucket.parts[i] ?? 0) + n;
      named += n;
    }
    bucket.parts[series.length] = (bucket.parts[series.length] ?? 0) + Math.max(0, day.count - named);
  }
  const totals = Array.from({ length: series.length + 1 }, (_, i) =>
    buckets.reduce((sum, { parts }) => sum + (parts[i] ?? 0), 0),
  );
  return { unit, buckets, series, totals };
}

/** The most frequent keys of some days. */
function mostOf(days: readonly DayTally[], by: 'families' | 'services'): string[] {
  const counts = new Map<string, number>();
  for (const day of days) {
    for (const [key, n] of Object.entries(day[by])) counts.set(key, (counts.get(key) ?? 0) + n);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, NAMED)
    .map(([key]) => key);
}

function lastOf(first: string, unit: Buckets['unit']): string {
  if (unit === 'day') return first;
  if (unit === 'week') return after(first, 6);
  const [year = 0, month = 1] = first.split('-').map(Number);
  return isoDay(new Date(year, month, 0).getTime());
}

/** What a bar stands for, as the value of a query's `date:`. */
export const dateOf = ({ first, last }: Bucket): string => (first === last ? first : `${first}..${last}`);

/** A round top of the scale, even where it can be, so that half of it is a whole number. */
export function niceTop(max: number): number {
  if (max <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(max));
  return [1, 2, 4, 6, 10].map((m) => m * power).find((m) => m >= max && m >= 2) ?? max;
}
