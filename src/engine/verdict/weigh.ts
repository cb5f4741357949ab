// How rules, classifier and hiding make one verdict. Each is a kind of signal of its own; what is done beyond recording
// asks for two of them.
import type { VerdictKind } from '../../model/verdict.ts';

/** What certainty of the rules adds to the classifier's logit. Fitted on left-out authors (docs/model-card.md). */
const RULES = 2;
/** From here on a text is not clean. */
export const SUSPICIOUS = 0.6;
/** From here on it is manipulative, when rules and classifier both say so. */
export const MALICIOUS = 0.75;
/** The classifier alone must be surer: of text that nobody sees, and of text that people see. */
const ALONE_UNSEEN = 0.9;
const ALONE_SEEN = 0.95;
/** Rules that are this sure need the classifier for nothing but a veto. */
const SURE = 0.85;
const VETO = 0.02;

/**
 * Monotonic: more of any signal never lowers the score.
 * @param claimed probability by the classifier
 * @param byRules confidence of the rules, 0…1
 * @param hidden a person cannot see the text
 */
export function weigh(claimed: number, byRules: number, hidden: boolean): { score: number; kind: VerdictKind } {
  const p = Math.min(1 - 1e-9, Math.max(1e-9, claimed));
  const logit = Math.log(p / (1 - p)) + RULES * byRules;
  const certain = byRules >= SURE && (hidden || claimed >= VETO);
  const score = Math.max(1 / (1 + Math.exp(-logit)), certain ? byRules : 0);
  if (score < SUSPICIOUS) return { score, kind: 'clean' };
  const needed = byRules > 0 ? MALICIOUS : hidden ? ALONE_UNSEEN : ALONE_SEEN;
  return { score, kind: score >= needed ? 'malicious' : 'suspicious' };
}
