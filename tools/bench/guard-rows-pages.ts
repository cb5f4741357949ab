// The rows on real pages: the guard's time beside one innerText of the same page, and the long tasks that only the guard
// makes long on a slow processor. Pages are others' text, served to a browser that reaches nothing else.
import { spread, progress, quantile, stopping } from './sample.ts';
import { readPages, servePages } from './page-data.ts';
import { Probe } from './page-probe.ts';
import type { PageCost } from './page-probe.ts';
import { hottest, rounded } from './guard-rows.ts';
import type { Figure, Row, Settings } from './guard-rows.ts';
import { lengthened } from './trace.ts';
import type { GuardTime } from './trace.ts';

interface Loaded {
  readonly id: string;
  readonly cost: PageCost;
  readonly time: GuardTime;
}

const SLOWER = 4;

async function load(
  settings: Settings,
  what: string,
  slower: number,
): Promise<{ loads: Loaded[]; problems: string[] }> {
  const read = readPages(settings.pagesFile);
  if (!read.ok) throw new Error(`${read.error}. Name the pages with --pages-file, or set DEMARC_DATA to their folder`);
  const pages = spread(read.value, settings.pages);
  const server = await servePages(pages);
  const probe = new Probe(settings.extension, slower);
  const loads: Loaded[] = [];
  const problems: string[] = [];
  const from = Date.now();
  try {
    // The first load of a browser pays for what later ones find ready.
    const [first] = pages;
    const warm = first ? await probe.visit(server.url(first), true) : null;
    if (warm?.ok === false) problems.push(`the load that does not count: ${warm.error}`);
    for (const [at, page] of pages.entries()) {
      if (stopping()) break;
      progress(at, pages.length, what, from);
      const result = await probe.visit(server.url(page), true);
      if (stopping()) break;
      if (!result.ok) problems.push(`${page.id}: ${result.error}`);
      else if (result.value.cost && result.value.time) {
        loads.push({ id: page.id, cost: result.value.cost, time: result.value.time });
      }
    }
    progress(loads.length, pages.length, what, from);
  } finally {
    await probe.close();
    server.close();
  }
  return { loads, problems };
}

const both = (values: readonly number[]): { median: number | null; p95: number | null } => ({
  median: rounded(quantile(values, 0.5)),
  p95: rounded(quantile(values, 0.95)),
});

/** Guard time over innerText time, on real pages. */
export async function pagesRow(settings: Settings): Promise<Row> {
  const { loads, problems } = await load(settings, 'Real pages', 1);
  const of = (pick: (cost: PageCost) => number): number[] => loads.map(({ cost }) => pick(cost));
  const figures = (name: string, values: readonly number[]): Figure[] => [
    { what: `guard ÷ ${name}, median`, measured: quantile(values, 0.5), budget: 1.5, unit: '×' },
    { what: `guard ÷ ${name}, p95`, measured: quantile(values, 0.95), budget: 3, unit: '×' },
  ];
  return {
    name: 'pages',
    figures: [
      ...figures(
        'innerText (clean layout)',
        of((cost) => cost.ratio),
      ),
      ...figures(
        'innerText (style and layout anew)',
        of((cost) => cost.freshRatio),
      ),
    ],
    details: {
      loads: loads.length,
      guardMs: both(of((cost) => cost.guardMs)),
      innerTextMs: both(of((cost) => cost.innerTextMs)),
      freshTextMs: both(of((cost) => cost.freshTextMs)),
      longestTaskMs: both(of((cost) => cost.longestMs)),
      // Compiling is in no sample: beside the guard's time, not in it.
      startMs: both(loads.map(({ time }) => time.starts.reduce((sum, ms) => sum + ms, 0))),
      slowest: [...loads]
        .sort((a, b) => b.cost.ratio - a.cost.ratio)
        .slice(0, 5)
        .map(({ id, cost }) => ({ id, ratio: rounded(cost.ratio), guardMs: rounded(cost.guardMs) })),
    },
    hot: hottest(loads.map(({ time }) => time)),
    problems,
  };
}

/** Tasks over 50 ms on a processor four times slower that would be shorter without the guard. */
export async function tasksRow(settings: Settings): Promise<Row> {
  const { loads, problems } = await load(settings, `Real pages, ${SLOWER}× slower`, SLOWER);
  const added = loads.map(({ time }) => lengthened(time.tasks));
  return {
    name: 'tasks',
    figures: [
      {
        what: 'long tasks that the guard adds per page, p99',
        measured: quantile(
          added.map((tasks) => tasks.length),
          0.99,
        ),
        budget: 0,
        unit: '',
      },
    ],
    details: {
      loads: loads.length,
      pagesWithAdded: added.filter((tasks) => tasks.length > 0).length,
      added: added.reduce((sum, tasks) => sum + tasks.length, 0),
      longestGuardTaskMs: both(loads.map(({ cost }) => cost.longestMs)),
      worst: added
        .map((tasks, at) => ({
          id: loads[at]?.id,
          tasks: tasks.length,
          guardMs: Math.max(0, ...tasks.map((t) => t.guardMs)),
        }))
        .sort((a, b) => b.guardMs - a.guardMs)
        .slice(0, 5)
        .map((page) => ({ ...page, guardMs: rounded(page.guardMs) })),
    },
    hot: hottest(loads.map(({ time }) => time)),
    problems,
  };
}
