// The policy keys as a list, their defaults, and settings put together key by key. Defaults come from
// catalog/managed-keys.json, which is ours, reviewed and tested; the engine gets it as an argument.
import type { PolicyKey, PolicySettings } from '../../model/policy.ts';
import type { PolicyKeyData } from './parse.ts';

export type PolicyValue = PolicySettings[PolicyKey];

/** Every key once, in the order in which people see them. The type makes a forgotten key an error. */
const KEY_ORDER: Readonly<Record<PolicyKey, number>> = {
  enabled: 1,
  lockdown: 2,
  preset: 3,
  hiddenTextAction: 4,
  visibleTextAction: 5,
  sensitiveActions: 6,
  steeringInputAction: 7,
  foreignInputAction: 8,
  unscannedFileAction: 9,
  unsanctionedServiceAction: 10,
  answerTextAction: 11,
  inputOverride: 12,
  answerResources: 13,
  allowedAnswerHosts: 14,
  prefilledPromptAction: 15,
  sharedChatAction: 16,
  agentGate: 17,
  agentActions: 18,
  agentSites: 19,
  agentSensitiveSites: 20,
  agentSensitiveHosts: 21,
  agentAllowanceMinutes: 22,
  extensionRules: 23,
  webMcp: 24,
  builtInAi: 25,
  rules: 26,
  exceptions: 27,
  accountDomains: 28,
  organisationTerms: 29,
  organisationPatterns: 30,
  organisationRecords: 31,
  organisationDocuments: 32,
  excludedSites: 33,
  approvedServices: 34,
  blockedServices: 35,
  attestations: 36,
  allowUndo: 37,
  allowUserSettings: 38,
  retentionDays: 39,
  maxIncidents: 40,
  maxIncidentMegabytes: 41,
  organisationName: 42,
  supportUrl: 43,
  noticeText: 44,
  showWelcome: 45,
  fullExport: 46,
};
export const POLICY_KEYS = Object.keys(KEY_ORDER) as readonly PolicyKey[];

/** The settings that hold when nobody has said anything. */
export function defaultSettings(keys: readonly PolicyKeyData[]): PolicySettings {
  const defaults = new Map(keys.map((spec) => [spec.key, spec.default]));
  return settingsOf((key) => {
    const value = defaults.get(key);
    if (value === undefined) throw new Error(`managed-keys.json has no default for ${key}`);
    return value;
  });
}

/** Builds settings from one value per key; the caller vouches that each value has its key's type. */
export function settingsOf(valueOf: (key: PolicyKey) => PolicyValue): PolicySettings {
  return Object.fromEntries(POLICY_KEYS.map((key) => [key, valueOf(key)])) as unknown as PolicySettings;
}

/** Whether two values of one key mean the same; the order of a list has no meaning. */
export function sameValue(a: PolicyValue | undefined, b: PolicyValue | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  // Lists of an organisation's own words have thousands of entries.
  const there = new Set(b);
  return a.length === b.length && a.every((entry) => there.has(entry));
}
