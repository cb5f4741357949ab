// What an organisation states about a control, in one line of the policy: `PAAS-11; 2026-11-01; 2027-05-01; IT security; note`.
// A line, because every way of deploying a policy can carry lists of lines. Entries come from administrators: any text.
import type { Attestation } from '../../model/responsibility.ts';
import type { Result } from '../../model/result.ts';
import { err, ok } from '../../model/result.ts';
import { telling, type Telling } from '../../model/telling.ts';

/** A statement without an end counts for so long: the freshness of the catalogue's own attestations. */
const DEFAULT_DAYS = 180;
const DAY_MS = 86_400_000;
/** Days from the first of March of the year 0 to the first of January 1970. */
const EPOCH = 719_468;
const CONTROL = /^(?:SAAS|PAAS|IAAS)-\d{2}$|^GOV-\d$/;

/** A statement in its one written form, or why it is none. */
export function parseAttestationEntry(text: string): Result<string, Telling> {
  const [control = '', date = '', until = '', by = '', ...rest] = text.split(';').map((part) => part.trim());
  const id = control.toUpperCase();
  if (!CONTROL.test(id)) return err(telling('problemControlId'));
  const from = dayOf(date);
  if (from === null) return err(telling('problemStatedOn'));
  const end = until === '' ? from + DEFAULT_DAYS * DAY_MS : dayOf(until);
  if (end === null) return err(telling('problemStatedUntil'));
  if (end < from) return err(telling('problemEndsBefore'));
  if (by === '') return err(telling('problemStatedBy'));
  const note = rest.join('; ');
  return ok([id, date, textOf(end), by, ...(note === '' ? [] : [note])].join('; '));
}

/** The statements of a policy, newest end first; entries that do not parse are left out. */
export function attestationsOf(entries: readonly string[]): readonly Attestation[] {
  const parsed = entries.flatMap((entry): Attestation[] => {
    const canonical = parseAttestationEntry(entry);
    if (!canonical.ok) return [];
    const [control = '', date = '', until = '', by = '', ...note] = canonical.value.split('; ');
    return [{ control, date, until, by, note: note.join('; ') }];
  });
  return parsed.sort((a, b) => (a.until < b.until ? 1 : a.until > b.until ? -1 : 0));
}

/** First moment of the day of the statement, and first moment after its last day (ms since the epoch, UTC). */
export function attestedFrom({ date, until }: Attestation): { readonly from: number; readonly until: number } {
  return { from: dayOf(date) ?? Infinity, until: (dayOf(until) ?? -Infinity) + DAY_MS };
}

/** First moment of a day (ms since the epoch, UTC); null for what is no day of the calendar. */
function dayOf(text: string): number | null {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === '') return null;
  const time = daysBefore(Number(year), Number(month), Number(day)) * DAY_MS;
  return textOf(time) === text ? time : null;
}

/** Days from the epoch to a date of the Gregorian calendar: years begin in March, so that the leap day is their last. */
function daysBefore(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + inYear - EPOCH;
}

/** The date of a moment, as text. */
function textOf(time: number): string {
  const days = time / DAY_MS;
  let year = 1970 + Math.floor(days / 365.2425);
  while (daysBefore(year + 1, 1, 1) <= days) year++;
  while (daysBefore(year, 1, 1) > days) year--;
  let month = 12;
  while (month > 1 && daysBefore(year, month, 1) > days) month--;
  const day = days - daysBefore(year, month, 1) + 1;
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}
