// The policy keys as a list, their defaults, and settings put together key by key. Defaults come from
// catalog/managed-keys.json, which is ours, reviewed and tested; the engine gets it as an argument.
import type { PolicyKey, PolicySettings } from '../../model/policy.ts';
import type { PolicyKeyData } from './parse.ts';

export type PolicyValue = PolicySettings[PolicyKey];

/** Every key once, in the order in which people see them. The type makes a forgotten key an error. */
const KEY_ORDER: Readonly<Record<PolicyKey, number>> = {
  enabled: 0,
  preset: 1,
  hiddenTextAction: 2,
  visibleTextAction: 3,
  sensitiveActions: 4,
  steeringInputAction: 5,
  foreignInputAction: 6,
  unscannedFileAction: 7,
  unsanctionedServiceAction: 8,
  answerTextAction: 9,
  inputOverride: 10,
  answerResources: 11,
  allowedAnswerHosts: 12,
  prefilledPromptAction: 13,
  sharedChatAction: 14,
  accountDomains: 15,
  organisationTerms: 16,
  organisationPatterns: 17,
  organisationRecords: 18,
  organisationDocuments: 19,
  excludedSites: 20,
  approvedServices: 21,
  blockedServices: 22,
  allowUndo: 23,
  allowUserSettings: 24,
  retentionDays: 25,
  maxIncidents: 26,
  organisationName: 27,
  supportUrl: 28,
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
