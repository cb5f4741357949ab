// States of the product that plain-browser development and pictures can show, and the policy of each. Never part of the
// extension.
import type { EffectivePolicy, PolicyKey, PolicyDraft, PolicyLayer, PolicySettings } from '../model/policy.ts';
import { telling } from '../model/telling.ts';

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
  'unknown-assistant',
  'device',
  'no-catalogue',
  'loading',
  'error',
] as const;
export type MockState = (typeof MOCK_STATES)[number];

const SETTINGS: PolicySettings = {
  enabled: true,
  lockdown: false,
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
  extensionRules: ['ask risk=known-bad', 'watch reach=ai'],
  webMcp: ['*=allow'],
  builtInAi: ['*=allow'],
  agentGate: 'present',
  agentActions: ['*=ask', 'delete=block'],
  agentSites: ['shop.example=allow', '*.corp.example=read'],
  agentSensitiveSites: 'never',
  agentSensitiveHosts: [],
  agentAllowanceMinutes: 15,
  inputOverride: 'with-reason',
  accountDomains: [],
  organisationTerms: [],
  organisationPatterns: [],
  organisationRecords: [],
  organisationDocuments: [],
  excludedSites: [],
  approvedServices: [],
  blockedServices: [],
  attestations: [],
  allowUndo: true,
  allowUserSettings: true,
  retentionDays: 90,
  maxIncidents: 100_000,
  maxIncidentMegabytes: 256,
  organisationName: '',
  supportUrl: '',
  rules: [],
  exceptions: [],
  noticeText: [],
  showWelcome: true,
  fullExport: true,
};

const MANAGED: Partial<PolicySettings> = {
  preset: 'strict',
  hiddenTextAction: 'block',
  allowUndo: false,
  allowUserSettings: false,
  approvedServices: ['claude', 'm365-copilot'],
  organisationName: 'Example Corp',
  supportUrl: 'https://help.example.org/ai',
  noticeText: ['en: Questions about AI tools? Call the service desk, 1234.'],
  rules: ['no-keys-elsewhere: block account=personal,unknown data=secret', 'warn layer=paas agent=yes'],
  exceptions: [
    'no-keys-elsewhere: until=2026-06-30 owner="A. Lima, Legal" reason="Contract 4711" service=claude',
    'sensitiveActions: until=2027-12-31 owner="Pilot group" reason="Trial of the new tenant" service=m365-copilot',
  ],
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
        ? [
            {
              layer: 'managed',
              key: 'retentionDays',
              problem: telling(
                'problemIgnored',
                telling('problemType', telling('problemKind_whole'), telling('problemKind_text')),
              ),
            },
          ]
        : [],
    hash: managed ? '9c41d7aa' : '1f0e62b3',
  };
}

/** A draft on top of a policy; only its form is looked at. */
export function mockDraft(text: string, policy: EffectivePolicy): PolicyDraft {
  try {
    const settings = JSON.parse(text) as Partial<PolicySettings>;
    return {
      problem: '',
      settings,
      problems: [],
      policy: { ...policy, settings: { ...policy.settings, ...settings } },
    };
  } catch {
    return { problem: 'draftNotJson', settings: {}, problems: [], policy };
  }
}
