// A cheap necessary condition: a text in which the prefilter finds nothing cannot match any rule.
// It is what makes an honest page cost next to nothing; property tests hold it to its promise on every rule sample.
import { foldTerm } from '../normalize/fold.ts';
import type { Lexicon, RuleFile } from './rule-set.ts';

/** Stems are cut to this length: shorter lets more through, longer makes the expression larger. */
const STEM = 6;

/** Anything that could be a disguise: invisible or look-alike code points, encodings, letters set apart, fixed markup. */
const DISGUISES = [
  // Runs of invisible characters, tags, variation selectors in a row, bidi overrides.
  '[\\u200b-\\u200d\\u2060-\\u2064\\ufeff\\u00ad\\u034f]{4}',
  '[\\u200b-\\u200d\\u2060-\\u2064\\ufeff\\u00ad\\u034f\\u115f\\u1160\\u3164\\uffa0][a-z][\\u200b-\\u200d\\u2060-\\u2064\\ufeff\\u00ad\\u034f\\u115f\\u1160\\u3164\\uffa0]',
  '[a-z][\\u200b-\\u200d\\u2060-\\u2064\\ufeff\\u00ad\\u034f\\u115f\\u1160\\u3164\\uffa0]{1,3}[a-z]',
  '\\udb40[\\udc20-\\udc7f]\\udb40[\\udc20-\\udc7f]\\udb40',
  '(?:[\\ufe00-\\ufe0f]|\\udb40[\\udd00-\\uddef]){2}',
  '[\\u202d\\u202e]',
  // Full-width, mathematical, combining and Braille spellings.
  '[\\uff21-\\uff5a]{4}',
  '(?:\\ud835[\\udc00-\\udfff]){4}',
  '(?:[a-z][\\u0300-\\u036f]+){4}',
  // Latin words with Cyrillic or Greek letters in them.
  '[a-z][\\u0370-\\u03ff\\u0400-\\u04ff]|[\\u0370-\\u03ff\\u0400-\\u04ff][a-z]',
  // Encodings: base64 of some length (both cases are gone, so digits or signs are not asked for), hex, percent, entities.
  '[a-z0-9+/_-]{32}',
  '(?:(?:0x|\\\\x)?[0-9a-f]{2}[ ,:;-]?){16}',
  '(?:%[0-9a-f]{2}[^%\\s]{0,12}){3}',
  '&(?:#x?[0-9a-f]{2,6}|amp|lt|gt|quot);',
  // Letters set apart; leet.
  '(?:\\b[a-z][ ._*|-]){8}',
  '\\b[a-z]*[0134578@$][a-z]+[0134578@$][a-z]*\\b',
];

const rot13 = (text: string): string =>
  text.replace(/[a-z]/g, (c) => String.fromCharCode(((c.charCodeAt(0) - 84) % 26) + 97));
const backwards = (text: string): string => [...text].reverse().join('');
const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/**
 * Source of the prefilter expression for a catalogue; computed at build time. For every concept rule it takes the slot
 * with the fewest terms: without one of them the rule cannot match.
 */
export function prefilterSource(lexicon: Lexicon, files: readonly RuleFile[]): string {
  const size = (concepts: readonly string[]): number => new Set(concepts.flatMap((c) => stemsOf(lexicon, c))).size;
  const stems = new Set<string>();
  const patterns: string[] = [];
  for (const file of files) {
    for (const rule of file.rules) {
      if ('pattern' in rule.match) {
        patterns.push(rule.match.pattern.toLowerCase().replace(/\\([PDSWB])/gi, (all) => all));
        continue;
      }
      const slots = [...rule.match.concepts].sort((a, b) => size(a) - size(b));
      for (const concept of slots[0] ?? []) for (const stem of stemsOf(lexicon, concept)) stems.add(stem);
    }
  }
  // English stems in the two disguises that keep every letter.
  for (const stem of [...stems]) if (/^[a-z]{5,}$/.test(stem)) stems.add(rot13(stem)).add(backwards(stem));
  const minimal = [...stems].filter((s) => ![...stems].some((o) => o !== s && s.startsWith(o))).sort();
  return [...minimal.map(escape), ...DISGUISES, ...patterns].join('|');
}

/** Beginnings of a concept's terms as they stand in a page: lower case, accents kept, and folded. */
function stemsOf(lexicon: Lexicon, concept: string): string[] {
  const out: string[] = [];
  for (const list of Object.values(lexicon.concepts[concept]?.terms ?? {})) {
    for (const raw of list) {
      const term = raw.replace(/\*$/, '');
      const plain = term.toLowerCase();
      const folded = foldTerm(term);
      // A space in a page may be a line break: only the first word is asked for, unless it is too short to mean anything.
      for (const t of new Set([plain, folded])) out.push(t.split(' ').find((w) => w.length > 3)?.slice(0, STEM) ?? t.slice(0, STEM));
    }
  }
  return [...new Set(out)].filter((s) => s.length > 0);
}

export interface Prefilter {
  /** True when the text may contain something; never false for a text that a rule matches. */
  test(text: string): boolean;
  /** Offsets of hits, at most `limit`; offsets are those of the lower-cased text. */
  find(lower: string, limit: number): number[];
}

/** Compiles the source made by prefilterSource. */
export function createPrefilter(source: string): Prefilter {
  const one = new RegExp(source);
  const all = new RegExp(source, 'g');
  return {
    test: (text) => one.test(text.toLowerCase()),
    find: (lower, limit) => {
      const out: number[] = [];
      all.lastIndex = 0;
      for (let m = all.exec(lower); m && out.length < limit; m = all.exec(lower)) {
        out.push(m.index);
        if (m[0] === '') all.lastIndex++;
      }
      return out;
    },
  };
}
