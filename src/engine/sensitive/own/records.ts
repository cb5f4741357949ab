// Exact data: the values of a customer database, of which only salted hashes leave the organisation. A text's words are hashed
// the same way and looked up. The hash is cryptographic; how many letters the values have is known to who holds the set.
import { sha256 } from '@noble/hashes/sha2.js';
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import type { OwnDetector } from '../find.ts';
import { span } from '../span.ts';

/** Made once by the organisation with `hashRecord`; plain data. */
export interface RecordSet {
  readonly id: string;
  readonly salt: string;
  /** First 8 bytes of each hash in hex. */
  readonly hashes: readonly string[];
  /** Lengths that normalised values have. */
  readonly lengths: readonly number[];
}

/** Words that a value is made of at most. */
const MAX_WORDS = 4;
/** Hashes computed for one text: the costly part. */
const MAX_HASHES = 40_000;
const MIN_LENGTH = 5;
const WORD = /[\p{L}\p{M}\d@._+'’-]{1,64}/gu;

/** Case, accents, separators and the ends of words do not count. */
export function normaliseRecord(value: string): string {
  return value
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\d@]/gu, '');
}

/** What a record set holds of a value. Values shorter than five letters or digits are too common to be looked for. */
export function hashRecord(salt: string, value: string): string {
  return hashed(salt, normaliseRecord(value));
}

function hashed(salt: string, normalised: string): string {
  let hex = '';
  for (const byte of sha256(utf8(`${salt}\n${normalised}`)).subarray(0, 8)) hex += byte.toString(16).padStart(2, '0');
  return hex;
}

/** TextEncoder is no part of the language. */
function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text.replace(/\p{Cs}/gu, ''));
  const bytes: number[] = [];
  for (let i = 0; i < escaped.length; i++) {
    if (escaped[i] === '%') {
      bytes.push(Number.parseInt(escaped.slice(i + 1, i + 3), 16));
      i += 2;
    } else bytes.push(escaped.charCodeAt(i));
  }
  return Uint8Array.from(bytes);
}

/** Finds values of a record set. Time is linear, and bounded by a number of hashes. */
export function recordDetector(set: RecordSet): OwnDetector {
  const hashes = new Set(set.hashes);
  const lengths = new Set(set.lengths.filter((n) => n >= MIN_LENGTH));
  return (text) => {
    const out: SensitiveSpan[] = [];
    const words = [...text.matchAll(WORD)];
    const normal = words.map((w) => normaliseRecord(w[0]));
    let left = MAX_HASHES;
    for (let i = 0; i < words.length && left > 0; i++) {
      const start = words[i]?.index ?? 0;
      let joined = '';
      for (let n = 0; n < MAX_WORDS && i + n < words.length; n++) {
        const word = words[i + n] as RegExpExecArray;
        joined += normal[i + n] as string;
        if (!lengths.has(joined.length)) continue;
        left -= 1;
        if (!hashes.has(hashed(set.salt, joined))) continue;
        const end = word.index + word[0].replace(/[._+'’-]+$/u, '').length;
        out.push(span(start, end, 'organisation.record', 0.97, `organisation.record: ${set.id}`));
      }
    }
    return out;
  };
}
