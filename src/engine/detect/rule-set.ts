// The rule set in the form that matching needs. Made from the catalogue by packing it (pack.ts, at build time) and
// unpacking it here, so that tests, Node and the guard run through the same code.
import type { Family, Severity } from '../../model/finding.ts';
import { MARK, packRules, type Packed } from './pack.ts';

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
  /** Literal folded strings of which every match contains at least one; anchors where absent. */
  readonly needs?: readonly string[];
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
  /** The expression is tried on texts that contain one of these; empty: on all. */
  readonly needs: readonly string[];
  readonly pattern: RegExp;
}
export interface RuleSet {
  /** Terms that begin with these three folded characters (or are exactly these one or two), longest first. */
  readonly bucket: (name: string) => readonly Term[] | undefined;
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

/** Turns a packed catalogue into lookup tables; buckets of terms are unpacked when a text first asks for them. */
export function unpackRules(packed: Packed): RuleSet {
  const buckets = new Map<string, string | readonly Term[]>();
  for (const line of packed.terms.split('\n')) buckets.set(line.slice(0, line.indexOf('\t')), line);
  const bucket = (name: string): readonly Term[] | undefined => {
    let terms = buckets.get(name);
    if (typeof terms === 'string') buckets.set(name, (terms = unpackBucket(terms)));
    return terms;
  };
  return {
    bucket,
    conceptRules: packed.conceptRules,
    patternRules: packed.patternRules.map(({ pattern, ...rule }) => ({ ...rule, pattern: new RegExp(pattern, 'giu') })),
    conceptCount: packed.conceptCount,
  };
}

function unpackBucket(line: string): readonly Term[] {
  let before = '';
  const terms = line
    .split('\t')
    .slice(1)
    .map((entry): Term => {
      const mark = entry.indexOf(MARK);
      const text = before.slice(0, parseInt(entry[0] ?? '0', 36)) + entry.slice(1, mark);
      before = text;
      const concepts = entry.slice(mark + 2).split(',');
      return { text, open: entry[mark + 1] === '*', concepts: concepts.map((n) => parseInt(n, 36)) };
    });
  return terms.sort((a, b) => b.text.length - a.text.length);
}
