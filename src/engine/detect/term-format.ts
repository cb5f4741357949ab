// The format of the term table: every term of the lexicon as a hash in one string, written by term-build.ts at build time
// and read in place by terms.ts. Nothing is unpacked, so a page in which nothing is found pays nothing for the lexicon.

/** Beginnings of these lengths have a bit of their own, so that most words are done after a few letters. */
const CHECKED = [1, 2, 3, 4, 5, 6, 9, 13, 18, 24];
/** The same as a mask: bit n stands for length n. */
export const CHECKS = CHECKED.reduce((mask, n) => mask | (1 << n), 0);
export const isChecked = (length: number): boolean => length < 31 && ((CHECKS >> length) & 1) === 1;
/** Bits for beginnings, then bits for whole terms; the second spare most searches. */
export const BITS = 1 << 16;
export const END_BITS = 1 << 16;
/** Entries are sorted by key; the first 11 bits of a key name the bucket it is in. */
export const BUCKETS = 1 << 11;
/** Folded characters of the longest term. */
export const MAX_TERM = 48;
/** Signs and spaces in a row that still count as one gap inside a term. */
export const MAX_GAP = 6;

/** Values travel as characters of 6 bits, `0` to `o`. */
export const CHARACTER = 0x30;
const characters = (bits: number): number => Math.ceil(bits / 6);
/** Where the parts of the table begin: bits, index of buckets (3 characters each), entries (5 characters each). */
export const INDEX_AT = characters(BITS + END_BITS);
export const ENTRIES_AT = INDEX_AT + 3 * (BUCKETS + 1);
export const ENTRY = 5;

/** An entry's 30 bits, from the lowest: number of its set of concepts, two marks, the rest of its key. */
export const MAX_SETS = 1 << 8;
export const LEAD = 1 << 8;
export const OPEN = 1 << 9;
export const REST_SHIFT = 10;
/** Of a key of 31 bits the first 11 name the bucket, these are left. */
export const REST = (1 << 20) - 1;

/** FNV-1a over folded characters (foldCode), one at a time. */
export const BASIS = 0x811c9dc5;
export const PRIME = 0x01000193;
export const step = (hash: number, code: number): number => Math.imul(hash ^ code, PRIME);
/** The running hash mixed into a key of 31 bits. */
export const MIX = 0x2c1b3c6d;
export const keyOf = (hash: number): number => {
  const mixed = Math.imul(hash ^ (hash >>> 15), MIX);
  return (mixed ^ (mixed >>> 13)) >>> 1;
};
export const bucketOf = (key: number): number => key >>> 20;
export const beginBit = (key: number): number => key & (BITS - 1);
export const endBit = (key: number): number => BITS + ((key >>> 9) & (END_BITS - 1));

/** Among so many first letters of a word, those that are not ASCII are looked for apart. */
export const START = 4;
/**
 * Shorthand in the expression for word starts: `~` for what is no letter or digit of ASCII, `@` in a set of letters for
 * whatever is not ASCII. Short written out too: browsers give up making an expression of over 20 kB fast.
 */
export const expandStarts = (starts: string): string => starts.replaceAll('~', '\\W').replaceAll('@', '\x80-\ufffd');
