// Rules are data (catalog/lexicon.json, catalog/rules/*.json); this turns them into lookup tables, once.
import type { Family, Severity } from '../../model/finding.ts';
import { foldTerm } from '../normalize/fold.ts';

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
export interface ConceptRule {
  readonly data: RuleData;
  readonly family: Family;
  readonly slots: readonly (readonly number[])[];
  readonly within: number;
  readonly ordered: boolean;
}
export interface PatternRule {
  readonly data: RuleData;
  readonly family: Family;
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
export function compileRules(lexicon: Lexicon, files: readonly RuleFile[]): RuleSet {
  const ids = new Map<string, number>();
  const byTerm = new Map<string, { open: boolean; concepts: number[] }>();
  for (const [id, concept] of Object.entries(lexicon.concepts)) {
    const index = ids.size;
    ids.set(id, index);
    for (const list of Object.values(concept.terms)) {
      for (const raw of list) {
        const open = raw.endsWith('*');
        const text = foldTerm(open ? raw.slice(0, -1) : raw);
        if (text === '') continue;
        const key = (open ? '*' : ' ') + text;
        const known = byTerm.get(key);
        if (!known) byTerm.set(key, { open, concepts: [index] });
        else if (!known.concepts.includes(index)) known.concepts.push(index);
      }
    }
  }
  const terms = new Map<string, Term[]>();
  for (const [key, { open, concepts }] of byTerm) {
    const text = key.slice(1);
    const bucket = text.slice(0, 2);
    const list = terms.get(bucket);
    if (list) list.push({ text, open, concepts });
    else terms.set(bucket, [{ text, open, concepts }]);
  }
  for (const list of terms.values()) list.sort((a, b) => b.text.length - a.text.length);

  const conceptRules: ConceptRule[] = [];
  const patternRules: PatternRule[] = [];
  for (const file of files) {
    for (const data of file.rules) {
      if ('pattern' in data.match) {
        patternRules.push({ data, family: file.family, pattern: new RegExp(data.match.pattern, 'giu') });
        continue;
      }
      const slots = data.match.concepts.map((slot) =>
        slot.map((id) => {
          const index = ids.get(id);
          if (index === undefined) throw new Error(`rule ${data.id} names the unknown concept ${id}`);
          return index;
        }),
      );
      conceptRules.push({ data, family: file.family, slots, within: data.match.within, ordered: data.match.ordered === true });
    }
  }
  return { terms, conceptRules, patternRules, conceptCount: ids.size };
}
