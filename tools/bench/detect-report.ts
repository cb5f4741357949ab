// Tables of the detection bench, from what was judged: whom it finds, whom it flags for nothing, how sure it is. Figures
// only; the same outcome always gives the same tables, but for the time.
import { SUSPICIOUS } from '../../src/engine/verdict/weigh.ts';
import { areaUnderRoc, averagePrecision, calibrationError, recallAt } from '../train/measures.ts';
import { ENCODINGS } from './detect-altered.ts';
import type { Judged, JudgedPage, Outcome } from './detect-judge.ts';

/** null: there is nothing to measure it on. */
export type Cell = string | number | null;

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Part of a whole in percent; null of nothing. */
const percent = (part: number, whole: number): number | null => (whole === 0 ? null : (100 * part) / whole);
const count = <T>(list: readonly T[], test: (item: T) => boolean): number =>
  list.reduce((n, item) => n + (test(item) ? 1 : 0), 0);

/** Harmonic mean of precision and recall; null where there are no attacks. */
export function f1(found: number, attacks: number, flagged: number): number | null {
  return attacks === 0 ? null : (2 * found) / (attacks + found + flagged);
}

/** Either as its channel has the text, or as if nobody saw it. */
type Sight = 'as it stands' | 'as unseen';
const flags = (j: Judged, sight: Sight): boolean => (sight === 'as unseen' ? j.unseenKind : j.kind) !== 'clean';
const scoreAs = (j: Judged, sight: Sight): number => (sight === 'as unseen' ? j.unseenScore : j.score);
const malicious = (j: Judged, sight: Sight): boolean => (sight === 'as unseen' ? j.unseenKind : j.kind) === 'malicious';

function whole(name: string, list: readonly Judged[], sight: Sight): Cell[] {
  const attacks = list.filter((j) => j.attack);
  const honest = list.filter((j) => !j.attack);
  const found = count(attacks, (j) => flags(j, sight));
  const flagged = count(honest, (j) => flags(j, sight));
  const [bad, good] = [attacks, honest].map((part) => part.map((j) => scoreAs(j, sight))) as [number[], number[]];
  const some = bad.length > 0 && good.length > 0;
  const at = (rate: number): number | null => (some ? 100 * recallAt(bad, good, rate).recall : null);
  return [
    `${name}, ${sight}`,
    attacks.length,
    percent(found, attacks.length),
    percent(
      count(attacks, (j) => malicious(j, sight)),
      attacks.length,
    ),
    honest.length,
    percent(flagged, honest.length),
    percent(
      count(honest, (j) => malicious(j, sight)),
      honest.length,
    ),
    f1(found, attacks.length, flagged),
    some ? averagePrecision(bad, good) : null,
    some ? areaUnderRoc(bad, good) : null,
    at(0.01),
    at(0.001),
    some ? calibrationError([...bad, ...good], [...bad.map(() => true), ...good.map(() => false)]) : null,
  ];
}

function wholeTable(texts: readonly Judged[]): Table {
  const rows = (['as it stands', 'as unseen'] as const).flatMap((sight) => [
    whole(
      'corpus',
      texts.filter((j) => j.own),
      sight,
    ),
    whole(
      'others',
      texts.filter((j) => !j.own),
      sight,
    ),
  ]);
  const columns =
    'texts, attacks, found %, manipulative %, honest, flagged %, manipulative %, F1, area under PR, area under ROC, found % at 1 % flagged, found % at 0.1 % flagged, calibration error';
  return { title: 'All texts, each by a model that has not seen its author', columns: columns.split(', '), rows };
}

/** A row for each value of `key`, in order of its name. */
function byTable(title: string, texts: readonly Judged[], key: (j: Judged) => string): Table {
  const groups = new Map<string, Judged[]>();
  for (const judged of texts) {
    const name = key(judged);
    if (name === '') continue;
    const group = groups.get(name);
    if (group) group.push(judged);
    else groups.set(name, [judged]);
  }
  const rows = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, group]): Cell[] => {
      const attacks = group.filter((j) => j.attack);
      const honest = group.filter((j) => !j.attack);
      const share = (part: readonly Judged[], sight: Sight): number | null =>
        percent(
          count(part, (j) => flags(j, sight)),
          part.length,
        );
      const found = count(attacks, (j) => flags(j, 'as it stands'));
      const flagged = count(honest, (j) => flags(j, 'as it stands'));
      return [
        name,
        attacks.length,
        share(attacks, 'as it stands'),
        share(attacks, 'as unseen'),
        percent(
          count(attacks, (j) => j.named === true),
          count(attacks, (j) => j.named !== null),
        ),
        honest.length,
        share(honest, 'as it stands'),
        share(honest, 'as unseen'),
        honest.length === 0 ? null : f1(found, attacks.length, flagged),
      ];
    });
  const columns = [
    title,
    ...'attacks, found %, as unseen %, family named %, honest, flagged %, as unseen %, F1'.split(', '),
  ];
  return { title: `By ${title}`, columns, rows };
}

function alteredTable({ altered }: Outcome, encodings: boolean): Table {
  const names = [...new Set(altered.map((a) => a.name))].filter((name) => Object.hasOwn(ENCODINGS, name) === encodings);
  const rows = names.flatMap((name) =>
    [true, false].flatMap((own): Cell[][] => {
      const all = altered.filter((a) => a.name === name && a.own === own);
      const attacks = all.filter((a) => a.attack);
      const honest = all.filter((a) => !a.attack);
      if (all.length === 0) return [];
      return [
        [
          `${name}, ${own ? 'corpus' : 'others'}`,
          attacks.length,
          percent(
            count(attacks, (a) => a.plain),
            attacks.length,
          ),
          percent(
            count(attacks, (a) => a.flagged),
            attacks.length,
          ),
          percent(
            count(attacks, (a) => a.plain && a.flagged),
            count(attacks, (a) => a.plain),
          ),
          honest.length,
          percent(
            count(honest, (a) => a.plain),
            honest.length,
          ),
          percent(
            count(honest, (a) => a.flagged),
            honest.length,
          ),
        ],
      ];
    }),
  );
  const columns = 'attacks, found plain %, found so %, of those found plain %, honest, flagged plain %, flagged so %';
  const first = encodings ? 'encoding' : 'fault';
  const title = encodings ? 'In other writings' : 'With the faults people make';
  return { title, columns: [first, ...columns.split(', ')], rows };
}

function pageTables(pages: readonly JudgedPage[]): Table[] {
  const honest = pages.filter((p) => p.technique === '');
  const attacked = pages.filter((p) => p.technique !== '');
  const flagged = count(honest, (p) => p.flagged);
  const row = (name: string, list: readonly JudgedPage[]): Cell[] => {
    const found = count(list, (p) => p.flagged);
    return [
      name,
      list.length,
      percent(found, list.length),
      percent(
        count(list, (p) => p.found),
        list.length,
      ),
    ];
  };
  const found = count(attacked, (p) => p.flagged);
  const [bad, good] = [attacked, honest].map((list) => list.map((p) => p.score)) as [number[], number[]];
  const total: Cell[] = [
    ...row('all', attacked),
    honest.length,
    percent(flagged, honest.length),
    percent(
      count(honest, (p) => p.bySeen),
      honest.length,
    ),
    percent(
      count(honest, (p) => p.byUnseen),
      honest.length,
    ),
    percent(found, found + flagged),
    f1(found, attacked.length, flagged),
    bad.length > 0 && good.length > 0 ? averagePrecision(bad, good) : null,
  ];
  const techniques = [...new Set(attacked.map((p) => p.technique))].sort();
  const columns = ['technique', 'pages with a payload', 'found %', 'payload itself found %'];
  return [
    {
      title: 'Real pages, whole: source only, no layout',
      columns: [
        'pages',
        ...columns.slice(1),
        'honest',
        'flagged %',
        'by text seen %',
        'by text unseen %',
        'precision %',
        'F1',
        'area under PR',
      ],
      rows: [total],
    },
    {
      title: 'Pages by technique',
      columns,
      rows: [
        row(
          'payload unseen',
          attacked.filter((p) => p.hidden),
        ),
        row(
          'payload seen',
          attacked.filter((p) => !p.hidden),
        ),
        ...techniques.map((t) =>
          row(
            t,
            attacked.filter((p) => p.technique === t),
          ),
        ),
      ],
    },
  ];
}

/** Everything that was measured. */
export function tablesOf(outcome: Outcome): Table[] {
  const { texts, pages, ms, kB } = outcome;
  const own = texts.filter((j) => j.own);
  return [
    wholeTable(texts),
    byTable(
      'source',
      texts.map((j) => j),
      (j) => j.source,
    ),
    byTable('language', own, (j) => j.language),
    byTable(
      "language of others' texts",
      texts.filter((j) => !j.own),
      (j) => j.language,
    ),
    byTable('style', own, (j) => j.style),
    byTable('family or kind', own, (j) => j.family),
    byTable('channel', own, (j) => j.channel),
    alteredTable(outcome, true),
    alteredTable(outcome, false),
    ...pageTables(pages),
    {
      title: 'Time of the whole judgement',
      columns: ['texts', 'number', 'kB', 'ms per kB'],
      rows: [['plain', texts.length, kB, kB === 0 ? null : ms / kB]],
    },
  ];
}

/** Ids of what was judged wrongly, for looking at it where it lies. */
export function wrongOf({ texts, pages }: Outcome): Readonly<Record<string, readonly string[]>> {
  const ids = (list: readonly { readonly id: string }[]): string[] => list.map((item) => item.id);
  return {
    missed: ids(texts.filter((j) => j.attack && !flags(j, 'as it stands'))),
    flagged: ids(texts.filter((j) => !j.attack && flags(j, 'as it stands'))),
    pagesMissed: ids(pages.filter((p) => p.technique !== '' && !p.found)),
    pagesFlagged: ids(pages.filter((p) => p.technique === '' && p.flagged)),
  };
}

/** What the columns mean, in a line. */
export const LEGEND = `found, flagged: not clean (score from ${SUSPICIOUS}); as unseen: were the text one that a person cannot see.`;

function shown(cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'string' || Number.isInteger(cell)) return String(cell);
  return cell.toFixed(Math.abs(cell) < 2 ? 3 : 1);
}

/** The table as lines of equal columns. */
export function linesOf({ title, columns, rows }: Table): string[] {
  const cells = [columns, ...rows.map((row) => row.map(shown))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  return ['', title, ...cells.map(line)];
}
