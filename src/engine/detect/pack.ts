// Packs the catalogue for the product at build time: terms as a table of hashes, rules as JSON, samples and prose left
// out. Also chooses what leads to each rule, so that most of a page need not be looked at closely.
import { SEVERITIES } from '../../model/finding.ts';
import { foldTerm } from '../normalize/fold.ts';
import type { ConceptRule, Lexicon, PatternRule, RuleFile } from './rule-set.ts';
import { buildTermTable, lookupForm, type Common, type SourceTerm } from './term-build.ts';
import type { TermTable } from './terms.ts';

/** Rules weaker than this never make a verdict by themselves; places where only they would match are not looked at. */
export const MIN_CONFIDENCE = 0.3;

export interface Packed {
  readonly table: TermTable;
  /** JSON of PackedRules: parsed only when a text asks for it. */
  readonly rules: string;
}

type PackedRule = readonly [id: string, severity: number, confidence: number];

/** Rules as tuples; the family is the first part of the id. */
export interface PackedRules {
  readonly conceptRules: readonly (readonly [
    ...PackedRule,
    within: number,
    ordered: 0 | 1,
    lead: number,
    slots: ConceptRule['slots'],
  ])[];
  readonly patternRules: readonly (readonly [...PackedRule, pattern: string, needs: PatternRule['needs']])[];
  /** Sets of concepts that terms stand for; set 0 is empty. */
  readonly sets: readonly (readonly number[])[];
  readonly conceptCount: number;
}

/** @throws Error when a rule names a concept that the lexicon lacks, is not named after its family, or could never match. */
export function packRules(lexicon: Lexicon, files: readonly RuleFile[], common: Common = {}): Packed {
  const ids = new Map(Object.keys(lexicon.concepts).map((id, i) => [id, i]));
  const indexOf = (rule: string, concept: string): number => {
    const index = ids.get(concept);
    if (index === undefined) throw new Error(`rule ${rule} names the unknown concept ${concept}`);
    return index;
  };
  const conceptRules: PackedRules['conceptRules'][number][] = [];
  const patternRules: PackedRules['patternRules'][number][] = [];
  const leading = new Set<number>();
  const anchors = new Set<string>();
  for (const { family, rules } of files) {
    for (const { id, severity, confidence, match } of rules) {
      if (!id.startsWith(`${family}.`)) throw new Error(`rule ${id} is not of the family ${family}`);
      const common = [id, SEVERITIES.indexOf(severity), confidence] as const;
      if ('pattern' in match) {
        if (/[A-Z]/.test(match.pattern.replace(/\\p\{[^}]*\}|\\./gu, '')))
          throw new Error(`the pattern of ${id} has capital letters; folded text has none`);
        patternRules.push([...common, match.pattern, match.needs ?? match.anchors ?? []]);
        for (const anchor of match.anchors ?? []) anchors.add(lookupForm(anchor));
      } else {
        const slots = match.concepts.map((slot) => slot.map((concept) => indexOf(id, concept)));
        const lead = confidence >= MIN_CONFIDENCE ? quietest(match.concepts, lexicon) : -1;
        for (const concept of slots[lead] ?? []) leading.add(concept);
        conceptRules.push([...common, match.within, match.ordered ? 1 : 0, lead, slots]);
      }
    }
  }
  const found = termsOf(lexicon, ids);
  // Those that lead first: that spares each term a mark.
  const leads = (concepts: readonly number[]): boolean => concepts.some((c) => leading.has(c));
  const ordered = [...found.filter((t) => leads(t.concepts)), ...found.filter((t) => !leads(t.concepts))];
  const sets = new Map<string, readonly number[]>([['', []]]);
  for (const { concepts } of ordered) sets.set(concepts.join(), concepts);
  const numbers = new Map([...sets.keys()].map((name, i) => [name, i]));
  const terms = ordered.map(({ text, open, concepts }): SourceTerm => ({
    text,
    open,
    set: numbers.get(concepts.join()) ?? 0,
  }));
  for (const text of anchors) if (text !== '') terms.push({ text, open: true, set: 0 });
  const packed: PackedRules = {
    conceptRules,
    patternRules,
    sets: [...sets.values()],
    conceptCount: ids.size,
  };
  const leadingSets = [...sets.values()].filter((concepts, i) => i === 0 || leads(concepts)).length;
  return { table: buildTermTable(terms, leadingSets, common), rules: JSON.stringify(packed) };
}

function termsOf(
  lexicon: Lexicon,
  ids: ReadonlyMap<string, number>,
): { readonly text: string; readonly open: boolean; readonly concepts: readonly number[] }[] {
  const byTerm = new Map<string, { text: string; open: boolean; concepts: Set<number> }>();
  for (const [id, concept] of Object.entries(lexicon.concepts)) {
    for (const raw of Object.values(concept.terms).flat()) {
      // A sign before the mark ends the word already.
      const open = /[\p{L}\p{N}\p{M}]\*$/u.test(raw);
      const text = lookupForm(raw.replace(/\*$/, ''));
      if (text === '') continue;
      const key = `${text}\n${open}`;
      const term = byTerm.get(key) ?? { text, open, concepts: new Set<number>() };
      byTerm.set(key, term);
      term.concepts.add(ids.get(id) ?? 0);
    }
  }
  return [...byTerm.values()].map((t) => ({ ...t, concepts: [...t.concepts].sort((a, b) => a - b) }));
}

/** The slot whose words are met least on honest pages. */
function quietest(slots: readonly (readonly string[])[], lexicon: Lexicon): number {
  const noise = slots.map((slot) => slot.reduce((n, id) => n + noiseOf(lexicon.concepts[id]), 0));
  return noise.indexOf(Math.min(...noise));
}

/** As counted (tools/concept-frequency.ts); where nobody counted, long phrases are taken to be rarer than short words. */
function noiseOf(concept: Lexicon['concepts'][string] | undefined): number {
  if (concept?.perMillion !== undefined) return concept.perMillion + 1;
  // A character of a script without spaces carries about as much as three letters.
  const weight = (t: string): number => [...t].reduce((n, c) => n + (c >= '\u2e80' ? 3 : 1), 0);
  const terms = Object.values(concept?.terms ?? {}).flat();
  return terms.reduce((n, t) => n + 8 ** -Math.min(weight(foldTerm(t.replace(/\*$/, ''))), 12), 0);
}
