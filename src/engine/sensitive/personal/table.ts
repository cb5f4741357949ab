// Tables of people: rows of comma, semicolon, tab or pipe separated cells, whose head or whose cells show that they hold
// names, addresses and numbers. The table is one finding; its cells are the parts that a redaction replaces.
import type { SensitiveSpan, SensitiveType } from '../../../model/sensitive.ts';
import type { WordLists } from '../data-class.ts';
import { container, span } from '../span.ts';

/** Columns by what their head says; the word list `column-…` of the catalogue gives the words. */
const COLUMNS: readonly (readonly [list: string, type: SensitiveType, weight: number])[] = [
  ['column-name', 'personal.name', 1],
  ['column-mail', 'personal.e-mail', 2],
  ['column-phone', 'personal.phone', 2],
  ['column-address', 'personal.address', 1],
  ['column-birth', 'personal.birth-date', 1],
  ['column-id', 'personal.national-id', 2],
  ['column-bank', 'financial.bank-account', 2],
  ['column-health', 'health.line', 2],
  ['column-secret', 'secret.password', 2],
  ['column-pay', 'personal.name', 2],
];

export type TableWords = ReadonlyMap<string, readonly [SensitiveType, number, string]>;

export function compileTables(lists: WordLists): TableWords {
  const words = new Map<string, readonly [SensitiveType, number, string]>();
  for (const [list, type, weight] of COLUMNS)
    for (const word of lists[list] ?? []) words.set(word, [type, weight, list]);
  return words;
}

/** Rows below a head, and without one. */
const MIN_ROWS = 2;
const MIN_HEADLESS = 3;
const MAX_ROWS = 5_000;
const MAX_CELLS = 60;
const MAX_LINE = 4_000;
const MAIL = /^[^\s@]{1,64}@[^\s@]{3,120}\.[a-z]{2,24}$/i;
const MADE_UP =
  /@(?:[\w-]+\.)*(?:example|test|invalid|localhost)(?:\.\w{2,4})?$|@(?:foo|bar|domain|mail|email|company)\.(?:com|org|net)$/i;
/** An address that stands in every manual. */
export const isMadeUpMail = (mail: string): boolean => MADE_UP.test(mail);
const PHONE = /^\+?[\d(][\d ()./-]{6,18}\d$/;
const DATE = /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./](?:19|20)\d{2})$/;
const NAME = /^\p{Lu}[\p{L}'’.-]{1,20}(?:,? \p{Lu}[\p{L}'’.-]{0,20}){1,3}$/u;
const IBAN = /^[A-Z]{2}\d{2}[ A-Z0-9]{11,36}$/;

interface Cell {
  readonly start: number;
  readonly end: number;
}
interface Line {
  readonly start: number;
  readonly end: number;
}

export function findTables(words: TableWords, text: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  let block: Line[] = [];
  let mark = '';
  const flush = (): void => {
    if (block.length >= 1 + MIN_ROWS) {
      const table = judged(words, text, block, mark);
      if (table) out.push(table);
    }
    block = [];
  };
  for (let start = 0; start < text.length;) {
    const stop = text.indexOf('\n', start);
    const end = stop < 0 ? text.length : stop;
    const line = text.slice(start, Math.min(end, start + MAX_LINE));
    const separator = end - start > MAX_LINE ? '' : separatorOf(line, mark);
    if (separator === '' || separator !== mark || block.length > MAX_ROWS) flush();
    if (separator !== '') block.push({ start, end: text[end - 1] === '\r' ? end - 1 : end });
    mark = separator;
    start = end + 1;
  }
  flush();
  return out;
}

/** The mark between cells; that of the line before where it fits too. */
function separatorOf(line: string, before: string): string {
  if (line.length < 3) return '';
  if (before !== '' && line.includes(before)) return before;
  for (const mark of ['\t', '|', ';']) if (line.includes(mark)) return mark;
  const comma = line.indexOf(',');
  return comma >= 0 && line.indexOf(',', comma + 1) > 0 ? ',' : '';
}

/** Cells between marks, quotes around them taken off. */
function cellsOf(text: string, { start, end }: Line, mark: string): Cell[] {
  const cells: Cell[] = [];
  let from = start;
  let quoted = false;
  for (let i = start; i <= end && cells.length < MAX_CELLS; i++) {
    const c = text[i];
    if (i < end && c === '"') quoted = !quoted;
    if (i < end && (quoted || c !== mark)) continue;
    let [a, b] = [from, i];
    while (a < b && /[\s"'*`_]/.test(text[a] as string)) a += 1;
    while (b > a && /[\s"'*`_]/.test(text[b - 1] as string)) b -= 1;
    cells.push({ start: a, end: b });
    from = i + 1;
  }
  if (mark === '|' && cells.length > 2) {
    if (cells[0]?.start === cells[0]?.end) cells.shift();
    if (cells.at(-1)?.start === cells.at(-1)?.end) cells.pop();
  }
  return cells;
}

function judged(words: TableWords, text: string, lines: readonly Line[], mark: string): SensitiveSpan | null {
  // Sentences have commas too: only a head, or cells that could be somebody's, make it worth reading on.
  const first3 = lines.slice(0, 3).map((line) => cellsOf(text, line, mark));
  if (
    !first3.some((cells) => hasHead(words, text, cells)) &&
    !/@|\d{4}/.test(text.slice(lines[1]?.start, lines[1]?.end))
  )
    return null;
  const rows = lines.map((line) => cellsOf(text, line, mark)).filter((cells) => cells.length > 1);
  const valueOf = (cell: Cell | undefined): string => (cell ? text.slice(cell.start, cell.end) : '');
  const head = rows.slice(0, 3).findIndex((cells) => hasHead(words, text, cells));
  const headed = head >= 0;
  const body = (headed ? rows.slice(head + 1) : rows).filter((cells) => cells.some((c) => /[^-:=+ ]/.test(valueOf(c))));
  if (body.length < (headed ? MIN_ROWS : MIN_HEADLESS)) return null;
  const kinds = headed
    ? kindsOf(words, (rows[head] as Cell[]).map(valueOf))
    : shapesOf(body.map((cells) => cells.map(valueOf)));
  const lists = new Set(kinds.flatMap((k) => (k ? [k[2]] : [])));
  const weight = [...new Map(kinds.flatMap((k) => (k ? [[k[2], k[1]] as const] : []))).values()].reduce(
    (a, b) => a + b,
    0,
  );
  // A name with an age or a town is every tutorial's table; something by which a person can be reached or told must be there.
  if (lists.size < 2 || weight < 3) return null;
  const mails = body.flatMap((cells) => cells.map(valueOf)).filter((v) => MAIL.test(v));
  if (mails.length > 0 && mails.every(isMadeUpMail)) return null;
  const parts: SensitiveSpan[] = [];
  for (const cells of body) {
    for (const [i, cell] of cells.entries()) {
      const kind = kinds[i];
      if (kind && cell.end - cell.start > 1)
        parts.push(span(cell.start, cell.end, kind[0], 0.8, `personal.customer-table: ${kind[2]}`));
    }
  }
  if (parts.length < MIN_ROWS * 2) return null;
  const [begin, last] = [rows[headed ? head : 0]?.[0], rows.at(-1)?.at(-1)];
  const outer = span(
    begin?.start ?? 0,
    last?.end ?? 0,
    'personal.customer-table',
    headed ? 0.9 : 0.75,
    `personal.customer-table: ${String(body.length)} rows, ${headed ? 'head' : 'cells'}`,
  );
  return container(outer, parts);
}

const hasHead = (words: TableWords, text: string, cells: readonly Cell[]): boolean =>
  kindsOf(
    words,
    cells.map((c) => text.slice(c.start, c.end)),
  ).filter(Boolean).length >= 2;

type Kind = readonly [SensitiveType, number, string];

function kindsOf(words: TableWords, cells: readonly string[]): (Kind | undefined)[] {
  return cells.map((cell) => {
    if (cell.length > 40) return undefined;
    const plain = cell
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .replace(/[_./()-]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    return (
      words.get(plain) ??
      words.get(
        plain.replace(
          /^(?:customer|client|patient|employee|user|contact|member|kunden?|mitarbeiter|primary|home|work|private|full|billing|your|cust|emp) /,
          '',
        ),
      ) ??
      words.get(plain.replace(/ (?:no|nr|number|nummer|1|id)$/, ''))
    );
  });
}

/** What most cells of each column look like. */
function shapesOf(rows: readonly (readonly string[])[]): (Kind | undefined)[] {
  const columns = Math.max(...rows.map((r) => r.length));
  return Array.from({ length: columns }, (_, i) => {
    const cells = rows.map((r) => r[i] ?? '').filter((c) => c !== '');
    const most = (pattern: RegExp): boolean =>
      cells.filter((c) => pattern.test(c)).length >= Math.max(3, rows.length * 0.7);
    if (most(MAIL)) return ['personal.e-mail', 2, 'column-mail'];
    if (most(NAME)) return ['personal.name', 1, 'column-name'];
    if (most(DATE)) return undefined;
    if (most(IBAN)) return ['financial.iban', 2, 'column-bank'];
    if (most(PHONE)) return cells.some((c) => /[+ ()-]/.test(c)) ? ['personal.phone', 2, 'column-phone'] : undefined;
    return undefined;
  });
}
