// Counts of what happened at the doors, by service and day, for the facts of the line. What was found is kept on this device
// beside the incidents and wiped with them; what was only seen to be clean is kept in memory until the browser closes, because
// on disk it would be a list of the services that a person uses. Private windows add nothing: callers see to that.
import { ACTIVITIES, type Activity } from '../model/activity.ts';
import { read, remove, write } from '../platform/storage.ts';

const KEY = 'activity';
const DAY_MS = 86_400_000;
/** Days that are kept; no fact looks further back. */
export const KEPT_DAYS = 31;
/** More services than the catalogue has; the rest counts together under ''. */
const MAX_SERVICES = 200;

/** Counted in memory only: nothing was found. */
const QUIET: ReadonlySet<Activity> = new Set<Activity>([
  'sent.checked',
  'file.read',
  'builder.visited',
  'consent.any',
  'consent.broad',
]);

interface Count {
  /** When it happened last (ms). */
  last: number;
  /** Day since the epoch → how often. */
  readonly days: Record<string, number>;
}
type Stored = Record<string, Partial<Record<Activity, Count>>>;

export interface Asked {
  /** Id of a service, '' for assistants that no catalogue knows; null: all. */
  readonly service: string | null;
  readonly days: number;
  readonly now: number;
  /** Nothing counts that did not happen after this (ms): a person has looked at it then. */
  readonly after?: number;
}

/** Found things on disk, quiet ones in memory. */
const AREAS = ['local', 'session'] as const;
type Area = (typeof AREAS)[number];
const areaOf = (activity: Activity): Area => (QUIET.has(activity) ? 'session' : 'local');

export class ActivityLog {
  private readonly loaded = new Map<Area, Promise<Stored>>();
  private writing: Promise<void> = Promise.resolve();

  /** Notes what happened. Never rejects. */
  async note(service: string, activities: readonly Activity[], now: number): Promise<void> {
    for (const area of AREAS) {
      const own = activities.filter((activity) => areaOf(activity) === area);
      if (own.length > 0) await this.noteIn(area, service, own, now);
    }
  }

  private async noteIn(area: Area, service: string, activities: readonly Activity[], now: number): Promise<void> {
    const all = await this.all(area);
    const name = all[service] || Object.keys(all).length < MAX_SERVICES ? service : '';
    const counts = (all[name] ??= {});
    const today = dayOf(now);
    for (const activity of activities) {
      const count = (counts[activity] ??= { last: 0, days: {} });
      count.last = now;
      count.days[today] = (count.days[today] ?? 0) + 1;
      for (const day of Object.keys(count.days)) if (Math.abs(Number(day) - today) > KEPT_DAYS) delete count.days[day];
    }
    await this.save(area, all);
  }

  /** Reads what is stored, so that who asks next need not wait. Never rejects. */
  async prepare(): Promise<void> {
    await Promise.all(AREAS.map((area) => this.all(area)));
  }

  /** How often something happened in the last days, today included. */
  async count(activity: Activity, { service, days, now, after = 0 }: Asked): Promise<number> {
    const all = await this.all(areaOf(activity));
    const first = dayOf(now) - days + 1;
    let sum = 0;
    for (const [name, counts] of Object.entries(all)) {
      const count = counts[activity];
      if (!count || (service !== null && name !== service) || count.last <= after) continue;
      for (const [day, n] of Object.entries(count.days)) {
        // What lies before the day on which a person looked was looked at.
        if (Number(day) >= first && Number(day) >= dayOf(after)) sum += n;
      }
    }
    return sum;
  }

  async clear(): Promise<void> {
    for (const area of AREAS) {
      this.loaded.set(area, Promise.resolve({}));
      await remove(area, KEY).catch(() => undefined);
    }
  }

  private all(area: Area): Promise<Stored> {
    const known = this.loaded.get(area);
    if (known) return known;
    const loading = read(area, KEY)
      .then(parsed)
      .catch((): Stored => ({}));
    this.loaded.set(area, loading);
    return loading;
  }

  private save(area: Area, all: Stored): Promise<void> {
    this.writing = this.writing.then(() => write(area, { [KEY]: all })).catch(() => undefined);
    return this.writing;
  }
}

const dayOf = (time: number): number => Math.floor(time / DAY_MS);

/** What another version, or an accident, may have left in storage. */
function parsed(raw: unknown): Stored {
  if (typeof raw !== 'object' || raw === null) return {};
  const out: Stored = {};
  for (const [service, counts] of Object.entries(raw).slice(0, MAX_SERVICES)) {
    if (typeof counts !== 'object' || counts === null) continue;
    for (const activity of ACTIVITIES) {
      const { last, days } = ((counts as Record<string, unknown>)[activity] ?? {}) as Partial<Count>;
      if (typeof last !== 'number' || typeof days !== 'object' || days === null) continue;
      const good = Object.entries(days).filter(([day, n]) => /^\d{1,7}$/.test(day) && Number.isInteger(n) && n > 0);
      (out[service] ??= {})[activity] = { last, days: Object.fromEntries(good) };
    }
  }
  return out;
}
