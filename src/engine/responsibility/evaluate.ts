// The live status of each control, from facts. Pure and total; the time comes in as an argument. Nothing is met by default:
// without a rule that holds on fresh facts a control is unobservable.
import type { Control, ControlStatus, Fact, Facts, Score, Status } from '../../model/responsibility.ts';
import { factNames, factOf, holds } from './condition.ts';

const MINUTE = 60_000;
/** A fact from further in the future comes from a clock that was set back; it would stay fresh for ever. */
const CLOCK_SLACK = 5 * MINUTE;

/** Message keys of the two reasons that no rule gives. */
const NO_EVIDENCE = 'whyNoEvidence';
const TOO_OLD = 'whyTooOld';

const VALUE: Readonly<Partial<Record<Status, number>>> = { met: 1, partly: 0.5, unmet: 0 };

/** Status of one control: the first rule that holds on facts that are fresh enough. */
export function evaluateControl(control: Control, facts: Facts, now: number): ControlStatus {
  const names = [...new Set(control.rules.flatMap((rule) => factNames(rule.when)))];
  const fresh: Record<string, Fact> = {};
  let stale = false;
  for (const name of names) {
    const fact = factOf(facts, name);
    if (fact === null) continue;
    if (isFresh(fact, control.freshMinutes, now)) fresh[name] = fact;
    else stale = true;
  }
  const rule = control.rules.find((candidate) => holds(candidate.when, fresh) === 'true');
  const behind = rule ? factNames(rule.when).map((name) => factOf(fresh, name)?.observedAt ?? 0) : [];
  const observedAt = Math.max(0, ...behind);
  if (!rule || (stale && rule.why === NO_EVIDENCE)) {
    return { control: control.id, status: 'unobservable', why: stale ? TOO_OLD : NO_EVIDENCE, observedAt: 0 };
  }
  return { control: control.id, status: rule.status, why: rule.why, observedAt };
}

/** Status of every control, in the order of the catalogue. */
export function evaluateAll(controls: readonly Control[], facts: Facts, now: number): ControlStatus[] {
  return controls.map((control) => evaluateControl(control, facts, now));
}

/**
 * Weighted mean over what can be seen. What cannot be observed is left out of the value and counted in `total`, so that it
 * shows and never raises the score; what does not apply is in neither.
 */
export function score(statuses: readonly ControlStatus[], controls: readonly Control[]): Score {
  const weights = new Map(controls.map((control) => [control.id, control.weight]));
  let sum = 0;
  let weightSum = 0;
  let visible = 0;
  let total = 0;
  for (const { control, status } of statuses) {
    const weight = weights.get(control);
    if (weight === undefined || !(weight > 0) || status === 'not-applicable') continue;
    total++;
    const value = VALUE[status];
    if (value === undefined) continue;
    visible++;
    sum += weight * value;
    weightSum += weight;
  }
  return { value: visible === 0 ? null : sum / weightSum, visible, total };
}

function isFresh(fact: Fact, freshMinutes: number, now: number): boolean {
  if (!Number.isFinite(fact.observedAt) || fact.observedAt > now + CLOCK_SLACK) return false;
  return freshMinutes <= 0 || now - fact.observedAt <= freshMinutes * MINUTE;
}
