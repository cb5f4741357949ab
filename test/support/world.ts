// A browser with the built extension and the range, for e2e and reader tests, in verbs a test can read. Everything runs
// on loopback; pages are the range's own hostile ones.
import type { Browser, Page } from 'puppeteer';
import type { Incident } from '../../src/model/incident.ts';
import { stopEventPage } from '../../tools/browsers/bidi.ts';
import { extensionOrigin, launch, openExtensionPage } from '../../tools/browsers/launch.ts';
import type { BrowserKind } from '../../tools/browsers/launch.ts';
import { startRange } from '../../tools/range/server.ts';
import type { Range, RangePage } from '../../tools/range/server.ts';
import { collectFindings, incidentsOf } from '../../tools/start/findings.ts';
import type { Findings } from '../../tools/start/findings.ts';

const ADDON_ID = 'demarc@demarc.example';

export interface World {
  readonly browser: Browser;
  readonly range: Range;
  readonly console: Page;
  /** The range's page of this id; throws when there is none. */
  rangePage(id: string): RangePage;
  /** Opens a page of the range in a new tab. */
  visit(id: string): Promise<Page>;
  /** What Demarc found in a tab, once its guards have come to rest. */
  findings(page: Page): Promise<Findings>;
  /** Stored incidents, whether or not their tab is still open. */
  stored(ids: readonly string[]): Promise<readonly Incident[]>;
  /** Stops the background as the browser itself may at any time. */
  stopBackground(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the range and a browser of this kind with the built extension on it. */
export async function openWorld(kind: BrowserKind): Promise<World> {
  const range = await startRange();
  let browser: Browser;
  try {
    browser = await launch(kind, { proxy: range.proxy });
  } catch (error) {
    await range.close();
    throw error;
  }
  const console = await openExtensionPage(browser, 'console');

  const rangePage = (id: string): RangePage => {
    const page = range.urls.find((entry) => entry.id === id);
    if (page === undefined) throw new Error(`the range has no page ${id}`);
    return page;
  };

  async function stopBackground(): Promise<void> {
    if (kind === 'firefox') return stopEventPage(browser, ADDON_ID);
    const origin = extensionOrigin(browser);
    const target = browser.targets().find((t) => t.type() === 'service_worker' && t.url().startsWith(origin));
    // Already asleep is as good as stopped.
    await (await target?.worker())?.close();
  }

  return {
    browser,
    range,
    console,
    rangePage,
    visit: async (id) => {
      const page = await browser.newPage();
      await page.goto(rangePage(id).url);
      return page;
    },
    findings: async (page) => {
      const found = await collectFindings(console, page);
      if (!found.ok) throw new Error(found.error);
      return found.value;
    },
    stored: async (ids) => {
      const found = await incidentsOf(console, ids);
      if (!found.ok) throw new Error(found.error);
      return found.value;
    },
    stopBackground,
    close: async () => {
      await browser.close();
      await range.close();
    },
  };
}
