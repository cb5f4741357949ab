// What the findings of one observation amount to.
import type { DecodedLayer, Family, Finding, Severity, Transform } from './finding.ts';

export const VERDICT_KINDS = ['clean', 'suspicious', 'malicious', 'not-scanned'] as const;
export type VerdictKind = (typeof VERDICT_KINDS)[number];

export interface Verdict {
  readonly kind: VerdictKind;
  /** Highest severity among the findings; null when there are none. */
  readonly severity: Severity | null;
  /** 0…1, how sure that the text tries to steer an AI. */
  readonly confidence: number;
  /** Families found, strongest first. */
  readonly families: readonly Family[];
  readonly findings: readonly Finding[];
  /** Decoded views in which something was found; empty when the plain text sufficed. */
  readonly layers: readonly DecodedLayer[];
  /** What the trained model said; absent where it was not asked, or its word did not count. */
  readonly explanation?: Explanation;
}

/** Words of a text that the trained model weighed. */
export interface WeighedWords {
  /** As in the reading, at most 60 characters. */
  readonly text: string;
  /** UTF-16 offsets into the observation's text: start inclusive, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** What they add to the logit of the model's probability: above 0 they speak for an attack, below 0 against it. */
  readonly weight: number;
}

/** Why the trained model says what it says, about the reading in which it is surest. */
export interface Explanation {
  /** Version of the model. */
  readonly model: string;
  /** What it says of that reading, 0…1; the verdict's confidence weighs rules in as well. */
  readonly score: number;
  readonly transform: Transform;
  /** Judged as text that nobody sees. */
  readonly unseen: boolean;
  /** Those that weighed most, either way, in the order of the text; at most 12. */
  readonly words: readonly WeighedWords[];
}
