// Visits one page twice, in a browser without Demarc and in one with it, and compares what AI readers get. Browsers
// that a page has brought down or blocked are started again, so that one bad page never costs the rest.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { err, ok } from '../../src/model/result.ts';
import type { Result } from '../../src/model/result.ts';
import type { Incident } from '../../src/model/incident.ts';
import type { ScanState } from '../../src/model/status.ts';
import { bounded, pause, problemOf } from '../browsers/bounded.ts';
import { launch, openExtensionPage } from '../browsers/launch.ts';
import type { BrowserKind } from '../browsers/launch.ts';
import { carries } from '../readers/marker.ts';
import { readAll, readersFor } from '../readers/readers.ts';
import type { Reading } from '../readers/readers.ts';
import { pageAction, pageVerdict } from '../report/report.ts';
import type { PageReport, ReaderOutcome } from '../report/report.ts';
import { collectFindings, collectStopped } from './findings.ts';
import type { Findings as Collected } from './findings.ts';
import type { Target } from './inputs.ts';
import { closePage, loadPage, stoppedPromptOf } from './load.ts';

export interface WalkOptions {
  readonly kind: BrowserKind;
  readonly proxy?: string;
  /** Milliseconds for one page to load. */
  readonly timeout: number;
  /** Folder for pictures; '' for none. */
  readonly screenshots: string;
}

interface Side {
  readonly readings: readonly Reading[];
  readonly stillLoading: boolean;
  readonly picture: string;
  readonly url: string;
  readonly title: string;
}

interface SideWithDemarc extends Side {
  readonly findings: Result<Findings>;
  /** Demarc showed the prompt in the address instead of the page. */
  readonly stopped: boolean;
}

/** What the report needs of what Demarc knows about a page. */
interface Findings {
  readonly state: ScanState;
  /** Reason keys of the limits that were met. */
  readonly limits: readonly string[];
  readonly incidents: readonly Incident[];
}

interface Pair {
  readonly before: Browser;
  readonly after: Browser;
  readonly console: Page;
}

/** The plain page is read as late as the guarded one, so that both show what scripts add after loading. */
const SETTLE = 700;
const CLOSE_TIMEOUT = 10_000;
const MARKER_LENGTH = 60;

/** What to look for in the readers' answers when the page is not ours: the text that Demarc stopped, else found. */
export function incidentMarkers(incidents: readonly Incident[]): string[] {
  const blanked = incidents.filter((incident) => incident.enforcement === 'blanked');
  const texts = (blanked.length > 0 ? blanked : incidents).map((incident) => incident.text.replace(/\s+/g, ' ').trim());
  return [...new Set(texts.map((text) => text.slice(0, MARKER_LENGTH)))].filter((text) => text !== '');
}

function outcome(reading: Reading, markers: readonly string[]): boolean | null {
  const { result } = reading;
  if (!result.ok || markers.length === 0) return null;
  return markers.some((marker) => carries(result.value, marker));
}

/** One line per reader: did it get a marker before, and after? */
export function compareReadings(
  before: readonly Reading[],
  after: readonly Reading[],
  markers: readonly string[],
): ReaderOutcome[] {
  return after.map((reading) => {
    const plain = before.find((other) => other.reader === reading.reader);
    const problems = [plain?.result, reading.result].map((result) => (result && !result.ok ? result.error : ''));
    return {
      reader: reading.reader,
      before: plain === undefined ? null : outcome(plain, markers),
      after: outcome(reading, markers),
      problem: problems.find((problem) => problem !== '') ?? '',
    };
  });
}

/** A safe file name from an untrusted title or address. */
export const pictureName = (number: number, input: string): string =>
  `${String(number).padStart(3, '0')}-${
    input
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(-60)
      .replace(/^-+|-+$/g, '') || 'page'
  }`;

/** The two browsers of a walk. */
export class Walker {
  readonly #options: WalkOptions;
  #pair: Pair | null = null;

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  /** Starts the browsers when they are not running; `version` of the one with Demarc. */
  async start(): Promise<string> {
    const pair = await this.#running();
    return pair.after.version();
  }

  async close(): Promise<void> {
    const pair = this.#pair;
    this.#pair = null;
    if (pair === null) return;
    await Promise.all([pair.before, pair.after].map(stopBrowser));
  }

  /** Visits one target; never throws for what a page does. */
  async visit(target: Target, number: number): Promise<Result<PageReport>> {
    const from = Date.now();
    const name = pictureName(number, target.input);
    let pair: Pair;
    try {
      pair = await this.#running();
    } catch (error) {
      return err(`the browser could not be started: ${problemOf(error)}`);
    }
    const [before, after] = await Promise.all([this.#plain(pair, target, name), this.#guarded(pair, target, name)]);
    const alive = pair.before.connected && pair.after.connected;
    if (!alive || !before.ok || !after.ok) {
      // Whatever made it fail may still hold a process: the next page gets fresh browsers.
      if (!alive || [before, after].some((side) => !side.ok && /did not answer|no answer|closed/i.test(side.error))) {
        await this.close();
      }
      return !after.ok ? after : !before.ok ? before : err('the browser ended while this page was read');
    }
    return ok(report(target, before.value, after.value, (Date.now() - from) / 1000));
  }

  async #running(): Promise<Pair> {
    if (this.#pair?.before.connected && this.#pair.after.connected) return this.#pair;
    await this.close();
    const { kind, proxy } = this.#options;
    const common = proxy === undefined ? {} : { proxy };
    const started = await Promise.allSettled([launch(kind, { ...common, extension: null }), launch(kind, common)]);
    const browsers = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const [before, after] = browsers;
    try {
      const failed = started.find((result) => result.status === 'rejected');
      if (failed || before === undefined || after === undefined)
        throw failed?.reason ?? new Error('no browser started');
      this.#pair = { before, after, console: await openExtensionPage(after, 'console') };
      return this.#pair;
    } catch (error) {
      await Promise.all(browsers.map(stopBrowser));
      throw error;
    }
  }

  async #plain(pair: Pair, target: Target, name: string): Promise<Result<Side>> {
    const loaded = await loadPage(pair.before, target.url, this.#options.timeout);
    if (!loaded.ok) return loaded;
    const { page, stillLoading } = loaded.value;
    try {
      await pause(SETTLE);
      return ok(await this.#side(page, stillLoading, `${name}-before`));
    } finally {
      await closePage(page);
    }
  }

  async #guarded(pair: Pair, target: Target, name: string): Promise<Result<SideWithDemarc>> {
    const loaded = await loadPage(pair.after, target.url, this.#options.timeout);
    if (!loaded.ok) return loaded;
    const { page, stillLoading, stoppedPrompt } = loaded.value;
    try {
      const found = stoppedPrompt === '' ? await collectFindings(pair.console, page) : null;
      // Prompts that only the classifier knows are stopped a moment after the page has begun.
      const stopped = stoppedPrompt || (await stoppedPromptOf(page));
      if (found === null || stopped !== '') return ok(await this.#stopped(pair, target, page, stopped, name));
      return ok({
        ...(await this.#side(page, stillLoading, `${name}-after`)),
        findings: found.ok ? ok(findingsOf(found.value)) : found,
        stopped: false,
      });
    } finally {
      await closePage(page);
      await closeStrays(pair);
    }
  }

  /** Demarc's own page is no page that an assistant was asked to read: the readers are not run on it. */
  async #stopped(pair: Pair, target: Target, page: Page, id: string, name: string): Promise<SideWithDemarc> {
    const found = await collectStopped(pair.console, id);
    const unread = err('the page was not opened');
    return {
      readings: readersFor(this.#options.kind).map(({ id }) => ({ reader: id, result: unread })),
      stillLoading: false,
      picture: await this.#picture(page, `${name}-after`),
      url: target.url,
      title: target.title,
      findings: found.ok ? ok({ state: 'not-scanned', limits: [], incidents: found.value }) : found,
      stopped: true,
    };
  }

  async #side(page: Page, stillLoading: boolean, name: string): Promise<Side> {
    const picture = await this.#picture(page, name);
    const readings = await readAll(page, this.#options.kind);
    const title = await bounded(page.title(), 5_000);
    return { readings, stillLoading, picture, url: page.url(), title: title.ok ? title.value.slice(0, 200) : '' };
  }

  async #picture(page: Page, name: string): Promise<string> {
    if (this.#options.screenshots === '') return '';
    await mkdir(this.#options.screenshots, { recursive: true });
    const file = path.join(this.#options.screenshots, `${name}.png`) as `${string}.png`;
    const taken = await bounded(page.screenshot({ path: file }), 15_000);
    return taken.ok ? file : '';
  }
}

const findingsOf = ({ status, incidents }: Collected): Findings => ({
  state: status.state,
  limits: status.frames.map((frame) => frame.limit),
  incidents,
});

async function stopBrowser(browser: Browser): Promise<void> {
  const closed = await bounded(browser.close(), CLOSE_TIMEOUT);
  if (!closed.ok) browser.process()?.kill('SIGKILL');
}

/** Closes tabs that a page opened by itself. */
async function closeStrays(pair: Pair): Promise<void> {
  const pages = await bounded(pair.after.pages(), 5_000);
  if (!pages.ok) return;
  const strays = pages.value.filter((page) => page !== pair.console && page.url() !== 'about:blank');
  await Promise.all(strays.map(closePage));
}

function report(target: Target, before: Side, after: SideWithDemarc, seconds: number): PageReport {
  const incidents = after.findings.ok ? after.findings.value.incidents : [];
  const state = after.findings.ok ? after.findings.value.state : 'not-scanned';
  const markers = target.markers.length === 0 ? incidentMarkers(incidents) : target.markers;
  const verdict = pageVerdict(incidents, state);
  const action = pageAction(incidents);
  const { expect } = target;
  const blanked = incidents.some((incident) => incident.enforcement === 'blanked');
  const readers = compareReadings(before.readings, after.readings, markers);
  const lost = readers.some((r) => r.before === true && r.after === false) && !blanked && !after.stopped;
  const limits = after.findings.ok ? after.findings.value.limits : [];
  const notes = [
    ...(after.stopped
      ? ['Demarc stopped the prompt in this address and showed it instead; the page was not opened.']
      : []),
    // A reason key of the extension's texts; its meaning is in _locales.
    ...[...new Set(limits)].filter((limit) => limit !== '').map((limit) => `A limit stopped the reading: ${limit}.`),
    ...(after.findings.ok ? [] : [`Demarc could not be asked about this page: ${after.findings.error}.`]),
    // A contradiction that must not pass as a success: either a frame went unreported or the page differs by itself.
    ...(lost ? ['Readers no longer get the marker, but Demarc reports nothing blanked here.'] : []),
    ...(before.picture !== '' && after.picture === '' ? ['The picture after could not be taken.'] : []),
  ];
  return {
    input: target.input,
    url: after.url,
    title: target.title || after.title,
    kind: target.kind,
    technique: target.technique,
    state,
    stillLoading: after.stillLoading || before.stillLoading,
    verdict,
    action,
    incidents,
    marker: { source: target.markers.length > 0 ? 'range' : markers.length > 0 ? 'incident' : 'none', texts: markers },
    readers,
    expected: expect && {
      ...expect,
      met: expect.verdict === verdict && expect.action === (action ?? 'allow') && expect.blanked === blanked,
    },
    screenshots:
      before.picture === '' && after.picture === '' ? null : { before: before.picture, after: after.picture },
    notes,
    seconds: Math.round(seconds * 10) / 10,
  };
}
