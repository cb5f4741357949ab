// Policy × what comes out of an assistant, or comes to it by an address → what to do with it, with the steps that led there.
// Pure and total. The page's script calls it because a copy can be changed only in the moment it happens; the worker calls
// it again for the record.
import type { Family } from '../../model/finding.ts';
import type { Decision, EffectivePolicy, Surface } from '../../model/policy.ts';
import type { Place } from './conditions.ts';
import { decisionOf, sparedBy } from './decide.ts';
import { Weighing } from './weigh.ts';

/** Where, and what was found there. */
export interface OutputFacts extends Place {
  readonly families?: readonly Family[];
}

/** What to do with something that was found in an answer, a copied text or a link of an answer. */
export const decideOutput = (policy: EffectivePolicy, at: OutputFacts, now: number): Decision =>
  decideOn(policy, at, now, 'answer', 'answerTextAction', 'reasonAnswerText');

/** What to do when a conversation is about to be made public, or exported. */
export const decideShare = (policy: EffectivePolicy, at: OutputFacts, now: number): Decision =>
  decideOn(policy, at, now, 'share', 'sharedChatAction', 'reasonSharedChat');

/** What to do with a prompt that an address brings and that tries to steer the assistant. `site` is the assistant's. */
export const decidePrompt = (policy: EffectivePolicy, at: OutputFacts, now: number): Decision =>
  decideOn(policy, at, now, 'prompt', 'prefilledPromptAction', 'reasonPrefilledPrompt');

/** What to do with what an answer's page asks of hosts that are not the service's own. Nobody sees what it carries. */
export const decideRequest = (policy: EffectivePolicy, at: Place, now: number): Decision =>
  decideOn(policy, { ...at, families: REQUEST_FAMILIES }, now, 'request', 'answerResources', 'reasonAnswerRequest');

const REQUEST_FAMILIES: readonly Family[] = ['data-exfiltration'];

function decideOn(
  policy: EffectivePolicy,
  place: OutputFacts,
  now: number,
  on: Surface,
  key: 'answerTextAction' | 'sharedChatAction' | 'prefilledPromptAction' | 'answerResources',
  reason: string,
): Decision {
  const weighing = new Weighing(policy, { ...place, on, families: place.families ?? [] }, now);
  const spared = sparedBy(policy, weighing);
  if (spared) return decisionOf(policy, weighing, spared);
  const action = policy.settings[key];
  const at = weighing.step(key, action);
  return decisionOf(policy, weighing, weighing.ofWhole({ action, reason, key, at }));
}
