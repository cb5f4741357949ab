// `npm run bench:guard`: what the guard costs, row by row, against budgets that fail the run. Everything is measured in the
// built extension in headless Chromium, as processor time of the guard's script. What each row means: docs/performance.md.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { problemOf } from '../browsers/bounded.ts';
import { isOver, table } from './guard-rows.ts';
import type { Row, Settings } from './guard-rows.ts';
import { chatRow, insertRow, largeRow, memoryRow, sizeRow, startRow } from './guard-rows-made.ts';
import { pagesRow, tasksRow } from './guard-rows-pages.ts';
import { dataFolder } from './page-data.ts';
import { say, stopping } from './sample.ts';

const ROWS: Readonly<Record<string, (settings: Settings) => Promise<Row>>> = {
  size: sizeRow,
  start: startRow,
  pages: pagesRow,
  tasks: tasksRow,
  large: largeRow,
  insert: insertRow,
  chat: chatRow,
  memory: memoryRow,
};

const HELP = `npm run bench:guard [-- options]

  --only ROW         ${Object.keys(ROWS).join(', ')}; can be given several times
  --pages N          real pages, spread evenly over the whole     (default 60)
  --pages-file FILE  gzipped JSON lines { id, html }              (default: pages.jsonl.gz in the data folder)
  --seconds N        how long the chat streams                    (default 60)
  --navigations N    navigations in the memory row                (default 200)
  --runs N           loads of a made page that count              (default 3)
  --extension DIR    another build, for instance one that is not minified (default dist/chromium)
  --hot N            for each row over its budget, the N functions that take the most time
  --json OUT         write every figure to the file OUT

The data folder is DEMARC_DATA, else ../shared/data beside the project. Ends with 1 when a figure is over its budget.`;

const folder = process.env['DEMARC_CWD'] ?? process.cwd();

function whole(name: string, given: string | undefined, otherwise: number): number {
  const value = given === undefined ? otherwise : Number(given);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} is ${given}; it can be 1 or more`);
  return value;
}

function tellHot(rows: readonly Row[], most: number): void {
  for (const { name, figures, hot } of rows) {
    if (hot.length === 0 || !figures.some(isOver)) continue;
    for (const [kind, title] of [
      ['selfMs', 'self time'],
      ['totalMs', 'time with what they call'],
    ] as const) {
      say(`\n${name}: functions of the guard by ${title}, all loads together`);
      const sorted = [...hot].sort((a, b) => b[kind] - a[kind]).slice(0, most);
      for (const called of sorted) say(`  ${called[kind].toFixed(1).padStart(10)} ms  ${called.name}`);
    }
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      pages: { type: 'string' },
      'pages-file': { type: 'string' },
      seconds: { type: 'string' },
      navigations: { type: 'string' },
      runs: { type: 'string' },
      extension: { type: 'string' },
      hot: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    say(HELP);
    return 0;
  }
  const names = values.only ?? Object.keys(ROWS);
  const unknown = names.find((name) => !Object.hasOwn(ROWS, name));
  if (unknown !== undefined) throw new Error(`--only is ${unknown}; it can be ${Object.keys(ROWS).join(', ')}`);
  const place = (given: string): string => path.resolve(folder, given);
  const settings: Settings = {
    extension: values.extension === undefined ? undefined : place(values.extension),
    pagesFile:
      values['pages-file'] === undefined ? path.join(dataFolder(), 'pages.jsonl.gz') : place(values['pages-file']),
    pages: whole('pages', values.pages, 60),
    seconds: whole('seconds', values.seconds, 60),
    navigations: whole('navigations', values.navigations, 200),
    runs: whole('runs', values.runs, 3),
  };
  const most = whole('hot', values.hot ?? '12', 12);
  const rows: Row[] = [];
  for (const name of names) {
    if (stopping()) break;
    const row = await ROWS[name]?.(settings);
    if (row && !stopping()) rows.push(row);
  }
  for (const line of table(rows)) say(line);
  for (const { name, problems } of rows) for (const problem of problems) say(`${name}: ${problem}`);
  if (values.hot !== undefined) tellHot(rows, most);
  if (values.json !== undefined) {
    const report = { schema: 'demarc.guard-bench/1', interrupted: stopping(), settings, rows };
    writeFileSync(place(values.json), `${JSON.stringify(report, null, 2)}\n`);
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
