// What the findings of one observation amount to.
import type { DecodedLayer, Family, Finding, Severity } from './finding.ts';

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
}
