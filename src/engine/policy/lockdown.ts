// The emergency switch: what every setting is while it is on. Applied last, so that all that asks for a setting obeys.
import type { PolicySettings } from '../../model/policy.ts';

/** Settings of a lockdown; those that are not named stay as they are. */
export const LOCKDOWN = {
  hiddenTextAction: 'block',
  visibleTextAction: 'block',
  sensitiveActions: ['*=block'],
  steeringInputAction: 'block',
  foreignInputAction: 'block',
  unscannedFileAction: 'block',
  unsanctionedServiceAction: 'block',
  answerTextAction: 'block',
  inputOverride: 'no',
  answerResources: 'block',
  allowedAnswerHosts: [],
  prefilledPromptAction: 'block',
  sharedChatAction: 'block',
  webMcp: ['*=off'],
  builtInAi: ['*=off'],
  agentActions: ['*=block'],
  agentSensitiveSites: 'never',
  agentAllowanceMinutes: 0,
  exceptions: [],
  excludedSites: [],
  allowUndo: false,
} as const satisfies Partial<PolicySettings>;
