// The format of the term table: every term of the lexicon as a hash in one string, written by term-build.ts at build time
// and read in place by terms.ts. Nothing is unpacked, so a page in which nothing is found pays nothing for the lexicon.

/** Beginnings up to this length have a bit of their own, so that most words are done after a few letters. */
export const SHORT = 6;
/** Bits for beginnings, then bits for whole terms; the second spare most searches. */
export const BITS = 1 << 16;
export const END_BITS = 1 << 15;
/** Entries are sorted by key; the first 11 bits of a key name the bucket it is in. */
export const BUCKETS = 1 << 11;
/** Folded characters of the longest term. */
export const MAX_TERM = 48;
/** Signs and spaces in a row that still count as one gap inside a term. */
export const MAX_GAP = 6;

/** Values travel as characters of 6 bits, `0` to `o`. */
export const CHARACTER = 0x30;
const characters = (bits: number): number => Math.ceil(bits / 6);
/** Where the parts of the table begin: bits, index of buckets (3 characters each), entries (6 characters each). */
export const INDEX_AT = characters(BITS + END_BITS);
export const ENTRIES_AT = INDEX_AT + 3 * (BUCKETS + 1);
export const ENTRY = 6;

/** An entry's first four characters: 21 bits of the key and these two. The last two number its set of concepts. */
export const OPEN = 1 << 21;
export const LEAD = 1 << 22;
export const REST = OPEN - 1;

/** FNV-1a over folded characters (foldCode), one at a time. */
export const BASIS = 0x811c9dc5;
export const step = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);
/** The running hash mixed into a key of 32 bits. */
export const keyOf = (hash: number): number => {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
};
export const bucketOf = (key: number): number => key >>> 21;
export const beginBit = (key: number): number => key & (BITS - 1);
export const endBit = (key: number): number => BITS + ((key >>> 9) & (END_BITS - 1));

/** Shorthand inside the character classes of the expression for word starts: a gap, any letter beyond ASCII. */
const SHORTHAND: Readonly<Record<string, string>> = { '~': '\\x00-\\x2f:-@\\x5b-`{-~', '^': '\\x80-\\uffff' };
export const expandStarts = (starts: string): string => starts.replace(/[~^]/g, (c) => SHORTHAND[c] ?? c);
