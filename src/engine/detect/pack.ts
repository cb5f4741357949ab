// Packs the catalogue for the product at build time: terms folded, sorted and front-coded, concepts as numbers, samples
// and prose left out. JSON, so it travels as one string and is parsed only when needed.
import { foldTerm } from '../normalize/fold.ts';
import type { ConceptRule, Lexicon, PatternRule, RuleFile } from './rule-set.ts';

/** Between a term's text and what is known of it. */
export const MARK = '\u0001';

export interface Packed {
  /**
   * One bucket of terms a line: the three characters they begin with (fewer for shorter terms), then the terms, separated by tabs. A term is a
   * base-36 digit (letters shared with the term before, at most 35), the rest of its text, U+0001, `*` when letters may
   * follow or `.` when not, and its concept numbers in base 36, separated by commas. Buckets are unpacked one by one.
   */
  readonly terms: string;
  readonly conceptRules: readonly ConceptRule[];
  readonly patternRules: readonly (Omit<PatternRule, 'pattern'> & { readonly pattern: string })[];
  readonly conceptCount: number;
}

/** @throws Error when a rule names a concept that the lexicon lacks. */
export function packRules(lexicon: Lexicon, files: readonly RuleFile[]): Packed {
  const ids = new Map(Object.keys(lexicon.concepts).map((id, i) => [id, i]));
  const byTerm = new Map<string, Set<number>>();
  for (const [id, concept] of Object.entries(lexicon.concepts)) {
    for (const raw of Object.values(concept.terms).flat()) {
      const open = raw.endsWith('*');
      const text = foldTerm(open ? raw.slice(0, -1) : raw);
      if (text === '') continue;
      const key = `${text}\t${open ? '*' : ''}`;
      byTerm.set(key, (byTerm.get(key) ?? new Set()).add(ids.get(id) ?? 0));
    }
  }
  const buckets = new Map<string, string[]>();
  let before = '';
  for (const key of [...byTerm.keys()].sort()) {
    const [text = '', open = ''] = key.split('\t');
    const name = text.slice(0, 3);
    const bucket = buckets.get(name) ?? [];
    if (bucket.length === 0) before = '';
    buckets.set(name, bucket);
    let shared = 0;
    while (shared < 35 && shared < text.length && text[shared] === before[shared]) shared++;
    before = text;
    const concepts = [...(byTerm.get(key) ?? [])].map((n) => n.toString(36)).join(',');
    bucket.push(`${shared.toString(36)}${text.slice(shared)}${MARK}${open || '.'}${concepts}`);
  }
  const lines = [...buckets].map(([name, bucket]) => [name, ...bucket].join('\t'));
  const conceptRules: ConceptRule[] = [];
  const patternRules: Packed['patternRules'][number][] = [];
  for (const { family, rules } of files) {
    for (const { id, severity, confidence, match } of rules) {
      const common = { id, family, severity, confidence };
      if ('pattern' in match)
        patternRules.push({ ...common, pattern: match.pattern, needs: match.needs ?? match.anchors ?? [] });
      else {
        const slots = match.concepts.map((slot) =>
          slot.map((concept) => {
            const index = ids.get(concept);
            if (index === undefined) throw new Error(`rule ${id} names the unknown concept ${concept}`);
            return index;
          }),
        );
        conceptRules.push({ ...common, slots, within: match.within, ordered: match.ordered === true });
      }
    }
  }
  return { terms: lines.join('\n'), conceptRules, patternRules, conceptCount: ids.size };
}
