// Verdict × policy: each way a decision can go, its reason, and who decided.
import { expect, test } from 'vitest';
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import policyPresets from '../../src/catalog/policy-presets.json' with { type: 'json' };
import { decide } from '../../src/engine/policy/decide.ts';
import type { DecisionInput } from '../../src/engine/policy/decide.ts';
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';

const keys = managedKeys.keys as readonly PolicyKeyData[];
const presets = policyPresets.presets as PresetData;

function decision(raw: unknown, changes: Partial<DecisionInput>) {
  const managed = { state: 'present', raw, lastKnown: undefined } as const;
  const base: DecisionInput = {
    site: 'page.example',
    frameSite: 'frame.example',
    service: '',
    hidden: true,
    verdictKind: 'malicious',
    severity: 'high',
    confidence: 0.9,
  };
  return decide(effectivePolicy({ managed, user: {}, keys, presets }), { ...base, ...changes }, 0);
}

test.each([
  ['hidden and malicious', {}, {}, 'block', 'reasonHiddenManipulative', 'default', 'hiddenTextAction'],
  ['visible and malicious', {}, { hidden: false }, 'warn', 'reasonVisibleManipulative', 'default', 'visibleTextAction'],
  [
    'hidden, only suspicious',
    {},
    { verdictKind: 'suspicious' },
    'audit',
    'reasonSuspiciousOnly',
    'default',
    'hiddenTextAction',
  ],
  [
    'visible, only suspicious',
    { preset: 'strict' },
    { verdictKind: 'suspicious', hidden: false },
    'audit',
    'reasonSuspiciousOnly',
    'managed',
    'visibleTextAction',
  ],
  [
    'suspicious under allow',
    { hiddenTextAction: 'allow' },
    { verdictKind: 'suspicious' },
    'allow',
    'reasonSuspiciousOnly',
    'managed',
    'hiddenTextAction',
  ],
  ['clean', { preset: 'strict' }, { verdictKind: 'clean' }, 'allow', 'reasonClean', 'managed', 'hiddenTextAction'],
  ['not scanned', {}, { verdictKind: 'not-scanned' }, 'allow', 'reasonNotScanned', 'default', 'hiddenTextAction'],
  ['switched off', { enabled: false }, {}, 'allow', 'reasonDisabled', 'managed', 'enabled'],
  [
    'excluded site',
    { excludedSites: ['*.example'] },
    {},
    'block',
    'reasonHiddenManipulative',
    'default',
    'hiddenTextAction',
  ],
  ['excluded page', { excludedSites: ['page.example'] }, {}, 'allow', 'reasonExcludedSite', 'managed', 'excludedSites'],
  [
    'excluded frame elsewhere',
    { excludedSites: ['frame.example'] },
    {},
    'block',
    'reasonHiddenManipulative',
    'default',
    'hiddenTextAction',
  ],
  ['monitor', { preset: 'monitor' }, {}, 'audit', 'reasonHiddenManipulative', 'managed', 'hiddenTextAction'],
] as const)('%s', (_, raw, changes, action, reason, layer, key) => {
  expect(decision(raw, changes)).toMatchObject({ action, reason, layer, key });
});

test('the trace holds the steps in order and ends in the one that decided', () => {
  const { trace } = decision({ enabled: true, excludedSites: ['a.example'] }, { verdictKind: 'suspicious' });
  expect(trace).toEqual([
    { key: 'enabled', layer: 'managed', value: 'true', decided: false },
    { key: 'excludedSites', layer: 'managed', value: '1 entries, none fits', decided: false },
    { key: 'hiddenTextAction', layer: 'default', value: 'block, here audit', decided: true },
  ]);
  expect(decision({ enabled: false }, {}).trace).toHaveLength(1);
});
