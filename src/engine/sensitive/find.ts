// The one door to the sensitive-data engine: a text in, spans apart from each other out. Text is anyone's: every part is
// bounded and linear, and a detector that fails costs its own findings only.
import type { SensitiveSpan } from '../../model/sensitive.ts';
import { MAX_SENSITIVE_SPANS, MAX_SENSITIVE_TEXT } from '../limits.ts';
import { withoutExamples } from './example-cues.ts';
import { findListings } from './code/listing.ts';
import { findMarks } from './code/marks.ts';
import type { SensitiveCatalog } from './compile.ts';
import { findHealth } from './health/lines.ts';
import { findNumbers, OTHER_NUMBER } from './numbers/numbers.ts';
import { findBirths } from './personal/birth.ts';
import { findContactLines } from './personal/contact-lines.ts';
import { findMail } from './personal/mail.ts';
import { findPhones } from './personal/phone.ts';
import { findPostal } from './personal/postal.ts';
import { findTables } from './personal/table.ts';
import { findTravelZones } from './personal/travel-zone.ts';
import { findAddresses } from './secrets/addresses.ts';
import { findAssignments } from './secrets/assignments.ts';
import { findBlocks } from './secrets/blocks.ts';
import { findLone } from './secrets/lone.ts';
import { findTokens } from './secrets/tokens.ts';
import { apart } from './span.ts';
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
    () => findLone(catalog.keyish, read, lower),
    () => findNumbers(catalog.numbers, read, lower),
    () => findTravelZones(read),
    () => findMail(read),
    () => findPhones(catalog.phone, catalog.publicLine, OTHER_NUMBER, read, lower),
    () => findBirths(catalog.birth, catalog.persons, read, lower),
    () => findPostal(catalog.postal, read, lower),
    () => findHealth(catalog.health, read, lower),
    () => findTables(catalog.tables, read),
    () => findContactLines(read),
    () => findMarks(catalog.marks, read, lower),
    () => findListings(catalog.owned, read),
    ...own.map((detector) => () => detector(read)),
  ];
  const found: SensitiveSpan[] = [];
  for (const detector of detectors) {
    try {
      const sure = detector().filter((one) => one.confidence >= minConfidence);
      for (const one of withoutExamples(catalog.examples, lower, sure))
        if (one.confidence >= minConfidence) found.push(one);
    } catch {
      // One detector that cannot read this text must not keep the others from it.
    }
  }
  return apart(found).slice(0, MAX_SENSITIVE_SPANS);
}
