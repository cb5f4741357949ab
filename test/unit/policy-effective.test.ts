// Layers, locks, presets, and what may not be loosened while something is unknown.
import { describe, expect, test } from 'vitest';
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import policyPresets from '../../src/catalog/policy-presets.json' with { type: 'json' };
import { effectivePolicy, policyHash } from '../../src/engine/policy/effective.ts';
import type { PolicyInput } from '../../src/engine/policy/effective.ts';
import { defaultSettings } from '../../src/engine/policy/keys.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';
import { changeUserSettings } from '../../src/engine/policy/user-settings.ts';

const keys = managedKeys.keys as readonly PolicyKeyData[];
const presets = policyPresets.presets as PresetData;

function input(managed: Partial<PolicyInput['managed']>, user: unknown = {}): PolicyInput {
  return { managed: { state: 'none', raw: {}, lastKnown: undefined, ...managed }, user, keys, presets };
}
const none = (user?: unknown) => effectivePolicy(input({}, user));
const present = (raw: unknown, user?: unknown) => effectivePolicy(input({ state: 'present', raw }, user));
const pending = (lastKnown: unknown, user?: unknown) => effectivePolicy(input({ state: 'pending', lastKnown }, user));

describe('layers', () => {
  test('nothing said: the defaults, from the default layer', () => {
    const policy = none();
    expect(policy.settings).toEqual(defaultSettings(keys));
    expect(new Set(Object.values(policy.source))).toEqual(new Set(['default']));
    expect(policy).toMatchObject({ managed: 'none', locked: [], problems: [] });
  });

  test('a preset lies below single settings of the person', () => {
    const policy = none({ preset: 'strict', hiddenTextAction: 'warn' });
    expect(policy.settings).toMatchObject({ hiddenTextAction: 'warn', visibleTextAction: 'block', allowUndo: false });
    expect(policy.source).toMatchObject({ preset: 'user', hiddenTextAction: 'user', visibleTextAction: 'preset' });
  });

  test('managed wins and locks', () => {
    const policy = present(
      { hiddenTextAction: 'audit', excludedSites: [] },
      { hiddenTextAction: 'block', excludedSites: ['a.example'] },
    );
    expect(policy.settings).toMatchObject({ hiddenTextAction: 'audit', excludedSites: [] });
    expect(policy.source).toMatchObject({
      hiddenTextAction: 'managed',
      excludedSites: 'managed',
      allowUndo: 'default',
    });
    expect(policy.locked).toEqual(['hiddenTextAction', 'excludedSites']);
  });

  test('allowUserSettings false ignores the person', () => {
    const policy = present({ allowUserSettings: false }, { enabled: false, visibleTextAction: 'block' });
    expect(policy.settings).toMatchObject({ enabled: true, visibleTextAction: 'warn' });
  });

  test('a managed preset is a minimum', () => {
    const looser = present({ preset: 'strict' }, { visibleTextAction: 'allow', allowUndo: true });
    expect(looser.settings).toMatchObject({ visibleTextAction: 'block', allowUndo: false });
    expect(looser.source).toMatchObject({ visibleTextAction: 'managed', allowUndo: 'managed' });
    const stricter = present({ preset: 'monitor' }, { visibleTextAction: 'block' });
    expect(stricter.settings).toMatchObject({ hiddenTextAction: 'audit', visibleTextAction: 'block' });
    expect(stricter.source).toMatchObject({ hiddenTextAction: 'managed', visibleTextAction: 'user' });
  });
});

describe('unknown managed policy', () => {
  const loose = {
    enabled: false,
    preset: 'monitor',
    hiddenTextAction: 'allow',
    excludedSites: ['a.example'],
    retentionDays: 1,
  };

  test('a person cannot loosen, but can tighten', () => {
    expect(pending(undefined, loose).settings).toEqual(defaultSettings(keys));
    const tight = { visibleTextAction: 'block', allowUndo: false, blockedServices: ['poe'] };
    expect(pending(undefined, tight).settings).toMatchObject(tight);
  });

  test('the last known policy holds and locks', () => {
    const policy = pending({ hiddenTextAction: 'warn', excludedSites: ['b.example'] }, loose);
    expect(policy.settings).toMatchObject({ hiddenTextAction: 'warn', excludedSites: ['b.example'], enabled: true });
    expect(policy).toMatchObject({ managed: 'pending', locked: ['hiddenTextAction', 'excludedSites'] });
  });

  test('once it is known that there is none, the person’s settings count', () => {
    expect(none(loose).settings).toMatchObject(loose);
  });
});

describe('broken managed values', () => {
  test('the key itself is bounded, others are not', () => {
    const policy = present(
      { hiddenTextAction: 'blok', allowUndo: true },
      { hiddenTextAction: 'allow', visibleTextAction: 'allow' },
    );
    expect(policy.settings).toMatchObject({ hiddenTextAction: 'block', visibleTextAction: 'allow' });
    expect(policy.problems).toMatchObject([{ layer: 'managed', key: 'hiddenTextAction' }]);
    expect(policy.locked).toEqual(['allowUndo']);
  });

  test.each([{ preset: 'strikt' }, { allowUserSettings: 'no' }, []])('%j bounds every key', (raw) => {
    expect(present(raw, { enabled: false, visibleTextAction: 'allow' }).settings).toEqual(defaultSettings(keys));
  });
});

describe('hash', () => {
  const settings = defaultSettings(keys);
  test('same for the same settings, whatever the order of a list', () => {
    expect(policyHash({ ...settings, excludedSites: ['a', 'b'] })).toBe(
      policyHash({ ...settings, excludedSites: ['b', 'a'] }),
    );
    expect(policyHash(settings)).toMatch(/^[0-9a-f]{16}$/);
  });
  test('differs by value and by key', () => {
    const hashes = [
      settings,
      { ...settings, allowUndo: false },
      { ...settings, approvedServices: ['poe'] },
      { ...settings, blockedServices: ['poe'] },
    ].map(policyHash);
    expect(new Set(hashes).size).toBe(4);
  });
});

describe('a person’s change', () => {
  const change = (at: Partial<PolicyInput['managed']>, wanted: Record<string, unknown>, user: unknown = {}) =>
    changeUserSettings(input(at, user), wanted);

  test('is merged into what was set before', () => {
    const { user, policy, refused } = change({}, { visibleTextAction: 'block' }, { excludedSites: ['a.example'] });
    expect(user).toEqual({ excludedSites: ['a.example'], visibleTextAction: 'block' });
    expect(policy.settings.visibleTextAction).toBe('block');
    expect(refused).toEqual([]);
  });

  test('null forgets', () => {
    expect(change({}, { visibleTextAction: null }, { visibleTextAction: 'block' }).user).toEqual({});
  });

  test.each([
    [{ state: 'present', raw: { enabled: true } }, { enabled: false }, 'settingLocked'],
    [{ state: 'present', raw: { allowUserSettings: false } }, { enabled: false }, 'settingsNotAllowed'],
    [{ state: 'present', raw: { preset: 'balanced' } }, { hiddenTextAction: 'allow' }, 'settingMinimum'],
    [{ state: 'pending' }, { enabled: false }, 'settingPending'],
    [{}, { organisationName: 'Me' }, 'settingNotYours'],
    [{}, { retentionDays: -1 }, 'settingInvalid'],
    [{}, { excludedSites: ['ok.example', '*'] }, 'settingInvalid'],
    [{}, { nothing: 1 }, 'settingInvalid'],
  ] as const)('%j refuses %j: %s', (at, wanted, reason) => {
    const { user, refused } = change(at, wanted, { retentionDays: 30 });
    expect(user).toEqual({ retentionDays: 30 });
    expect(refused).toEqual([{ key: Object.keys(wanted)[0], reason }]);
  });
});
