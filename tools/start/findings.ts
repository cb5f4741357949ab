// Asks the running extension what it found in a tab, from its own console page: the status over its ordinary message,
// the full incidents from its database. Input: answers of our own extension; page texts in them stay data.
import type { Page } from 'puppeteer';
import { err, ok } from '../../src/model/result.ts';
import type { Result } from '../../src/model/result.ts';
import type { Incident } from '../../src/model/incident.ts';
import { SCAN_STATES } from '../../src/model/status.ts';
import type { TabStatus } from '../../src/model/status.ts';
import { bounded, pause } from '../browsers/bounded.ts';

export interface Findings {
  readonly status: TabStatus;
  readonly incidents: readonly Incident[];
}

const ANSWER_TIMEOUT = 10_000;
/** The guard has this long to come to an end; a longer scan is reported as it stands. */
const SCAN_TIMEOUT = 20_000;
/** Nothing new for this long counts as the end: pages add text late, and the guard waits before it reads it. */
const QUIET = 700;
const STEP = 150;

function statusExpression(url: string): string {
  // Written as text: what the bundler of this program adds to functions does not exist in the page.
  return `(async () => {
    const api = globalThis.browser ?? globalThis.chrome;
    const own = (await api.tabs.query({})).filter((tab) => tab.url === ${JSON.stringify(url)});
    const tabId = Math.max(...own.map((tab) => tab.id));
    if (!Number.isFinite(tabId)) return null;
    return await api.runtime.sendMessage({ to: 'worker', name: 'tab.status', params: { tabId } });
  })()`;
}

function incidentsExpression(ids: readonly string[]): string {
  return `(async () => {
    // Opening a database that is not there would create an empty one in the extension's place.
    if (!(await indexedDB.databases()).some((database) => database.name === 'demarc')) return [];
    const wait = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const database = await wait(indexedDB.open('demarc'));
    try {
      if (!database.objectStoreNames.contains('incidents')) return [];
      const store = database.transaction('incidents').objectStore('incidents');
      const found = await Promise.all(${JSON.stringify(ids)}.map((id) => wait(store.get(id))));
      return found.filter((incident) => incident !== undefined);
    } finally {
      database.close();
    }
  })()`;
}

const isStatus = (value: unknown): value is TabStatus =>
  typeof value === 'object' &&
  value !== null &&
  (SCAN_STATES as readonly unknown[]).includes((value as { readonly state?: unknown }).state);

/** One answer about the newest tab with this address. */
export async function tabStatus(consolePage: Page, url: string): Promise<Result<TabStatus>> {
  const answer = await bounded(consolePage.evaluate(statusExpression(url)), ANSWER_TIMEOUT);
  if (!answer.ok) return answer;
  if (answer.value === null) return err('the browser shows no tab with this address');
  return isStatus(answer.value) ? ok(answer.value) : err('Demarc gave no status for this tab');
}

/** Stored incidents by id. */
export async function incidentsOf(consolePage: Page, ids: readonly string[]): Promise<Result<readonly Incident[]>> {
  if (ids.length === 0) return ok([]);
  const answer = await bounded(consolePage.evaluate(incidentsExpression(ids)), ANSWER_TIMEOUT);
  return answer.ok ? ok(answer.value as readonly Incident[]) : answer;
}

/** What Demarc recorded when it stopped the prompt in an address: nothing of the page itself was read. */
export async function collectStopped(consolePage: Page, id: string): Promise<Result<readonly Incident[]>> {
  const end = Date.now() + ANSWER_TIMEOUT;
  let found = await incidentsOf(consolePage, [id]);
  while (found.ok && found.value.length === 0 && Date.now() < end) {
    await pause(STEP);
    found = await incidentsOf(consolePage, [id]);
  }
  return found.ok && found.value.length === 0 ? err('the stopped prompt is not in the store') : found;
}

/** Waits until the guards of a tab have come to rest, then collects everything. */
export async function collectFindings(consolePage: Page, page: Page, quiet = QUIET): Promise<Result<Findings>> {
  const end = Date.now() + SCAN_TIMEOUT;
  let last = '';
  let since = Date.now();
  let status = await tabStatus(consolePage, page.url());
  while (Date.now() < end) {
    const now = status.ok
      ? `${status.value.state} ${status.value.items.map((item) => item.id + item.enforcement).join()}`
      : status.error;
    if (now !== last) [last, since] = [now, Date.now()];
    const settled =
      status.ok && status.value.state !== 'scanning' && !status.value.items.some((i) => i.enforcement === 'held');
    if ((settled || !status.ok) && Date.now() - since >= (status.ok ? quiet : 4 * quiet)) break;
    await pause(STEP);
    status = await tabStatus(consolePage, page.url());
  }
  if (!status.ok) return status;
  const incidents = await incidentsOf(consolePage, [...new Set(status.value.items.map((item) => item.id))]);
  return incidents.ok ? ok({ status: status.value, incidents: incidents.value }) : incidents;
}
