// Placeholders that stand for values in one service's conversations: the same value gets the same placeholder, also after a
// reload and in another tab, because the worker keeps them for as long as the browser runs. Never on disk.
import type { KeptValue } from '../model/doors.ts';
import type { SensitiveSpan } from '../model/sensitive.ts';
import type { Replacement } from '../enforcement/rewrite.ts';

/** Makes placeholders and finds them again; engine/sensitive/redact.ts. */
export interface Redaction {
  /** Placeholder for a value that has none yet; `taken` are those in use. */
  readonly name: (span: SensitiveSpan, taken: ReadonlySet<string>) => string;
  /** Places in a text that stand for kept values, also where an answer bends them. In order, apart. */
  readonly find: (text: string, kept: ReadonlyMap<string, string>) => readonly Replacement[];
}

export class Placeholders {
  private readonly byValue = new Map<string, string>();
  private readonly values = new Map<string, string>();

  constructor(
    private readonly redaction: Redaction,
    private readonly keep: (values: readonly KeptValue[]) => void,
  ) {}

  /** Takes over what the worker knows. */
  know(kept: readonly KeptValue[]): void {
    for (const { placeholder, value } of kept) this.set(placeholder, value);
  }

  /** Values by placeholder. */
  get known(): ReadonlyMap<string, string> {
    return this.values;
  }

  /** What to put in the place of spans of a text; new ones are kept. `text` may hold placeholders by itself. */
  replacements(text: string, spans: readonly SensitiveSpan[]): Replacement[] {
    const fresh: KeptValue[] = [];
    const standing = new Set([...this.values.keys(), ...(text.match(/\[[A-Z][A-Z0-9_]*_\d+\]/g) ?? [])]);
    // Of a table only the values in it are replaced.
    const values = spans.flatMap((span) => span.parts ?? [span]);
    const out = values.map(({ start, end, ...span }): Replacement => {
      const value = text.slice(start, end);
      let placeholder = this.byValue.get(value);
      if (placeholder === undefined) {
        placeholder = this.redaction.name({ start, end, ...span }, standing);
        standing.add(placeholder);
        this.set(placeholder, value);
        fresh.push({ placeholder, value });
      }
      return { start, end, text: placeholder };
    });
    if (fresh.length > 0) this.keep(fresh);
    return out;
  }

  /** Places in a text where values go back. */
  found(text: string): readonly Replacement[] {
    return this.values.size === 0 ? [] : this.redaction.find(text, this.values);
  }

  private set(placeholder: string, value: string): void {
    this.values.set(placeholder, value);
    this.byValue.set(value, placeholder);
  }
}
