// What is in a text on its way in: sensitive values, and words that steer an assistant. Judged at once, in the page, so
// that what is clean is never touched. Bounded: what lies beyond the limits is told as not scanned.
import type { Prefilter } from '../../engine/detect/prefilter.ts';
import type { RuleSet } from '../../engine/detect/rule-set.ts';
import { hiddenCharacters } from '../../engine/normalize/hidden-characters.ts';
import { scan } from '../../engine/scan.ts';
import type { Finding } from '../../model/finding.ts';
import type { SensitiveSpan } from '../../model/sensitive.ts';
import type { VerdictKind } from '../../model/verdict.ts';

/** UTF-16 units that are judged; what is longer is told as partly scanned. */
export const MAX_JUDGED = 1_000_000;
/** Places looked at closely, and how much around each. */
const MAX_PLACES = 40;
const AROUND = 2_000;

export interface Steering {
  readonly kind: VerdictKind;
  readonly findings: readonly Finding[];
  /** The part that steers, which the findings' offsets are of; '' when nothing does. */
  readonly text: string;
}

export const NO_STEERING: Steering = { kind: 'clean', findings: [], text: '' };

export interface JudgeParts {
  /** Sensitive values of a text, in order, apart. */
  readonly find: (text: string) => readonly SensitiveSpan[];
  /** undefined where no guard runs: the worker alone judges what steers. */
  readonly rules: { readonly prefilter: Prefilter; readonly rules: () => RuleSet } | undefined;
}

export class Judge {
  private lastText = '';
  private lastSpans: readonly SensitiveSpan[] = [];

  constructor(private readonly parts: JudgeParts) {}

  /** Sensitive values; the same text is not read twice in a row. */
  spans(text: string): readonly SensitiveSpan[] {
    if (text !== this.lastText) {
      this.lastSpans = this.parts.find(text.slice(0, MAX_JUDGED));
      this.lastText = text;
    }
    return this.lastSpans;
  }

  /** What steers an assistant in a text from elsewhere. `hidden`: a person could not see it. */
  steering(text: string, hidden: boolean): Steering {
    const { rules } = this.parts;
    if (!rules) return NO_STEERING;
    let worst = NO_STEERING;
    for (const [start, end] of this.places(text.slice(0, MAX_JUDGED))) {
      const part = text.slice(start, end);
      const { verdict } = scan(rules.rules(), part, hidden);
      if (RANK[verdict.kind] > RANK[worst.kind]) {
        worst = { kind: verdict.kind, findings: verdict.findings, text: part };
      }
      if (worst.kind === 'malicious') break;
    }
    return worst;
  }

  /** Windows around what the prefilter points at. */
  private places(text: string): readonly (readonly [number, number])[] {
    const out: [number, number][] = [];
    for (const place of this.parts.rules?.prefilter.find(text, MAX_PLACES) ?? []) {
      const last = out.at(-1);
      const [start, end] = [Math.max(0, place - AROUND), Math.min(text.length, place + AROUND)];
      // Windows stay below what the engine reads of one text.
      if (last && start <= last[1] && end - last[0] <= 10 * AROUND) last[1] = end;
      else out.push([start, end]);
    }
    return out;
  }
}

export const RANK: Readonly<Record<VerdictKind, number>> = {
  clean: 0,
  'not-scanned': 1,
  suspicious: 2,
  malicious: 3,
};

/** Hidden characters that spell nothing known count from here on: text programs leave a few anywhere. */
const MANY_HIDDEN = 8;

/** What is written in characters that nobody sees: the message, or the text that has them; '' when nothing is. */
export function unseenIn(text: string): string {
  const found = hiddenCharacters(text);
  if (found === null || (found.message === '' && found.count < MANY_HIDDEN)) return '';
  return found.message === '' ? text : found.message;
}
