// Looks terms up in the term table, in any text: the folded views of a candidate, and the raw text of a page.
import { isGlued, isPrefixed, isUnspaced } from '../normalize/scripts.ts';
import { foldCode, GAP, isTelling, NOTHING } from './fold-code.ts';
import {
  BASIS,
  BITS,
  bucketOf,
  CHARACTER,
  CHECKS,
  END_BITS,
  ENTRIES_AT,
  ENTRY,
  INDEX_AT,
  LEAD,
  MAX_GAP,
  MAX_SETS,
  MAX_TERM,
  MIX,
  OPEN,
  PRIME,
  REST,
  REST_SHIFT,
} from './term-format.ts';

/** The table as it travels (term-build.ts). */
export interface TermTable {
  /** Expression for word starts that a leading term could have. */
  readonly starts: string;
  readonly packed: string;
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
  let hash = BASIS;
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
      if ((((packed.charCodeAt((bit / 6) | 0) - CHARACTER) >> (bit % 6)) & 1) === 0) return;
    }
    if (length === 1 || code === GAP) continue;
    const bit = BITS + ((key >>> 9) & (END_BITS - 1));
    if ((((packed.charCodeAt((bit / 6) | 0) - CHARACTER) >> (bit % 6)) & 1) === 1) find(table, key, text, j + 1, out);
  }
}

/** A full stop, exclamation or question mark with a space behind it. */
function endsSentence(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return (c === 0x2e || c === 0x21 || c === 0x3f) && text.charCodeAt(at + 1) <= 0x20;
}

function numberAt(packed: string, at: number, characters: number): number {
  let value = 0;
  for (let i = 0; i < characters; i++) value = (value << 6) | (packed.charCodeAt(at + i) - CHARACTER);
  return value;
}

/** Entries with this key, where the word ends as the term wants it. */
function find(table: TermTable, key: number, text: string, end: number, out: Term[]): void {
  const { packed } = table;
  const bucket = INDEX_AT + 3 * bucketOf(key);
  const last = ENTRIES_AT + ENTRY * numberAt(packed, bucket + 3, 3);
  const rest = key & REST;
  // Most entries of a bucket are told apart by their first character.
  const first = CHARACTER + (rest >> 14);
  for (let at = ENTRIES_AT + ENTRY * numberAt(packed, bucket, 3); at < last; at += ENTRY) {
    if (packed.charCodeAt(at) !== first) continue;
    const entry = numberAt(packed, at, ENTRY);
    if (entry >> REST_SHIFT !== rest) continue;
    const open = (entry & OPEN) !== 0;
    if (!open && !endsWord(table, text, end)) continue;
    const set = entry & (MAX_SETS - 1);
    out.push({ end: open ? ending(table, text, end) : end, lead: (entry & LEAD) !== 0, set });
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
