// How rules, classifier and hiding make one verdict. Each is a kind of signal of its own; what is done beyond recording
// asks for two of them.
import type { ConcealmentReason } from '../../model/observation.ts';
import type { Verdict, VerdictKind } from '../../model/verdict.ts';

/** What certainty of the rules adds to the classifier's logit. Fitted on left-out authors (docs/model-card.md). */
const RULES = 2;
/** From here on a text is not clean. */
export const SUSPICIOUS = 0.75;
/** From here on it is manipulative, when rules and classifier both say so. */
export const MALICIOUS = 0.8;
/** Hiding is a second kind of signal, but a weaker one than rules: the classifier must be surer. */
const UNSEEN = 0.9;
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
  // The classifier alone, of text that people see, is one kind of signal, however sure it is.
  const needed = byRules > 0 ? MALICIOUS : hidden ? UNSEEN : Infinity;
  return { score, kind: score >= needed ? 'malicious' : 'suspicious' };
}

/**
 * Ways of hiding in which honest sentences are hardly ever found: 18 texts on 300 real pages, beside 1,320 that are simply
 * not rendered. What only few honest pages do says more, and texts that screen readers are meant to get are not among it.
 */
const ODD: ReadonlySet<ConcealmentReason> = new Set(['tiny', 'low-contrast', 'off-screen']);

/** The whole judgement of a hidden text once it is known how it is hidden: an odd way makes a suspicious one malicious. */
export const whereHidden = (verdict: Verdict, reason: ConcealmentReason): Verdict =>
  verdict.kind === 'suspicious' && verdict.confidence >= SUSPICIOUS && ODD.has(reason)
    ? { ...verdict, kind: 'malicious' }
    : verdict;
