// An organisation's own patterns. They come from a policy, so a pattern may be slow by mistake: RE2's engine takes time
// linear in the text for every pattern that it accepts, and refuses the rest.
import { RE2JS } from 're2js';
import { telling, type Part } from '../../../model/telling.ts';
import type { OwnDetector } from '../find.ts';
import { span } from '../span.ts';

export interface OwnPattern {
  readonly id: string;
  /** RE2's syntax: no look-around, no references back. */
  readonly pattern: string;
  readonly ignoreCase?: boolean;
}
export interface PatternSet {
  readonly detect: OwnDetector;
  /** Patterns that were refused, and why; the others work. */
  readonly refused: readonly { readonly id: string; readonly reason: Part }[];
}

const MAX_PATTERNS = 200;
const MAX_PATTERN = 1_000;
/** Searched; the engine is an interpreter and slower than the browser's own. */
const MAX_TEXT = 200_000;
const MAX_MATCHES = 500;

/** Never throws: what is no pattern of RE2 is in `refused`. */
export function compilePatterns(patterns: readonly OwnPattern[]): PatternSet {
  const refused: { id: string; reason: Part }[] = [];
  const ready: { id: string; expression: RE2JS }[] = [];
  for (const [i, { id, pattern, ignoreCase }] of patterns.entries()) {
    if (i >= MAX_PATTERNS) refused.push({ id, reason: telling('problemManyPatterns', MAX_PATTERNS) });
    else if (pattern === '') refused.push({ id, reason: telling('problemEmpty') });
    else if (pattern.length > MAX_PATTERN) refused.push({ id, reason: telling('problemLonger', MAX_PATTERN) });
    else {
      try {
        ready.push({ id, expression: RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) });
      } catch (error) {
        // The engine's own words, which are in English.
        refused.push({ id, reason: error instanceof Error ? error.message.slice(0, 200) : '' });
      }
    }
  }
  const detect: OwnDetector = (text) => {
    const read = text.slice(0, MAX_TEXT);
    return ready.flatMap(({ id, expression }) => {
      const out = [];
      const matcher = expression.matcher(read);
      while (out.length < MAX_MATCHES && matcher.find()) {
        if (matcher.end() > matcher.start())
          out.push(span(matcher.start(), matcher.end(), 'organisation.pattern', 0.9, `organisation.pattern: ${id}`));
      }
      return out;
    });
  };
  return { detect, refused };
}
