// Placeholders that stand for values in one service's conversations: the same value gets the same placeholder, also after a
// reload and in another tab, because the worker keeps them for as long as the browser runs. Never on disk.
import { NOTHING_REDACTED, redact, standIns, type RedactionState } from '../engine/sensitive/redact.ts';
import type { Replacement } from '../enforcement/rewrite.ts';
import type { KeptValue } from '../model/doors.ts';
import type { SensitiveSpan } from '../model/sensitive.ts';

export class Placeholders {
  private state: RedactionState = NOTHING_REDACTED;

  /** @param keep hears of every value that gets a placeholder */
  constructor(private readonly keep: (values: readonly KeptValue[]) => void) {}

  /** Takes over what the worker knows. What this page named meanwhile stays. */
  know(kept: readonly KeptValue[]): void {
    const names = new Set(kept.map((k) => k.name));
    this.state = { entries: [...kept, ...this.state.entries.filter((e) => !names.has(e.name))] };
  }

  /** Whether any value has a placeholder. */
  get any(): boolean {
    return this.state.entries.length > 0;
  }

  /** What to put in the place of spans of a text, or of the values inside of a span; new ones are kept. */
  replacements(text: string, spans: readonly SensitiveSpan[]): Replacement[] {
    const before = this.state.entries.length;
    const out = spans
      .flatMap((span) => (span.parts && span.parts.length > 0 ? span.parts : [span]))
      .map((span): Replacement => {
        const value = text.slice(span.start, span.end);
        const { text: name, state } = redact(value, [{ ...span, start: 0, end: value.length }], this.state);
        this.state = state;
        return { start: span.start, end: span.end, text: name };
      });
    const fresh = this.state.entries.slice(before);
    if (fresh.length > 0) this.keep(fresh);
    return out;
  }

  /** Places in a text where values go back. */
  found(text: string): readonly Replacement[] {
    return standIns(text, this.state);
  }
}
