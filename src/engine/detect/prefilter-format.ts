// The format that prefilter-build.ts writes and prefilter.ts reads: sizes of the tables and the hash of their keys.

/** Characters of an anchor that are looked up; longer anchors are cut. */
export const DEPTH = 12;
/** Beginnings up to this length have a bit of their own, so that most words are done after two or three letters. */
export const SHORT = 5;
/** Bits for beginnings, then bits for whole anchors; the second spare most searches in the sorted keys. */
export const BITS = 1 << 16;
export const END_BITS = 1 << 15;
const PRIME = 0x01000193;
export const BASIS = 0x811c9dc5;

/** 30 bits of a running FNV-1a hash. */
export const keyOf = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 2;
export const step = (hash: number, code: number): number => Math.imul(hash ^ code, PRIME);
/** Characters of the bit table. */
export const WORDS = Math.ceil((BITS + END_BITS) / 15);
/** Table values travel as characters of 15 bits, clear of surrogates, and are read in place: nothing is unpacked. */
export const CHARACTER = 0x4000;
