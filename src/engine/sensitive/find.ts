// The one door to the sensitive-data engine: a text in, spans apart from each other out. Text is anyone's: every part is
// bounded and linear, and a detector that fails costs its own findings only.
import type { SensitiveSpan } from '../../model/sensitive.ts';
import { MAX_SENSITIVE_SPANS, MAX_SENSITIVE_TEXT } from '../limits.ts';
import type { SensitiveCatalog } from './compile.ts';
import { findNumbers } from './numbers/numbers.ts';
import { findAddresses } from './secrets/addresses.ts';
import { findAssignments } from './secrets/assignments.ts';
import { findBlocks } from './secrets/blocks.ts';
import { findTokens } from './secrets/tokens.ts';
import { resolveOverlaps } from './span.ts';
import { lowered } from './word-search.ts';

/** What an organisation calls its own (own/*.ts makes them). Never throws for a text; linear. */
export type OwnDetector = (text: string) => readonly SensitiveSpan[];

export interface SensitiveOptions {
  /** From `compileSensitive`. */
  readonly catalog: SensitiveCatalog;
  /** Spans below are left out; 0.5 where nothing is said. */
  readonly minConfidence?: number;
  readonly own?: readonly OwnDetector[];
}

const MIN_CONFIDENCE = 0.5;

/**
 * Sensitive values in a text: in order, apart from each other, offsets in UTF-16 units. Reads the first
 * MAX_SENSITIVE_TEXT units and gives at most MAX_SENSITIVE_SPANS spans; what is behind was not scanned. Never throws.
 */
export function findSensitive(text: string, options: SensitiveOptions): readonly SensitiveSpan[] {
  const { catalog, minConfidence = MIN_CONFIDENCE, own = [] } = options;
  const read = text.slice(0, MAX_SENSITIVE_TEXT);
  const lower = lowered(read);
  const detectors: readonly (() => readonly SensitiveSpan[])[] = [
    () => findTokens(catalog.tokens, read),
    () => findAssignments(catalog.assignments, read, lower),
    () => findBlocks(catalog.blocks, read, lower),
    () => findAddresses(read),
    () => findNumbers(catalog.numbers, read, lower),
    ...own.map((detector) => () => detector(read)),
  ];
  const found: SensitiveSpan[] = [];
  for (const detector of detectors) {
    try {
      for (const one of detector()) if (one.confidence >= minConfidence) found.push(one);
    } catch {
      // One detector that cannot read this text must not keep the others from it.
    }
  }
  return resolveOverlaps(found).slice(0, MAX_SENSITIVE_SPANS);
}
