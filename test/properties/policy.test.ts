// What must hold for every stored policy and every page: no throw, managed wins, nothing is loosened while unknown.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../src/engine/policy/decide.ts';
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import { parseHostPattern } from '../../src/engine/policy/hosts.ts';
import { POLICY_KEYS, defaultSettings, sameValue } from '../../src/engine/policy/keys.ts';
import { parseLayer } from '../../src/engine/policy/parse.ts';
import { atLeastAsTight } from '../../src/engine/policy/strictness.ts';
import { changeUserSettings } from '../../src/engine/policy/user-settings.ts';
import { ACTIONS, POLICY_LAYERS } from '../../src/model/policy.ts';
import type { PolicySettings } from '../../src/model/policy.ts';
import { NOW, RUNS, input, junk, keys, layer, presets, rank, situation } from '../support/policies.ts';

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
