// Makes the prefilter of a catalogue, at build time: which anchors, and the one string that holds them.
import { foldTerm } from '../normalize/fold.ts';
import { BASIS, BITS, CHARACTER, DEPTH, END_BITS, SHORT, WORDS, keyOf, step } from './prefilter-format.ts';
import type { Lexicon, RuleFile } from './rule-set.ts';

/** Rules weaker than this never make a verdict by themselves; places where only they would match are not looked at. */
export const MIN_CONFIDENCE = 0.3;
/** In a character class: every sign that counts as a gap. */
const GAP = '\\x00-\\x2f:-@\\x5b-`{-~';

/** The anchors of a catalogue: for each rule, the terms of its most telling slot; without one of them it cannot match. */
export function anchorsOf(lexicon: Lexicon, files: readonly RuleFile[]): string[] {
  const terms = (concept: string): string[] => [
    ...new Set(
      Object.values(lexicon.concepts[concept]?.terms ?? {})
        .flat()
        // A term that must end its word is looked up with the gap behind it.
        .map((t) =>
          t.endsWith('*') || !/[a-z0-9]$/i.test(t)
            ? signless(foldTerm(t.replace(/\*$/, '')))
            : `${signless(foldTerm(t))} `,
        ),
    ),
  ];
  // Short terms are met everywhere; a long phrase says by itself what it is about.
  // A character of a script without spaces carries about as much as three letters.
  const weight = (t: string): number => [...t].reduce((n, c) => n + (c >= '\u2e80' ? 3 : 1), 0);
  const noise = (slot: readonly string[]): number =>
    slot.flatMap(terms).reduce((n, t) => n + 8 ** -Math.min(weight(t), 12), 0);
  const anchors = new Set<string>();
  for (const rule of files.flatMap((f) => f.rules)) {
    if ('pattern' in rule.match) {
      for (const a of rule.match.anchors ?? []) anchors.add(signless(a.toLowerCase()));
    } else if (rule.confidence >= MIN_CONFIDENCE) {
      const [best] = [...rule.match.concepts].sort((a, b) => noise(a) - noise(b));
      for (const t of (best ?? []).flatMap(terms)) anchors.add(t);
    }
  }
  for (const a of [...anchors])
    if (/^[a-z]{6,} ?$/.test(a)) anchors.add(rot13(a)).add([...a].reverse().join('').trim());
  anchors.delete('');
  anchors.delete(' ');
  // An anchor that begins with another one adds nothing.
  const sorted = [...new Set([...anchors].map((a) => a.slice(0, DEPTH)))].sort();
  const kept: string[] = [];
  for (const a of sorted) if (!a.startsWith(kept.at(-1) ?? '\n')) kept.push(a);
  return kept;
}

/** Signs count as gaps: `ignore, all` is met as `ignore all`. */
const signless = (text: string): string => text.replace(/[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\xa0]+/g, ' ').trim();

const rot13 = (text: string): string =>
  text.replace(/[a-z]/g, (c) => String.fromCharCode(((c.charCodeAt(0) - 84) % 26) + 97));

/** The tables as one string; computed at build time. */
export function buildPrefilter(anchors: readonly string[]): string {
  const bits = new Uint16Array(WORDS);
  const set = (bit: number): void => {
    const at = Math.floor(bit / 15);
    bits[at] = (bits[at] ?? 0) | (1 << (bit % 15));
  };
  const keys: number[] = [];
  for (const anchor of anchors) {
    let hash = BASIS;
    for (let i = 0; i < Math.min(anchor.length, DEPTH); i++) {
      hash = step(hash, anchor.charCodeAt(i));
      if (i < SHORT) set(keyOf(hash) & (BITS - 1));
    }
    set(BITS + (keyOf(hash) & (END_BITS - 1)));
    keys.push(keyOf(hash));
  }
  const character = (n: number): string => String.fromCharCode(CHARACTER + n);
  const sorted = [...new Set(keys)].sort((a, b) => a - b);
  const tables =
    [...bits].map(character).join('') + sorted.map((k) => character(k >>> 15) + character(k & 0x7fff)).join('');
  return `${beginnings(anchors)}\n${tables}`;
}

/** Expression for word starts that an anchor could have; letters beyond ASCII pass, they may be accented. */
function beginnings(anchors: readonly string[]): string {
  const tree = new Map<string, Map<string, Set<string>>>();
  for (const anchor of anchors) {
    const [a = '', b = ' ', c = ' '] = anchor;
    if (a >= '\x80') continue;
    const second = tree.get(a) ?? new Map<string, Set<string>>();
    tree.set(a, second.set(b, (second.get(b) ?? new Set()).add(c)));
  }
  const set = (letters: Iterable<string>): string => {
    const text = [...letters].sort().join('');
    return `[${text.replace(/[ -]/, GAP)}\\x80-\\uffff]`;
  };
  const parts = [...tree].map(([a, second]) => {
    const byThird = new Map<string, string[]>();
    for (const [b, third] of second) {
      const key = set(third);
      byThird.set(key, [...(byThird.get(key) ?? []), b]);
    }
    return `${a}(?:${[...byThird].map(([third, bs]) => set(bs) + third).join('|')})`;
  });
  return `(?<![a-z0-9])(?:${parts.join('|')})|(?<![a-z0-9\\xc0-\\u058f])[\\xc0-\\u058f]`;
}
