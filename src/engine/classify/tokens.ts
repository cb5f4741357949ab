// Cuts a folded text into the pieces that the classifier counts: words, numbers, signs; single characters in scripts that
// set no spaces. One pass by character codes, because this runs over everything that is judged.
import { isUnspaced } from '../normalize/scripts.ts';

export const WORD = 1;
export const NUMBER = 2;
export const SIGN = 3;
/** One character of a script without spaces. */
export const LETTER = 4;
/** An address: what it says is in its words, which follow as tokens of their own. */
export const ADDRESS = 5;

/** Tokens of one text, in parallel arrays that are used again for the next one. */
export class Tokens {
  length = 0;
  readonly kind: Uint8Array;
  /** Hash of the token; numbers hash by their length, addresses all alike. */
  readonly hash: Uint32Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;

  /** @param capacity tokens read; what follows is left out */
  constructor(readonly capacity: number) {
    this.kind = new Uint8Array(capacity);
    this.hash = new Uint32Array(capacity);
    this.start = new Uint32Array(capacity);
    this.end = new Uint32Array(capacity);
  }

  add(kind: number, hash: number, start: number, end: number): void {
    const i = this.length;
    if (i >= this.capacity) return;
    this.kind[i] = kind;
    this.hash[i] = hash;
    this.start[i] = start;
    this.end[i] = end;
    this.length = i + 1;
  }
}

const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** Hash of a stretch of text (FNV-1a over UTF-16 units, then mixed so that every bit counts). */
export function hashOf(text: string, from = 0, to = text.length): number {
  let h = BASIS;
  for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), PRIME);
  return finish(h);
}

export const startHash = (): number => BASIS;
export const stepHash = (h: number, code: number): number => Math.imul(h ^ code, PRIME);
/** Finalizer of MurmurHash3, shortened. */
export function finish(h: number): number {
  let x = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

const NUMBER_HASH = hashOf('#number');
const ADDRESS_HASH = hashOf('#address');
const DOMAIN_HASH = hashOf('#domain');
/** Longest last part of a name of a site or a file that counts as one. */
const MAX_DOMAIN = 10;

const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39;
/** General punctuation, CJK and full-width signs, symbols and arrows; everything else beyond ASCII is a letter. */
const isSign = (c: number): boolean =>
  c < 0x80
    ? !(c >= 0x61 && c <= 0x7a) && !isDigit(c) && !(c >= 0x41 && c <= 0x5a)
    : c < 0xc0 ||
      c === 0xd7 ||
      c === 0xf7 ||
      (c >= 0x2000 && c <= 0x2bff) ||
      (c >= 0x3000 && c <= 0x3004) ||
      (c >= 0x3008 && c <= 0x3020) ||
      (c >= 0xff00 && c <= 0xff0f) ||
      (c >= 0xff1a && c <= 0xff20) ||
      c === 0x60c ||
      c === 0x61b ||
      c === 0x61f ||
      c === 0x964;

/** A word right behind a full stop that is right behind a letter: the end of `shop.example` or `notes.md`. */
const isDomain = (text: string, at: number, from: number): boolean =>
  at - 2 >= from &&
  text.charCodeAt(at - 1) === 0x2e &&
  text.charCodeAt(at - 2) > 0x20 &&
  !isSign(text.charCodeAt(at - 2));

/** Cuts `text`, which is folded, from `from` to `to` into `out`, as far as there is room. Linear. */
export function cut(text: string, from: number, to: number, out: Tokens): void {
  out.length = 0;
  for (let i = from; i < to && out.length < out.capacity;) {
    const c = text.charCodeAt(i);
    if (c <= 0x20) {
      i++;
      continue;
    }
    if (isDigit(c)) {
      let end = i + 1;
      while (end < to && isDigit(text.charCodeAt(end))) end++;
      out.add(NUMBER, (NUMBER_HASH + Math.min(end - i, 5)) >>> 0, i, end);
      i = end;
    } else if (isSign(c)) {
      // `://` makes the word before it an address.
      if (c === 0x3a && text.charCodeAt(i + 1) === 0x2f && text.charCodeAt(i + 2) === 0x2f) {
        out.add(ADDRESS, ADDRESS_HASH, i, i + 3);
        i += 3;
      } else {
        out.add(SIGN, finish(stepHash(BASIS, c)), i, i + 1);
        i++;
      }
    } else if (isUnspaced(c)) {
      out.add(LETTER, finish(stepHash(BASIS, c)), i, i + 1);
      i++;
    } else {
      let end = i;
      let h = BASIS;
      for (; end < to; end++) {
        const d = text.charCodeAt(end);
        // An apostrophe inside a word belongs to it.
        if (d === 0x27 && end > i && end + 1 < to && !isSign(text.charCodeAt(end + 1))) h = stepHash(h, d);
        else if (d <= 0x20 || isSign(d) || isDigit(d) || (d >= 0xe00 && isUnspaced(d))) break;
        else h = stepHash(h, d);
      }
      // Names of sites and files differ from set to set; that there is one is all that counts.
      out.add(WORD, isDomain(text, i, from) && end - i <= MAX_DOMAIN ? DOMAIN_HASH : finish(h), i, end);
      i = end;
    }
  }
}
