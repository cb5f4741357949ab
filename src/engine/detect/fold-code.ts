// One character of raw or folded text as term lookup sees it. The lexicon's terms, folded views and raw page text all go
// through here, so they meet whatever the case, the accents and the signs between words.
import { foldTerm } from '../normalize/fold.ts';

/** What foldCode answers for marks and invisible characters, which are skipped, and for spaces and signs. */
export const NOTHING = 0;
export const GAP = 0x20;

const SIGN = /[\s\p{P}\p{S}\p{Z}]/u;
const folds = new Map<number, number>();

/** Lower case, accents off; GAP for a space or sign, NOTHING for a mark or a character without a glyph. */
export function foldCode(c: number): number {
  if (c < 0x80) {
    if ((c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39)) return c;
    return c >= 0x41 && c <= 0x5a ? c + 32 : GAP;
  }
  // Kana, Han and Hangul stand for themselves; so do halves of surrogate pairs.
  if (c >= 0x3041 && c <= 0xdfff) return c === 0x30fb ? GAP : c;
  let folded = folds.get(c);
  if (folded === undefined) {
    const ch = String.fromCharCode(c);
    const text = foldTerm(ch);
    if (text === '') folded = /\s/.test(ch) ? GAP : NOTHING;
    else folded = SIGN.test(text[0] ?? '') ? GAP : /^\p{M}/u.test(text) && c < 0x590 ? NOTHING : text.charCodeAt(0);
    folds.set(c, folded);
  }
  return folded;
}
