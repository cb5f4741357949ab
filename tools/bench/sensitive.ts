// `npm run bench:sensitive`: how many sensitive values are found and how many texts without any are flagged, on the sets that
// are there: the project's own (test/corpus/sensitive) and the development data beside the repository. And what it costs.
// A value counts as found when findings cover at least half of it. Types that are no part of the product are left out and
// said so. Options: --misses N shows N misses and false findings of each type; --file F judges another set.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { SensitiveSpan } from '../../src/model/sensitive.ts';
import { ROOT } from '../browsers/launch.ts';
import { loadFinder, type Finder } from '../evaluate/sensitive.ts';

interface Row {
  readonly id: string;
  readonly source?: string;
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number; readonly type: string }[];
}

/** Asked for by nobody: names of people and places, times, addresses of machines, roles. */
const NOT_ASKED =
  /^(?:PERSON|PREFIX|TITLE|AGE|GPE|LOCATION|ORGANIZATION|NRP|DATE_TIME|DATE|DOMAIN_NAME|URL|IP|IP_ADDRESS|MAC|SPACY|STANZA|TRANSFORMERS|CRYPTO|ZIP_CODE|UK_POSTCODE|HOMEDIR|EXAMPLE_MESSAGE|PATTERN|FOUND_DOTENV_FILE|AWSAccountID|SG_UEN|KR_BRN|AU_ACN|SE_ORGANISATIONSNUMMER|CERTIFICATE_NUMBER|.*VEHICLE_REGISTRATION|TR_LICENSE_PLATE|DE_LANR)$/;
const HALF = 0.5;
const MAX_SHOWN = 160;

/** Rows of a set, gzip'd or not; lines that are no rows are left out. */
export function readSet(file: string): Row[] {
  const bytes = readFileSync(file);
  const text = file.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row)
    .filter((row) => typeof row.text === 'string' && Array.isArray(row.spans));
}

/** Share of a value that the spans cover. */
export function covered(
  value: { readonly start: number; readonly end: number },
  spans: readonly SensitiveSpan[],
): number {
  let units = 0;
  for (const s of spans) units += Math.max(0, Math.min(s.end, value.end) - Math.max(s.start, value.start));
  return units / Math.max(1, value.end - value.start);
}

interface Tally {
  found: number;
  all: number;
  readonly misses: string[];
}

function report(name: string, rows: readonly Row[], find: Finder, shown: number): void {
  const types = new Map<string, Tally>();
  const flagged = new Map<string, string[]>();
  let negatives = 0;
  let falsely = 0;
  let left = 0;
  for (const row of rows) {
    const spans = find(row.text);
    if (row.spans.length === 0) {
      negatives += 1;
      falsely += spans.length > 0 ? 1 : 0;
      for (const s of spans) {
        const list = flagged.get(s.type) ?? [];
        list.push(`${row.id} ${s.why}: ${JSON.stringify(around(row.text, s.start, s.end))}`);
        flagged.set(s.type, list);
      }
    }
    for (const value of row.spans) {
      if (NOT_ASKED.test(value.type)) {
        left += 1;
        continue;
      }
      const tally = types.get(value.type) ?? { found: 0, all: 0, misses: [] };
      types.set(value.type, tally);
      tally.all += 1;
      if (covered(value, spans) >= HALF) tally.found += 1;
      else tally.misses.push(`${row.id} ${JSON.stringify(around(row.text, value.start, value.end))}`);
    }
  }
  const sum = (pick: (t: Tally) => number): number => [...types.values()].reduce((n, t) => n + pick(t), 0);
  const percent = (part: number, whole: number): string =>
    whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
  process.stdout.write(`\n${name}: ${rows.length} texts\n`);
  for (const [type, tally] of [...types].sort(([a], [b]) => a.localeCompare(b))) {
    process.stdout.write(`  ${String(tally.found).padStart(4)} of ${String(tally.all).padEnd(4)} ${type}\n`);
    for (const miss of tally.misses.slice(0, shown)) process.stdout.write(`         missed ${miss}\n`);
  }
  for (const [type, list] of shown > 0 ? flagged : [])
    for (const one of list.slice(0, shown)) process.stdout.write(`  false ${type} ${one}\n`);
  process.stdout.write(
    `  values found: ${sum((t) => t.found)} of ${sum((t) => t.all)} (${percent(
      sum((t) => t.found),
      sum((t) => t.all),
    )})` +
      `${left > 0 ? `; ${left} of types that are not asked for are not counted` : ''}\n` +
      `  texts without any that are flagged: ${falsely} of ${negatives} (${percent(falsely, negatives)})\n`,
  );
}

const around = (text: string, start: number, end: number): string =>
  `${text.slice(Math.max(0, start - 40), start)}⟦${text.slice(start, end)}⟧${text.slice(end, end + 20)}`.slice(
    0,
    MAX_SHOWN,
  );

/** 100 kB of ordinary prose made of the repository's own documents. */
function prose(): string {
  const docs = readdirSync(path.join(ROOT, 'docs')).filter((f) => f.endsWith('.md'));
  const text = docs.map((f) => readFileSync(path.join(ROOT, 'docs', f), 'utf8')).join('\n');
  return text.repeat(Math.ceil(100_000 / text.length)).slice(0, 100_000);
}

const HOSTILE: readonly (readonly [string, string])[] = [
  ['one digit', '1'],
  ['groups of digits', '1234 '],
  ['letters and digits', 'AB 12 '],
  ['beginnings of keys', 'sk-'],
  ['beginnings of blocks', '-----BEGIN PRIVATE KEY-----'],
  ['words for passwords', 'password: '],
  ['addresses with logins', 'https://a:b'],
  ['streets', '1 A Street '],
  ['births', 'born 1 '],
  ['new lines', '\n'],
  ['cells', '| a | b |\n'],
];

function time(find: Finder): void {
  const median = (text: string, times: number): number => {
    const all = Array.from({ length: times }, () => {
      const from = performance.now();
      find(text);
      return performance.now() - from;
    });
    return all.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
  };
  const text = prose();
  median(text, 5);
  process.stdout.write(
    `\n100 kB of prose: ${median(text, 15).toFixed(1)} ms\nWorst cases, 50 kB and 100 kB (twice is linear):\n`,
  );
  for (const [name, piece] of HOSTILE) {
    const long = piece.repeat(Math.ceil(100_000 / piece.length)).slice(0, 100_000);
    const [half, whole] = [median(long.slice(0, 50_000), 3), median(long, 3)];
    process.stdout.write(`  ${name.padEnd(24)} ${half.toFixed(0).padStart(6)} ms ${whole.toFixed(0).padStart(6)} ms\n`);
  }
}

/** Map.groupBy is newer than the oldest Node that the project runs on. */
function groupBySource(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.source ?? '') ?? [];
    group.push(row);
    groups.set(row.source ?? '', group);
  }
  return groups;
}

function main(): void {
  const args = process.argv.slice(2);
  const option = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const shown = Number(option('--misses') ?? 0);
  const find = loadFinder();
  const file = option('--file');
  const own = path.join(ROOT, 'test/corpus/sensitive');
  const beside = path.join(ROOT, '../shared/data/dlp.jsonl.gz');
  if (file !== undefined) report(file, readSet(path.resolve(process.env['DEMARC_CWD'] ?? '.', file)), find, shown);
  else {
    // Packed, so that no scanner of repositories takes made-up keys for a leak.
    for (const name of existsSync(own) ? readdirSync(own).filter((f) => f.endsWith('.jsonl.gz')) : [])
      report(`test/corpus/sensitive/${name}`, readSet(path.join(own, name)), find, shown);
    if (existsSync(beside)) {
      const bySource = groupBySource(readSet(beside));
      for (const [source, rows] of bySource) report(source, rows, find, shown);
    }
  }
  time(find);
}

if (process.argv[1]?.endsWith('sensitive.ts')) main();
