// `npm run bench:console`: how fast the record of incidents answers when it holds a hundred thousand. A real browser's
// database is filled with made-up incidents and asked by the store's own code in a page of the extension. Ends with 1 when
// a figure is over its budget.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'puppeteer';
import { launch, openExtensionPage, type BrowserKind } from '../browsers/launch.ts';
import { RARE_WORD, SOME_WORD, COMMON_WORD } from './incidents-made.ts';
import { median, progress, say } from './sample.ts';
import { storeBundle } from './store-bundle.ts';

const HELP = `npm run bench:console [-- --incidents 100000 --browser chromium --runs 5 --json OUT]

  --incidents N      how many incidents are stored first
  --browser KIND     chromium or firefox
  --runs N           times that each question is asked
  --json OUT         write the figures to the file OUT`;

/** Budgets, in milliseconds unless said otherwise. */
const FIRST_ROWS = 300;
const SEARCH = 100;
const EXPORT = 15_000;
/** The page answers a person at least this often while it exports. */
const LONGEST_TASK = 200;
const NOW = Date.UTC(2027, 0, 15);

interface Figure {
  readonly what: string;
  readonly ms: number;
  readonly goal: number | null;
  readonly note: string;
}

const { values } = parseArgs({
  options: {
    incidents: { type: 'string', default: '100000' },
    browser: { type: 'string', default: 'chromium' },
    runs: { type: 'string', default: '5' },
    json: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

type Timed = { readonly ms: number; readonly value: unknown };
/** Asks the page; the expression is ours. */
const ask = (page: Page, expression: string): Promise<unknown> =>
  page.evaluate(`(async () => { const bench = globalThis.demarcBench; return ${expression}; })()`);

async function main(): Promise<number> {
  const count = Number(values.incidents);
  const runs = Number(values.runs);
  const kind: BrowserKind = values.browser === 'firefox' ? 'firefox' : 'chromium';
  const bundle = await storeBundle();
  const profile = mkdtempSync(path.join(os.tmpdir(), 'demarc-bench-'));
  const browser = await launch(kind, { userDataDir: profile, protocolTimeout: 600_000 });
  const figures: Figure[] = [];
  const told = (what: string, ms: number, goal: number | null, note = ''): void =>
    void figures.push({ what, ms, goal, note });
  try {
    const fresh = async (): Promise<Page> => {
      const page = await openExtensionPage(browser, 'console', '/about');
      await page.evaluate(bundle);
      return page;
    };
    let page = await fresh();
    // The worker tidies up once an hour, and some of it a minute after it has started.
    await page.evaluate(
      `chrome.runtime.sendMessage({ to: 'worker', name: 'policy.set', params: { settings: { maxIncidents: 100000, maxIncidentMegabytes: 4000, retentionDays: 3650 } } })`,
    );
    told(`storing ${count}, each`, (await fill(page, count)) / count, null);
    await ask(page, 'bench.settled()');

    // What a page that was opened just now has to wait for: the index is read first.
    const cold = async (what: string, question: string, goal: number): Promise<void> => {
      const times: number[] = [];
      let note: unknown;
      for (let run = 0; run < runs; run++) {
        await page.close();
        page = await fresh();
        const { ms, value } = (await ask(page, question)) as Timed;
        times.push(ms);
        note = value;
      }
      told(what, median(times) ?? NaN, goal, String(note));
    };
    await cold('first rows, page just opened', 'bench.search({})', FIRST_ROWS);
    await cold('search for a word, page just opened', `bench.search({ words: ['${SOME_WORD}'] })`, FIRST_ROWS);

    const warm = async (what: string, question: (run: number) => string, goal: number): Promise<void> => {
      const times: number[] = [];
      let note: unknown;
      for (let run = 0; run < runs; run++) {
        const { ms, value } = (await ask(page, question(run))) as Timed;
        times.push(ms);
        note = value;
      }
      told(what, median(times) ?? NaN, goal, String(note));
    };
    // Another time limit in each run: an answer that is remembered would be no measurement.
    const narrowed = (fields: string) => (run: number) => `bench.search({ ${fields}, from: ${run + 1} })`;
    await warm('search, a rare word', narrowed(`words: ['${RARE_WORD}']`), SEARCH);
    await warm('search, one in a hundred', narrowed(`words: ['${SOME_WORD}']`), SEARCH);
    await warm('search, in every incident', narrowed(`words: ['${COMMON_WORD}']`), SEARCH);
    await warm('search, one letter', narrowed(`words: ['k']`), SEARCH);
    await warm('search, three words', narrowed(`words: ['ke', '${COMMON_WORD}', 'ba']`), SEARCH);
    await warm('search, an absent word', narrowed(`words: ['xylophone']`), SEARCH);
    await warm('filter by service', narrowed(`services: ['claude']`), SEARCH);
    await warm('filter by family', narrowed(`families: ['suppression']`), SEARCH);
    await warm('filter by site and subdomains', narrowed(`sites: ['s1.example']`), SEARCH);
    await warm('filter by verdict', narrowed(`verdicts: ['suspicious']`), SEARCH);
    await warm('filter by carrier', narrowed(`carriers: ['comment']`), SEARCH);
    await warm('filter by technique', narrowed(`techniques: ['transparent']`), SEARCH);
    await warm('filter by what was done', narrowed(`enforcements: ['labelled']`), SEARCH);
    await warm('filter by rule', narrowed(`rules: ['suppression.made-up-3']`), SEARCH);
    await warm('filter by date', (run) => `bench.search({ from: ${NOW - (run + 3) * 86_400_000} })`, SEARCH);
    await warm(
      'word and three filters',
      narrowed(`words: ['ba'], services: ['claude'], verdicts: ['malicious'], sites: ['example']`),
      SEARCH,
    );
    await warm('exact count of a word', (run) => `bench.count({ words: ['ke'], from: ${run + 1} })`, SEARCH);
    await warm('row 50 of 100 per cent', (run) => `bench.at(${Math.floor(count / 2) + run})`, SEARCH);
    await warm('the last rows', (run) => `bench.at(${count - 60 - run})`, SEARCH);
    await warm('counts for charts', () => 'bench.tally()', FIRST_ROWS);
    await warm('near-same texts', () => 'bench.clusters()', FIRST_ROWS);
    await warm(
      'row after a new incident',
      (run) =>
        `(await bench.addIncidents([bench.madeIncident(${count + run}, ${count}, ${NOW})]), await bench.search({}))`,
      FIRST_ROWS,
    );
    const heap = await heapOf(browser, page);
    const exported = (await ask(page, 'bench.exported()')) as {
      ms: number;
      count: number;
      bytes: number;
      longest: number;
    };
    told(
      'export of all as JSON Lines',
      exported.ms,
      EXPORT,
      `${exported.count}, ${Math.round(exported.bytes / 1e6)} MB`,
    );
    told('longest pause of the page meanwhile', exported.longest, LONGEST_TASK);
    const chain = (await ask(page, 'bench.chain()')) as { ms: number; value: { state: string; checked: number } };
    told('look through the whole chain', chain.ms, null, `${chain.value.state}, ${chain.value.checked}`);
    print(figures, heap);
    say(`load of this machine meanwhile: ${(os.loadavg()[1] ?? 0).toFixed(1)} on ${os.cpus().length} cores`);
    if (values.json !== undefined)
      writeFileSync(values.json, `${JSON.stringify({ count, kind, figures, heap }, null, 2)}\n`);
    if (exported.count < count || chain.value.state !== 'intact') return 1;
    return figures.some(({ ms, goal }) => goal !== null && !(ms <= goal)) ? 1 : 0;
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Milliseconds of storing all. */
async function fill(page: Page, count: number): Promise<number> {
  const from = Date.now();
  const step = 5_000;
  for (let at = 0; at < count; at += step) {
    const state = await ask(page, `bench.fill(${at}, ${Math.min(count, at + step)}, ${count}, ${NOW})`);
    if (state !== 'ok') throw new Error(`the store is ${String(state)}`);
    progress(Math.min(count, at + step), count, 'incidents stored', from);
  }
  return Date.now() - from;
}

/** Megabytes of the page's objects; null where the browser does not tell. */
async function heapOf(browser: Browser, page: Page): Promise<number | null> {
  if (/firefox/i.test(await browser.version())) return null;
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  const { JSHeapUsedSize } = await page.metrics();
  return JSHeapUsedSize === undefined ? null : Math.round(JSHeapUsedSize / 1e6);
}

function print(figures: readonly Figure[], heap: number | null): void {
  const width = Math.max(...figures.map(({ what }) => what.length));
  for (const { what, ms, goal, note } of figures) {
    const verdict = goal === null ? '' : ms <= goal ? `goal ${goal}` : `OVER ${goal}`;
    say(
      `${what.padEnd(width)}  ${(ms < 10 ? ms.toFixed(2) : ms.toFixed(0)).padStart(8)} ms  ${verdict.padEnd(11)} ${note}`,
    );
  }
  if (heap !== null) say(`objects of the page after searching: ${heap} MB`);
}

if (values.help) say(HELP);
else process.exitCode = await main();
