// One character of raw or folded text as term lookup sees it. The lexicon's terms, folded views and raw page text all go
// through here, so they meet whatever the case, the accents and the signs between words.
import { foldTerm } from '../normalize/fold.ts';

/** What foldCode answers for marks and invisible characters, which are skipped, and for spaces and signs. */
export const NOTHING = 0x7e;
export const GAP = 0x20;

/** Signs that make another word of the word beside them (`name:`, `[name`, `<name`, `#name`, `na_me`): they are no gaps. */
const TELLING = new Set([':', '[', '<', '#', '_'].map((sign) => sign.charCodeAt(0)));
export const isTelling = (code: number): boolean => TELLING.has(code);

/**
 * The alphabets with accents and the general punctuation, worked out at build time: finding out about one character takes
 * expressions whose compilation costs more than reading a page.
 */
const TABLE = [0x80, 0x590, 0x1e00, 0x2100] as const;

/** Folds of the characters of TABLE, one behind the other; travels with the term table. */
export function buildFolds(): string {
  let out = '';
  for (let i = 0; i < TABLE.length; i += 2)
    for (let c = TABLE[i] ?? 0; c < (TABLE[i + 1] ?? 0); c++) out += String.fromCharCode(work(c));
  return out;
}

const slow = new Map<number, number>();

/**
 * Lower case, accents off; GAP for a space or sign, NOTHING for a mark or a character without a glyph.
 * @param folds what buildFolds made
 */
export function foldCode(folds: string, c: number): number {
  if (c < 0x80) {
    if ((c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39)) return c;
    if (c >= 0x41 && c <= 0x5a) return c + 32;
    return TELLING.has(c) ? c : GAP;
  }
  if (c < TABLE[1]) return folds.charCodeAt(c - TABLE[0]);
  if (c >= TABLE[2] && c < TABLE[3]) return folds.charCodeAt(TABLE[1] - TABLE[0] + c - TABLE[2]);
  // Kana, Han and Hangul stand for themselves; so do halves of surrogate pairs.
  if (c >= 0x3041 && c <= 0xdfff) return c === 0x30fb ? GAP : c;
  let folded = slow.get(c);
  if (folded === undefined) slow.set(c, (folded = work(c)));
  return folded;
}

const SIGN = /[\s\p{P}\p{S}\p{Z}]/u;
const MARK = /^\p{M}/u;

function work(c: number): number {
  const ch = String.fromCharCode(c);
  const text = foldTerm(ch);
  if (text === '') return /\s/.test(ch) ? GAP : NOTHING;
  if (TELLING.has(text.charCodeAt(0))) return text.charCodeAt(0);
  if (SIGN.test(text[0] ?? '')) return GAP;
  // Where accents are decoration a mark is nothing; in Indic scripts and others it is part of the word.
  return MARK.test(text) && c < 0x590 ? NOTHING : text.charCodeAt(0);
}
