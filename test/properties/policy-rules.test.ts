// Rules and exceptions, whatever is stored: no throw, one more rule never loosens, a person never loosens, ends hold.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, type DecisionInput } from '../../src/engine/policy/decide.ts';
import { decideInput, type InputPlace } from '../../src/engine/policy/decide-input.ts';
import { decideOutput, decidePrompt, decideRequest, decideShare } from '../../src/engine/policy/decide-output.ts';
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import { parseException } from '../../src/engine/policy/exception-list.ts';
import { parseRule } from '../../src/engine/policy/rule-list.ts';
import { FAMILIES } from '../../src/model/finding.ts';
import { INPUT_WAYS, type InputFacts } from '../../src/model/input.ts';
import { ACTIONS } from '../../src/model/policy.ts';
import type { Decision, EffectivePolicy, PolicySettings } from '../../src/model/policy.ts';
import { SENSITIVE_TYPES, categoryOf } from '../../src/model/sensitive.ts';
import { VERDICT_KINDS } from '../../src/model/verdict.ts';
import { NOW, RUNS, junk, keys, layer, presets, rank, rule, situation } from '../support/policies.ts';

/** Everything that a policy is asked about at one place. */
function decisionsAt(policy: EffectivePolicy, at: DecisionInput, facts: InputFacts): readonly Decision[] {
  const place = at as DecisionInput & InputPlace;
  return [
    decide(policy, at, NOW),
    decideInput(policy, place, facts, NOW),
    ...[decideOutput, decideShare, decidePrompt, decideRequest].map((of) => of(policy, at, NOW)),
  ];
}
const facts: fc.Arbitrary<InputFacts> = fc.record({
  way: fc.constantFrom(...INPUT_WAYS),
  spans: fc
    .array(fc.constantFrom(...SENSITIVE_TYPES), { maxLength: 5 })
    .map((types) => types.map((type) => ({ type, category: categoryOf(type) }))),
  steering: fc.constantFrom(...VERDICT_KINDS),
  families: fc.subarray([...FAMILIES]),
  hidden: fc.boolean(),
  foreign: fc.boolean(),
  unscanned: fc.boolean(),
});

test('rules and exceptions of any form: no throw, a fixed point, and bounded traces', () => {
  const words = fc.array(
    fc.constantFrom(
      'a:',
      'block',
      'data=secret',
      'site=*.b.example',
      'until=2027-01-20',
      'owner="x y"',
      'reason=z',
      '"',
      ',',
      'agent=no',
      '\n',
      '=',
      ':',
    ),
    { maxLength: 9 },
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    words.map((w) => w.join(' ')),
  );
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 60 }), situation, facts, (one, many, at, input) => {
      for (const parse of [parseRule, parseException]) {
        const parsed = parse(one);
        if (parsed.ok) expect(parse(parsed.value)).toEqual(parsed);
      }
      const raw = { rules: many, exceptions: many };
      const managed = { state: 'present', raw, lastKnown: undefined } as const;
      const policy = effectivePolicy({ managed, user: undefined, keys, presets });
      for (const decision of decisionsAt(policy, at, input)) {
        expect(ACTIONS).toContain(decision.action);
        expect(decision.trace.length).toBeLessThanOrEqual(41);
      }
    }),
    RUNS,
  );
});

test('one more rule never loosens anything, one exception less neither', () => {
  fc.assert(
    fc.property(layer, junk, rule, situation, facts, (managed, user, added, at, input) => {
      const policyWith = (raw: Partial<PolicySettings>) =>
        effectivePolicy({ managed: { state: 'present', raw, lastKnown: undefined }, user, keys, presets });
      const rules = managed.rules ?? [];
      const exceptions = managed.exceptions ?? [];
      const before = decisionsAt(policyWith({ ...managed, rules, exceptions }), at, input);
      const more = decisionsAt(policyWith({ ...managed, rules: [...rules, added], exceptions }), at, input);
      const fewer = decisionsAt(policyWith({ ...managed, rules, exceptions: exceptions.slice(1) }), at, input);
      for (const after of [more, fewer])
        after.forEach((decision, i) => {
          expect(rank(decision.action)).toBeGreaterThanOrEqual(rank(before[i]?.action ?? 'allow'));
        });
    }),
    RUNS,
  );
});

test('a person’s rules never loosen what the organisation decided', () => {
  fc.assert(
    fc.property(layer, fc.uniqueArray(rule), situation, facts, (managed, rules, at, input) => {
      const policyWith = (user: unknown) =>
        effectivePolicy({ managed: { state: 'present', raw: managed, lastKnown: undefined }, user, keys, presets });
      const without = decisionsAt(policyWith({}), at, input);
      decisionsAt(policyWith({ rules }), at, input).forEach((decision, i) => {
        expect(rank(decision.action)).toBeGreaterThanOrEqual(rank(without[i]?.action ?? 'allow'));
      });
    }),
    RUNS,
  );
});

test('an exception that has ended counts for nothing, whatever the clock says', () => {
  fc.assert(
    fc.property(
      layer,
      situation,
      facts,
      fc.oneof(fc.double(), fc.constant(Date.UTC(2100, 0))),
      (managed, at, input, now) => {
        fc.pre(!(now < Date.UTC(2099, 0, 3)));
        const policyWith = (raw: Partial<PolicySettings>) =>
          effectivePolicy({ managed: { state: 'present', raw, lastKnown: undefined }, user: {}, keys, presets });
        const place = at as DecisionInput & InputPlace;
        const [late, none] = [managed, { ...managed, exceptions: [] }].map((raw) => [
          decide(policyWith(raw), at, now).action,
          decideInput(policyWith(raw), place, input, now).action,
        ]);
        expect(late).toEqual(none);
      },
    ),
    RUNS,
  );
});
