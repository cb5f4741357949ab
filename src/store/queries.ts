// Read-only questions to the incident database, for the console and the popup.
import type { Incident } from '../model/incident.ts';
import type { StorageState } from '../model/status.ts';
import { database } from './database.ts';
import { questionsTo } from './reader.ts';
import { indexIsReady, prepareIndex, storedIndex } from './stored-index.ts';

/**
 * Newest first; of the same millisecond, highest id first. `before`: only incidents older than this time (ms); with
 * `beforeId`, the last id of the page before, also those of the same millisecond that come after it.
 * `text`: words that site, text or rule must contain.
 */
export async function listIncidents(query: {
  limit: number;
  before?: number;
  beforeId?: string;
  text?: string;
}): Promise<Incident[]> {
  const { db } = await database();
  if (!db) return [];
  const { before = Infinity, beforeId } = query;
  const words = (query.text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const times = db.incidents.where('time');
  // Within one time the index is in the order of ids.
  const rows =
    beforeId === undefined
      ? times.below(before).reverse()
      : times
          .belowOrEqual(before)
          .reverse()
          .filter((i) => i.time < before || i.id < beforeId);
  const found = words.length === 0 ? rows : rows.filter((i) => matches(i, words));
  return found.limit(query.limit).toArray();
}

function matches(i: Incident, words: readonly string[]): boolean {
  const haystack = [
    i.site,
    i.frameSite,
    i.service,
    i.carrier,
    i.concealment?.reason,
    i.verdict.kind,
    i.text,
    ...i.verdict.findings.map((f) => f.rule),
  ]
    .join('\n')
    .toLowerCase();
  return words.every((w) => haystack.includes(w));
}

export async function getIncident(id: string): Promise<Incident | undefined> {
  return (await database()).db?.incidents.get(id);
}

/** Incidents from a time on (ms), newest first, at most 100 of those that are wanted. */
export async function incidentsSince(time: number, wanted: (incident: Incident) => boolean): Promise<Incident[]> {
  const { db } = await database();
  if (!db) return [];
  return db.incidents.where('time').aboveOrEqual(time).reverse().filter(wanted).limit(100).toArray();
}

export async function countIncidents(): Promise<number> {
  return (await (await database()).db?.incidents.count()) ?? 0;
}

/**
 * State of the store. A browser replaces a damaged database by an empty one without a word; `hadRecords` (kept outside
 * the database by the worker) tells that it was not empty before.
 */
export async function storageState(hadRecords: boolean): Promise<StorageState> {
  const { db, state } = await database();
  return db && state === 'ok' && hadRecords && (await db.incidents.count()) === 0 ? 'recovered' : state;
}

/** Questions of lists, charts and exports; see ui/incident-reader.ts. */
export const { search, at, count, tally, clusters, each } = questionsTo({
  index: storedIndex,
  meanwhile: {
    ready: indexIsReady,
    newest: (limit) => {
      prepareIndex();
      return listIncidents({ limit });
    },
    count: countIncidents,
  },
  records: async (ids, span) => {
    const { db } = await database();
    if (!db) return [];
    if (!span) return db.incidents.bulkGet([...ids]);
    // One request instead of one for each.
    const found = await db.incidents.where('time').between(span[0], span[1], true, true).toArray();
    const byId = new Map(found.map((incident) => [incident.id, incident]));
    return ids.map((id) => byId.get(id));
  },
});
