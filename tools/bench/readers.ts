// `npm run bench:readers`: the product's promise as a matrix. Every hiding technique on two kinds of page, read by every
// way in which assistants and agents are known to read, without Demarc and with it; or, with --honest, the same
// techniques around honest sentences, where nothing at all may differ. Everything runs on loopback.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { problemOf } from '../browsers/bounded.ts';
import { BROWSER_KINDS } from '../browsers/launch.ts';
import type { BrowserKind } from '../browsers/launch.ts';
import { MATRIX_READERS } from '../readers/matrix.ts';
import { PIXEL_READER, stopPixels } from '../readers/pixels.ts';
import { readersFor } from '../readers/readers.ts';
import { compareHonest } from './readers-honest.ts';
import type { HonestOutcome } from './readers-honest.ts';
import { fixturesOf, readTechniques, serveTechniques } from './readers-pages.ts';
import type { Fixture } from './readers-pages.ts';
import { held, readLimits, reportOf, summaryOf, tableOf } from './readers-report.ts';
import { MatrixRun } from './readers-run.ts';
import type { FixtureOutcome } from './readers-run.ts';

const HELP = `npm run bench:readers [-- options] [TECHNIQUE…]

  --only ID         only this technique; may be given several times, like the names at the end
  --limit N         only N fixtures, spread evenly over the whole
  --payload ID      the same sentence everywhere (test/corpus/techniques/payloads.json), instead of all in turn
  --browser NAME    chromium (default) or firefox, with the readers that exist there
  --ocr             also read pictures of the page, where something is painted faintly (slow)
  --honest          honest sentences instead: the document and its picture must be the same with Demarc and without
  --json FILE       write every outcome to FILE

Ctrl-C stops after the fixture at hand and reports what was read before it. Exit code 1: a reader got hidden text that is not on
the list of known limits (test/corpus/techniques/known-limits.json), or an honest page differs.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const folder = process.env['DEMARC_CWD'] ?? process.cwd();

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (stopping = true));

function progress(at: number, all: number, from: number): void {
  const seconds = (Date.now() - from) / 1000;
  const rest = at === 0 ? '' : `, about ${Math.round((seconds / at) * (all - at))} s left`;
  const line = `fixtures ${at}/${all} (${seconds.toFixed(0)} s${rest})`;
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}${at === all ? '\n' : ''}`);
  else if (at % 25 === 0 || at === all) process.stderr.write(`${line}\n`);
}

/** Visits all fixtures in turn; a pressed Ctrl-C ends it early. */
async function each<T>(
  fixtures: readonly Fixture[],
  visit: (fixture: Fixture, at: number) => Promise<T>,
): Promise<T[]> {
  const from = Date.now();
  const results: T[] = [];
  for (const [at, fixture] of fixtures.entries()) {
    if (stopping) break;
    progress(at, fixtures.length, from);
    const result = await visit(fixture, at);
    // The signal may have ended the browsers, too: what was being read then says nothing.
    if (!stopping) results.push(result);
  }
  progress(results.length, fixtures.length, from);
  return results;
}

function spread<T>(list: readonly T[], limit: number): readonly T[] {
  if (!(limit > 0) || limit >= list.length) return list;
  return Array.from({ length: limit }, (_, i) => list[Math.floor((i * list.length) / limit)]!);
}

function honestReport(outcomes: readonly HonestOutcome[]): boolean {
  const bad = outcomes.filter((outcome) => outcome.difference !== '');
  say(`Honest pages that are the same with Demarc and without: ${outcomes.length - bad.length} of ${outcomes.length}.`);
  for (const { key, difference } of bad) say(`  ${key}: ${difference}`);
  return bad.length === 0;
}

interface Options {
  readonly kind: BrowserKind;
  readonly fixtures: readonly Fixture[];
  readonly ocr: boolean;
  readonly honest: boolean;
  readonly json: string;
}

function optionsOf(all: ReturnType<typeof readTechniques>): Options | null {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      limit: { type: 'string', default: '0' },
      payload: { type: 'string', default: '' },
      browser: { type: 'string', default: 'chromium' },
      ocr: { type: 'boolean', default: false },
      honest: { type: 'boolean', default: false },
      json: { type: 'string', default: '' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return null;
  const kind = BROWSER_KINDS.find((name) => name === values.browser);
  if (kind === undefined) throw new Error(`--browser is ${BROWSER_KINDS.join(' or ')}, not "${values.browser}"`);
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 0) throw new Error(`--limit is a whole number, not "${values.limit}"`);
  const only = new Set([...values.only, ...positionals].flatMap((list) => list.split(',')));
  const unknown = [...only].filter((id) => !all.techniques.some((technique) => technique.id === id));
  if (unknown.length > 0) throw new Error(`there is no technique ${unknown.join(', ')}`);
  if (values.payload !== '' && !all.payloads.some(({ id }) => id === values.payload)) {
    throw new Error(`there is no sentence ${values.payload}`);
  }
  const fixtures = fixturesOf(all, values.payload).filter(
    ({ technique }) =>
      (only.size === 0 || only.has(technique.id)) && (values.ocr || values.honest || technique.pixels !== 'only'),
  );
  const { ocr, honest, json } = values;
  return { kind, fixtures: spread(fixtures, limit), ocr, honest, json };
}

async function main(): Promise<number> {
  const all = readTechniques();
  const options = optionsOf(all);
  if (options === null) {
    say(HELP);
    return 0;
  }
  const { kind, fixtures, honest } = options;
  const readers = readersFor(kind, [...MATRIX_READERS, ...(options.ocr ? [PIXEL_READER] : [])]);
  const server = await serveTechniques(all, fixtures);
  const run = new MatrixRun(kind, readers, server);
  let result: unknown;
  let good: boolean;
  try {
    await run.start();
    if (honest) {
      const outcomes = await each(fixtures, (fixture) => compareHonest(run, fixture, kind));
      good = honestReport(outcomes);
      result = { browser: kind, honest: outcomes };
    } else {
      const outcomes = await each(fixtures, (fixture, at): Promise<FixtureOutcome> => run.read(fixture, at));
      const report = reportOf(outcomes, readLimits(), kind);
      say(`${tableOf(outcomes, readers, report)}\n\n${summaryOf(report)}`);
      good = held(report);
      result = { browser: kind, ...report, outcomes };
    }
  } finally {
    await run.close();
    await Promise.all([server.close(), stopPixels()]);
  }
  if (options.json !== '') writeFileSync(path.resolve(folder, options.json), `${JSON.stringify(result, null, 1)}\n`);
  if (stopping) say('Stopped early: the rest was not read.');
  return good ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    say(`bench:readers stopped: ${problemOf(error)}`);
    process.exitCode = 1;
  },
);
