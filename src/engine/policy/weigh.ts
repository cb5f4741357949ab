// What rules and exceptions make of what a setting asks for, with each step told. Rules that match make it stricter,
// exceptions that match and have not ended lift what they name, and of all that is left the strictest counts.
import { ACTIONS, type Action, type DecisionStep, type EffectivePolicy, type PolicyKey } from '../../model/policy.ts';
import { coversType, holdsIn, type Situation } from './conditions.ts';
import { exceptionsOf, isExpired, type Exception } from './exception-list.ts';
import { normalizeHost } from './hosts.ts';
import { rulesOf, type Rule } from './rule-list.ts';

/** An action that something asks for. */
export interface Aspect {
  readonly action: Action;
  /** Message key. */
  readonly reason: string;
  readonly key: PolicyKey;
  /** Index of the step that tells of it; -1: none does. */
  readonly at: number;
}

/** Steps told of one decision; the rest decided nothing that these do not show. */
const MAX_STEPS = 40;
/** Characters of a value in a step. */
const MAX_VALUE = 80;

/** Tells steps and finds what applies in one place, for one decision. */
export class Weighing {
  readonly trace: DecisionStep[] = [];
  /** Rules whose conditions hold here, those on data aside. */
  private readonly rules: readonly Rule[];
  private readonly exceptions: readonly Exception[];

  /** @param now milliseconds since the epoch: what an exception's end is compared with */
  constructor(
    private readonly policy: EffectivePolicy,
    situation: Omit<Situation, 'types'>,
    now: number,
  ) {
    const { settings } = policy;
    if (settings.rules.length + settings.exceptions.length === 0) {
      this.rules = this.exceptions = NONE;
      return;
    }
    const host = normalizeHost(situation.site);
    this.rules = rulesOf(settings.rules).filter((rule) => holdsIn(rule.when, situation, host, false));
    this.exceptions = exceptionsOf(settings.exceptions).filter(
      (one) => !isExpired(one, now) && holdsIn(one.when, situation, host, true),
    );
  }

  /** Notes that something was looked at. @returns the step's index; -1 where there are too many to tell */
  step(key: PolicyKey, value: string): number {
    if (this.trace.length >= MAX_STEPS) return -1;
    return (
      this.trace.push({ key, layer: this.policy.source[key], value: value.slice(0, MAX_VALUE), decided: false }) - 1
    );
  }

  /** What is left of a setting's word about one sensitive value, after rules and exceptions about its type. */
  ofValue(base: Aspect, type: string): Aspect {
    const rules = this.rules.filter(({ when }) => when.data !== null && coversType(when.data, type));
    return this.strictest(base, rules, (one) => one.when.data === null || coversType(one.when.data, type));
  }

  /** What is left of a setting's word about anything else, after rules and exceptions that name no data. */
  ofWhole(base: Aspect): Aspect {
    const rules = this.rules.filter(({ when }) => when.data === null);
    return this.strictest(base, rules, (one) => one.when.data === null);
  }

  /**
   * What rules ask for that are about the place alone and not about anything found; null when there is none.
   * @param named only rules that name the surface in question
   */
  ofPlace(named: boolean): Aspect | null {
    const rules = this.rules.filter(
      ({ when }) => when.data === null && when.family === null && (!named || when.on !== null),
    );
    if (rules.length === 0) return null;
    const none: Aspect = { action: 'allow', reason: 'reasonRulePlace', key: 'rules', at: -1 };
    const found = this.strictest(none, rules, (one) => one.when.data === null && one.when.family === null);
    return found.action === 'allow' ? null : { ...found, reason: 'reasonRulePlace' };
  }

  private strictest(base: Aspect, rules: readonly Rule[], covers: (one: Exception) => boolean): Aspect {
    let worst = this.lifted(base, base.key, covers);
    for (const rule of rules) {
      const at = this.step('rules', rule.text);
      const asked: Aspect = { action: rule.action, reason: 'reasonRule', key: 'rules', at };
      const left = this.lifted(asked, rule.name, covers);
      if (rank(left.action) > rank(worst.action)) worst = left;
    }
    return worst;
  }

  /** An organisation lifts what it decided itself, or what nobody decided; never what the person chose. */
  private lifted(aspect: Aspect, target: string, covers: (one: Exception) => boolean): Aspect {
    if (target === '' || aspect.action === 'allow' || this.policy.source[aspect.key] === 'user') return aspect;
    let left = aspect;
    for (const one of this.exceptions) {
      if (!one.targets.has(target) || !covers(one) || rank(one.leaves) >= rank(left.action)) continue;
      const at = this.step('exceptions', `${target}: until ${one.until}, ${one.owner}`);
      left = { action: one.leaves, reason: 'reasonException', key: 'exceptions', at };
    }
    return left;
  }
}

const NONE: readonly never[] = [];

export const rank = (action: Action): number => ACTIONS.indexOf(action);

/** The steps with the one marked that decided; added where the steps were too many to tell. */
export function decidedBy(
  { trace }: Weighing,
  policy: EffectivePolicy,
  { key, action, at }: Aspect,
): readonly DecisionStep[] {
  if (at < 0) return [...trace, { key, layer: policy.source[key], value: action, decided: true }];
  return trace.map((step, i) => (i === at ? { ...step, decided: true } : step));
}
