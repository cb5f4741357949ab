// The rule set in the form that matching needs. Made from the catalogue by packing it (pack.ts, at build time) and
// unpacking it here, so that tests, Node and the guard run through the same code.
import type { Family, Severity } from '../../model/finding.ts';
import { packRules, type Packed } from './pack.ts';

export interface Lexicon {
  readonly concepts: Readonly<Record<string, { readonly terms: Readonly<Record<string, readonly string[]>> }>>;
}
export interface ConceptMatch {
  /** Slots; each is a list of alternative concepts. */
  readonly concepts: readonly (readonly string[])[];
  /** Folded characters from the start of the first hit to the end of the last. */
  readonly within: number;
  readonly ordered?: boolean;
}
export interface PatternMatch {
  readonly pattern: string;
  /** Folded strings of which every match contains at least one, at the start of a word or sign. */
  readonly anchors?: readonly string[];
}
export interface RuleData {
  readonly id: string;
  readonly status: string;
  readonly severity: Severity;
  readonly confidence: number;
  readonly match: ConceptMatch | PatternMatch;
}
export interface RuleFile {
  readonly family: Family;
  readonly rules: readonly RuleData[];
}

/** A lexicon term ready for lookup. */
export interface Term {
  readonly text: string;
  /** Letters may follow (stem). */
  readonly open: boolean;
  readonly concepts: readonly number[];
}
interface CommonRule {
  readonly id: string;
  readonly family: Family;
  readonly severity: Severity;
  readonly confidence: number;
}
export interface ConceptRule extends CommonRule {
  readonly slots: readonly (readonly number[])[];
  readonly within: number;
  readonly ordered: boolean;
}
export interface PatternRule extends CommonRule {
  readonly pattern: RegExp;
}
export interface RuleSet {
  /** Terms by their first two folded characters, longest first. */
  readonly terms: ReadonlyMap<string, readonly Term[]>;
  readonly conceptRules: readonly ConceptRule[];
  readonly patternRules: readonly PatternRule[];
  readonly conceptCount: number;
}

/**
 * Compiles lexicon and rules.
 * @throws Error when a rule names a concept that the lexicon lacks or a pattern does not compile: a broken catalogue
 *   must stop the build, never run half.
 */
export const compileRules = (lexicon: Lexicon, files: readonly RuleFile[]): RuleSet =>
  unpackRules(packRules(lexicon, files));

/** Turns a packed catalogue into lookup tables. About a millisecond; called when the first suspicious place is found. */
export function unpackRules(packed: Packed): RuleSet {
  const terms = new Map<string, Term[]>();
  let before = '';
  for (const line of packed.terms.split('\n')) {
    if (line === '') continue;
    const tab = line.indexOf('\t');
    const text = before.slice(0, parseInt(line[0] ?? '0', 36)) + line.slice(1, tab);
    before = text;
    const open = line[tab + 1] === '*';
    const concepts = line
      .slice(tab + (open ? 2 : 1))
      .split(',')
      .map((n) => parseInt(n, 36));
    const bucket = text.slice(0, 2);
    const list = terms.get(bucket);
    const term = { text, open, concepts };
    if (list) list.push(term);
    else terms.set(bucket, [term]);
  }
  for (const list of terms.values()) list.sort((a, b) => b.text.length - a.text.length);
  return {
    terms,
    conceptRules: packed.conceptRules,
    patternRules: packed.patternRules.map(({ pattern, ...rule }) => ({ ...rule, pattern: new RegExp(pattern, 'giu') })),
    conceptCount: packed.conceptCount,
  };
}
