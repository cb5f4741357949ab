// Detectors: concept rules (words that occur together) and pattern rules (fixed markup) over one folded view.
import { MAX_EXCERPT, MAX_FINDINGS } from '../limits.ts';
import type { Finding } from '../../model/finding.ts';
import { fold } from '../normalize/fold.ts';
import type { View } from '../normalize/view.ts';
import { originalOffset } from '../normalize/view.ts';
import { findConcepts, type Hit } from './concepts.ts';
import type { ConceptRule, RuleSet } from './rule-set.ts';

export { compileRules, type RuleSet } from './rule-set.ts';

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
    const byConcept: (Hit[] | undefined)[] = new Array<undefined>(rules.conceptCount);
    for (const hit of hits) {
      for (const c of hit.concepts) {
        const list = byConcept[c];
        if (list) list.push(hit);
        else byConcept[c] = [hit];
      }
    }
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
  const a = originalOffset(view, from);
  const b = originalOffset(view, to - 1);
  const end = view.transform === 'reversed' ? a + 1 : Math.max(originalOffset(view, to), b + 1);
  const start = Math.min(a, b);
  return {
    rule: rule.id,
    family: rule.family,
    severity: rule.severity,
    confidence: rule.confidence,
    start,
    end: Math.max(end, start + 1),
    transform: view.transform,
    excerpt: view.text.slice(from, to).slice(0, MAX_EXCERPT),
  };
}

type ByConcept = readonly (readonly Hit[] | undefined)[];

/** First window in which every slot is filled by a hit of its own; null when there is none. */
function matchConcepts(rule: ConceptRule, byConcept: ByConcept): readonly [number, number] | null {
  // Most rules lack a slot in most texts; find that out before anything is merged.
  for (const concepts of rule.slots) if (!concepts.some((c) => byConcept[c] !== undefined)) return null;
  const slots = rule.slots.map((concepts) => merge(concepts, byConcept));
  // Start from the rarest slot: every window must contain one of its hits.
  const pivot = slots.reduce((best, s, i) => (s.length < (slots[best]?.length ?? 0) ? i : best), 0);
  const cursors = slots.map(() => 0);
  for (const hit of (slots[pivot] ?? []).slice(0, 200)) {
    const window = fill(rule, slots, cursors, pivot, hit);
    if (window) return window;
  }
  return null;
}

function merge(concepts: readonly number[], byConcept: ByConcept): readonly Hit[] {
  if (concepts.length === 1) return byConcept[concepts[0] ?? 0] ?? [];
  return concepts.flatMap((c) => byConcept[c] ?? []).sort((a, b) => a.start - b.start);
}

function fill(
  rule: ConceptRule,
  slots: readonly (readonly Hit[])[],
  cursors: number[],
  pivot: number,
  hit: Hit,
): readonly [number, number] | null {
  const chosen: Hit[] = [hit];
  let from = hit.start;
  let to = hit.end;
  // Ordered rules are filled outwards from the pivot so that each neighbour lies on its side.
  const order = [...slots.keys()].filter((i) => i !== pivot);
  order.sort((a, b) => Math.abs(a - pivot) - Math.abs(b - pivot));
  for (const i of order) {
    const candidates = slots[i] ?? [];
    let cursor = cursors[i] ?? 0;
    while (cursor < candidates.length && (candidates[cursor]?.end ?? 0) < hit.end - rule.within) cursor++;
    cursors[i] = cursor;
    let best: Hit | null = null;
    let bestSpan = Infinity;
    for (let k = cursor, looked = 0; k < candidates.length && looked < 60; k++, looked++) {
      const c = candidates[k];
      if (!c || c.start > hit.start + rule.within) break;
      if (rule.ordered && (i < pivot ? c.end > from : c.start < to)) continue;
      if (chosen.some((h) => c.start < h.end && h.start < c.end)) continue;
      const span = Math.max(to, c.end) - Math.min(from, c.start);
      if (span < bestSpan) {
        best = c;
        bestSpan = span;
      }
    }
    if (!best || bestSpan > rule.within) return null;
    chosen.push(best);
    from = Math.min(from, best.start);
    to = Math.max(to, best.end);
  }
  return [from, to];
}
