// `npm run bench:detect`: how well texts and pages are judged whose authors the classifier has never met. Authors, others'
// sources and real pages are dealt out; for each fold the heads are trained on the rest, then everything in the fold is judged
// by rules and classifier. Others' texts are material: figures are printed, never wording.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { problemOf } from '../browsers/bounded.ts';
import { loadRules } from '../evaluate/judge.ts';
import { SIZE } from '../train/head.ts';
import { buildLexicon } from '../train/lexicon-build.ts';
import { readMaterial } from '../train/material.ts';
import { readOthers } from '../train/texts.ts';
import { classifierOf, deal, keptOf, type Data } from './detect-folds.ts';
import { emptyOutcome, judgeFold, type Outcome } from './detect-judge.ts';
import { LEGEND, linesOf, tablesOf, wrongOf } from './detect-report.ts';
import { dataFolder, readAttacks, readPages } from './page-data.ts';
import { progress, say, stopping } from './sample.ts';

const HELP = `npm run bench:detect [-- options]

  --folds N     parts that are left out in turn                          (default 4)
  --limit N     judges N texts of the corpus, of others and N pages of each fold, and trains on 20 N of each: a try-out,
                whose figures say nothing
  --json OUT    write every figure to the file OUT

Others' texts and real pages are read from the data folder: DEMARC_DATA, else ../shared/data beside the project. Without
them only the corpus is measured, and the model knows nothing else. Ctrl-C ends it with what it has. The whole takes about three quarters of an hour.`;

function whole(name: string, given: string | undefined, least: number): number | undefined {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (!Number.isInteger(value) || value < least) throw new Error(`--${name} is ${given}; it can be ${least} or more`);
  return value;
}

/** Lets signals in: everything here computes without a pause. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Thrown between two trainings when a person has asked for the end. */
class Interrupted extends Error {}

function readData(folder: string, corpus: Data['corpus']): Data {
  const others = readOthers(folder);
  if (others.length === 0) process.stderr.write(`No texts by others in ${folder}.\n`);
  const pages = readPages(path.join(folder, 'pages.jsonl.gz'));
  if (!pages.ok) {
    process.stderr.write(`No real pages: ${pages.error}.\n`);
    return { corpus, others, pages: [], attacked: [] };
  }
  const attacked = readAttacks(path.join(folder, 'page-attacks.jsonl.gz'), pages.value);
  if (!attacked.ok) process.stderr.write(`No payloads: ${attacked.error}.\n`);
  return { corpus, others, pages: pages.value, attacked: attacked.ok ? attacked.value : [] };
}

async function measure(folds: number, limit: number | undefined, outcome: Outcome): Promise<void> {
  const rules = loadRules();
  const lexicon = buildLexicon();
  process.stderr.write('Reading the material (about half a minute).\n');
  const material = readMaterial(lexicon, SIZE, dataFolder());
  const data = readData(dataFolder(), material.corpus);
  const all = deal(data, folds);
  const judged = deal(data, folds, limit);
  const from = Date.now();
  for (const [i, fold] of judged.entries()) {
    const kept = keptOf(material, all[i] ?? fold, folds, limit);
    const name = `Fold ${i + 1} of ${folds}:`;
    process.stderr.write(
      `${name} learns from ${kept.attacks} attacks by others; ${kept.alike} left out because they are like one of the fold.\n`,
    );
    const classifier = await classifierOf(lexicon, kept, async (done, of) => {
      process.stderr.write(`${name} trained ${done}/${of} (${Math.round((Date.now() - from) / 1000)} s)\n`);
      await breathe();
      if (stopping()) throw new Interrupted();
    });
    let began = Date.now();
    await judgeFold(rules, classifier, fold, outcome, async (done, of, what) => {
      if (done === 1) began = Date.now();
      if (done === of || done % 200 === 0) progress(done, of, `${name} ${what}`, began);
      if (done % 20 === 0) await breathe();
      return !stopping();
    });
    if (stopping()) throw new Interrupted();
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      folds: { type: 'string' },
      limit: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    say(HELP);
    return 0;
  }
  const folds = whole('folds', values.folds, 2) ?? 4;
  const limit = whole('limit', values.limit, 1);
  const outcome = emptyOutcome();
  let interrupted = false;
  try {
    await measure(folds, limit, outcome);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    interrupted = true;
  }
  const tables = tablesOf(outcome);
  if (interrupted) say('Ended early: not every fold is in these figures.');
  say(LEGEND);
  for (const table of tables) for (const line of linesOf(table)) say(line);
  if (values.json !== undefined) {
    const report = {
      schema: 'demarc.detect-bench/1',
      interrupted,
      folds,
      limit: limit ?? null,
      tables,
      wrong: wrongOf(outcome),
    };
    const file = path.resolve(process.env['DEMARC_CWD'] ?? process.cwd(), values.json);
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  }
  return interrupted ? 130 : 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(`Stopped: ${problemOf(error)}.`);
    process.exit(1);
  },
);
