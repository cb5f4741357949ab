// Dates of a query: a day, a month or a year, before or after one, from one to another, or counted back from today. All are
// days of this device's clock: an incident at 23:59 belongs to the day that a person here calls it.

/** Milliseconds since the epoch, `from` inclusive, `to` exclusive; 0 and Infinity: open. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const PART = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;
const OPERATOR = /^(>=|<=|>|<)?(.*)$/s;
const MAX_BACK = 3_650;

/** Start of the local day so many days before the one of `time`; a day of 23 or 25 hours is one day. */
export function dayStart(time: number, daysBack = 0): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysBack).getTime();
}

/**
 * Reads one date.
 * `2026`, `2026-11`, `2026-11-01`; `>`, `>=`, `<`, `<=` before it (`>2026-11` begins with December); `a..b`, both included;
 * `today`, `yesterday`; `7d`: today and the six days before.
 * @returns null where it is none: a thirteenth month, words
 */
export function spanOf(text: string, now: number): Span | null {
  const value = text.trim().toLowerCase();
  if (value === 'today') return { from: dayStart(now), to: dayStart(now, -1) };
  if (value === 'yesterday') return { from: dayStart(now, 1), to: dayStart(now) };
  const back = /^(\d{1,4})d$/.exec(value);
  if (back) {
    const days = Number(back[1]);
    return days >= 1 && days <= MAX_BACK ? { from: dayStart(now, days - 1), to: dayStart(now, -1) } : null;
  }
  const range = value.split('..');
  if (range.length === 2) {
    const [first, last] = range.map((part) => calendar(part)) as [Span | null, Span | null];
    return first && last && last.to > first.from ? { from: first.from, to: last.to } : null;
  }
  const [, operator = '', rest = ''] = OPERATOR.exec(value) ?? [];
  const span = calendar(rest.trim());
  if (!span) return null;
  switch (operator) {
    case '>':
      return { from: span.to, to: Infinity };
    case '>=':
      return { from: span.from, to: Infinity };
    case '<':
      return { from: 0, to: span.from };
    case '<=':
      return { from: 0, to: span.to };
    default:
      return span;
  }
}

/** A year, a month or a day of the calendar. */
function calendar(text: string): Span | null {
  const parts = PART.exec(text);
  if (!parts) return null;
  const year = Number(parts[1]);
  if (year < 1970 || year > 9_998) return null;
  if (parts[2] === undefined) return { from: local(year, 0, 1), to: local(year + 1, 0, 1) };
  const month = Number(parts[2]) - 1;
  if (month < 0 || month > 11) return null;
  if (parts[3] === undefined) return { from: local(year, month, 1), to: local(year, month + 1, 1) };
  const day = Number(parts[3]);
  // The 31st of a month of 30 days would be the first of the next.
  if (day < 1 || new Date(year, month, day).getMonth() !== month) return null;
  return { from: local(year, month, day), to: local(year, month, day + 1) };
}

const local = (year: number, month: number, day: number): number => Math.max(0, new Date(year, month, day).getTime());

/** A day as it is written in a query: `2026-11-01`, by the local clock. */
export function isoDay(time: number): string {
  const date = new Date(time);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
