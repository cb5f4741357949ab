// Making spans and keeping the ones that stand. Detectors may overlap; what leaves the engine does not.
import { categoryOf, type SensitiveSpan, type SensitiveType } from '../../model/sensitive.ts';

/** A span of a type; its category follows from it. */
export function span(start: number, end: number, type: SensitiveType, confidence: number, why: string): SensitiveSpan {
  return { start, end, type, category: categoryOf(type), confidence, why };
}

/** A span that holds others which are redacted one by one. */
export function container(outer: SensitiveSpan, parts: readonly SensitiveSpan[]): SensitiveSpan {
  return { ...outer, parts: parts.filter((p) => p.start >= outer.start && p.end <= outer.end) };
}

/**
 * Spans apart from each other, in order of their place. Of two that overlap the surer one stays where they are of about
 * the same length, else the longer one: a connection string says more than the password in it. What a container swallows
 * becomes a part of it.
 */
export function resolveOverlaps(spans: readonly SensitiveSpan[]): SensitiveSpan[] {
  const order = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: SensitiveSpan[] = [];
  for (const next of order) {
    let beaten = false;
    while (kept.length > 0 && !beaten) {
      const last = kept[kept.length - 1] as SensitiveSpan;
      if (last.end <= next.start) break;
      if (stays(last, next)) beaten = true;
      else kept.pop();
    }
    if (!beaten) kept.push(next);
  }
  if (!kept.some((s) => s.parts)) return kept;
  let at = 0;
  return kept.map((outer) => {
    if (!outer.parts) return outer;
    while (at < order.length && (order[at] as SensitiveSpan).start < outer.start) at += 1;
    const inner = [...outer.parts];
    for (; at < order.length && (order[at] as SensitiveSpan).start < outer.end; at++) {
      const one = order[at] as SensitiveSpan;
      if (one.end - one.start < outer.end - outer.start) inner.push(...(one.parts ?? [one]));
    }
    return container(outer, resolveOverlaps(inner));
  });
}

/**
 * All spans of a text, apart and in order. A listing of code goes on around the values in it: it may be allowed where a key in
 * it is not, so it never stands for what it holds.
 */
export function apart(spans: readonly SensitiveSpan[]): SensitiveSpan[] {
  const values = resolveOverlaps(spans.filter((s) => s.category !== 'source-code'));
  const code = resolveOverlaps(spans.filter((s) => s.category === 'source-code'));
  let at = 0;
  const around = code.flatMap((listing) => {
    while (at < values.length && (values[at] as SensitiveSpan).end <= listing.start) at += 1;
    const pieces: SensitiveSpan[] = [];
    let { start } = listing;
    for (let i = at; i < values.length && (values[i] as SensitiveSpan).start < listing.end; i++) {
      const value = values[i] as SensitiveSpan;
      if (value.start > start) pieces.push({ ...listing, start, end: value.start });
      start = Math.max(start, value.end);
    }
    if (start < listing.end) pieces.push({ ...listing, start });
    return pieces;
  });
  return [...values, ...around].sort((a, b) => a.start - b.start);
}

function stays(first: SensitiveSpan, second: SensitiveSpan): boolean {
  const a = first.end - first.start;
  const b = second.end - second.start;
  // Something much longer around something says what it belongs to.
  if (a >= 1.5 * b && first.confidence >= 0.5) return true;
  if (b >= 1.5 * a && second.confidence >= 0.5) return false;
  return first.confidence !== second.confidence ? first.confidence > second.confidence : a >= b;
}
