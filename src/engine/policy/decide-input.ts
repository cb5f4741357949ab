// Policy × what goes into an assistant → what to do with it, with the steps that led there. Pure and total. The page's
// script calls it because an interaction can be held only in the moment it happens; the worker calls it again for the record.
import { ACTIONS } from '../../model/policy.ts';
import type { Action, DecisionStep, EffectivePolicy, PolicyKey } from '../../model/policy.ts';
import type { Account, InputDecision, InputFacts } from '../../model/input.ts';
import { actionFor } from './action-list.ts';
import { matchingPattern } from './hosts.ts';

/** Where the input goes. */
export interface InputPlace {
  /** Host of the tab's page. */
  readonly site: string;
  /** AI service id, '' for one that the catalogue does not know. */
  readonly service: string;
  readonly account: Account;
  /** The person went on although the service is not approved. */
  readonly serviceAccepted?: boolean;
}

interface Aspect {
  readonly action: Action;
  readonly reason: string;
  readonly key: PolicyKey;
}

/** What to do with one thing on its way into an assistant, why, and who decided. The strictest of all aspects counts. */
export function decideInput(policy: EffectivePolicy, place: InputPlace, facts: InputFacts): InputDecision {
  const { settings, source } = policy;
  const trace: DecisionStep[] = [];
  const step = (key: PolicyKey, value: string, decided: boolean): void =>
    void trace.push({ key, layer: source[key], value: value.slice(0, 80), decided });
  const answer = ({ action, reason, key }: Aspect, spanActions: readonly Action[]): InputDecision => ({
    action,
    reason,
    layer: source[key],
    key,
    trace: trace.map((s) => ({ ...s, decided: s.key === key })),
    spanActions,
  });
  const none = facts.spans.map((): Action => 'allow');

  step('enabled', String(settings.enabled), !settings.enabled);
  if (!settings.enabled) return answer({ action: 'allow', reason: 'reasonDisabled', key: 'enabled' }, none);
  const excluded = matchingPattern(settings.excludedSites, place.site);
  step('excludedSites', excluded ?? `${settings.excludedSites.length} entries, none fits`, excluded !== null);
  if (excluded !== null) return answer({ action: 'allow', reason: 'reasonExcludedSite', key: 'excludedSites' }, none);

  const aspects: Aspect[] = [];
  const spanActions = facts.spans.map((span) => {
    const { action, entry } = actionFor(settings.sensitiveActions, { ...place, ...span });
    step('sensitiveActions', `${span.type}: ${entry === '' ? action : entry}`, false);
    aspects.push({ action, reason: 'reasonSensitive', key: 'sensitiveActions' });
    return action;
  });
  const add = (key: PolicyKey, action: Action, reason: string): void => {
    step(key, action, false);
    aspects.push({ action, reason, key });
  };
  // A person's own words may say anything to the assistant; what came from elsewhere may not.
  if (facts.way !== 'send' && (facts.steering === 'malicious' || (facts.hidden && facts.steering !== 'clean')))
    add('steeringInputAction', settings.steeringInputAction, 'reasonInputSteers');
  else if (facts.hidden) add('steeringInputAction', settings.steeringInputAction, 'reasonInputHidden');
  else if (facts.steering === 'suspicious' && facts.way !== 'send')
    add('steeringInputAction', milder(settings.steeringInputAction, 'audit'), 'reasonSuspiciousOnly');
  if (facts.foreign) add('foreignInputAction', settings.foreignInputAction, 'reasonInputForeign');
  if (facts.unscanned) add('unscannedFileAction', settings.unscannedFileAction, 'reasonInputUnscanned');
  const unsanctioned = place.serviceAccepted === true ? null : unsanctionedBy(policy, place.service);
  if (unsanctioned !== null && facts.way !== 'paste' && facts.way !== 'drop')
    add('unsanctionedServiceAction', settings.unsanctionedServiceAction, unsanctioned);

  let worst: Aspect = { action: 'allow', reason: 'reasonInputClean', key: 'sensitiveActions' };
  for (const aspect of aspects) if (rank(aspect.action) > rank(worst.action)) worst = aspect;
  return answer(worst, spanActions);
}

/** Why a service may not be used; null when it may. */
function unsanctionedBy({ settings }: EffectivePolicy, service: string): string | null {
  if (service !== '' && settings.blockedServices.includes(service)) return 'reasonServiceBlocked';
  const approved = settings.approvedServices;
  return approved.length > 0 && !approved.includes(service) ? 'reasonServiceNotApproved' : null;
}

const rank = (action: Action): number => ACTIONS.indexOf(action);
const milder = (a: Action, b: Action): Action => (rank(a) <= rank(b) ? a : b);
