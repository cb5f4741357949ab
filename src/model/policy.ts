// User-side responsibility policy: layers of partial settings, joined by engine/policy into one effective policy.
import type { GateMode, SiteLevel } from './agent.ts';

import type { Telling } from './telling.ts';

/** From harmless to strict; a later action is never looser than an earlier one. */
export const ACTIONS = ['allow', 'audit', 'warn', 'redact', 'block'] as const;
export type Action = (typeof ACTIONS)[number];

/** Lowest to highest precedence; managed always wins. */
export const POLICY_LAYERS = ['default', 'preset', 'user', 'managed'] as const;
export type PolicyLayer = (typeof POLICY_LAYERS)[number];

/** May a person go on in spite of block or redact? */
export const OVERRIDES = ['no', 'with-reason', 'yes'] as const;
export type Override = (typeof OVERRIDES)[number];

/** Where a rule can apply. `message`: what is typed and sent; `paste`: pasted or dropped; `request`: what an answer loads. */
export const SURFACES = [
  'hidden-text',
  'visible-text',
  'message',
  'paste',
  'file',
  'answer',
  'share',
  'prompt',
  'request',
] as const;
export type Surface = (typeof SURFACES)[number];

export const PRESETS = ['monitor', 'balanced', 'strict'] as const;
export type Preset = (typeof PRESETS)[number];

/** Every setting that decides something. Documented key by key in catalog/managed-keys.json. */
export interface PolicySettings {
  readonly enabled: boolean;
  /** An emergency: every action is the strictest, nothing is excluded, excepted or overridden. `enabled: false` wins over it. */
  readonly lockdown: boolean;
  readonly preset: Preset;
  /** For text that a person cannot see and that steers an AI. */
  readonly hiddenTextAction: Action;
  /** For visible text that steers an AI. */
  readonly visibleTextAction: Action;
  /** What goes into an assistant: `[service][@account:]kind=action`, parsed by engine/policy/action-list.ts. */
  readonly sensitiveActions: readonly string[];
  /** For what is pasted, dropped or attached and tries to steer the assistant, or cannot be seen. */
  readonly steeringInputAction: Action;
  /** For text in a message that the person did not put there. */
  readonly foreignInputAction: Action;
  readonly unscannedFileAction: Action;
  /** For services that are blocked, or not approved where some are. */
  readonly unsanctionedServiceAction: Action;
  /** For invisible characters in answers and copied text, copied commands, and links of answers that carry data. */
  readonly answerTextAction: Action;
  readonly inputOverride: Override;
  /** For what an answer's page asks of hosts that are not the service's own. */
  readonly answerResources: Action;
  /** Host patterns that answers may load from all the same. */
  readonly allowedAnswerHosts: readonly string[];
  /** For prompts that come in an address and try to steer the assistant. */
  readonly prefilledPromptAction: Action;
  /** For making a conversation public by a link, or exporting it. */
  readonly sharedChatAction: Action;
  /** When acts of agents are looked at before they happen. */
  readonly agentGate: GateMode;
  /** `act=action`, parsed by engine/agents/lists.ts. */
  readonly agentActions: readonly string[];
  /** `host=level`, parsed by engine/agents/lists.ts. */
  readonly agentSites: readonly string[];
  /** For banks, health, administration and vaults, as catalogue and `agentSensitiveHosts` know them. */
  readonly agentSensitiveSites: SiteLevel;
  readonly agentSensitiveHosts: readonly string[];
  /** How long a person's "for a while" holds; 0: there is none. */
  readonly agentAllowanceMinutes: number;
  /** Mail domains of the organisation's accounts. */
  readonly accountDomains: readonly string[];
  /** What the organisation calls its own (engine/policy/own-data.ts takes the entries apart). */
  readonly organisationTerms: readonly string[];
  readonly organisationPatterns: readonly string[];
  readonly organisationRecords: readonly string[];
  readonly organisationDocuments: readonly string[];
  /** What becomes of other extensions: `action condition=value…`, parsed by engine/policy/extension-list.ts. */
  readonly extensionRules: readonly string[];
  /** Tools that pages offer to agents, and the model of the browser: `pattern=action`, parsed by engine/policy/site-list.ts. */
  readonly webMcp: readonly string[];
  readonly builtInAi: readonly string[];
  /** Host patterns (`example.org`, `*.example.org`) on which Demarc does not act. */
  readonly excludedSites: readonly string[];
  /** AI service ids (catalog/services.json) that the organisation or person has approved / blocked. */
  readonly approvedServices: readonly string[];
  readonly blockedServices: readonly string[];
  /** `[name:] action condition=value…`, parsed by engine/policy/rule-list.ts. They make settings stricter, never looser. */
  readonly rules: readonly string[];
  /** `target: until=date owner="…" reason="…" condition=value…`, parsed by engine/policy/exception-list.ts. */
  readonly exceptions: readonly string[];
  /** What the organisation states of controls that nobody can see; lines of engine/responsibility/attestation.ts. */
  readonly attestations: readonly string[];
  /** May a person put a blanked text back? */
  readonly allowUndo: boolean;
  /** May a person exclude sites or change the preset? */
  readonly allowUserSettings: boolean;
  readonly retentionDays: number;
  readonly maxIncidents: number;
  /** Megabytes of incidents, a million UTF-16 units of JSON each. */
  readonly maxIncidentMegabytes: number;
  /** Shown where the organisation decided; empty: none. */
  readonly organisationName: string;
  readonly supportUrl: string;
  /** `language: text` or `*: text`: words of the organisation, shown where Demarc tells a person something. */
  readonly noticeText: readonly string[];
  /** May incidents be exported with their texts? */
  readonly fullExport: boolean;
  /** Whether a page about Demarc opens once after it was installed. */
  readonly showWelcome: boolean;
}
export type PolicyKey = keyof PolicySettings;

/** What is known of storage.managed. While 'pending', nothing may loosen the policy. */
export const MANAGED_STATES = ['pending', 'none', 'present'] as const;
export type ManagedState = (typeof MANAGED_STATES)[number];

export interface PolicyProblem {
  readonly layer: PolicyLayer;
  readonly key: string;
  /** The reason, for the administrator. */
  readonly problem: Telling;
}

export interface EffectivePolicy {
  readonly settings: PolicySettings;
  /** Which layer each setting came from. */
  readonly source: Readonly<Record<PolicyKey, PolicyLayer>>;
  readonly managed: ManagedState;
  /** Keys a person cannot change because the organisation set them. */
  readonly locked: readonly PolicyKey[];
  readonly problems: readonly PolicyProblem[];
  /** Stable short hash of the settings, to tell which policy decided. */
  readonly hash: string;
}

/** A draft of one layer, read as if it were set. */
export interface PolicyDraft {
  /** Message key of why it could not be read at all; '' otherwise. */
  readonly problem: string;
  /** What of it is good; the rest is named in `problems`. */
  readonly settings: Partial<PolicySettings>;
  readonly problems: readonly PolicyProblem[];
  /** The policy that would hold. */
  readonly policy: EffectivePolicy;
}

export interface Decision {
  readonly action: Action;
  /** Message key of the reason (`_locales`), e.g. `reasonHiddenManipulative`. */
  readonly reason: string;
  /** Layer and key that decided. */
  readonly layer: PolicyLayer;
  readonly key: PolicyKey;
  /** Steps looked at, in order, for people who ask why. */
  readonly trace: readonly DecisionStep[];
}

export interface DecisionStep {
  readonly key: PolicyKey;
  readonly layer: PolicyLayer;
  /** The value looked at, as short text. */
  readonly value: string;
  readonly decided: boolean;
}
