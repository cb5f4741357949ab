// The rule set in the form that matching needs, made from the packed catalogue (pack.ts packs it at build time).
import { SEVERITIES, type Family, type Severity } from '../../model/finding.ts';
import type { Packed, PackedRules } from './pack.ts';
import type { TermTable } from './terms.ts';

export interface Lexicon {
  readonly concepts: Readonly<
    Record<
      string,
      {
        /** Hits per million characters of honest pages. */
        readonly perMillion?: number;
        readonly terms: Readonly<Record<string, readonly string[]>>;
      }
    >
  >;
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
  /** The slot whose terms lead to this rule on a page; -1: only tried where something else leads. */
  readonly lead: number;
}
export interface PatternRule extends CommonRule {
  /** The expression is tried on texts that contain one of these; empty: on all. */
  readonly needs: readonly string[];
  readonly pattern: RegExp;
}
export interface RuleSet {
  readonly table: TermTable;
  /** Sets of concepts that terms stand for, by number. */
  readonly sets: readonly (readonly number[])[];
  readonly conceptRules: readonly ConceptRule[];
  readonly patternRules: readonly PatternRule[];
  /** Rules that a concept leads to. */
  readonly led: readonly (readonly ConceptRule[])[];
}

/** Makes a packed catalogue ready for matching. */
export function unpackRules({ table, rules }: Packed): RuleSet {
  const { conceptRules: concepts, patternRules, sets, conceptCount } = JSON.parse(rules) as PackedRules;
  const led: ConceptRule[][] = Array.from({ length: conceptCount }, () => []);
  const conceptRules = concepts.map(([id, severity, confidence, within, ordered, lead, slots]): ConceptRule => ({
    ...common(id, severity, confidence),
    within,
    ordered: ordered === 1,
    lead,
    slots,
  }));
  for (const rule of conceptRules) for (const concept of rule.slots[rule.lead] ?? []) led[concept]?.push(rule);
  return { table, sets, conceptRules, led, patternRules: patternRules.map(lazyPattern) };
}

const common = (id: string, severity: number, confidence: number): CommonRule => ({
  id,
  family: id.slice(0, id.indexOf('.')) as Family,
  severity: SEVERITIES[severity] ?? 'low',
  confidence,
});

/**
 * Expressions are compiled when a text first needs them; most never are. They and the folded views they read are lower
 * case (pack.ts looks), because leaving the case open takes the browser three times as long.
 */
function lazyPattern([id, severity, confidence, source, needs]: PackedRules['patternRules'][number]): PatternRule {
  let pattern: RegExp | undefined;
  return {
    ...common(id, severity, confidence),
    needs,
    get pattern() {
      return (pattern ??= new RegExp(source, 'gu'));
    },
  };
}
