// `npm run bench:pages`: real pages and attacks inserted into them, loaded in the built extension in headless Chromium.
// Reports crashes, console errors that only Demarc brings, honest pages that it touched, attacks that it missed, and
// what the guard costs per page beside one innerText in the same load. Pages are others' text and stay outside.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { problemOf } from '../browsers/bounded.ts';
import { carries, comparable } from '../readers/marker.ts';
import { dataFolder, readAttacks, readPages, servePages } from './page-data.ts';
import type { AttackPage, HonestPage } from './page-data.ts';
import { Probe } from './page-probe.ts';
import type { PageCost, Probed } from './page-probe.ts';
import { progress, quantile, say, spread, stopping } from './sample.ts';

const HELP = `npm run bench:pages [-- options]

  --pages FILE      real pages, gzipped JSON lines { id, html }   (default: pages.jsonl.gz in the data folder)
  --attacks FILE    payloads { id, page, insertAt, fragment, … }  (default: page-attacks.jsonl.gz there)
  --limit N         only N of each, spread evenly over the whole
  --only WHICH      honest or attacks
  --quick           findings only: no times, and the load without Demarc only where there is an error to compare
  --json OUT        write every figure to the file OUT

The data folder is DEMARC_DATA, else ../shared/data beside the project.`;

const OUTCOMES = ['blanked', 'labelled', 'recorded', 'missed'] as const;
type Outcome = (typeof OUTCOMES)[number];

interface HonestResult {
  readonly id: string;
  readonly crash: string;
  readonly newErrors: readonly string[];
  readonly blanked: number;
  readonly labelled: number;
  readonly recorded: number;
  readonly rules: readonly string[];
  readonly state: string;
  readonly cost: PageCost | null;
}

interface AttackResult {
  readonly id: string;
  readonly technique: string;
  readonly hidden: boolean;
  readonly crash: string;
  readonly outcome: Outcome;
  readonly cost: PageCost | null;
}

const folder = process.env['DEMARC_CWD'] ?? process.cwd();
const PAYLOAD_START = 30;

let quick = false;

const count = (probed: Probed, enforcement: string): number =>
  probed.findings?.status.items.filter((item) => item.enforcement === enforcement).length ?? 0;

/**
 * What a browser without Demarc logs when this page is the first that it loads. A browser asks once for an icon that is
 * not there and says so once: whichever of two browsers meets such a page first has the error alone.
 */
async function firstLoadErrors(url: string): Promise<readonly string[]> {
  const fresh = new Probe(null);
  try {
    const result = await fresh.visit(url, false);
    return result.ok ? result.value.errors : [];
  } finally {
    await fresh.close();
  }
}

async function honest(pages: readonly HonestPage[]): Promise<HonestResult[]> {
  const server = await servePages(pages);
  const [plain, guarded] = [new Probe(null), new Probe(undefined)];
  const results: HonestResult[] = [];
  const from = Date.now();
  try {
    for (const [at, page] of pages.entries()) {
      if (stopping()) break;
      progress(at, pages.length, 'Honest pages', from);
      const url = server.url(page);
      const before = quick ? null : await plain.visit(url, false);
      const result = await guarded.visit(url, !quick);
      // Nothing to compare: the page loaded without an error.
      const silent = result.ok && result.value.errors.length === 0;
      const without = before ?? (silent ? result : await plain.visit(url, false));
      // Stopping takes the browsers down: what they say then is no result.
      if (stopping()) break;
      const known = new Set(without.ok ? without.value.errors : []);
      if (result.ok && result.value.errors.some((error) => !known.has(error)))
        for (const error of await firstLoadErrors(url)) known.add(error);
      results.push({
        id: page.id,
        // A page that breaks the browser without Demarc too is no crash of ours.
        crash: result.ok || !without.ok ? '' : result.error,
        newErrors: result.ok && without.ok ? result.value.errors.filter((error) => !known.has(error)) : [],
        blanked: result.ok ? count(result.value, 'blanked') : 0,
        labelled: result.ok ? count(result.value, 'labelled') : 0,
        recorded: result.ok ? count(result.value, 'recorded') : 0,
        rules: result.ok ? rulesOf(result.value) : [],
        state: result.ok
          ? result.value.left
            ? 'left'
            : (result.value.findings?.status.state ?? 'not-scanned')
          : 'crash',
        cost: result.ok ? result.value.cost : null,
      });
    }
    progress(results.length, pages.length, 'Honest pages', from);
  } finally {
    await Promise.all([plain.close(), guarded.close()]);
    server.close();
  }
  return results;
}

const rulesOf = (probed: Probed): string[] => [
  ...new Set(probed.findings?.incidents.flatMap(({ verdict }) => verdict.findings.map(({ rule }) => rule)) ?? []),
];

/** What became of the payload itself: other incidents on the same page do not count for it. */
function outcomeOf(probed: Probed, attack: AttackPage): Outcome {
  const start = comparable(attack.payload).slice(0, PAYLOAD_START);
  const own = (probed.findings?.incidents ?? []).filter(({ text, verdict }) => {
    const whole = comparable(text);
    if (whole.includes(start) || (whole.length >= 12 && comparable(attack.payload).includes(whole))) return true;
    // Encoded carriers: the decoded layers hold the payload.
    return carries(text, attack.payload) || verdict.layers.some((layer) => comparable(layer.text).includes(start));
  });
  return OUTCOMES.find((outcome) => own.some((incident) => incident.enforcement === outcome)) ?? 'missed';
}

async function attacks(pages: readonly AttackPage[]): Promise<AttackResult[]> {
  const server = await servePages(pages);
  const guarded = new Probe(undefined);
  const results: AttackResult[] = [];
  const from = Date.now();
  try {
    for (const [at, page] of pages.entries()) {
      if (stopping()) break;
      progress(at, pages.length, 'Attack pages', from);
      const result = await guarded.visit(server.url(page), !quick);
      if (stopping()) break;
      results.push({
        id: page.id,
        technique: page.technique,
        hidden: page.hidden,
        crash: result.ok ? '' : result.error,
        outcome: result.ok ? outcomeOf(result.value, page) : 'missed',
        cost: result.ok ? result.value.cost : null,
      });
    }
    progress(results.length, pages.length, 'Attack pages', from);
  } finally {
    await guarded.close();
    server.close();
  }
  return results;
}

function costSummary(costs: readonly PageCost[]): Record<string, { median: number | null; p95: number | null }> {
  const of = (pick: (cost: PageCost) => number): { median: number | null; p95: number | null } => {
    const values = costs.map(pick);
    const round = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100);
    return { median: round(quantile(values, 0.5)), p95: round(quantile(values, 0.95)) };
  };
  return {
    ratio: of((cost) => cost.ratio),
    guardMs: of((cost) => cost.guardMs),
    longestMs: of((cost) => cost.longestMs),
    wallMs: of((cost) => cost.wallMs),
    innerTextMs: of((cost) => cost.innerTextMs),
    freshTextMs: of((cost) => cost.freshTextMs),
    freshRatio: of((cost) => cost.freshRatio),
  };
}

function tellCost(name: string, costs: readonly PageCost[]): void {
  if (costs.length === 0) return;
  say(`${name}, cost over ${costs.length} loads (median, p95):`);
  for (const [what, { median, p95 }] of Object.entries(costSummary(costs))) say(`  ${what}: ${median}, ${p95}`);
}

const costsOf = (results: readonly { readonly cost: PageCost | null }[]): PageCost[] =>
  results.flatMap(({ cost }) => (cost === null ? [] : [cost]));

function tellHonest(results: readonly HonestResult[]): void {
  const some = (test: (result: HonestResult) => boolean): HonestResult[] => results.filter(test);
  const list = (name: string, found: readonly HonestResult[], detail: (result: HonestResult) => string): void => {
    say(`${name}: ${found.length}`);
    for (const result of found) say(`  ${result.id}${detail(result)}`);
  };
  say(`\nHonest pages read: ${some((r) => r.crash === '').length} of ${results.length}`);
  list(
    'Crashes',
    some((r) => r.crash !== ''),
    (r) => `: ${r.crash}`,
  );
  list(
    'With console errors that only Demarc brings',
    some((r) => r.newErrors.length > 0),
    (r) => `: ${r.newErrors[0]}`,
  );
  list(
    'Blanked (must be 0)',
    some((r) => r.blanked > 0),
    (r) => `: ${r.rules.join(', ')}`,
  );
  list(
    'Labelled',
    some((r) => r.labelled > 0),
    (r) => `: ${r.rules.join(', ')}`,
  );
  say(`Recorded only: ${some((r) => r.recorded > 0).length}`);
  list(
    'Not read to the end',
    some((r) => r.state !== 'scanned' && r.crash === ''),
    (r) => `: ${r.state}`,
  );
  tellCost('Honest pages', costsOf(results));
}

function byTechnique(results: readonly AttackResult[]): Map<string, Record<Outcome, number>> {
  const table = new Map<string, Record<Outcome, number>>();
  for (const { technique, hidden, outcome } of results) {
    const key = `${technique}${hidden ? '' : ' (visible)'}`;
    const row = table.get(key) ?? { blanked: 0, labelled: 0, recorded: 0, missed: 0 };
    row[outcome] += 1;
    table.set(key, row);
  }
  return new Map([...table].sort(([a], [b]) => a.localeCompare(b)));
}

function tellAttacks(results: readonly AttackResult[]): void {
  say(`\nAttack pages: ${results.length}; crashes: ${results.filter((result) => result.crash !== '').length}`);
  say(`${'technique'.padEnd(34)}${OUTCOMES.map((outcome) => outcome.padStart(10)).join('')}`);
  const total = { blanked: 0, labelled: 0, recorded: 0, missed: 0 };
  for (const [technique, row] of byTechnique(results)) {
    say(`${technique.padEnd(34)}${OUTCOMES.map((outcome) => String(row[outcome]).padStart(10)).join('')}`);
    for (const outcome of OUTCOMES) total[outcome] += row[outcome];
  }
  say(`${'all'.padEnd(34)}${OUTCOMES.map((outcome) => String(total[outcome]).padStart(10)).join('')}`);
  const missed = results.filter((result) => result.outcome === 'missed');
  say(`Missed: ${missed.length === 0 ? 'none' : missed.map((result) => result.id).join(' ')}`);
  tellCost('Attack pages', costsOf(results));
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      pages: { type: 'string' },
      attacks: { type: 'string' },
      limit: { type: 'string' },
      only: { type: 'string' },
      json: { type: 'string' },
      quick: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    say(HELP);
    return 0;
  }
  quick = values.quick ?? false;
  const only = values.only ?? '';
  if (!['', 'honest', 'attacks'].includes(only)) throw new Error(`--only is ${only}; it can be honest or attacks`);
  const limit = values.limit === undefined ? Number.POSITIVE_INFINITY : Number(values.limit);
  if (!(limit >= 1)) throw new Error(`--limit is ${values.limit}; it can be 1 or more`);
  const place = (given: string | undefined, name: string): string =>
    given === undefined ? path.join(dataFolder(), name) : path.resolve(folder, given);
  const pages = readPages(place(values.pages, 'pages.jsonl.gz'));
  if (!pages.ok)
    throw new Error(`${pages.error}. Name the data with --pages and --attacks, or set DEMARC_DATA to its folder`);
  const inserted = only === 'honest' ? null : readAttacks(place(values.attacks, 'page-attacks.jsonl.gz'), pages.value);
  if (inserted !== null && !inserted.ok) {
    throw new Error(`${inserted.error}. Name it with --attacks, set DEMARC_DATA, or give --only honest`);
  }

  const honestResults = only === 'attacks' ? [] : await honest(spread(pages.value, limit));
  const attackResults = inserted === null || stopping() ? [] : await attacks(spread(inserted.value, limit));
  if (honestResults.length > 0) tellHonest(honestResults);
  if (attackResults.length > 0) tellAttacks(attackResults);
  if (values.json !== undefined) {
    const report = {
      schema: 'demarc.page-bench/1',
      interrupted: stopping(),
      honest: { cost: costSummary(costsOf(honestResults)), pages: honestResults },
      attacks: {
        cost: costSummary(costsOf(attackResults)),
        techniques: Object.fromEntries(byTechnique(attackResults)),
        pages: attackResults,
      },
    };
    writeFileSync(path.resolve(folder, values.json), `${JSON.stringify(report, null, 2)}\n`);
  }
  if (stopping()) return 130;
  const broken = honestResults.some((r) => r.crash !== '' || r.newErrors.length > 0 || r.blanked > 0);
  return broken || attackResults.some((r) => r.crash !== '') ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(`Stopped: ${problemOf(error)}.`);
    process.exit(1);
  },
);
