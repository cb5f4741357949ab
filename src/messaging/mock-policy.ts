// States of the product that plain-browser development and pictures can show, and the policy of each. Never part of the
// extension.
import type { EffectivePolicy, PolicyKey, PolicyLayer, PolicySettings } from '../model/policy.ts';

export const MOCK_STATES = [
  'found',
  'many',
  'labelled',
  'nothing',
  'scanning',
  'partly',
  'not-scanned',
  'excluded-user',
  'excluded-managed',
  'managed',
  'pending',
  'storage-full',
  'off',
  'no-statement',
  'plain',
  'no-catalogue',
  'loading',
  'error',
] as const;
export type MockState = (typeof MOCK_STATES)[number];

const SETTINGS: PolicySettings = {
  enabled: true,
  preset: 'balanced',
  hiddenTextAction: 'block',
  visibleTextAction: 'warn',
  sensitiveActions: ['secret=redact', 'financial=redact', 'personal=warn', 'health=warn', 'confidential=warn'],
  steeringInputAction: 'warn',
  foreignInputAction: 'warn',
  unscannedFileAction: 'audit',
  unsanctionedServiceAction: 'warn',
  answerTextAction: 'warn',
  answerResources: 'block',
  allowedAnswerHosts: [],
  prefilledPromptAction: 'warn',
  sharedChatAction: 'warn',
  inputOverride: 'with-reason',
  accountDomains: [],
  organisationTerms: [],
  organisationPatterns: [],
  organisationRecords: [],
  organisationDocuments: [],
  excludedSites: [],
  approvedServices: [],
  blockedServices: [],
  allowUndo: true,
  allowUserSettings: true,
  retentionDays: 90,
  maxIncidents: 100_000,
  organisationName: '',
  supportUrl: '',
};

const MANAGED: Partial<PolicySettings> = {
  preset: 'strict',
  hiddenTextAction: 'block',
  allowUndo: false,
  allowUserSettings: false,
  approvedServices: ['claude', 'm365-copilot'],
  organisationName: 'Example Corp',
  supportUrl: 'https://help.example.org/ai',
};

/** The policy in a state, with what the person changed in the page. */
export function mockPolicy(state: MockState, user: Partial<PolicySettings>): EffectivePolicy {
  const managed = state === 'managed' || state === 'excluded-managed';
  const given: Partial<PolicySettings> = managed
    ? { ...MANAGED, ...(state === 'excluded-managed' ? { excludedSites: ['*.example.org'] } : {}) }
    : {};
  const own: Partial<PolicySettings> = {
    ...(state === 'off' ? { enabled: false } : {}),
    ...(state === 'excluded-user' ? { excludedSites: ['claude.ai'] } : {}),
    ...(managed ? {} : user),
  };
  const settings = { ...SETTINGS, ...own, ...given };
  const layerOf = (key: PolicyKey): PolicyLayer => (key in given ? 'managed' : key in own ? 'user' : 'default');
  const keys = Object.keys(SETTINGS) as PolicyKey[];
  return {
    settings,
    source: Object.fromEntries(keys.map((k) => [k, layerOf(k)])) as Record<PolicyKey, PolicyLayer>,
    managed: state === 'pending' ? 'pending' : managed ? 'present' : 'none',
    locked: Object.keys(given) as PolicyKey[],
    problems:
      state === 'managed'
        ? [{ layer: 'managed', key: 'retentionDays', problem: 'Expected a number from 1 to 3650, got text.' }]
        : [],
    hash: managed ? '9c41d7aa' : '1f0e62b3',
  };
}
