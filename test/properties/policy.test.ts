// What must hold for every stored policy and every page: no throw, managed wins, nothing is loosened while unknown.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import policyPresets from '../../src/catalog/policy-presets.json' with { type: 'json' };
import { decide } from '../../src/engine/policy/decide.ts';
import type { DecisionInput } from '../../src/engine/policy/decide.ts';
import { decideInput, type InputPlace } from '../../src/engine/policy/decide-input.ts';
import { decideOutput, decidePrompt, decideRequest, decideShare } from '../../src/engine/policy/decide-output.ts';
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import type { PolicyInput } from '../../src/engine/policy/effective.ts';
import { parseException } from '../../src/engine/policy/exception-list.ts';
import { parseHostPattern } from '../../src/engine/policy/hosts.ts';
import { POLICY_KEYS, defaultSettings, sameValue } from '../../src/engine/policy/keys.ts';
import { parseLayer } from '../../src/engine/policy/parse.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';
import { parseRule } from '../../src/engine/policy/rule-list.ts';
import { atLeastAsTight } from '../../src/engine/policy/strictness.ts';
import { changeUserSettings } from '../../src/engine/policy/user-settings.ts';
import { FAMILIES, SEVERITIES } from '../../src/model/finding.ts';
import { ACCOUNTS, INPUT_WAYS, type InputFacts } from '../../src/model/input.ts';
import { SENSITIVE_TYPES, categoryOf } from '../../src/model/sensitive.ts';
import { ACTIONS, MANAGED_STATES, POLICY_LAYERS, PRESETS } from '../../src/model/policy.ts';
import type { Decision, EffectivePolicy, PolicySettings } from '../../src/model/policy.ts';
import { VERDICT_KINDS } from '../../src/model/verdict.ts';

const keys = managedKeys.keys as readonly PolicyKeyData[];
const presets = policyPresets.presets as PresetData;
const NOW = Date.UTC(2027, 0, 15);
const RUNS = { numRuns: 1_000 };

const host = fc.constantFrom('a.example', 'b.example', '*.a.example', 'x.a.example', 'intranet');
const service = fc.constantFrom('chatgpt', 'claude', 'poe', 'comet');
const rule = fc.constantFrom(
  'a: warn',
  'b: block family=suppression',
  'block on=hidden-text site=*.a.example',
  'redact service=poe,unknown agent=no',
  'audit account=unknown data=secret',
  'warn layer=saas data=*',
);
const exception = fc.constantFrom(
  'a,b: until=2027-02-01 owner=x reason=y',
  'hiddenTextAction: until=2099-01-01 owner=x reason=y site=a.example',
  'sensitiveActions,visibleTextAction: until=2099-01-01 owner=x reason=y allow service=claude',
  'b: until=2026-12-31 owner=x reason=y',
);
/** Layers with valid values, any subset of the keys. */
const layer: fc.Arbitrary<Partial<PolicySettings>> = fc.record(
  {
    enabled: fc.boolean(),
    preset: fc.constantFrom(...PRESETS),
    hiddenTextAction: fc.constantFrom(...ACTIONS),
    visibleTextAction: fc.constantFrom(...ACTIONS),
    excludedSites: fc.uniqueArray(host),
    approvedServices: fc.uniqueArray(service),
    blockedServices: fc.uniqueArray(service),
    allowUndo: fc.boolean(),
    allowUserSettings: fc.boolean(),
    retentionDays: fc.integer({ min: 1, max: 3650 }),
    maxIncidents: fc.integer({ min: 100, max: 100_000 }),
    organisationName: fc.constantFrom('', 'Example Ltd'),
    supportUrl: fc.constantFrom('', 'https://help.example/'),
    rules: fc.uniqueArray(rule),
    exceptions: fc.uniqueArray(exception),
  },
  { requiredKeys: [] },
);
/** Layers as they may lie in storage: any JSON, and objects that mix good and bad values. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  layer,
  fc.dictionary(fc.constantFrom(...POLICY_KEYS), fc.jsonValue({ maxDepth: 2 })),
  fc.tuple(layer, fc.dictionary(fc.string(), fc.jsonValue())).map(([good, bad]) => ({ ...good, ...bad })),
);
const input = (managed: fc.Arbitrary<unknown>, user: fc.Arbitrary<unknown>): fc.Arbitrary<PolicyInput> =>
  fc.record({
    managed: fc.record({ state: fc.constantFrom(...MANAGED_STATES), raw: managed, lastKnown: managed }),
    user,
    keys: fc.constant(keys),
    presets: fc.constant(presets),
  });
const situation: fc.Arbitrary<DecisionInput> = fc.record({
  site: fc.oneof(
    fc.constantFrom('a.example', 'x.a.example', 'b.example', 'B.EXAMPLE.', 'c.example', ''),
    fc.string({ unit: 'binary' }),
  ),
  frameSite: fc.string(),
  service: fc.oneof(service, fc.string()),
  layer: fc.constantFrom('', 'saas', 'paas', 'iaas'),
  account: fc.constantFrom(...ACCOUNTS),
  agent: fc.boolean(),
  families: fc.subarray([...FAMILIES]),
  hidden: fc.boolean(),
  verdictKind: fc.constantFrom(...VERDICT_KINDS),
  severity: fc.constantFrom(null, ...SEVERITIES),
  confidence: fc.double(),
});
const rank = (action: (typeof ACTIONS)[number]) => ACTIONS.indexOf(action);

test('any stored policy gives a valid policy, and every situation a decision', () => {
  fc.assert(
    fc.property(input(junk, junk), situation, (stored, at) => {
      const policy = effectivePolicy(stored);
      expect(parseLayer('managed', policy.settings, keys)).toEqual({ settings: policy.settings, problems: [] });
      for (const key of POLICY_KEYS) expect(POLICY_LAYERS).toContain(policy.source[key]);
      const decision = decide(policy, at, NOW);
      expect(ACTIONS).toContain(decision.action);
      expect(decision.trace.filter((step) => step.decided)).toMatchObject([
        { key: decision.key, layer: decision.layer },
      ]);
      if (at.verdictKind === 'clean' || at.verdictKind === 'not-scanned') expect(decision.action).toBe('allow');
      if (at.verdictKind === 'suspicious') expect(rank(decision.action)).toBeLessThanOrEqual(rank('audit'));
    }),
    RUNS,
  );
});

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

test('parsing what was parsed changes nothing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...POLICY_LAYERS), junk, (name, raw) => {
      const { settings } = parseLayer(name, raw, keys);
      expect(parseLayer(name, settings, keys)).toEqual({ settings, problems: [] });
    }),
    RUNS,
  );
});

test('host patterns never throw and parse to a fixed point', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.domain(), fc.string()), (text) => {
      const parsed = parseHostPattern(text);
      if (parsed.ok) expect(parseHostPattern(parsed.value)).toEqual(parsed);
    }),
    RUNS,
  );
});

test('managed values always win and are locked', () => {
  fc.assert(
    fc.property(layer, junk, junk, (managed, user, lastKnown) => {
      for (const at of [
        { state: 'present', raw: managed, lastKnown },
        { state: 'pending', raw: {}, lastKnown: managed },
      ] as const) {
        const policy = effectivePolicy({ managed: at, user, keys, presets });
        for (const key of POLICY_KEYS) {
          const value = managed[key];
          if (value === undefined) continue;
          expect(policy.settings[key]).toEqual(value);
          expect(policy.source[key]).toBe('managed');
          expect(policy.locked).toContain(key);
        }
      }
    }),
    RUNS,
  );
});

test('while managed policy is unknown, no person’s settings make it looser than default and last known policy', () => {
  fc.assert(
    fc.property(layer, junk, situation, (lastKnown, user, at) => {
      const policy = effectivePolicy({ managed: { state: 'pending', raw: {}, lastKnown }, user, keys, presets });
      // Joined here by hand, so that the test does not believe the code that it tests.
      const defaults = defaultSettings(keys);
      const floor: PolicySettings = { ...defaults, ...presets[lastKnown.preset ?? defaults.preset], ...lastKnown };
      for (const key of POLICY_KEYS) expect(atLeastAsTight(key, policy.settings[key], floor[key]), key).toBe(true);
      const least = decide({ ...policy, settings: floor }, at, NOW);
      expect(rank(decide(policy, at, NOW).action)).toBeGreaterThanOrEqual(rank(least.action));
    }),
    RUNS,
  );
});

test('adding a stricter managed value never loosens a decision', () => {
  fc.assert(
    fc.property(layer, junk, layer, fc.constantFrom(...POLICY_KEYS), situation, (managed, user, other, key, at) => {
      const policyWith = (raw: Partial<PolicySettings>) =>
        effectivePolicy({ managed: { state: 'present', raw, lastKnown: undefined }, user, keys, presets });
      const before = policyWith(managed);
      const value = other[key];
      // An organisation that takes a person's settings away takes those that are stricter than its own away too.
      fc.pre(key !== 'allowUserSettings');
      fc.pre(value !== undefined && atLeastAsTight(key, value, before.settings[key]));
      // A preset is not one value: under it, single values that the organisation set itself stay as they are.
      const after = policyWith({ ...managed, [key]: value });
      expect(rank(decide(after, at, NOW).action)).toBeGreaterThanOrEqual(rank(decide(before, at, NOW).action));
    }),
    RUNS,
  );
});

test('a broken managed value never lets a person go below the policy without their settings', () => {
  fc.assert(
    fc.property(layer, layer, fc.constantFrom(...POLICY_KEYS), fc.jsonValue(), (managed, user, key, broken) => {
      const raw = { ...managed, [key]: broken };
      fc.pre(parseLayer('managed', raw, keys).problems.some((problem) => problem.key === key));
      const at = { state: 'present', raw, lastKnown: undefined } as const;
      const alone = effectivePolicy({ managed: at, user: {}, keys, presets });
      const policy = effectivePolicy({ managed: at, user, keys, presets });
      expect(atLeastAsTight(key, policy.settings[key], alone.settings[key])).toBe(true);
    }),
    RUNS,
  );
});

test('a change that was accepted takes effect; a refused one leaves no trace', () => {
  fc.assert(
    fc.property(
      input(layer, layer),
      fc.oneof(layer, fc.dictionary(fc.constantFrom(...POLICY_KEYS), fc.jsonValue())),
      (stored, wanted) => {
        const { user, policy, refused } = changeUserSettings(stored, wanted as Record<string, unknown>);
        const before = parseLayer('user', stored.user, keys).settings;
        const no = new Set(refused.map((refusal) => refusal.key));
        const asked = parseLayer('user', wanted, keys).settings;
        for (const key of POLICY_KEYS) {
          if (no.has(key) || !Object.hasOwn(wanted, key)) expect(sameValue(user[key], before[key]), key).toBe(true);
          else if (asked[key] !== undefined) expect(sameValue(policy.settings[key], asked[key]), key).toBe(true);
        }
      },
    ),
    RUNS,
  );
});

test('equal settings have equal hashes', () => {
  fc.assert(
    fc.property(input(layer, layer), input(layer, layer), (a, b) => {
      const one = effectivePolicy(a);
      const two = effectivePolicy(b);
      const same = POLICY_KEYS.every((key) => sameValue(one.settings[key], two.settings[key]));
      expect(one.hash === two.hash).toBe(same);
    }),
    RUNS,
  );
});
