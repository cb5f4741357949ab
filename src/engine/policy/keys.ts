// The policy keys as a list, their defaults, and settings put together key by key. Defaults come from
// catalog/managed-keys.json, which is ours, reviewed and tested; the engine gets it as an argument.
import type { PolicyKey, PolicySettings } from '../../model/policy.ts';
import type { PolicyKeyData } from './parse.ts';

export type PolicyValue = PolicySettings[PolicyKey];

/** Every key once, in the order in which people see them. The type makes a forgotten key an error. */
const KEY_ORDER: Readonly<Record<PolicyKey, number>> = {
  enabled: 0,
  lockdown: 1,
  preset: 2,
  hiddenTextAction: 3,
  visibleTextAction: 4,
  sensitiveActions: 5,
  steeringInputAction: 6,
  foreignInputAction: 7,
  unscannedFileAction: 8,
  unsanctionedServiceAction: 9,
  answerTextAction: 10,
  inputOverride: 11,
  answerResources: 12,
  allowedAnswerHosts: 13,
  prefilledPromptAction: 14,
  sharedChatAction: 15,
  agentGate: 15.4,
  agentActions: 15.5,
  agentSites: 15.6,
  agentSensitiveSites: 15.7,
  agentSensitiveHosts: 15.8,
  agentAllowanceMinutes: 15.9,
  extensionRules: 15.91,
  webMcp: 15.92,
  builtInAi: 15.93,
  rules: 16,
  exceptions: 17,
  accountDomains: 18,
  organisationTerms: 19,
  organisationPatterns: 20,
  organisationRecords: 21,
  organisationDocuments: 22,
  excludedSites: 23,
  approvedServices: 24,
  blockedServices: 25,
  attestations: 26,
  allowUndo: 27,
  allowUserSettings: 28,
  retentionDays: 29,
  maxIncidents: 30,
  maxIncidentMegabytes: 30.5,
  organisationName: 31,
  supportUrl: 32,
  noticeText: 33,
  showWelcome: 34,
  fullExport: 35,
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
