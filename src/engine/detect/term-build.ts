// Makes the term table of a catalogue, at build time.
import { foldTerm } from '../normalize/fold.ts';
import { buildFolds, foldCode, GAP, NOTHING } from './fold-code.ts';
import {
  BASIS,
  beginBit,
  BITS,
  bucketOf,
  BUCKETS,
  CHARACTER,
  END_BITS,
  endBit,
  ENTRY,
  INDEX_AT,
  isChecked,
  keyOf,
  LEAD,
  MAX_SETS,
  MAX_TERM,
  OPEN,
  REST,
  REST_SHIFT,
  START,
  step,
} from './term-format.ts';
import type { TermTable } from './terms.ts';

/** A term as the catalogue has it. */
export interface SourceTerm {
  /** Folded characters, signs as single spaces (lookupForm). */
  readonly text: string;
  /** Letters may follow (stem). */
  readonly open: boolean;
  /** Some rule is only looked at where one of these is met. */
  readonly lead: boolean;
  /** Number of its set of concepts. */
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

/**
 * Packs terms.
 * @throws Error when a term is too long, or when two different terms have the same key: the catalogue would lie.
 */
export function buildTermTable(terms: readonly SourceTerm[]): TermTable {
  const bits = new Uint8Array(INDEX_AT);
  const set = (bit: number): void => {
    const at = Math.floor(bit / 6);
    bits[at] = (bits[at] ?? 0) | (1 << (bit % 6));
  };
  const texts = new Map<number, string>();
  const entries = terms.map((term) => {
    if (term.text.length > MAX_TERM) throw new Error(`term too long: ${term.text.length} characters`);
    let hash = BASIS;
    for (let i = 0; i < term.text.length; i++) {
      hash = step(hash, term.text.charCodeAt(i));
      if (isChecked(i + 1)) set(beginBit(keyOf(hash)));
    }
    const key = keyOf(hash);
    set(endBit(key));
    const other = texts.get(key);
    if (other !== undefined && other !== term.text) throw new Error('two terms have the same key; change BASIS');
    texts.set(key, term.text);
    return { ...term, key };
  });
  entries.sort((a, b) => a.key - b.key || Number(a.open) - Number(b.open));
  let index = '';
  for (let bucket = 0, at = 0; bucket <= BUCKETS; bucket++) {
    while (at < entries.length && bucketOf(entries[at]?.key ?? 0) < bucket) at++;
    index += digits(at, 3);
  }
  const body = entries.map(({ key, open, lead, set: number }) => {
    if (number >= MAX_SETS) throw new Error('too many sets of concepts');
    return digits(((key & REST) << REST_SHIFT) | (open ? OPEN : 0) | (lead ? LEAD : 0) | number, ENTRY);
  });
  const leads = terms.filter((t) => t.lead).map((t) => (t.open || !/[a-z0-9]$/.test(t.text) ? t.text : `${t.text} `));
  return {
    starts: beginnings(leads),
    folds,
    packed: [...bits].map((n) => String.fromCharCode(CHARACTER + n)).join('') + index + body.join(''),
  };
}

function digits(value: number, length: number): string {
  let out = '';
  for (let i = length - 1; i >= 0; i--) out += String.fromCharCode(CHARACTER + ((value >>> (6 * i)) & 63));
  return out;
}

/**
 * Expression for the first letters of leading terms in ASCII, as a tree; signs in the shorthand of term-format.ts. Words
 * with other letters among the first ones are prefilter.ts's business.
 */
function beginnings(leads: readonly string[]): string {
  const starts = leads.map((lead) => lead.slice(0, START)).filter((start) => /^[\x20-\x7f]+$/.test(start));
  return tree(starts.map((start) => start.replaceAll(' ', '~')));
}

function tree(words: readonly string[]): string {
  // What begins like a shorter word is met by that word.
  if (words.includes('')) return '';
  const tails = new Map<string, string[]>();
  for (const word of words) tails.set(word[0] ?? '', [...(tails.get(word[0] ?? '') ?? []), word.slice(1)]);
  const heads = new Map<string, string[]>();
  for (const [head, rest] of tails) {
    // A gap may be wider than one character, so nothing can be said of what follows it.
    const tail = head === '~' ? '' : tree(rest);
    heads.set(tail, [...(heads.get(tail) ?? []), head]);
  }
  const parts = [...heads].flatMap(([tail, chars]) => {
    const letters = chars.filter((c) => c !== '~').sort();
    const escaped = letters.map((c) => (/[a-z0-9]/.test(c) ? c : `\\${c}`));
    const set = escaped.length > 1 ? `[${escaped.join('')}]` : (escaped[0] ?? '');
    return [...(set === '' ? [] : [set + tail]), ...(chars.includes('~') ? ['~' + tail] : [])];
  });
  return parts.length > 1 ? `(?:${parts.join('|')})` : (parts[0] ?? '');
}

/** Share of the bits that are set, for the build's report. */
export const fill = ({ packed }: TermTable): number =>
  [...packed.slice(0, INDEX_AT)].reduce(
    (n, c) => n + (c.charCodeAt(0) - CHARACTER).toString(2).split('1').length - 1,
    0,
  ) /
  (BITS + END_BITS);
