// The format of the term table: every term of the lexicon as a hash in one string, written by term-build.ts at build time
// and read in place by terms.ts. Nothing is unpacked, so a page in which nothing is found pays nothing for the lexicon.

/** Beginnings of these lengths have a bit of their own, so that most words are done after a few letters. */
const CHECKED = [1, 2, 3, 4, 5, 6, 9, 13, 18, 24];
/** The same as a mask: bit n stands for length n. */
export const CHECKS = CHECKED.reduce((mask, n) => mask | (1 << n), 0);
export const isChecked = (length: number): boolean => length < 31 && ((CHECKS >> length) & 1) === 1;
/** Bits for beginnings, then bits for whole terms; the second spare most searches. */
export const BITS = 1 << 16;
export const END_BITS = 1 << 15;
/** Entries are sorted by key; the first 11 bits of a key name the bucket it is in. */
export const BUCKET_BITS = 11;
export const BUCKETS = 1 << BUCKET_BITS;
/** Folded characters of the longest term. */
export const MAX_TERM = 48;
/** Signs and spaces in a row that still count as one gap inside a term. */
export const MAX_GAP = 6;

/**
 * Values travel as digits of base 87, each a character from `(` to `~`. Backslash and backquote, which would be written as
 * two, are a space and an exclamation mark instead.
 */
export const BASE = 87;
const FIRST = 0x28;
const [BACKSLASH, BACKQUOTE] = [0x5c, 0x60];
const [FOR_BACKSLASH, FOR_BACKQUOTE] = [0x20, 0x21];
export const digitOf = (c: number): number => (c >= FIRST ? c : c === FOR_BACKSLASH ? BACKSLASH : BACKQUOTE) - FIRST;
export function characterOf(digit: number): number {
  const c = digit + FIRST;
  return c === BACKSLASH ? FOR_BACKSLASH : c === BACKQUOTE ? FOR_BACKQUOTE : c;
}

/** Bits travel six to a digit. */
const digitsFor = (bits: number): number => Math.ceil(bits / 6);
/**
 * Where the parts of the table begin: bits; an index of buckets, which says how far the beginning of each is from where it
 * would be if all were alike (DRIFT: not at all); entries.
 */
export const INDEX_AT = digitsFor(BITS + END_BITS);
export const INDEX = 2;
export const DRIFT = 3_784;
export const ENTRIES_AT = INDEX_AT + INDEX * (BUCKETS + 1);
export const ENTRY = 4;

/** An entry: the rest of its key times WHATS, plus twice the number of its set of concepts, plus one if letters may follow. */
export const REST = (1 << 17) - 1;
export const MAX_SETS = 218;
export const WHATS = 2 * MAX_SETS;

/** FNV-1a over folded characters (foldCode), one at a time; it begins at BASIS or somewhat above (TermTable.basis). */
export const BASIS = 0x811c9dc5;
export const PRIME = 0x01000193;
export const step = (hash: number, code: number): number => Math.imul(hash ^ code, PRIME);
/** The running hash mixed into a key of 31 bits. */
export const MIX = 0x2c1b3c6d;
export const keyOf = (hash: number): number => {
  const mixed = Math.imul(hash ^ (hash >>> 15), MIX);
  return (mixed ^ (mixed >>> 13)) >>> 1;
};
export const bucketOf = (key: number): number => key >>> (31 - BUCKET_BITS);
export const beginBit = (key: number): number => key & (BITS - 1);
export const endBit = (key: number): number => BITS + ((key >>> 9) & (END_BITS - 1));

/** Among so many first letters of a word, those that are not ASCII are looked for apart. */
export const START = 4;
/**
 * Shorthand in the expression for word starts: `~` for what is no letter or digit of ASCII, `@` in a set of letters for
 * whatever is not ASCII. Short written out too: browsers give up making an expression of over 20 kB fast.
 */
export const expandStarts = (starts: string): string => starts.replaceAll('~', '\\W').replaceAll('@', '\x80-\ufffd');
