// One browser for many pages: loads a page, collects its console errors and Demarc's findings, and measures what the
// guard cost beside one innerText in the same load. Pages are untrusted; each wait has an end.
import type { Browser, CDPSession, ConsoleMessage, Page } from 'puppeteer';
import { err } from '../../src/model/result.ts';
import type { Result } from '../../src/model/result.ts';
import { bounded, pause, problemOf } from '../browsers/bounded.ts';
import { extensionOrigin, launchChromium, openExtensionPage } from '../browsers/launch.ts';
import { collectFindings } from '../start/findings.ts';
import type { Findings } from '../start/findings.ts';
import { startTrace } from './trace.ts';
import type { GuardTime } from './trace.ts';

export interface PageCost extends GuardTime {
  readonly innerTextMs: number;
  /** Guard time over innerText time. */
  readonly ratio: number;
}

export interface Probed {
  readonly errors: readonly string[];
  readonly findings: Findings | null;
  readonly cost: PageCost | null;
  /** The page went elsewhere by itself; nothing about it can be compared. */
  readonly left: boolean;
}

const LOAD_TIMEOUT = 20_000;
const QUIET = 350;
/** Resolution of the clock in an isolated page; a shorter innerText cannot be told from this. */
const CLOCK_MS = 0.005;
const PAGES_PER_BROWSER = 100;
/** No name but loopback resolves: scripts, frames and pictures of other hosts fail at once. */
const ARGS = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];

/** The same message with everything that differs from load to load taken out. */
export const errorKey = (text: string): string =>
  text
    .replace(/127\.0\.0\.1:\d+/g, 'host')
    .replace(/\/page\/\d+(:\d+)*/g, '/page')
    .replace(/\d{4,}/g, '#')
    .slice(0, 300);

async function innerTextMs(session: CDPSession): Promise<number> {
  const { frameTree } = await session.send('Page.getFrameTree');
  const world = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'bench' });
  const { result } = await session.send('Runtime.evaluate', {
    contextId: world.executionContextId,
    returnByValue: true,
    // Layout first: what is measured is the reading, not the layout that the page needed anyway.
    expression: `(() => {
      if (!document.body) return 0;
      document.body.offsetHeight;
      const from = performance.now();
      document.body.innerText.length;
      return performance.now() - from;
    })()`,
  });
  return typeof result.value === 'number' ? result.value : 0;
}

/** Loads pages one after another in the same tab. */
export class Probe {
  readonly #extension: string | null | undefined;
  #browser: Browser | null = null;
  #console: Page | null = null;
  #tab: Page | null = null;
  #count = 0;

  /** null: without Demarc; undefined: with the built one. */
  constructor(extension: string | null | undefined) {
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
  async visit(url: string, measure: boolean): Promise<Result<Probed>> {
    try {
      const tab = await this.#ready();
      const result = await bounded(this.#probe(tab, url, measure), 3 * LOAD_TIMEOUT);
      // Whatever broke may still hold the tab or the process.
      if (!result.ok) await this.close();
      return result;
    } catch (error) {
      await this.close();
      return err(problemOf(error));
    }
  }

  async #ready(): Promise<Page> {
    if (this.#count >= PAGES_PER_BROWSER || !this.#browser?.connected) await this.close();
    this.#count += 1;
    if (this.#tab !== null) return this.#tab;
    this.#browser = await launchChromium({
      args: ARGS,
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
      const browser = tab.browser();
      const origin = extensionOrigin(browser);
      const trace = measure && origin !== '' ? await startTrace(browser, session, origin) : null;
      // A page that is still loading is judged as it stands, like one that has finished.
      const opened = await bounded(tab.goto(url, { waitUntil: 'load', timeout: LOAD_TIMEOUT }), LOAD_TIMEOUT + 5_000);
      const left = tab.url() !== url;
      let findings: Findings | null = null;
      if (this.#console === null) await pause(QUIET);
      else if (!left) {
        const collected = await collectFindings(this.#console, tab, QUIET);
        if (!collected.ok) throw new Error(collected.error);
        findings = collected.value;
      }
      if (crash !== '') throw new Error(crash);
      if (!opened.ok && left) return { errors: [...errors], findings, cost: null, left };
      const spent = trace === null ? null : await trace.stop();
      let cost: PageCost | null = null;
      if (spent !== null && !left) {
        const text = Math.max(CLOCK_MS, await innerTextMs(session));
        cost = { ...spent, innerTextMs: text, ratio: spent.guardMs / text };
      }
      return { errors: [...errors], findings, cost, left };
    } finally {
      tab.off('console', onConsole).off('pageerror', onPageError).off('error', onCrash);
      await session.detach().catch(() => undefined);
    }
  }
}
