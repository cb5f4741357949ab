// Looks terms up in the term table, in any text: the folded views of a candidate, and the raw text of a page.
import { foldCode, GAP, NOTHING } from './fold-code.ts';
import {
  BASIS,
  beginBit,
  bucketOf,
  CHARACTER,
  endBit,
  ENTRIES_AT,
  ENTRY,
  INDEX_AT,
  keyOf,
  LEAD,
  MAX_GAP,
  MAX_TERM,
  OPEN,
  REST,
  SHORT,
  step,
} from './term-format.ts';

/** The table as it travels (term-build.ts). */
export interface TermTable {
  /** Expression for word starts that a leading term could have. */
  readonly starts: string;
  readonly packed: string;
}

/** A term met in a text. */
export interface Term {
  readonly end: number;
  /** Some rule is only looked at where one of these is met. */
  readonly lead: boolean;
  /** Number of its set of concepts; 0: none, it leads to a pattern rule. */
  readonly set: number;
}

const LETTER = /[\p{L}\p{N}\p{M}]/u;
// Scripts written without spaces: a term may start and end anywhere.
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
// Languages that glue articles, particles and case endings on: a term may be followed by letters of the same script.
const GLUED = /[\p{Script=Hangul}]/u;
// Arabic and Hebrew glue conjunctions and articles in front.
const PREFIXED = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Hangul}]/u;
/** Letters that a stem may be followed by. */
const MAX_ENDING = 24;

/** True when the character at `at` belongs to a word. */
export function isWord(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  if (c < 0x80) return (c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a);
  return at < text.length && LETTER.test(text[at] ?? '');
}

/** True when a term may begin here: at the start of a word, or anywhere in scripts that set words together. */
export function mayBegin(text: string, at: number): boolean {
  if (at === 0 || !isWord(text, at - 1)) return true;
  return text.charCodeAt(at) >= 0x590 && (UNSPACED.test(text[at] ?? '') || PREFIXED.test(text[at] ?? ''));
}

/** Adds every term that begins at `at` to `out`, shortest first. Bounded by the longest term. */
export function termsAt({ packed }: TermTable, text: string, at: number, out: Term[]): void {
  let hash = BASIS;
  let length = 0;
  let gap = 0;
  for (let j = at; j < text.length && length < MAX_TERM; j++) {
    const f = foldCode(text.charCodeAt(j));
    if (f === NOTHING) continue;
    if (f === GAP) {
      if (length === 0 || ++gap > MAX_GAP) return;
      if (gap > 1) continue;
    } else gap = 0;
    hash = step(hash, f);
    const key = keyOf(hash);
    if (++length <= SHORT && !bitAt(packed, beginBit(key))) return;
    if (f !== GAP && length > 1 && bitAt(packed, endBit(key))) find(packed, key, text, j + 1, out);
  }
}

const bitAt = (packed: string, bit: number): boolean =>
  (((packed.charCodeAt((bit / 6) | 0) - CHARACTER) >> (bit % 6)) & 1) === 1;

function numberAt(packed: string, at: number, characters: number): number {
  let value = 0;
  for (let i = 0; i < characters; i++) value = (value << 6) | (packed.charCodeAt(at + i) - CHARACTER);
  return value;
}

/** Entries with this key, where the word ends as the term wants it. */
function find(packed: string, key: number, text: string, end: number, out: Term[]): void {
  const bucket = INDEX_AT + 3 * bucketOf(key);
  const last = numberAt(packed, bucket + 3, 3);
  for (let i = numberAt(packed, bucket, 3); i < last; i++) {
    const at = ENTRIES_AT + ENTRY * i;
    const head = numberAt(packed, at, 4);
    if ((head & REST) !== (key & REST)) continue;
    const open = (head & OPEN) !== 0;
    if (!open && !endsWord(text, end)) continue;
    const set = numberAt(packed, at + 4, 2);
    out.push({ end: open ? ending(text, end) : end, lead: (head & LEAD) !== 0, set });
  }
}

function endsWord(text: string, end: number): boolean {
  const last = text[end - 1] ?? '';
  let next = end;
  while (next < text.length && foldCode(text.charCodeAt(next)) === NOTHING) next++;
  if (!isWord(text, next) || !isWord(text, end - 1)) return true;
  return UNSPACED.test(last) || GLUED.test(last);
}

/** A stem covers the rest of its word. */
function ending(text: string, from: number): number {
  let end = from;
  while (end < from + MAX_ENDING && isWord(text, end) && !UNSPACED.test(text[end] ?? '')) end++;
  return end;
}
