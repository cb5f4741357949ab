// Reads fixtures in two browsers, one with Demarc and one without, in one tab each that is used again and again. A
// browser that breaks is started anew. Everything read from pages is data and only compared.
import type { Browser, Page } from 'puppeteer';
import { bounded, pause } from '../browsers/bounded.ts';
import { launch, openExtensionPage } from '../browsers/launch.ts';
import type { BrowserKind } from '../browsers/launch.ts';
import { launchForPlaywright } from '../readers/playwright-readers.ts';
import { PIXEL_READER } from '../readers/pixels.ts';
import type { Reader } from '../readers/reader.ts';
import { collectFindings, tabStatus } from '../start/findings.ts';
import { got } from './readers-pages.ts';
import type { Fixture, TechniqueServer } from './readers-pages.ts';

/** What one reader got of one fixture. null: it gave no answer. */
export interface PairOutcome {
  readonly reader: string;
  readonly before: boolean | null;
  readonly after: boolean | null;
  /** Still there when read again much later: not a question of time. */
  readonly lasting: boolean;
  readonly problem: string;
}

export interface FixtureOutcome {
  readonly key: string;
  readonly technique: string;
  readonly size: string;
  readonly visible: boolean;
  readonly payload: string;
  /** What Demarc did to something on the page: the enforcements of its findings. */
  readonly done: readonly string[];
  readonly pairs: readonly PairOutcome[];
  readonly problem: string;
}

/** An assistant reads soon after a page has loaded. */
export const WAIT_MS = 100;
const LATER_MS = 1_500;
const QUIET_MS = 300;
const LOAD_TIMEOUT = 15_000;
const READ_TIMEOUT = 15_000;
/** Recognising letters takes seconds, and more on a busy machine. */
const PICTURE_TIMEOUT = 60_000;

interface Side {
  readonly browser: Browser;
  readonly tab: Page;
  readonly console: Page | null;
}

type Answers = ReadonlyMap<string, { readonly got: boolean | null; readonly problem: string }>;

async function startSide(kind: BrowserKind, withDemarc: boolean): Promise<Side> {
  const options = withDemarc ? {} : { extension: null };
  const browser = kind === 'chromium' ? await launchForPlaywright(options) : await launch(kind, options);
  const console = withDemarc ? await openExtensionPage(browser, 'console') : null;
  const tab = await browser.newPage();
  await tab.bringToFront();
  return { browser, tab, console };
}

/** Both or none: a browser whose partner does not start is stopped. */
async function startPair(kind: BrowserKind): Promise<readonly [Side, Side]> {
  const started = await Promise.allSettled([startSide(kind, false), startSide(kind, true)]);
  const sides = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = started.find((result) => result.status === 'rejected');
  const [before, after] = sides;
  if (failed === undefined && before !== undefined && after !== undefined) return [before, after];
  await Promise.all(sides.map(stopSide));
  throw failed?.reason ?? new Error('no browser started');
}

async function stopSide({ browser }: Side): Promise<void> {
  const closed = await bounded(browser.close(), 10_000);
  if (!closed.ok) browser.process()?.kill('SIGKILL');
}

/** The pair of browsers. */
export class MatrixRun {
  #sides: readonly [Side, Side] | null = null;

  constructor(
    private readonly kind: BrowserKind,
    private readonly readers: readonly Reader[],
    private readonly server: TechniqueServer,
  ) {}

  async close(): Promise<void> {
    const sides = this.#sides;
    this.#sides = null;
    await Promise.all((sides ?? []).map(stopSide));
  }

  /**
   * Starts both browsers.
   * @throws Error when one does not start: then there is nothing to compare.
   */
  async start(): Promise<void> {
    await this.#tabs();
  }

  /** Loads a fixture in both tabs. */
  async open(fixture: Fixture, which: 'attack' | 'honest'): Promise<readonly [Page, Page]> {
    const tabs = await this.#tabs();
    await Promise.all(tabs.map((tab) => this.#load(tab, fixture, which)));
    return tabs;
  }

  /** Waits until Demarc has come to rest on the page that is open. */
  async settled(): Promise<void> {
    const after = this.#sides?.[1];
    if (!after?.console) return;
    const found = await collectFindings(after.console, after.tab, QUIET_MS);
    if (!found.ok) throw new Error(found.error);
  }

  /** The two tabs, without and with Demarc. */
  async #tabs(): Promise<readonly [Page, Page]> {
    if (this.#sides?.every(({ browser }) => browser.connected) !== true) {
      await this.close();
      this.#sides = await startPair(this.kind);
    }
    const [before, after] = this.#sides!;
    return [before.tab, after.tab];
  }

  /** Reads one fixture on both sides. `turn` decides which reader comes first, so that each is early now and then. */
  async read(fixture: Fixture, turn: number): Promise<FixtureOutcome> {
    const { technique } = fixture;
    const head = {
      key: fixture.key,
      technique: technique.id,
      size: fixture.size,
      visible: technique.visible,
      payload: fixture.payload.id,
    };
    const at = turn % this.readers.length;
    const readers = [...this.readers.slice(at), ...this.readers.slice(0, at)];
    const work = (async (): Promise<FixtureOutcome> => {
      const tabs = await this.#tabs();
      const [before, after] = await Promise.all(tabs.map((tab) => this.#side(tab, fixture, readers)));
      const leaking = readers.filter((reader) => after!.get(reader.id)?.got === true);
      const again = technique.visible || leaking.length === 0 ? null : await this.#later(tabs[1], fixture, leaking);
      const pairs = this.readers.map(({ id }): PairOutcome => {
        const [plain, guarded] = [before!.get(id), after!.get(id)];
        return {
          reader: id,
          before: plain?.got ?? null,
          after: guarded?.got ?? null,
          lasting: again?.get(id)?.got === true,
          problem: plain?.problem || guarded?.problem || '',
        };
      });
      return { ...head, done: await this.#done(), pairs, problem: '' };
    })();
    const result = await bounded(work, LOAD_TIMEOUT + 4 * PICTURE_TIMEOUT);
    if (result.ok) return result.value;
    // Whatever broke may still hold a tab.
    await this.close();
    return { ...head, done: [], pairs: [], problem: result.error };
  }

  async #side(tab: Page, fixture: Fixture, readers: readonly Reader[]): Promise<Answers> {
    await this.#load(tab, fixture, 'attack');
    await pause(WAIT_MS);
    return this.#readers(tab, fixture, readers);
  }

  async #load(tab: Page, fixture: Fixture, which: 'attack' | 'honest'): Promise<void> {
    await tab.goto(this.server.url(fixture, which), { waitUntil: 'load', timeout: LOAD_TIMEOUT });
  }

  async #later(tab: Page, fixture: Fixture, readers: readonly Reader[]): Promise<Answers> {
    await pause(LATER_MS);
    return this.#readers(tab, fixture, readers);
  }

  async #readers(tab: Page, fixture: Fixture, readers: readonly Reader[]): Promise<Answers> {
    const answers = new Map<string, { got: boolean | null; problem: string }>();
    for (const reader of readers) {
      // Pictures are slow to read, and only worth it where something is faint.
      if (reader === PIXEL_READER && fixture.technique.pixels === '') continue;
      const text = await bounded(reader.read(tab), reader === PIXEL_READER ? PICTURE_TIMEOUT : READ_TIMEOUT);
      answers.set(
        reader.id,
        text.ok ? { got: got(fixture, text.value), problem: '' } : { got: null, problem: text.error },
      );
    }
    return answers;
  }

  async #done(): Promise<string[]> {
    const after = this.#sides?.[1];
    if (!after?.console) return [];
    const status = await tabStatus(after.console, after.tab.url());
    return status.ok ? [...new Set(status.value.items.map((item) => item.enforcement))].sort() : [status.error];
  }
}
