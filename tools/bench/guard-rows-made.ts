// The rows on pages that the bench makes: a very large page, a chat that streams, nodes put in, the start in an empty
// frame, memory over many navigations, and the size of the file. Each load is fresh; the first one does not count.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { CDPSession } from 'puppeteer';
import { ROOT } from '../browsers/launch.ts';
import * as made from './guard-made.ts';
import { hottest, rounded } from './guard-rows.ts';
import type { Row, Settings } from './guard-rows.ts';
import { servePages } from './page-data.ts';
import { inBenchWorld, Probe } from './page-probe.ts';
import type { Acted, PageCost } from './page-probe.ts';
import { median, progress, stopping } from './sample.ts';
import type { GuardTime } from './trace.ts';

const LARGE = 50_000;
const INSERTED = 10_000;
const FRAMES = 30;
const MESSAGES = 300;
const TOKENS_PER_SECOND = 200;
const KB = 1024;
const MB = 1024 * 1024;

/** Runs `work` with an address for each of the pages, and takes browser and server down after it. */
async function withPages<T>(
  settings: Settings,
  pages: (url: (at: number) => string) => readonly string[],
  work: (probe: Probe, url: string) => Promise<T>,
  extension: string | null | undefined = settings.extension,
): Promise<T> {
  const served: { id: string; html: string }[] = [
    { id: 'empty', html: made.EMPTY_PAGE },
    { id: 'page', html: '' },
  ];
  const server = await servePages(served);
  const url = (at: number): string => server.url(served[at] ?? { id: '', html: '' });
  pages(url).forEach((html, at) => {
    const page = served[at + 1];
    if (page) page.html = html;
  });
  const probe = new Probe(extension);
  try {
    return await work(probe, url(1));
  } finally {
    await probe.close();
    server.close();
  }
}

/** The same thing so many times, after once that does not count; a failure is told, not thrown. */
async function repeated<T>(
  settings: Settings,
  what: string,
  once: () => Promise<{ ok: true; value: T } | { ok: false; error: string }>,
): Promise<{ first: T | null; values: T[]; problems: string[] }> {
  let first: T | null = null;
  const values: T[] = [];
  const problems: string[] = [];
  const from = Date.now();
  for (let run = 0; run <= settings.runs && !stopping(); run += 1) {
    progress(run, settings.runs + 1, what, from);
    const result = await once();
    if (stopping()) break;
    if (!result.ok) problems.push(result.error);
    else if (run === 0) first = result.value;
    else values.push(result.value);
  }
  progress(settings.runs + 1, settings.runs + 1, what, from);
  return { first, values, problems };
}

const call = async (session: CDPSession, expression: string): Promise<unknown> =>
  (await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result.value;

/** A page of 50,000 elements. */
export async function largeRow(settings: Settings): Promise<Row> {
  const { values, problems } = await withPages(
    settings,
    () => [made.largePage(LARGE)],
    (probe, url) => repeated(settings, 'Large page', () => probe.visit(url, true)),
  );
  const costs = values.flatMap(({ cost }) => (cost ? [cost] : []));
  const of = (pick: (cost: PageCost) => number): number | null => median(costs.map(pick));
  return {
    name: 'large',
    figures: [
      { what: 'guard ÷ innerText (clean layout)', measured: of((c) => c.ratio), budget: 2.5, unit: '×' },
      { what: 'guard ÷ innerText (style and layout anew)', measured: of((c) => c.freshRatio), budget: 2.5, unit: '×' },
      {
        what: 'longest slice',
        measured: costs.length === 0 ? null : Math.max(...costs.map((c) => c.longestMs)),
        budget: 12,
        unit: 'ms',
      },
    ],
    details: {
      guardMs: rounded(of((c) => c.guardMs)),
      innerTextMs: rounded(of((c) => c.innerTextMs)),
      freshTextMs: rounded(of((c) => c.freshTextMs)),
      slicesOver12Ms: values.map(({ time }) => time?.tasks.filter((task) => task.guardMs > 12).length ?? 0),
    },
    hot: hottest(values.map(({ time }) => time)),
    problems,
  };
}

/** A chat that streams: what the guard takes of the time, and how soon hidden attack texts are emptied. */
export async function chatRow(settings: Settings): Promise<Row> {
  const blocks = made.hiddenPayloads(Math.max(2, Math.round(settings.seconds / 10)));
  const ms = (settings.seconds + 60) * 1000;
  const watch = `globalThis.watched = new Map();
    setInterval(() => {
      for (const block of document.querySelectorAll('[data-completed]')) {
        const at = Number(block.dataset.block);
        if (!watched.has(at) && !block.textContent.includes(${JSON.stringify(blocks.map(({ canary }) => canary))}[at])) {
          watched.set(at, performance.now() - Number(block.dataset.completed));
        }
      }
    }, 4); 0`;
  const texts = JSON.stringify(blocks.map(({ text }) => text));
  process.stderr.write(`Chat, ${settings.seconds} s\n`);
  const result = await withPages(
    settings,
    () => [made.chatPage(MESSAGES, TOKENS_PER_SECOND)],
    (probe, url) =>
      probe.act(
        url,
        async (session) => {
          await inBenchWorld(session, watch);
          const sent = await call(session, `stream(${settings.seconds}, ${texts})`);
          // What came last has its time too.
          await call(session, 'new Promise((resolve) => setTimeout(resolve, 1000))');
          return { sent, seen: (await inBenchWorld(session, '[...watched]')) as [number, number][] };
        },
        ms,
      ),
  );
  const time = result.ok ? result.value.time : null;
  const seen = new Map(result.ok ? result.value.value.seen : []);
  const delays = blocks.map((_, at) => seen.get(at) ?? Number.POSITIVE_INFINITY);
  const slowest = (streamed: number): number | null =>
    result.ok ? Math.max(...delays.filter((_, at) => at % 2 === streamed)) : null;
  const window = settings.seconds * 1000;
  return {
    name: 'chat',
    figures: [
      {
        what: "guard's share of the main thread's time",
        measured: time === null ? null : (time.guardMs / window) * 100,
        budget: 2,
        unit: '%',
      },
      { what: 'slowest verdict on a hidden text put in whole', measured: slowest(0), budget: 250, unit: 'ms' },
      { what: 'slowest verdict on a hidden text that streams', measured: slowest(1), budget: 250, unit: 'ms' },
    ],
    details: {
      seconds: settings.seconds,
      tokens: result.ok ? result.value.value.sent : 0,
      verdictMs: Object.fromEntries(
        blocks.map(({ id }, at) => [id, Number.isFinite(delays[at]) ? rounded(delays[at]) : 'never']),
      ),
      guardMs: rounded(time?.guardMs),
      busyMs: rounded(time?.busyMs),
      longestTaskMs: rounded(time?.longestMs),
    },
    hot: hottest([time]),
    problems: result.ok ? [] : [result.error],
  };
}

/** 10,000 elements put into a page, with one call or one by one. */
export async function insertRow(settings: Settings): Promise<Row> {
  const run = (name: string, expression: string): Promise<{ values: Acted<unknown>[]; problems: string[] }> =>
    withPages(
      settings,
      () => [made.insertPage()],
      (probe, url) => repeated(settings, name, () => probe.act(url, (session) => call(session, expression))),
    );
  const atOnce = await run('Nodes at once', `atOnce(${INSERTED})`);
  const oneByOne = await run('Nodes one by one', `oneByOne(${INSERTED})`);
  const timesOf = (runs: readonly Acted<unknown>[]): GuardTime[] => runs.flatMap(({ time }) => (time ? [time] : []));
  const spent = (runs: readonly Acted<unknown>[]): number | null => median(timesOf(runs).map((time) => time.guardMs));
  return {
    name: 'insert',
    figures: [
      { what: '10,000 elements at once', measured: spent(atOnce.values), budget: 20, unit: 'ms' },
      { what: '10,000 elements one by one', measured: spent(oneByOne.values), budget: 40, unit: 'ms' },
    ],
    details: Object.fromEntries(
      Object.entries({ atOnce, oneByOne }).map(([name, { values }]) => [
        name,
        {
          guardMs: timesOf(values).map((time) => rounded(time.guardMs)),
          longestTaskMs: rounded(median(timesOf(values).map((time) => time.longestMs))),
        },
      ]),
    ),
    hot: hottest(timesOf([...atOnce.values, ...oneByOne.values])),
    problems: [...atOnce.problems, ...oneByOne.problems],
  };
}

/** What the start of the guard costs in each of 30 empty frames. */
export async function startRow(settings: Settings): Promise<Row> {
  const { first, values, problems } = await withPages(
    settings,
    (url) => [made.framesPage(FRAMES, url(0))],
    (probe, url) => repeated(settings, 'Empty frames', () => probe.visit(url, true)),
  );
  // The first is the page's own start.
  const starts = values.map(({ time }) => time?.starts ?? []);
  const frames = starts.flatMap((list) => list.slice(1));
  return {
    name: 'start',
    figures: [{ what: 'start in an empty frame, median', measured: median(frames), budget: 2, unit: 'ms' }],
    details: {
      frames: frames.length,
      // Nothing is compiled or cached yet.
      firstInTheBrowserMs: rounded(first?.time?.starts[0]),
      startOfThePageMs: rounded(median(starts.flatMap((list) => list.slice(0, 1)))),
      guardPerFrameMs: rounded(median(values.map(({ time }) => (time?.guardMs ?? 0) / (FRAMES + 1)))),
    },
    hot: hottest(values.map(({ time }) => time)),
    problems,
  };
}

interface Memory {
  /** Objects of scripts, the page's and the guard's, and what the browser keeps for nodes. */
  readonly heap: number;
  readonly nodes: number;
}

async function memoryOf(session: CDPSession): Promise<Memory> {
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
  const { metrics } = await session.send('Performance.getMetrics');
  const nodes = metrics.find((metric) => metric.name === 'Nodes')?.value ?? 0;
  return { heap: usedSize + embedderHeapUsedSize + backingStorageSize, nodes };
}

/** Memory of the page, the guard's world and kept nodes included, before and after navigations inside it; the same without Demarc. */
export async function memoryRow(settings: Settings): Promise<Row> {
  const warm = Math.max(1, Math.round(settings.navigations / 10));
  const measure = (
    extension: string | null | undefined,
  ): Promise<{ ok: true; value: Acted<Memory[]> } | { ok: false; error: string }> => {
    process.stderr.write(
      `Memory, ${settings.navigations} navigations ${extension === null ? 'without' : 'with'} Demarc\n`,
    );
    return withPages(
      settings,
      () => [made.applicationPage()],
      (probe, url) =>
        probe.act(
          url,
          async (session) => {
            await session.send('Performance.enable');
            const settle = 'new Promise((resolve) => setTimeout(resolve, 3000))';
            await call(session, `navigate(0, ${warm}).then(() => ${settle})`);
            const before = await memoryOf(session);
            await call(session, `navigate(${warm}, ${settings.navigations}).then(() => ${settle})`);
            return [before, await memoryOf(session)];
          },
          settings.navigations * 2_000 + 60_000,
        ),
      extension,
    );
  };
  const withDemarc = await measure(settings.extension);
  const without = stopping() ? null : await measure(null);
  const grown = (result: typeof withDemarc | null): { heapMb: number; nodes: number } | null => {
    const [before, after] = result?.ok ? result.value.value : [];
    return before && after ? { heapMb: (after.heap - before.heap) / MB, nodes: after.nodes - before.nodes } : null;
  };
  return {
    name: 'memory',
    figures: [
      {
        what: `memory kept after ${settings.navigations} navigations`,
        measured: grown(withDemarc)?.heapMb ?? null,
        budget: 5,
        unit: 'MB',
      },
    ],
    details: {
      startMb: withDemarc.ok ? rounded((withDemarc.value.value[0]?.heap ?? 0) / MB) : null,
      nodes: grown(withDemarc)?.nodes,
      withoutDemarc: grown(without),
    },
    hot: hottest([withDemarc.ok ? withDemarc.value.time : null]),
    problems: withDemarc.ok ? [] : [withDemarc.error],
  };
}

/** Size of the script that every page gets. */
export function sizeRow(settings: Settings): Promise<Row> {
  const folder = settings.extension ?? path.join(ROOT, 'dist', 'chromium');
  const { content_scripts: scripts } = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as {
    readonly content_scripts: readonly { readonly js: readonly string[] }[];
  };
  const bytes = scripts.flatMap(({ js }) => js).reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
  return Promise.resolve({
    name: 'size',
    figures: [{ what: "the guard's file", measured: bytes / KB, budget: 150, unit: 'kB' }],
    details: {},
    hot: [],
    problems: [],
  });
}
