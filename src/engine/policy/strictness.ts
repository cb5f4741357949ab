// What "stricter" means for each policy key, in one table. Used where a person may tighten a setting but not loosen it:
// while managed policy is unknown, where a managed value is broken, and under a managed preset. Values are parsed ones.
import { GATE_MODES, SITE_LEVELS } from '../../model/agent.ts';
import { ACTIONS, OVERRIDES, PRESETS } from '../../model/policy.ts';
import type { PolicyKey, PolicySettings } from '../../model/policy.ts';
import { strictActs, strictSites } from '../agents/lists.ts';
import { asStrict, stricter } from './action-list.ts';
import { asStrictExtensionRules, stricterExtensionRules } from './extension-list.ts';
import type { PolicyValue } from './keys.ts';
import { asStrictSites, stricterSites } from './site-list.ts';

interface Order<T> {
  /** The stricter of two values; where they cannot be compared, one that is at least as strict as both. */
  readonly tighter: (base: T, other: T) => T;
  readonly atLeast: (value: T, base: T) => boolean;
}

const byRank = <T>(rank: (value: T) => number): Order<T> => ({
  tighter: (base, other) => (rank(other) > rank(base) ? other : base),
  atLeast: (value, base) => rank(value) >= rank(base),
});

/** No value is stricter than another, so the base stays. */
const fixed: Order<string> = { tighter: (base) => base, atLeast: (value, base) => value === base };
/** The same for values that decide nothing. */
const shownOnly = { tighter: <T>(base: T) => base, atLeast: () => true };

const subset = (small: readonly string[], large: readonly string[]) => {
  const there = new Set(large);
  return small.every((entry) => there.has(entry));
};

const fewer: Order<readonly string[]> = {
  tighter: (base, other) => (subset(base, other) ? base : other.filter((entry) => base.includes(entry))),
  atLeast: (value, base) => subset(value, base),
};
const more: Order<readonly string[]> = {
  tighter: (base, other) => (subset(other, base) ? base : [...new Set([...base, ...other])]),
  atLeast: (value, base) => subset(base, value),
};

const STRICTNESS: { readonly [K in PolicyKey]: Order<PolicySettings[K]> } = {
  enabled: byRank((on) => (on ? 1 : 0)),
  lockdown: byRank((on) => (on ? 1 : 0)),
  preset: byRank((preset) => PRESETS.indexOf(preset)),
  hiddenTextAction: byRank((action) => ACTIONS.indexOf(action)),
  visibleTextAction: byRank((action) => ACTIONS.indexOf(action)),
  sensitiveActions: { tighter: stricter, atLeast: asStrict },
  steeringInputAction: byRank((action) => ACTIONS.indexOf(action)),
  foreignInputAction: byRank((action) => ACTIONS.indexOf(action)),
  unscannedFileAction: byRank((action) => ACTIONS.indexOf(action)),
  unsanctionedServiceAction: byRank((action) => ACTIONS.indexOf(action)),
  answerTextAction: byRank((action) => ACTIONS.indexOf(action)),
  inputOverride: byRank((override) => -OVERRIDES.indexOf(override)),
  answerResources: byRank((action) => ACTIONS.indexOf(action)),
  allowedAnswerHosts: fewer,
  prefilledPromptAction: byRank((action) => ACTIONS.indexOf(action)),
  sharedChatAction: byRank((action) => ACTIONS.indexOf(action)),
  extensionRules: { tighter: stricterExtensionRules, atLeast: asStrictExtensionRules },
  webMcp: { tighter: stricterSites, atLeast: asStrictSites },
  builtInAi: { tighter: stricterSites, atLeast: asStrictSites },
  agentGate: byRank((mode) => GATE_MODES.indexOf(mode)),
  agentActions: strictActs,
  agentSites: strictSites,
  agentSensitiveSites: byRank((level) => SITE_LEVELS.indexOf(level)),
  agentSensitiveHosts: more,
  agentAllowanceMinutes: byRank((minutes) => -minutes),
  // Rules only make things stricter, exceptions only looser.
  rules: more,
  exceptions: fewer,
  // Fewer accounts that count as the organisation's own.
  accountDomains: fewer,
  organisationTerms: more,
  organisationPatterns: more,
  organisationRecords: more,
  organisationDocuments: more,
  excludedSites: fewer,
  approvedServices: fewer,
  blockedServices: more,
  // Fewer things that count as done because somebody says so.
  attestations: fewer,
  allowUndo: byRank((allowed) => (allowed ? 0 : 1)),
  allowUserSettings: byRank((allowed) => (allowed ? 0 : 1)),
  // Evidence that was removed does not come back, so keeping more is the strict side.
  retentionDays: byRank((days) => days),
  maxIncidents: byRank((count) => count),
  maxIncidentMegabytes: byRank((size) => size),
  organisationName: fixed,
  supportUrl: fixed,
  noticeText: shownOnly,
  showWelcome: shownOnly,
  fullExport: byRank((on) => (on ? 0 : 1)),
};

const orderOf = (key: PolicyKey) => STRICTNESS[key] as unknown as Order<PolicyValue>;

/** The stricter of two values of one key; `base` when nothing says otherwise. */
export function tighter(key: PolicyKey, base: PolicyValue, other: PolicyValue): PolicyValue {
  return orderOf(key).tighter(base, other);
}

/** Whether `value` is at least as strict as `base`. */
export function atLeastAsTight(key: PolicyKey, value: PolicyValue, base: PolicyValue): boolean {
  return orderOf(key).atLeast(value, base);
}
