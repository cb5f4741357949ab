// Makes the term table of a catalogue, at build time.
import { foldTerm } from '../normalize/fold.ts';
import { foldCode, GAP, NOTHING } from './fold-code.ts';
import {
  BASIS,
  beginBit,
  BITS,
  bucketOf,
  BUCKETS,
  CHARACTER,
  END_BITS,
  endBit,
  INDEX_AT,
  keyOf,
  LEAD,
  MAX_TERM,
  OPEN,
  REST,
  SHORT,
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

/** The characters of a term as lookup sees them. */
export function lookupForm(term: string): string {
  let out = '';
  for (const ch of foldTerm(term)) {
    for (let i = 0; i < ch.length; i++) {
      const code = foldCode(ch.charCodeAt(i));
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
      if (i < SHORT) set(beginBit(keyOf(hash)));
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
  const body = entries.map(
    ({ key, open, lead, set: number }) =>
      digits((key & REST) | (open ? OPEN : 0) | (lead ? LEAD : 0), 4) + digits(number, 2),
  );
  const leads = terms.filter((t) => t.lead).map((t) => (t.open || !/[a-z0-9]$/.test(t.text) ? t.text : `${t.text} `));
  return {
    starts: beginnings(leads),
    packed: [...bits].map((n) => String.fromCharCode(CHARACTER + n)).join('') + index + body.join(''),
  };
}

function digits(value: number, length: number): string {
  let out = '';
  for (let i = length - 1; i >= 0; i--) out += String.fromCharCode(CHARACTER + ((value >>> (6 * i)) & 63));
  return out;
}

/**
 * Expression for word starts that a leading term could have: its first three letters, letters beyond ASCII pass. Classes
 * are written in the shorthand of term-format.ts.
 */
function beginnings(leads: readonly string[]): string {
  const tree = new Map<string, Map<string, Set<string>>>();
  for (const lead of leads) {
    const [a = '', b = ' ', c = ' '] = lead;
    if (a >= '\x80') continue;
    const second = tree.get(a) ?? new Map<string, Set<string>>();
    const third = (second.get(b) ?? new Set()).add(c);
    // A gap may be wider than one character.
    if (b === ' ') third.add(' ');
    tree.set(a, second.set(b, third));
  }
  const set = (letters: Iterable<string>): string => {
    const inside = [...letters].filter((l) => l < '\x80').map((l) => (l === ' ' ? '~' : l));
    return `[${[...new Set(inside)].sort().join('')}^]`;
  };
  return [...tree]
    .map(([a, second]) => {
      const byThird = new Map<string, string[]>();
      for (const [b, third] of second) {
        const key = set(third);
        byThird.set(key, [...(byThird.get(key) ?? []), b]);
      }
      return `${a}(?:${[...byThird].map(([third, bs]) => set(bs) + third).join('|')})`;
    })
    .join('|');
}

/** Share of the bits that are set, for the build's report. */
export const fill = ({ packed }: TermTable): number =>
  [...packed.slice(0, INDEX_AT)].reduce(
    (n, c) => n + (c.charCodeAt(0) - CHARACTER).toString(2).split('1').length - 1,
    0,
  ) /
  (BITS + END_BITS);
