// Packs the catalogue for the product at build time: terms as a table of hashes, rules as JSON, samples and prose left
// out. Also chooses what leads to each rule, so that most of a page need not be looked at closely.
import { foldTerm } from '../normalize/fold.ts';
import type { ConceptRule, Lexicon, PatternRule, RuleFile } from './rule-set.ts';
import { buildTermTable, lookupForm, type SourceTerm } from './term-build.ts';
import type { TermTable } from './terms.ts';

/** Rules weaker than this never make a verdict by themselves; places where only they would match are not looked at. */
export const MIN_CONFIDENCE = 0.3;

export interface Packed {
  readonly table: TermTable;
  /** JSON of PackedRules: parsed only when a text asks for it. */
  readonly rules: string;
}

export interface PackedRules {
  readonly conceptRules: readonly ConceptRule[];
  readonly patternRules: readonly (Omit<PatternRule, 'pattern'> & { readonly pattern: string })[];
  /** Sets of concepts that terms stand for; set 0 is empty. */
  readonly sets: readonly (readonly number[])[];
  readonly conceptCount: number;
}

/** @throws Error when a rule names a concept that the lexicon lacks. */
export function packRules(lexicon: Lexicon, files: readonly RuleFile[]): Packed {
  const ids = new Map(Object.keys(lexicon.concepts).map((id, i) => [id, i]));
  const indexOf = (rule: string, concept: string): number => {
    const index = ids.get(concept);
    if (index === undefined) throw new Error(`rule ${rule} names the unknown concept ${concept}`);
    return index;
  };
  const conceptRules: ConceptRule[] = [];
  const patternRules: PackedRules['patternRules'][number][] = [];
  const anchors = new Set<string>();
  for (const { family, rules } of files) {
    for (const { id, severity, confidence, match } of rules) {
      const common = { id, family, severity, confidence };
      if ('pattern' in match) {
        patternRules.push({ ...common, pattern: match.pattern, needs: match.needs ?? match.anchors ?? [] });
        for (const anchor of match.anchors ?? []) anchors.add(lookupForm(anchor));
      } else {
        const slots = match.concepts.map((slot) => slot.map((concept) => indexOf(id, concept)));
        const lead = confidence >= MIN_CONFIDENCE ? quietest(match.concepts, lexicon) : -1;
        conceptRules.push({ ...common, slots, within: match.within, ordered: match.ordered === true, lead });
      }
    }
  }
  const leading = new Set(conceptRules.flatMap(({ slots, lead }) => slots[lead] ?? []));
  const sets = new Map([['', 0]]);
  const terms = termsOf(lexicon, ids).map(({ text, open, concepts }): SourceTerm => {
    const name = concepts.join();
    const set = sets.get(name) ?? sets.size;
    sets.set(name, set);
    return { text, open, set, lead: concepts.some((c) => leading.has(c)) };
  });
  for (const text of anchors) if (text !== '') terms.push({ text, open: true, lead: true, set: 0 });
  const packed: PackedRules = {
    conceptRules,
    patternRules,
    sets: [...sets.keys()].map((name) => (name === '' ? [] : name.split(',').map(Number))),
    conceptCount: ids.size,
  };
  return { table: buildTermTable(terms), rules: JSON.stringify(packed) };
}

function termsOf(
  lexicon: Lexicon,
  ids: ReadonlyMap<string, number>,
): { readonly text: string; readonly open: boolean; readonly concepts: readonly number[] }[] {
  const byTerm = new Map<string, { text: string; open: boolean; concepts: Set<number> }>();
  for (const [id, concept] of Object.entries(lexicon.concepts)) {
    for (const raw of Object.values(concept.terms).flat()) {
      const open = raw.endsWith('*');
      const text = lookupForm(open ? raw.slice(0, -1) : raw);
      if (text === '') continue;
      const key = `${text}\n${open}`;
      const term = byTerm.get(key) ?? { text, open, concepts: new Set<number>() };
      byTerm.set(key, term);
      term.concepts.add(ids.get(id) ?? 0);
    }
  }
  return [...byTerm.values()].map((t) => ({ ...t, concepts: [...t.concepts].sort((a, b) => a - b) }));
}

/** The slot whose terms are met least on honest pages, judged by their length: a long phrase says what it is about. */
function quietest(slots: readonly (readonly string[])[], lexicon: Lexicon): number {
  // A character of a script without spaces carries about as much as three letters.
  const weight = (t: string): number => [...t].reduce((n, c) => n + (c >= '\u2e80' ? 3 : 1), 0);
  const noise = slots.map((slot) =>
    slot
      .flatMap((concept) => Object.values(lexicon.concepts[concept]?.terms ?? {}).flat())
      .reduce((n, t) => n + 8 ** -Math.min(weight(foldTerm(t.replace(/\*$/, ''))), 12), 0),
  );
  return noise.indexOf(Math.min(...noise));
}
