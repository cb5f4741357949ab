// Detectors: concept rules (words that occur together) and pattern rules (fixed markup) over one folded view.
import { MAX_EXCERPT, MAX_FINDINGS } from '../limits.ts';
import type { Finding } from '../../model/finding.ts';
import { fold } from '../normalize/fold.ts';
import type { View } from '../normalize/view.ts';
import { originalSpan } from '../normalize/view.ts';
import { findConcepts, type Hit } from './concepts.ts';
import type { ConceptRule, RuleSet } from './rule-set.ts';

/** Findings in a plain text (folded first). See detectInView for the guarantees. */
export const detect = (rules: RuleSet, text: string): Finding[] => detectInView(rules, fold(text));

/**
 * Findings in one folded view. At most one finding per rule (the first place), at most MAX_FINDINGS.
 * Offsets are those of the original text; start < end, both inside it. Linear in the text for a given rule set.
 */
export function detectInView(rules: RuleSet, view: View): Finding[] {
  const findings: Finding[] = [];
  const hits = findConcepts(rules, view.text);
  if (hits.length > 0) {
    const byConcept = sorted(rules, hits);
    for (const rule of rules.conceptRules) {
      const span = matchConcepts(rule, byConcept);
      if (span) findings.push(finding(rule, view, span[0], span[1]));
      if (findings.length >= MAX_FINDINGS) return findings;
    }
  }
  for (const rule of rules.patternRules) {
    if (rule.needs.length > 0 && !rule.needs.some((literal) => view.text.includes(literal))) continue;
    rule.pattern.lastIndex = 0;
    const m = rule.pattern.exec(view.text);
    if (m && m[0] !== '') findings.push(finding(rule, view, m.index, m.index + m[0].length));
    if (findings.length >= MAX_FINDINGS) break;
  }
  return findings;
}

function finding(
  rule: Omit<Finding, 'rule' | 'start' | 'end' | 'transform' | 'excerpt'> & { id: string },
  view: View,
  from: number,
  to: number,
): Finding {
  return {
    rule: rule.id,
    family: rule.family,
    severity: rule.severity,
    confidence: rule.confidence,
    ...originalSpan(view, from, to),
    transform: view.transform,
    excerpt: view.text.slice(from, to).slice(0, MAX_EXCERPT),
  };
}

/** Hits of each concept, in order of their start. */
type ByConcept = readonly (readonly Hit[] | undefined)[];

export function sorted(rules: RuleSet, hits: readonly Hit[]): ByConcept {
  const byConcept: (Hit[] | undefined)[] = new Array<undefined>(rules.led.length);
  for (const hit of hits) {
    for (const c of hit.concepts) {
      const list = byConcept[c];
      if (list) list.push(hit);
      else byConcept[c] = [hit];
    }
  }
  return byConcept;
}

/** First window in which every slot is filled by a hit of its own; null when there is none. */
export function matchConcepts(rule: ConceptRule, byConcept: ByConcept): readonly [number, number] | null {
  // Most rules lack a slot in most texts; find that out before anything is merged.
  for (const concepts of rule.slots) if (!concepts.some((c) => byConcept[c] !== undefined)) return null;
  const slots = rule.slots.map((concepts) => merge(concepts, byConcept));
  // Start from the rarest slot: every window must contain one of its hits.
  const pivot = slots.reduce((best, s, i) => (s.length < (slots[best]?.length ?? 0) ? i : best), 0);
  // Neighbours are filled outwards from the pivot, so that in ordered rules each lies on its side.
  const order = [...slots.keys()].filter((i) => i !== pivot).sort((a, b) => Math.abs(a - pivot) - Math.abs(b - pivot));
  const search: Search = { rule, slots, pivot, order, cursors: slots.map(() => 0), effort: MAX_EFFORT };
  for (const hit of slots[pivot] ?? []) {
    const window = place(search, hit, [hit], 0, hit.start, hit.end);
    if (window) return window;
    if (search.effort <= 0) return null;
  }
  return null;
}

function merge(concepts: readonly number[], byConcept: ByConcept): readonly Hit[] {
  if (concepts.length === 1) return byConcept[concepts[0] ?? 0] ?? [];
  return concepts.flatMap((c) => byConcept[c] ?? []).sort((a, b) => a.start - b.start);
}

/** Hits looked at for one rule in one view; a page that repeats its words without end cannot buy more. */
const MAX_EFFORT = 20_000;

interface Search {
  readonly rule: ConceptRule;
  readonly slots: readonly (readonly Hit[])[];
  readonly pivot: number;
  readonly order: readonly number[];
  /** First hit of each slot that can still lie in a window; windows only move forward. */
  readonly cursors: number[];
  effort: number;
}

/**
 * Fills the slots from `step` on with the nearest hits; where a later slot then finds nothing, the next nearest are
 * tried, because a wide slot may have taken the only word that a narrow one can have.
 */
function place(
  search: Search,
  hit: Hit,
  chosen: Hit[],
  step: number,
  from: number,
  to: number,
): readonly [number, number] | null {
  const { rule, slots, pivot, order, cursors } = search;
  const slot = order[step];
  if (slot === undefined) return [from, to];
  const candidates = slots[slot] ?? [];
  let cursor = cursors[slot] ?? 0;
  while (cursor < candidates.length && (candidates[cursor]?.end ?? 0) < hit.end - rule.within) cursor++;
  cursors[slot] = cursor;
  const fitting: { readonly hit: Hit; readonly from: number; readonly to: number }[] = [];
  for (let k = cursor; k < candidates.length && search.effort > 0; k++, search.effort--) {
    const c = candidates[k];
    if (!c || c.start > hit.start + rule.within) break;
    if (rule.ordered && (slot < pivot ? c.end > from : c.start < to)) continue;
    if (chosen.some((h) => c.start < h.end && h.start < c.end)) continue;
    const next = { hit: c, from: Math.min(from, c.start), to: Math.max(to, c.end) };
    if (next.to - next.from <= rule.within) fitting.push(next);
  }
  if (fitting.length > 1) fitting.sort((a, b) => a.to - a.from - (b.to - b.from));
  for (const next of fitting) {
    const window = place(search, hit, [...chosen, next.hit], step + 1, next.from, next.to);
    if (window) return window;
  }
  return null;
}
