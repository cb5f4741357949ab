// Values as they may be shown and kept: recognisable to the person who has them, useless to anybody else.
import type { Action } from '../../model/policy.ts';
import type { MaskedSpan } from '../../model/input.ts';
import type { SensitiveSpan } from '../../model/sensitive.ts';

const MAX_MASKED = 40;
/** Spans in one report. */
export const MAX_SPANS = 50;

/** At most four characters of each end, never more than a third of the value, on one line. */
export function masked(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim();
  const shown = Math.min(4, Math.floor(line.length / 6));
  if (shown === 0) return '•'.repeat(Math.min(8, Math.max(3, line.length)));
  return `${line.slice(0, shown)}…${line.slice(-shown)}`.slice(0, MAX_MASKED);
}

/** Spans for a record. */
export function maskedSpans(
  text: string,
  spans: readonly SensitiveSpan[],
  actions: readonly Action[],
): readonly MaskedSpan[] {
  return spans.slice(0, MAX_SPANS).map((span, i) => ({
    type: span.type,
    category: span.category,
    confidence: span.confidence,
    masked: masked(text.slice(span.start, span.end)),
    action: actions[i] ?? 'audit',
  }));
}

/** A text with its values masked, for words that steer and are kept as evidence. */
export function textMasked(text: string, spans: readonly SensitiveSpan[], max: number): string {
  let out = '';
  let at = 0;
  for (const span of spans) {
    out += text.slice(at, span.start) + masked(text.slice(span.start, span.end));
    at = span.end;
  }
  return (out + text.slice(at)).slice(0, max);
}
