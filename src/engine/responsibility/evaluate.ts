// The live status of each control, from facts. Pure and total; the time comes in as an argument. Nothing is met by default:
// without a rule that holds on fresh facts a control is unobservable.
import type { Control, ControlStatus, Fact, Facts, StatusRule } from '../../model/responsibility.ts';
import { factNames, factOf, holds } from './condition.ts';

const MINUTE = 60_000;
/** A fact from further in the future comes from a clock that was set back; it would stay fresh for ever. */
const CLOCK_SLACK = 5 * MINUTE;

/** Message keys of the two reasons that no rule gives. */
const NO_EVIDENCE = 'whyNoEvidence';
const TOO_OLD = 'whyTooOld';

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
  const rule = decidingRule(control.rules, fresh);
  if (!rule || (stale && rule.why === NO_EVIDENCE)) {
    const why = stale ? TOO_OLD : NO_EVIDENCE;
    return { control: control.id, status: 'unobservable', why, observedAt: 0, basis: 'observed' };
  }
  const behind = factNames(rule.when).flatMap((name) => factOf(fresh, name)?.observedAt ?? []);
  return {
    control: control.id,
    status: rule.status,
    why: rule.why,
    observedAt: behind.length === 0 ? 0 : Math.max(0, Math.min(...behind)),
    basis: rule.basis ?? 'observed',
    ...(rule.act ? { act: rule.act } : {}),
  };
}

/**
 * The first rule that holds. Once a rule before it is in doubt, nothing good is concluded any more: only what is unmet or
 * cannot be observed. So taking a fact away never makes a control look better.
 */
function decidingRule(rules: readonly StatusRule[], facts: Facts): StatusRule | undefined {
  let doubt = false;
  return rules.find(({ when, status }) => {
    const truth = holds(when, facts);
    if (truth === 'true' && !(doubt && (status === 'met' || status === 'partly' || status === 'not-applicable')))
      return true;
    doubt ||= truth === 'unknown';
    return false;
  });
}

/** Status of every control, in the order of the catalogue. */
export function evaluateAll(controls: readonly Control[], facts: Facts, now: number): ControlStatus[] {
  return controls.map((control) => evaluateControl(control, facts, now));
}

function isFresh({ observedAt, until }: Fact, freshMinutes: number, now: number): boolean {
  if (!Number.isFinite(observedAt) || observedAt > now + CLOCK_SLACK) return false;
  if (until !== undefined && !(now < until)) return false;
  return freshMinutes <= 0 || now - observedAt <= freshMinutes * MINUTE;
}
