// How far the vendor's word may be shown as its word: the source behind it, its age, its assurance. Pure.
// The catalogue is ours and reviewed; an address in it is still only linked when it is a web address.
import type { AiService, Source } from '../model/service.ts';

export const STALE_DAYS = 180;
const DAY = 86_400_000;

export interface VendorWord {
  /** The source to show, or null when nothing can be named. */
  readonly source: Source | null;
  readonly confirmed: boolean;
  readonly age: 'fresh' | 'stale' | 'undated';
}

/** Age in days; a coarse date counts from its first day, so that a claim never looks younger than it may be. */
export function ageInDays(date: string, now: number): number | null {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date);
  if (!parts) return null;
  const time = Date.UTC(Number(parts[1]), Number(parts[2] ?? 1) - 1, Number(parts[3] ?? 1));
  return Number.isNaN(time) ? null : Math.max(0, Math.floor((now - time) / DAY));
}

/** Whether a source still speaks: after STALE_DAYS it is shown as stale, without a date as undated. */
export function ageOf({ date }: Source, now: number): VendorWord['age'] {
  const days = ageInDays(date, now);
  return days === null ? 'undated' : days > STALE_DAYS ? 'stale' : 'fresh';
}

/** The first source that was seen by somebody, else the first one. A statement without a seen source is not confirmed. */
export function vendorWord(service: AiService, now: number): VendorWord {
  const named = service.sources.filter((s) => webAddress(s.url) !== undefined);
  const source = named.find((s) => s.assurance !== 'unconfirmed') ?? named[0] ?? null;
  const age = source ? ageOf(source, now) : 'undated';
  const confirmed = source !== null && source.assurance !== 'unconfirmed' && service.stance !== 'no-statement';
  return { source, confirmed, age };
}

/** The address when it is a web address, else undefined. */
export function webAddress(url: string): string | undefined {
  return /^https?:\/\/[^\s]+$/i.test(url) ? url : undefined;
}
