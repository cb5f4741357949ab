// From findings to a verdict. Severity and confidence stay apart; nothing above 'clean' rests on hiding alone.
import { SEVERITIES, type DecodedLayer, type Family, type Finding, type Severity } from '../../model/finding.ts';
import type { Verdict } from '../../model/verdict.ts';

/** Confidence from which a text that a person cannot see counts as manipulative. */
export const HIDDEN_THRESHOLD = 0.5;
/** Visible text needs more: people write about assistants in plain sight. */
export const VISIBLE_THRESHOLD = 0.85;
const SUSPICIOUS_SHARE = 0.6;

/** Families that say how a text is written rather than what it wants; alone they never reach a threshold. */
const FORM_ONLY: ReadonlySet<Family> = new Set(['hidden-characters', 'encoded-payload']);

/**
 * Joins findings into a verdict. Independent families add up as 1 − ∏(1 − cᵢ) with the strongest finding of each
 * (noisy-or); several findings of one family do not. Monotonic: a further finding never lowers the confidence.
 */
export function judge(findings: readonly Finding[], layers: readonly DecodedLayer[], hidden: boolean): Verdict {
  const best = new Map<Family, number>();
  let severity: Severity | null = null;
  for (const f of findings) {
    best.set(f.family, Math.max(best.get(f.family) ?? 0, f.confidence));
    if (severity === null || SEVERITIES.indexOf(f.severity) > SEVERITIES.indexOf(severity)) severity = f.severity;
  }
  const meaning = [...best.keys()].some((family) => !FORM_ONLY.has(family));
  let clean = 1;
  for (const [family, c] of best) if (meaning || !FORM_ONLY.has(family)) clean *= 1 - c;
  const confidence = 1 - clean;
  const threshold = hidden ? HIDDEN_THRESHOLD : VISIBLE_THRESHOLD;
  const kind =
    confidence >= threshold ? 'malicious' : confidence >= threshold * SUSPICIOUS_SHARE ? 'suspicious' : 'clean';
  const families = [...best.entries()].sort((a, b) => b[1] - a[1]).map(([family]) => family);
  return { kind, severity, confidence, families, findings, layers };
}
