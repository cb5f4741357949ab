// Policies, situations and facts of any form for property tests.
import fc from 'fast-check';
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import policyPresets from '../../src/catalog/policy-presets.json' with { type: 'json' };
import type { DecisionInput } from '../../src/engine/policy/decide.ts';
import type { PolicyInput } from '../../src/engine/policy/effective.ts';
import { POLICY_KEYS } from '../../src/engine/policy/keys.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';
import { FAMILIES, SEVERITIES } from '../../src/model/finding.ts';
import { ACCOUNTS } from '../../src/model/input.ts';
import { ACTIONS, MANAGED_STATES, PRESETS } from '../../src/model/policy.ts';
import type { PolicySettings } from '../../src/model/policy.ts';
import { VERDICT_KINDS } from '../../src/model/verdict.ts';

export const keys = managedKeys.keys as readonly PolicyKeyData[];
export const presets = policyPresets.presets as PresetData;
export const NOW = Date.UTC(2027, 0, 15);
export const RUNS = { numRuns: 1_000 };

export const host = fc.constantFrom('a.example', 'b.example', '*.a.example', 'x.a.example', 'intranet');
export const service = fc.constantFrom('chatgpt', 'claude', 'poe', 'comet');
export const rule = fc.constantFrom(
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
export const layer: fc.Arbitrary<Partial<PolicySettings>> = fc.record(
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
    maxIncidentMegabytes: fc.integer({ min: 10, max: 4_000 }),
    organisationName: fc.constantFrom('', 'Example Ltd'),
    supportUrl: fc.constantFrom('', 'https://help.example/'),
    rules: fc.uniqueArray(rule),
    exceptions: fc.uniqueArray(exception),
  },
  { requiredKeys: [] },
);
/** Layers as they may lie in storage: any JSON, and objects that mix good and bad values. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  layer,
  fc.dictionary(fc.constantFrom(...POLICY_KEYS), fc.jsonValue({ maxDepth: 2 })),
  fc.tuple(layer, fc.dictionary(fc.string(), fc.jsonValue())).map(([good, bad]) => ({ ...good, ...bad })),
);
export const input = (managed: fc.Arbitrary<unknown>, user: fc.Arbitrary<unknown>): fc.Arbitrary<PolicyInput> =>
  fc.record({
    managed: fc.record({ state: fc.constantFrom(...MANAGED_STATES), raw: managed, lastKnown: managed }),
    user,
    keys: fc.constant(keys),
    presets: fc.constant(presets),
  });
export const situation: fc.Arbitrary<DecisionInput> = fc.record({
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
export const rank = (action: (typeof ACTIONS)[number]) => ACTIONS.indexOf(action);
