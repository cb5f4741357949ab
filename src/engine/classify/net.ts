// The part of the classifier that learns what words mean next to each other: filters over one, two and three words in a row,
// of which each keeps its strongest place (a convolution with max-pooling; Kim 2014, "Convolutional neural networks for
// sentence classification"). What a word gives to each place of each filter is worked out in training and read from a
// table, so that reading a word costs a few hundred additions. Whole numbers throughout: the same everywhere.
import { lookUp, type Lexemes } from './lexemes.ts';

/** Filters that read one word, two, three. */
const EACH = 32;
export const WIDTHS = [1, 2, 3] as const;
export const FILTERS = EACH * WIDTHS.length;
/** What a word gives: one number for each place of each filter. First the places of filters of one word, then of two… */
export const TAPS = EACH * 6;

/** Rows that stand for no word: behind the end of a text, and a word that nothing is known about. */
export const [NOTHING, UNKNOWN] = [0, 1];

export interface Net {
  /** Hash of a word → its row, for lookUp. */
  readonly words: Uint32Array;
  /** TAPS numbers for each row: NOTHING, UNKNOWN, words, then the groups. */
  readonly rows: Int8Array;
  /** The row of the first group. */
  readonly groups: number;
  /** What each filter starts with, in the same steps as `rows`. */
  readonly starts: Int32Array;
  /** What one step of each filter is worth, for text that people see and for text that they do not; last, what both start with. */
  readonly seen: Float32Array;
  readonly unseen: Float32Array;
}

/** Row of a lexeme: of the word, else of its group. */
export function rowOf({ words, groups }: Pick<Net, 'words' | 'groups'>, hash: number, group: number): number {
  const row = lookUp(words, hash);
  return row >= 0 ? row : group > 0 ? groups + group - 1 : UNKNOWN;
}

/** Place in a row of filter `f`'s word number `tap`. */
export function tapOf(f: number, tap: number): number {
  const width = Math.floor(f / EACH) + 1;
  return (width * (width - 1) * EACH) / 2 + tap * EACH + (f % EACH);
}

/** Words that filter `f` reads. */
export const widthOf = (f: number): number => Math.floor(f / EACH) + 1;

/** What the filters found in one stretch of text, in arrays that are used again. */
export class NetReading {
  seen = 0;
  unseen = 0;
  /** The strongest sum of each filter, and the lexeme at which it begins; a filter of 0 found nothing. */
  readonly most = new Int32Array(FILTERS);
  readonly at = new Uint16Array(FILTERS);
  readonly rows: Int32Array;

  /** @param lexemes the most that are read at once */
  constructor(lexemes: number) {
    this.rows = new Int32Array(lexemes + WIDTHS.length);
  }
}

/** Reads lexemes with every filter. Linear; no more lexemes than `out` has room for. */
export function readNet(net: Net, lexemes: Pick<Lexemes, 'length' | 'word' | 'group'>, out: NetReading): void {
  const { length, word, group } = lexemes;
  const { most, at, rows } = out;
  const table = net.rows;
  const limit = table.length - TAPS;
  for (let i = 0; i < length; i++) rows[i] = Math.min(limit, TAPS * rowOf(net, word[i] ?? 0, group[i] ?? 0));
  rows.fill(NOTHING, length, length + WIDTHS.length);
  most.fill(-0x80000000);
  for (let i = 0; i < length; i++) {
    const [a, b, c] = [rows[i] as number, rows[i + 1] as number, rows[i + 2] as number];
    for (let f = 0; f < EACH; f++) {
      const one = table[a + f] as number;
      const two = (table[a + EACH + f] as number) + (table[b + 2 * EACH + f] as number);
      const three =
        (table[a + 3 * EACH + f] as number) + (table[b + 4 * EACH + f] as number) + (table[c + 5 * EACH + f] as number);
      if (one > (most[f] as number)) [most[f], at[f]] = [one, i];
      if (two > (most[EACH + f] as number)) [most[EACH + f], at[EACH + f]] = [two, i];
      if (three > (most[2 * EACH + f] as number)) [most[2 * EACH + f], at[2 * EACH + f]] = [three, i];
    }
  }
  const { seen, unseen, starts } = net;
  let [sum, hidden] = [seen[FILTERS] ?? 0, unseen[FILTERS] ?? 0];
  for (let f = 0; f < FILTERS; f++) {
    const value = Math.max(0, (most[f] ?? 0) + (starts[f] ?? 0));
    most[f] = length === 0 ? 0 : value;
    sum += value * (seen[f] ?? 0);
    hidden += value * (unseen[f] ?? 0);
  }
  out.seen = sum;
  out.unseen = hidden;
}
