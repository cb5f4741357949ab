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
  extensionRules: 16,
  webMcp: 17,
  builtInAi: 18,
  rules: 19,
  exceptions: 20,
  accountDomains: 21,
  organisationTerms: 22,
  organisationPatterns: 23,
  organisationRecords: 24,
  organisationDocuments: 25,
  excludedSites: 26,
  approvedServices: 27,
  blockedServices: 28,
  attestations: 29,
  allowUndo: 30,
  allowUserSettings: 31,
  retentionDays: 32,
  maxIncidents: 33,
  organisationName: 34,
  supportUrl: 35,
  noticeText: 36,
  showWelcome: 37,
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
