// Looks terms up in the term table, in any text: the folded views of a candidate, and the raw text of a page.
import { isGlued, isPrefixed, isUnspaced } from '../normalize/scripts.ts';
import { foldCode, GAP, isTelling, NOTHING } from './fold-code.ts';
import {
  BASE,
  BITS,
  BUCKET_BITS,
  bucketOf,
  CHECKS,
  digitOf,
  DRIFT,
  END_BITS,
  ENTRIES_AT,
  ENTRY,
  INDEX,
  INDEX_AT,
  MAX_GAP,
  MAX_TERM,
  MIX,
  PRIME,
  REST,
  WHATS,
} from './term-format.ts';

/** The table as it travels (term-build.ts). */
export interface TermTable {
  /** Expression for word starts that a leading term could have. */
  readonly starts: string;
  readonly packed: string;
  /** Where hashes begin. */
  readonly basis: number;
  /** So many sets, the first ones, lead: some rule is only looked at where one of their terms is met. */
  readonly leading: number;
  /** Folds of single characters (fold-code.ts). */
  readonly folds: string;
}

/** A term met in a text. */
export interface Term {
  readonly end: number;
  /** Some rule is only looked at where one of these is met. */
  readonly lead: boolean;
  /** Number of its set of concepts; 0: none, it leads to a pattern rule. */
  readonly set: number;
}

const FIRST_DIGIT = BASE ** (ENTRY - 1);

/** Letters that a stem may be followed by. */
const MAX_ENDING = 24;

/** True when the character at `at` belongs to a word. */
export function isWord({ folds }: TermTable, text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  const c = text.charCodeAt(at);
  const f = foldCode(folds, c);
  return f === NOTHING ? isMark(c) : f !== GAP && !isTelling(f);
}

/** Combining marks belong to the word they stand in; other characters without a fold have no glyph. */
const isMark = (c: number): boolean => (c >= 0x300 && c <= 0x36f) || (c >= 0x483 && c <= 0x489);

/** True when a term may begin here: at the start of a word, or anywhere in scripts that set words together. */
export function mayBegin(table: TermTable, text: string, at: number): boolean {
  if (!isWord(table, text, at - 1)) return true;
  const c = text.charCodeAt(at);
  return c >= 0x590 && (isUnspaced(c) || isPrefixed(c));
}

/**
 * Adds every term that begins at `at` to `out`, shortest first. Bounded by the longest term. This loop runs cold on every
 * page, where a call costs more than the work in it: what step, keyOf, isChecked and the bit tests do is written out.
 */
export function termsAt(table: TermTable, text: string, at: number, out: Term[]): void {
  const { packed, folds } = table;
  let hash = table.basis;
  let length = 0;
  let gap = 0;
  for (let j = at; j < text.length && length < MAX_TERM; j++) {
    let code = text.charCodeAt(j);
    if (code < 0x61 || code > 0x7a) {
      code = foldCode(folds, code);
      if (code === NOTHING) {
        // A run of characters without glyphs begins no term: else each of them would be followed to the end of the run.
        if (length === 0 && !isMark(text.charCodeAt(j))) return;
        continue;
      }
      if (code === GAP) {
        // No term goes on behind the end of a sentence.
        if (endsSentence(text, j)) return;
        if (length === 0 || ++gap > MAX_GAP) return;
        if (gap > 1) continue;
      } else gap = 0;
    } else gap = 0;
    hash = Math.imul(hash ^ code, PRIME);
    length++;
    let key = Math.imul(hash ^ (hash >>> 15), MIX);
    key = (key ^ (key >>> 13)) >>> 1;
    if (length < 31 && ((CHECKS >> length) & 1) === 1) {
      const bit = key & (BITS - 1);
      if (((digitOf(packed.charCodeAt((bit / 6) | 0)) >> (bit % 6)) & 1) === 0) return;
    }
    if (length === 1 || code === GAP) continue;
    const bit = BITS + ((key >>> 9) & (END_BITS - 1));
    if (((digitOf(packed.charCodeAt((bit / 6) | 0)) >> (bit % 6)) & 1) === 1) find(table, key, text, j + 1, out);
  }
}

/** A full stop, exclamation or question mark with a space behind it. */
function endsSentence(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return (c === 0x2e || c === 0x21 || c === 0x3f) && text.charCodeAt(at + 1) <= 0x20;
}

function numberAt(packed: string, at: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i++) value = value * BASE + digitOf(packed.charCodeAt(at + i));
  return value;
}

/** Entries with this key, where the word ends as the term wants it. */
function find(table: TermTable, key: number, text: string, end: number, out: Term[]): void {
  const { packed } = table;
  const entries = (packed.length - ENTRIES_AT) / ENTRY;
  const bucket = bucketOf(key);
  const beginning = (n: number): number =>
    ((n * entries) >>> BUCKET_BITS) + numberAt(packed, INDEX_AT + INDEX * n, INDEX) - DRIFT;
  // Entries of a bucket are sorted; most are told apart by their first digit.
  const from = (key & REST) * WHATS;
  const [low, high] = [Math.floor(from / FIRST_DIGIT), Math.floor((from + WHATS - 1) / FIRST_DIGIT)];
  for (let n = beginning(bucket), last = beginning(bucket + 1); n < last; n++) {
    const first = digitOf(packed.charCodeAt(ENTRIES_AT + ENTRY * n));
    if (first < low) continue;
    if (first > high) return;
    const what = numberAt(packed, ENTRIES_AT + ENTRY * n, ENTRY) - from;
    if (what < 0 || what >= WHATS) continue;
    const open = (what & 1) !== 0;
    if (!open && !endsWord(table, text, end)) continue;
    const set = what >>> 1;
    out.push({ end: open ? ending(table, text, end) : end, lead: set < table.leading, set });
  }
}

function endsWord(table: TermTable, text: string, end: number): boolean {
  let next = end;
  while (next < text.length && foldCode(table.folds, text.charCodeAt(next)) === NOTHING) next++;
  if (!isWord(table, text, next) || !isWord(table, text, end - 1)) return true;
  const last = text.charCodeAt(end - 1);
  return isUnspaced(last) || isGlued(last);
}

/** A stem covers the rest of its word. */
function ending(table: TermTable, text: string, from: number): number {
  let end = from;
  while (end < from + MAX_ENDING && isWord(table, text, end) && !isUnspaced(text.charCodeAt(end))) end++;
  return end;
}
