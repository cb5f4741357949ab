// What rules and exceptions make of what a setting asks for, with each step told. Rules that match make it stricter,
// exceptions that match and have not ended lift what they name, and of all that is left the strictest counts.
import { ACTIONS, type Action, type DecisionStep, type EffectivePolicy, type PolicyKey } from '../../model/policy.ts';
import { applicable, type Applicable } from './applicable.ts';
import { coversType, ofFamily, type Situation } from './conditions.ts';
import { isExpired, type Exception } from './exception-list.ts';
import type { Rule } from './rule-list.ts';

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
  private readonly here: Applicable;

  /** @param now milliseconds since the epoch: what an exception's end is compared with */
  constructor(
    private readonly policy: EffectivePolicy,
    private readonly situation: Situation,
    private readonly now: number,
  ) {
    this.here = applicable(policy.settings, situation);
  }

  /** The pattern that excludes the site, or null. */
  get excluded(): string | null {
    return this.here.excluded;
  }

  /** Notes that something was looked at. @returns the step's index; -1 where there are too many to tell */
  step(key: PolicyKey, value: string): number {
    if (this.full) return -1;
    return (
      this.trace.push({ key, layer: this.policy.source[key], value: value.slice(0, MAX_VALUE), decided: false }) - 1
    );
  }

  /** No more steps are told; what they would say need not be put together. */
  private get full(): boolean {
    return this.trace.length >= MAX_STEPS;
  }

  /** What is left of a setting's word about one sensitive value, after rules and exceptions about its type. */
  ofValue(base: Aspect, type: string): Aspect {
    return this.strictest(base, this.here.rulesFor(type), ({ data }) => data === null || coversType(data, type));
  }

  /** What is left of a setting's word about anything else, after rules and exceptions that name no data. */
  ofWhole(base: Aspect): Aspect {
    return this.strictest(base, this.here.rules, ({ data }) => data === null);
  }

  /**
   * What rules ask for that are about the place alone and not about anything found; null when there is none.
   * @param named only rules that name the surface in question
   */
  ofPlace(named: boolean): Aspect | null {
    const rules = this.here.rules.filter(({ when }) => when.family === null && (!named || when.on !== null));
    if (rules.length === 0) return null;
    const none: Aspect = { action: 'allow', reason: 'reasonRulePlace', key: 'rules', at: -1 };
    const found = this.strictest(none, rules, ({ data, family }) => data === null && family === null);
    return found.action === 'allow' ? null : { ...found, reason: 'reasonRulePlace' };
  }

  private strictest(base: Aspect, rules: readonly Rule[], covers: (when: Exception['when']) => boolean): Aspect {
    let worst = this.lifted(base, base.key, covers);
    for (const rule of rules) {
      // Exceptions only take away: a rule that asks for no more than what is left decides nothing, and is told where there is room.
      if (this.full && rank(rule.action) <= rank(worst.action)) continue;
      if (!ofFamily(rule.when, this.situation.families, false)) continue;
      const at = this.step('rules', rule.text);
      const left = this.lifted({ action: rule.action, reason: 'reasonRule', key: 'rules', at }, rule.name, covers);
      if (rank(left.action) > rank(worst.action)) worst = left;
    }
    return worst;
  }

  /** An organisation lifts what it decided itself, or what nobody decided; never what the person chose. */
  private lifted(aspect: Aspect, target: string, covers: (when: Exception['when']) => boolean): Aspect {
    const exceptions = this.here.lifting.get(target);
    if (!exceptions || aspect.action === 'allow' || this.policy.source[aspect.key] === 'user') return aspect;
    let left = aspect;
    for (const one of exceptions) {
      if (rank(one.leaves) >= rank(left.action) || isExpired(one, this.now) || !covers(one.when)) continue;
      if (!ofFamily(one.when, this.situation.families, true)) continue;
      const at = this.full ? -1 : this.step('exceptions', `${target}: until ${one.until}, ${one.owner}`);
      left = { action: one.leaves, reason: 'reasonException', key: 'exceptions', at };
    }
    return left;
  }
}

const RANKS: Readonly<Record<Action, number>> = Object.fromEntries(ACTIONS.map((action, i) => [action, i])) as Record<
  Action,
  number
>;
/** Place of an action in the ladder; the higher, the stricter. */
export const rank = (action: Action): number => RANKS[action];

/** The steps with the one marked that decided; added where the steps were too many to tell. */
export function decidedBy(
  { trace }: Weighing,
  policy: EffectivePolicy,
  { key, action, at }: Aspect,
): readonly DecisionStep[] {
  if (at < 0) return [...trace, { key, layer: policy.source[key], value: action, decided: true }];
  return trace.map((step, i) => (i === at ? { ...step, decided: true } : step));
}
