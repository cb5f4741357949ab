// The world of an end-to-end test: the range, a guarded browser on it and, where a test compares, one without Demarc. One
// line in a test file (or in a `describe`) starts it before the tests and takes it down after them, whatever broke.
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Browser } from 'puppeteer';
import { launch } from '../../tools/browsers/launch.ts';
import type { BrowserKind, LaunchOptions } from '../../tools/browsers/launch.ts';
import type { RangePage } from '../../tools/range/corpus.ts';
import { startRange } from '../../tools/range/server.ts';
import type { Range } from '../../tools/range/server.ts';
import { Demarc } from './demarc.ts';

export interface WorldOptions {
  readonly kind?: BrowserKind;
  /** Who is there from the start; `range` alone leaves the browsers to the tests. */
  readonly with?: 'range' | 'demarc' | 'demarc and plain';
  /** More hosts that the range answers, and whose visits it writes down. */
  readonly visited?: readonly string[];
  /** How Demarc's browser is started. */
  readonly launch?: LaunchOptions;
  /** How long it lives: all tests of the file or `describe`, or one test each. */
  readonly per?: 'all' | 'each';
}

export class World {
  #range: Range | undefined;
  #demarc: Demarc | undefined;
  #plain: Browser | undefined;

  constructor(private readonly options: Required<WorldOptions>) {}

  get range(): Range {
    return there(this.#range, 'range');
  }

  get demarc(): Demarc {
    return there(this.#demarc, 'Demarc');
  }

  /** The same browser without Demarc. */
  get plain(): Browser {
    return there(this.#plain, 'browser without Demarc');
  }

  /** The range's page of this id; throws when there is none. */
  page(id: string): RangePage {
    const page = this.range.urls.find((entry) => entry.id === id);
    if (page === undefined) throw new Error(`the range has no page ${id}`);
    return page;
  }

  /** Starts Demarc on the range; one that runs already is stopped first, as in a restart of the browser. */
  async startDemarc(options: LaunchOptions = {}): Promise<Demarc> {
    await this.stopDemarc();
    this.#demarc = await Demarc.start(this.options.kind, { proxy: this.range.proxy, ...options });
    return this.#demarc;
  }

  async stopDemarc(): Promise<void> {
    const running = this.#demarc;
    this.#demarc = undefined;
    await running?.stop();
  }

  async open(): Promise<void> {
    this.#range = await startRange({ visited: this.options.visited });
    if (this.options.with === 'range') return;
    await this.startDemarc(this.options.launch);
    if (this.options.with === 'demarc') return;
    this.#plain = await launch(this.options.kind, { extension: null, proxy: this.range.proxy });
  }

  async close(): Promise<void> {
    await this.stopDemarc();
    await this.#plain?.close();
    await this.#range?.close();
    this.#plain = undefined;
    this.#range = undefined;
  }
}

/** A world for the tests around this call; it can be used as soon as they run. */
export function useWorld(options: WorldOptions = {}): World {
  const world = new World({ kind: 'chromium', with: 'demarc', per: 'all', visited: [], launch: {}, ...options });
  const [before, after] = options.per === 'each' ? [beforeEach, afterEach] : [beforeAll, afterAll];
  before(() => world.open());
  after(() => world.close());
  return world;
}

/** For `test.each`: the pages, each with its id for the title. */
export const titled = (pages: readonly RangePage[]): (readonly [string, RangePage])[] =>
  pages.map((page) => [page.id, page] as const);

function there<T>(part: T | undefined, name: string): T {
  if (part === undefined) throw new Error(`the world has no ${name} now`);
  return part;
}
