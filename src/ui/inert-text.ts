// Cuts a hostile text into pieces that are safe to show: plain stretches, named boxes for code points that draw nothing or
// change direction, and marks for findings. Pure; the caller renders every piece as a text node.

export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly title: string;
  /** How it is drawn, where marks are of several kinds; a rule's by default. */
  readonly tone?: Tone;
}

/** `model`: what the trained model points at · `for`, `against`: a word that it weighed so. */
export type Tone = 'model' | 'for' | 'against';

export interface Piece {
  readonly kind: 'plain' | 'box';
  readonly text: string;
  /** Titles of the marks that cover this piece, at most 6; empty: none. */
  readonly marks: readonly string[];
  /** Of the marks that cover it, the one that a rule does not set; absent where a rule covers it, too. */
  readonly tone?: Tone;
}

/** Characters in the document at once; the record itself may be longer. */
export const MAX_SHOWN = 20_000;
export const MAX_MARKS = 400;
const MAX_TITLES = 6;
/** Pieces of one text. */
const MAX_PIECES = 3_000;
const SIGN = '\u25af';
const MAX_NAMES = 12;

const NAMES: Readonly<Record<number, string>> = {
  0x00ad: 'SHY',
  0x034f: 'CGJ',
  0x061c: 'ALM',
  0x115f: 'HCF',
  0x1160: 'HJF',
  0x17b4: 'KIV AQ',
  0x17b5: 'KIV AA',
  0x180e: 'MVS',
  0x200b: 'ZWSP',
  0x200c: 'ZWNJ',
  0x200d: 'ZWJ',
  0x200e: 'LRM',
  0x200f: 'RLM',
  0x2028: 'LSEP',
  0x2029: 'PSEP',
  0x202a: 'LRE',
  0x202b: 'RLE',
  0x202c: 'PDF',
  0x202d: 'LRO',
  0x202e: 'RLO',
  0x2060: 'WJ',
  0x2061: 'FUNC',
  0x2062: 'TIMES',
  0x2063: 'SEP',
  0x2064: 'PLUS',
  0x2066: 'LRI',
  0x2067: 'RLI',
  0x2068: 'FSI',
  0x2069: 'PDI',
  0x2800: 'BRAILLE BLANK',
  0x3164: 'HF',
  0xfeff: 'BOM',
  0xffa0: 'HWHF',
  0xe0001: 'LANG TAG',
  0xe007f: 'END TAG',
};

/** Everything that gets a box: format and control characters, fillers, variation selectors, tags, lone surrogates. */
const INVISIBLE =
  /[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2028\u2029\u2800\u3164\uffa0\ufe00-\ufe0f\u{e0000}-\u{e0fff}\p{Cf}\p{Cs}\p{Co}]|(?![\n\r\t])\p{Cc}/gu;

function nameOf(code: number): string {
  const known = NAMES[code];
  if (known) return known;
  if (code >= 0xfe00 && code <= 0xfe0f) return `VS${code - 0xfe00 + 1}`;
  if (code >= 0xe0100 && code <= 0xe01ef) return `VS${code - 0xe0100 + 17}`;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

const isTag = (code: number): boolean => code >= 0xe0020 && code <= 0xe007e;

/** Names of a run of invisible characters, short: repeats counted, tag characters spelled out. */
export function boxName(run: string): string {
  const parts: string[] = [];
  const codes = [...run].map((c) => c.codePointAt(0) ?? 0);
  for (let i = 0; i < codes.length;) {
    const code = codes[i] ?? 0;
    let end = i + 1;
    if (isTag(code)) {
      while (end < codes.length && isTag(codes[end] ?? 0)) end += 1;
      parts.push(`TAG ${String.fromCodePoint(...codes.slice(i, Math.min(end, i + 400)).map((c) => c - 0xe0000))}`);
    } else {
      while (end < codes.length && codes[end] === code) end += 1;
      parts.push(nameOf(code) + (end - i > 1 ? ` ×${end - i}` : ''));
    }
    i = end;
  }
  const rest = parts.length - MAX_NAMES;
  return rest > 1 ? `${parts.slice(0, MAX_NAMES).join(' ')} … +${rest}` : parts.join(' ');
}

/**
 * Pieces of the first `limit` UTF-16 units of a text, marks by offset into the whole text. Time and pieces are bounded,
 * whatever the text and however many the marks: of marks the first MAX_MARKS count.
 * @param most pieces from which on invisible characters are shown by one sign each, without a name
 */
export function piecesOf(text: string, marks: readonly Mark[], limit: number, most = MAX_PIECES): Piece[] {
  const shown = text.slice(0, Math.min(limit, MAX_SHOWN));
  const valid: Mark[] = [];
  for (const mark of marks) {
    if (mark.end > mark.start && mark.start < shown.length && mark.end > 0) valid.push(mark);
    if (valid.length >= MAX_MARKS) break;
  }
  const begins = [...valid].sort((a, b) => a.start - b.start);
  const cuts = new Set<number>([0, shown.length]);
  for (const mark of valid) {
    cuts.add(Math.max(0, mark.start));
    cuts.add(Math.min(shown.length, mark.end));
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  let open: Mark[] = [];
  let next = 0;
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const from = edges[i] ?? 0;
    const to = edges[i + 1] ?? 0;
    open = open.filter((m) => m.end > from);
    for (; next < begins.length && (begins[next]?.start ?? 0) <= from; next += 1) open.push(begins[next] as Mark);
    cutRuns(shown.slice(from, to), styleOf(open), pieces, most);
  }
  return pieces;
}

type Style = Pick<Piece, 'marks' | 'tone'>;

function styleOf(open: readonly Mark[]): Style {
  const marks = [...new Set(open.map((m) => m.title))].slice(0, MAX_TITLES);
  const tone = open.every((m) => m.tone) ? open.at(-1)?.tone : undefined;
  return tone ? { marks, tone } : { marks };
}

function cutRuns(stretch: string, style: Style, into: Piece[], most: number): void {
  if (into.length > most) {
    into.push({ kind: 'plain', text: stretch.replace(INVISIBLE, SIGN), ...style });
    return;
  }
  let plainFrom = 0;
  let runFrom = -1;
  let runTo = -1;
  const flush = (): void => {
    if (runFrom < 0) return;
    if (runFrom > plainFrom) into.push({ kind: 'plain', text: stretch.slice(plainFrom, runFrom), ...style });
    into.push({ kind: 'box', text: boxName(stretch.slice(runFrom, runTo)), ...style });
    plainFrom = runTo;
    runFrom = -1;
  };
  for (const match of stretch.matchAll(INVISIBLE)) {
    if (runFrom >= 0 && match.index !== runTo) flush();
    if (into.length > most) break;
    if (runFrom < 0) runFrom = match.index;
    runTo = match.index + match[0].length;
  }
  flush();
  const rest = stretch.slice(plainFrom);
  if (rest !== '') into.push({ kind: 'plain', text: rest.replace(INVISIBLE, SIGN), ...style });
}
