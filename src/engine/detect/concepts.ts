// Finds lexicon terms in a folded text. One pass, bounded by the number of terms that share two first characters.
import { MAX_HITS } from '../limits.ts';
import type { RuleSet, Term } from './rule-set.ts';

export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly concepts: readonly number[];
}

const LETTER = /[\p{L}\p{N}\p{M}]/u;
// Scripts written without spaces: a term may start and end anywhere.
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
// Languages that glue articles, particles and case endings on: a term may be followed by letters of the same script.
const GLUED = /[\p{Script=Hangul}]/u;
// Arabic and Hebrew glue conjunctions and articles in front.
const PREFIXED = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Hangul}]/u;

const isWord = (ch: string): boolean => {
  if (ch === '') return false;
  const c = ch.charCodeAt(0);
  if (c < 0x80) return (c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a);
  return LETTER.test(ch);
};

/** All concept hits in order of their start; at most MAX_HITS. */
export function findConcepts(rules: RuleSet, text: string): Hit[] {
  const hits: Hit[] = [];
  let before = false; // the character before `i` belongs to a word
  for (let i = 0; i < text.length && hits.length < MAX_HITS; i++) {
    const c = text.charCodeAt(i);
    const ascii = c < 0x80;
    const word = ascii ? (c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) : LETTER.test(text[i] ?? '');
    if (!before || (!ascii && (UNSPACED.test(text[i] ?? '') || PREFIXED.test(text[i] ?? '')))) {
      for (let length = Math.min(3, text.length - i); length > (ascii ? 1 : 0); length--) {
        const bucket = rules.bucket(text.slice(i, i + length));
        if (bucket) matchAt(text, i, bucket, hits);
      }
    }
    before = word;
  }
  return hits;
}

function matchAt(text: string, at: number, bucket: readonly Term[], hits: Hit[]): void {
  for (const term of bucket) {
    if (!text.startsWith(term.text, at)) continue;
    let end = at + term.text.length;
    const last = text[end - 1] ?? '';
    const next = text[end] ?? '';
    if (!term.open && isWord(next) && isWord(last) && !UNSPACED.test(last) && !GLUED.test(last)) continue;
    // A stem covers the rest of its word, at most 24 letters.
    if (term.open) for (let k = 0; k < 24 && isWord(text[end] ?? '') && !UNSPACED.test(text[end] ?? ''); k++) end++;
    hits.push({ start: at, end, concepts: term.concepts });
  }
}
