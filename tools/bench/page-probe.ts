// One browser for many pages: loads a page, collects its console errors and Demarc's findings, and measures what the
// guard cost beside one innerText in the same load. Pages are untrusted; each wait has an end.
import type { Browser, CDPSession, ConsoleMessage, Page } from 'puppeteer';
import { err } from '../../src/model/result.ts';
import type { Result } from '../../src/model/result.ts';
import { bounded, pause, problemOf } from '../browsers/bounded.ts';
import { extensionOrigin, launchChromium, openExtensionPage } from '../browsers/launch.ts';
import { collectFindings } from '../start/findings.ts';
import type { Findings } from '../start/findings.ts';
import { startTrace, textMark } from './trace.ts';
import type { GuardTime, TextTimes } from './trace.ts';

export interface PageCost extends TextTimes {
  readonly guardMs: number;
  readonly longestMs: number;
  readonly wallMs: number;
  /** Guard time over the time of an innerText on a clean layout. */
  readonly ratio: number;
  /** Guard time over the time of an innerText that has to style and lay out the page anew. */
  readonly freshRatio: number;
}

export interface Probed {
  readonly errors: readonly string[];
  readonly findings: Findings | null;
  readonly cost: PageCost | null;
  /** What the guard did, task by task. */
  readonly time: GuardTime | null;
  /** The page went elsewhere by itself; nothing about it can be compared. */
  readonly left: boolean;
}

/** What came of something done to a page. */
export interface Acted<T> {
  readonly value: T;
  /** How long the doing took. */
  readonly actionMs: number;
  /** What the guard did; null without Demarc. */
  readonly time: GuardTime | null;
}

const LOAD_TIMEOUT = 20_000;
const QUIET = 350;
const PAGES_PER_BROWSER = 100;
/** No name but loopback resolves: scripts, frames and pictures of other hosts fail at once. */
export const OFFLINE = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];

/** The same message with everything that differs from load to load taken out. */
export const errorKey = (text: string): string =>
  text
    .replace(/127\.0\.0\.1:\d+/g, 'host')
    .replace(/\/page\/\d+(:\d+)*/g, '/page')
    .replace(/\d{4,}/g, '#')
    .slice(0, 300);

/** Evaluates an expression where the page's scripts cannot change its answer. */
export async function inBenchWorld(session: CDPSession, expression: string): Promise<unknown> {
  const { frameTree } = await session.send('Page.getFrameTree');
  const world = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'bench' });
  const { result } = await session.send('Runtime.evaluate', {
    contextId: world.executionContextId,
    returnByValue: true,
    awaitPromise: true,
    expression,
  });
  return result.value;
}

/** Reads the page's text in two ways, each in a task of its own, and leaves the times as marks in the trace. */
async function readText(session: CDPSession): Promise<void> {
  // Everything is out of date once the root has been out of the layout.
  const discard = `
    const root = document.documentElement;
    const before = root.getAttribute('style');
    root.style.setProperty('display', 'none', 'important');
    root.offsetHeight;
    if (before === null) root.removeAttribute('style');
    else root.setAttribute('style', before);`;
  const prepare = { clean: 'document.documentElement.offsetHeight;', fresh: discard };
  for (const kind of ['clean', 'fresh'] as const) {
    await inBenchWorld(
      session,
      `{
        ${prepare[kind]}
        const from = performance.now();
        document.body?.innerText.length;
        console.timeStamp(\`${textMark(kind, '${performance.now() - from}')}\`);
      }`,
    );
  }
}

/** A page's cost from what the guard did and how long its text takes to read. */
export const costOf = ({ guardMs, longestMs, wallMs }: GuardTime, text: TextTimes): PageCost => ({
  guardMs,
  longestMs,
  wallMs,
  ...text,
  ratio: guardMs / text.innerTextMs,
  freshRatio: guardMs / text.freshTextMs,
});

/** Loads pages one after another in the same tab. */
export class Probe {
  readonly #extension: string | null | undefined;
  #browser: Browser | null = null;
  #console: Page | null = null;
  #tab: Page | null = null;
  #count = 0;

  /** null: without Demarc; undefined: with the built one. `slower`: how many times slower the processor is made. */
  constructor(
    extension: string | null | undefined,
    private readonly slower = 1,
  ) {
    this.#extension = extension;
  }

  async close(): Promise<void> {
    const browser = this.#browser;
    this.#browser = null;
    this.#tab = null;
    this.#console = null;
    this.#count = 0;
    if (browser === null) return;
    const closed = await bounded(browser.close(), 10_000);
    if (!closed.ok) browser.process()?.kill('SIGKILL');
  }

  /** An error means that the page or the browser broke: a crash, not a finding. */
  visit(url: string, measure: boolean): Promise<Result<Probed>> {
    return this.#inTab((tab) => this.#probe(tab, url, measure), 3 * LOAD_TIMEOUT);
  }

  /**
   * Loads a page, lets it come to rest and does something to it; measures the guard until the page rests again.
   * `ms` bounds the whole.
   */
  act<T>(url: string, action: (session: CDPSession) => Promise<T>, ms = 3 * LOAD_TIMEOUT): Promise<Result<Acted<T>>> {
    return this.#inTab(async (tab) => {
      await tab.goto(url, { waitUntil: 'load', timeout: LOAD_TIMEOUT });
      await this.#rest(tab);
      const session = await tab.createCDPSession();
      try {
        const origin = extensionOrigin(tab.browser());
        const trace = origin === '' ? null : await startTrace(tab.browser(), session, origin);
        const from = performance.now();
        const value = await action(session);
        const actionMs = performance.now() - from;
        await this.#rest(tab);
        return { value, actionMs, time: (await trace?.stop()) ?? null };
      } finally {
        await session.detach().catch(() => undefined);
      }
    }, ms);
  }

  async #inTab<T>(work: (tab: Page) => Promise<T>, ms: number): Promise<Result<T>> {
    try {
      const tab = await this.#ready();
      const result = await bounded(work(tab), ms);
      // Whatever broke may still hold the tab or the process.
      if (!result.ok) await this.close();
      return result;
    } catch (error) {
      await this.close();
      return err(problemOf(error));
    }
  }

  async #rest(tab: Page): Promise<Findings | null> {
    if (this.#console === null) {
      await pause(QUIET);
      return null;
    }
    const collected = await collectFindings(this.#console, tab, QUIET);
    if (!collected.ok) throw new Error(collected.error);
    return collected.value;
  }

  async #ready(): Promise<Page> {
    if (this.#count >= PAGES_PER_BROWSER || !this.#browser?.connected) await this.close();
    this.#count += 1;
    if (this.#tab !== null) return this.#tab;
    this.#browser = await launchChromium({
      args: OFFLINE,
      ...(this.#extension === undefined ? {} : { extension: this.#extension }),
    });
    if (extensionOrigin(this.#browser) !== '') this.#console = await openExtensionPage(this.#browser, 'console');
    this.#tab = await this.#browser.newPage();
    this.#tab.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
    return this.#tab;
  }

  async #probe(tab: Page, url: string, measure: boolean): Promise<Probed> {
    const errors = new Set<string>();
    let crash = '';
    const onConsole = (message: ConsoleMessage): void => {
      if (message.type() === 'error') errors.add(errorKey(message.text()));
    };
    const onPageError = (error: unknown): void => void errors.add(errorKey(problemOf(error)));
    const onCrash = (error: Error): void => void (crash = problemOf(error));
    tab.on('console', onConsole).on('pageerror', onPageError).on('error', onCrash);
    const session = await tab.createCDPSession();
    try {
      if (this.slower > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: this.slower });
      const browser = tab.browser();
      const origin = extensionOrigin(browser);
      const trace = measure && origin !== '' ? await startTrace(browser, session, origin) : null;
      // A page that is still loading is judged as it stands, like one that has finished.
      const opened = await bounded(tab.goto(url, { waitUntil: 'load', timeout: LOAD_TIMEOUT }), LOAD_TIMEOUT + 5_000);
      const left = tab.url() !== url;
      const findings = left ? null : await this.#rest(tab);
      if (crash !== '') throw new Error(crash);
      if (!opened.ok && left) return { errors: [...errors], findings, cost: null, time: null, left };
      const time = trace === null ? null : await trace.stop(left ? undefined : () => readText(session));
      const cost = time?.text ? costOf(time, time.text) : null;
      return { errors: [...errors], findings, cost, time, left };
    } finally {
      tab.off('console', onConsole).off('pageerror', onPageError).off('error', onCrash);
      await session.detach().catch(() => undefined);
    }
  }
}
