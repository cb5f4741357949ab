// Policy × what comes out of an assistant → what to do with it, with the steps that led there. Pure and total. The page's
// script calls it because a copy can be changed only in the moment it happens; the worker calls it again for the record.
import type { Action, Decision, DecisionStep, EffectivePolicy, PolicyKey } from '../../model/policy.ts';
import { matchingPattern } from './hosts.ts';

/** What to do with something that was found in an answer, a copied text or a link of an answer. @param site of the tab */
export const decideOutput = (policy: EffectivePolicy, site: string): Decision =>
  decide(policy, site, 'answerTextAction', 'reasonAnswerText');

/** What to do when a conversation is about to be made public, or exported. @param site of the tab */
export const decideShare = (policy: EffectivePolicy, site: string): Decision =>
  decide(policy, site, 'sharedChatAction', 'reasonSharedChat');

function decide(
  policy: EffectivePolicy,
  site: string,
  asked: 'answerTextAction' | 'sharedChatAction',
  why: string,
): Decision {
  const { settings, source } = policy;
  const trace: DecisionStep[] = [];
  const step = (key: PolicyKey, value: string, decided: boolean): void =>
    void trace.push({ key, layer: source[key], value: value.slice(0, 80), decided });
  const answer = (action: Action, reason: string, key: PolicyKey): Decision => ({
    action,
    reason,
    layer: source[key],
    key,
    trace,
  });
  step('enabled', String(settings.enabled), !settings.enabled);
  if (!settings.enabled) return answer('allow', 'reasonDisabled', 'enabled');
  const excluded = matchingPattern(settings.excludedSites, site);
  step('excludedSites', excluded ?? `${settings.excludedSites.length} entries, none fits`, excluded !== null);
  if (excluded !== null) return answer('allow', 'reasonExcludedSite', 'excludedSites');
  step(asked, settings[asked], true);
  return answer(settings[asked], why, asked);
}
