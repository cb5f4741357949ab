// Makes the term table of a catalogue, at build time.
import { foldTerm } from '../normalize/fold.ts';
import { buildFolds, foldCode, GAP, NOTHING } from './fold-code.ts';
import {
  BASE,
  BASIS,
  beginBit,
  BITS,
  bucketOf,
  BUCKET_BITS,
  BUCKETS,
  characterOf,
  digitOf,
  DRIFT,
  END_BITS,
  endBit,
  ENTRY,
  INDEX,
  isChecked,
  keyOf,
  INDEX_AT,
  MAX_SETS,
  MAX_TERM,
  REST,
  START,
  step,
  WHATS,
} from './term-format.ts';
import type { TermTable } from './terms.ts';

/** A term as the catalogue has it. */
export interface SourceTerm {
  /** Folded characters, signs as single spaces (lookupForm). */
  readonly text: string;
  /** Letters may follow (stem). */
  readonly open: boolean;
  /** Number of its set of concepts; the first are those that lead to a rule (`leading`). */
  readonly set: number;
}

const folds = buildFolds();

/** The characters of a term as lookup sees them. */
export function lookupForm(term: string): string {
  let out = '';
  for (const ch of foldTerm(term)) {
    for (let i = 0; i < ch.length; i++) {
      const code = foldCode(folds, ch.charCodeAt(i));
      if (code !== NOTHING && !(code === GAP && out.endsWith(' '))) out += String.fromCharCode(code);
    }
  }
  return out.trim();
}

/** How often words of honest text begin so, in a million words; what is not named is rare. */
export type Common = Readonly<Record<string, number>>;

/** Beginnings of the hash that are tried until no two terms have the same key. */
const MAX_TRIES = 1_000;

/**
 * Packs terms.
 * @param leading so many sets lead: some rule is only looked at where one of their terms is met
 * @param common lets words that only begin like a leading term be passed over after some more letters
 * @throws Error when a term is too long, or when there are too many for keys of their own
 */
export function buildTermTable(terms: readonly SourceTerm[], leading: number, common: Common): TermTable {
  for (let basis = BASIS; basis < BASIS + MAX_TRIES; basis++) {
    const packed = packTerms(terms, basis);
    if (packed === null) continue;
    const leads = terms.filter((t) => t.set < leading);
    const ends = leads.map((t) => (t.open || !/[a-z0-9]$/.test(t.text) ? t.text : `${t.text} `));
    return { starts: beginnings(ends, common), folds, packed, basis, leading };
  }
  throw new Error('terms have the same keys, wherever hashes begin');
}

/** null when two different terms have the same key: the catalogue would lie. */
function packTerms(terms: readonly SourceTerm[], basis: number): string | null {
  const bits = new Uint8Array(INDEX_AT);
  const set = (bit: number): void => {
    const at = Math.floor(bit / 6);
    bits[at] = (bits[at] ?? 0) | (1 << (bit % 6));
  };
  const texts = new Map<number, string>();
  let same = false;
  const entries = terms.map((term) => {
    if (term.text.length > MAX_TERM) throw new Error(`term too long: ${term.text.length} characters`);
    let hash = basis;
    for (let i = 0; i < term.text.length; i++) {
      hash = step(hash, term.text.charCodeAt(i));
      if (isChecked(i + 1)) set(beginBit(keyOf(hash)));
    }
    const key = keyOf(hash);
    set(endBit(key));
    const kept = bucketOf(key) * (REST + 1) + (key & REST);
    const other = texts.get(kept);
    if (other !== undefined && other !== term.text) same = true;
    texts.set(kept, term.text);
    return { ...term, key };
  });
  if (same) return null;
  entries.sort(
    (a, b) => bucketOf(a.key) - bucketOf(b.key) || (a.key & REST) - (b.key & REST) || Number(a.open) - Number(b.open),
  );
  let index = '';
  for (let bucket = 0, at = 0; bucket <= BUCKETS; bucket++) {
    while (at < entries.length && bucketOf(entries[at]?.key ?? 0) < bucket) at++;
    index += digits(at - ((bucket * entries.length) >>> BUCKET_BITS) + DRIFT, INDEX);
  }
  const body = entries.map(({ key, open, set: number }) => {
    if (number >= MAX_SETS) throw new Error('too many sets of concepts');
    return digits((key & REST) * WHATS + 2 * number + Number(open), ENTRY);
  });
  return [...bits].map((n) => String.fromCharCode(characterOf(n))).join('') + index + body.join('');
}

/** @throws Error when the value needs more digits */
function digits(value: number, length: number): string {
  if (value < 0 || value >= BASE ** length) throw new Error(`${value} does not fit into ${length} digits`);
  let out = '';
  for (let rest = value, i = 0; i < length; i++, rest = Math.floor(rest / BASE))
    out = String.fromCharCode(characterOf(rest % BASE)) + out;
  return out;
}

/** Beginnings that are met more often than this in a million words are told apart by a further letter. */
export const COMMON = 500;
/** Letters of the shortest and of the longest beginning, and how many of them may stand behind the first gap. */
export const MIN_START = 3;
export const MAX_START = 9;
const BEHIND_GAP = 2;

/** As many of a lead's letters as make a beginning that few words have; '' where it has other letters among its first. */
function beginningOf(lead: string, common: Common): string {
  const plain = /^[\x20-\x7f]*/.exec(lead)?.[0] ?? '';
  if (plain.length < Math.min(START, lead.length)) return '';
  const gap = plain.indexOf(' ');
  const most = Math.min(MAX_START, plain.length, gap < 0 ? MAX_START : gap + 1 + BEHIND_GAP);
  let length = Math.min(MIN_START, plain.length);
  while (length < most && (common[plain.slice(0, length)] ?? 0) >= COMMON) length++;
  return plain.slice(0, length);
}

/**
 * Expression for the first letters of leading terms in ASCII, as a tree; signs in the shorthand of term-format.ts. Words
 * with other letters among the first ones are prefilter.ts's business; behind those, any letter that is not ASCII passes.
 */
function beginnings(leads: readonly string[], common: Common): string {
  const starts = new Set(leads.map((lead) => beginningOf(lead, common).replaceAll(' ', '~')));
  starts.delete('');
  return tree([...starts], 0);
}

function tree(words: readonly string[], depth: number): string {
  // What begins like a shorter word is met by that word.
  if (words.includes('')) return '';
  const tails = new Map<string, string[]>();
  for (const word of words) tails.set(word[0] ?? '', [...(tails.get(word[0] ?? '') ?? []), word.slice(1)]);
  const heads = new Map<string, string[]>();
  const parts: string[] = [];
  for (const [head, rest] of tails) {
    // Behind a gap, which may be wider than one character, every letter may be another than it is written with.
    const tail = tree(rest, head === '~' ? START : depth + 1);
    if (head === '~') parts.push(tail === '' ? '~' : `~+${tail}`);
    else heads.set(tail, [...(heads.get(tail) ?? []), head]);
  }
  for (const [tail, letters] of heads) {
    const escaped = letters.sort().map((c) => (/[a-z0-9]/.test(c) ? c : `\\${c}`));
    if (depth >= START && tail === '') escaped.push('@');
    parts.unshift((escaped.length > 1 ? `[${escaped.join('')}]` : (escaped[0] ?? '')) + tail);
  }
  if (depth >= START && !heads.has('')) parts.push('[@]');
  return parts.length > 1 ? `(?:${parts.join('|')})` : (parts[0] ?? '');
}

/** Share of the bits that are set, for the build's report. */
export const fill = ({ packed }: TermTable): number =>
  [...packed.slice(0, INDEX_AT)].reduce((n, c) => n + digitOf(c.charCodeAt(0)).toString(2).split('1').length - 1, 0) /
  (BITS + END_BITS);
