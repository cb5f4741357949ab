// `npm run bench:engine`: what the engine alone costs, in Node on one core, against budgets that fail the run: the guard's
// part over honest text, the whole judgement over one segment, texts made to be slow, and loading. Docs: docs/performance.md.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { assess } from '../../src/engine/assess.ts';
import { packRules } from '../../src/engine/detect/pack.ts';
import { createPrefilter } from '../../src/engine/detect/prefilter.ts';
import { MAX_TEXT } from '../../src/engine/limits.ts';
import { scan } from '../../src/engine/scan.ts';
import { problemOf } from '../browsers/bounded.ts';
import { ROOT } from '../browsers/launch.ts';
import { loadClassifier, loadRules } from '../evaluate/judge.ts';
import { readRules } from '../rule-catalog.ts';
import { readCorpus } from '../train/texts.ts';
import { segments, visibleText, worstTexts, type Made } from './engine-texts.ts';
import { isOver, rounded, table, type Figure, type Row } from './guard-rows.ts';
import { dataFolder, readPages } from './page-data.ts';
import { median, progress, quantile, say, spread, stopping } from './sample.ts';

const HELP = `npm run bench:engine [-- options]

  --only ROW         guard, segment, worst, load; can be given several times
  --pages N          real pages, spread evenly over the whole     (default 200)
  --json OUT         write every figure to the file OUT

Real pages are read from the data folder: DEMARC_DATA, else ../shared/data beside the project. Ends with 1 when a figure is
over its budget or could not be measured.`;

/** 20 MB a second. */
const MS_PER_MB = 50;
const SEGMENT = 1024;
const SEGMENT_MS = 0.5;
const LOAD_MS = 40;
/** What twice the text may cost. */
const RATIO = 2.2;
/** Times a thing is measured; the least counts where only other work can make it longer, else the median. */
const RUNS = 5;
/** Longest text through the prefilter. */
const LONG = 1_048_576;
/** Below this a time says nothing about a ratio, so the work is done several times. */
const ENOUGH_MS = 8;
/** A case that takes longer is not tried at a greater length. */
const CASE_MS = 800;

const { lexicon, files, common } = readRules(ROOT);
const rules = loadRules();
const classifier = loadClassifier();
const prefilter = createPrefilter(packRules(lexicon, files, common).table, () => rules);

/** Processor milliseconds of this process, so that waiting for a busy machine is no cost. */
function cpuMs(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const row = (name: string, figures: readonly Figure[], details: Row['details'], problems: string[] = []): Row => ({
  ...{ name, figures, details, problems },
  hot: [],
});

function pageTexts(most: number): string[] {
  const pages = readPages(path.join(dataFolder(), 'pages.jsonl.gz'));
  if (!pages.ok) throw new Error(pages.error);
  return spread(pages.value, most)
    .map(visibleText)
    .filter((t) => t.length > 0);
}

function guardRow(texts: readonly string[]): Row {
  const MB = texts.reduce((sum, t) => sum + Buffer.byteLength(t), 0) / 1e6;
  let hits = 0;
  const times: number[] = [];
  // Once for warming up, as a page's own text would after the first pieces.
  for (let run = 0; run <= RUNS; run++) {
    hits = 0;
    const ms = cpuMs(() => {
      for (const text of texts) hits += prefilter.find(text, 4_000).length;
    });
    if (run > 0) times.push(ms / MB);
  }
  const measured = median(times);
  const figures = [{ what: 'honest text through the prefilter', measured, budget: MS_PER_MB, unit: 'ms/MB' }];
  return row('guard', figures, {
    MBPerSecond: rounded(measured === null ? null : 1000 / measured),
    MB: rounded(MB),
    pages: texts.length,
    placesPerMB: rounded(hits / MB),
  });
}

async function segmentRow(texts: readonly string[]): Promise<Row> {
  const attacks = readCorpus().filter((e) => e.attack);
  const figures: Figure[] = [];
  for (const [name, all] of [
    ['of real pages', segments(texts, SEGMENT)],
    [
      'of attacks of the corpus',
      segments(
        attacks.map((e) => e.text),
        SEGMENT,
      ),
    ],
  ] as const) {
    const times: number[] = [];
    const chosen = spread(all, 1_500);
    for (const text of chosen.slice(0, 200)) assess(rules, classifier, text);
    for (const [i, text] of chosen.entries()) {
      const own: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        own.push(cpuMs(() => void assess(rules, classifier, text)));
      }
      times.push(median(own) ?? Infinity);
      if (i % 100 === 0) await breathe();
      if (stopping()) break;
    }
    for (const [what, share] of [
      ['median', 0.5],
      ['95th percentile', 0.95],
    ] as const) {
      const measured = quantile(times, share);
      figures.push({ what: `1 kB ${name}, everything, ${what}`, measured, budget: SEGMENT_MS, unit: 'ms' });
    }
  }
  return row('segment', figures, { runs: RUNS });
}

/** What one text costs per kB, and how many times as long twice the text takes. */
interface Growth {
  readonly msPerKB: number;
  readonly ratio: number;
}

/**
 * Least time of `work` over a text and over one four times as long, so that little disturbances do not make the figure:
 * the root is the growth for twice the text. Begins short: what grows too fast is found before it takes for ever.
 */
function growth(make: Made, most: number, work: (text: string) => void): Growth {
  let result: Growth = { msPerKB: 0, ratio: 0 };
  for (let length = most / 64; length <= most; length *= 4) {
    const texts = [make(length / 4), make(length)] as const;
    for (const text of texts) work(text);
    const least = texts.map((text) => leastMs(() => work(text)));
    const [one = 0, four = 0] = least;
    result = { msPerKB: four / (length / 1024), ratio: Math.sqrt(four / Math.max(one, 1e-3)) };
    if (four > CASE_MS) break;
  }
  return result;
}

/** Least processor time of several runs; work too short for the clock is done several times in each. */
function leastMs(work: () => void): number {
  const times = Math.max(1, Math.min(100, Math.ceil(ENOUGH_MS / Math.max(0.1, cpuMs(work)))));
  let least = Infinity;
  for (let run = 0; run < 3; run++) {
    const ms = cpuMs(() => {
      for (let n = 0; n < times; n++) work();
    });
    least = Math.min(least, ms / times);
  }
  return least;
}

async function worstRow(): Promise<Row> {
  // Words that rules look at, as the catalogue has them: one of each concept, ASCII, so that lengths are what they seem.
  const terms = Object.values(lexicon.concepts).flatMap(({ terms: { en } }) => en?.[0]?.replaceAll('*', '') ?? []);
  const made = worstTexts(terms);
  const parts: readonly (readonly [string, number, (text: string) => void])[] = [
    ['prefilter', LONG, (text) => void prefilter.find(text, 4_000)],
    ['scan', MAX_TEXT, (text) => void scan(rules, text, true)],
    ['assess', MAX_TEXT, (text) => void assess(rules, classifier, text)],
  ];
  const details: Record<string, unknown> = {};
  const figures: Figure[] = [];
  const began = Date.now();
  let done = 0;
  for (const [part, length, work] of parts) {
    const all: (Growth & { readonly name: string })[] = [];
    for (const [name, make] of Object.entries(made)) {
      let result = growth(make, length, work);
      // A disturbance passes; what really grows does so again.
      if (result.ratio > RATIO) result = closer(result, growth(make, length, work));
      all.push({ name, msPerKB: rounded(result.msPerKB) ?? 0, ratio: rounded(result.ratio) ?? 0 });
      progress(++done, parts.length * Object.keys(made).length, 'worst cases', began);
      await breathe();
      if (stopping()) break;
    }
    const worst = [...all].sort((a, b) => b.ratio - a.ratio)[0];
    figures.push({
      what: `${part}, twice the text (${worst?.name ?? ''})`,
      measured: worst?.ratio ?? null,
      budget: RATIO,
      unit: 'times',
    });
    details[part] = all;
    if (stopping()) break;
  }
  return row('worst', figures, details);
}

const closer = <T extends { readonly ratio: number }>(a: T, b: T): T => (a.ratio < b.ratio ? a : b);

function loadRow(): Row {
  const problems: string[] = [];
  const all: { catalogueMs: number; modelMs: number; firstMs: number }[] = [];
  for (let run = 0; run < RUNS; run++) {
    const program = path.join(import.meta.dirname, 'engine-load.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', program], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    if (status === 0) all.push(JSON.parse(stdout) as (typeof all)[number]);
    else problems.push(stderr.trim().split('\n').at(-1) ?? 'ended without a word');
  }
  const measured = median(all.map((a) => a.catalogueMs + a.modelMs));
  return row(
    'load',
    [{ what: 'catalogue and model in a fresh process', measured, budget: LOAD_MS, unit: 'ms' }],
    { runs: all, firstJudgementMs: rounded(median(all.map((a) => a.firstMs))) },
    problems,
  );
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      pages: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    say(HELP);
    return 0;
  }
  const pages = Number(values.pages ?? 200);
  if (!Number.isInteger(pages) || pages < 1) throw new Error(`--pages is ${values.pages}; it can be 1 or more`);
  let texts: string[] | undefined;
  const honest = (): string[] => (texts ??= pageTexts(pages));
  const ROWS: Readonly<Record<string, () => Row | Promise<Row>>> = {
    load: loadRow,
    guard: () => guardRow(honest()),
    segment: () => segmentRow(honest()),
    worst: worstRow,
  };
  const names = values.only ?? Object.keys(ROWS);
  const unknown = names.find((name) => !Object.hasOwn(ROWS, name));
  if (unknown !== undefined) throw new Error(`--only is ${unknown}; it can be ${Object.keys(ROWS).join(', ')}`);
  const rows: Row[] = [];
  for (const name of names) {
    if (stopping()) break;
    const made = await ROWS[name]?.();
    if (made) rows.push(made);
    await breathe();
  }
  for (const line of table(rows)) say(line);
  for (const { name, problems } of rows) for (const problem of problems) say(`${name}: ${problem}`);
  if (values.json !== undefined) {
    const report = { schema: 'demarc.engine-bench/1', interrupted: stopping(), pages, rows };
    const file = path.resolve(process.env['DEMARC_CWD'] ?? process.cwd(), values.json);
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (stopping()) return 130;
  return rows.some(({ figures }) => figures.some(isOver)) ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(`Stopped: ${problemOf(error)}.`);
    process.exit(1);
  },
);
