// Policy × what goes into an assistant → what to do with it, with the steps that led there. Pure and total. The page's
// script calls it because an interaction can be held only in the moment it happens; the worker calls it again for the record.
import type { Action, EffectivePolicy, Surface } from '../../model/policy.ts';
import type { Account, InputDecision, InputFacts, InputWay } from '../../model/input.ts';
import { actionFor } from './action-list.ts';
import type { Place } from './conditions.ts';
import { decisionOf, sparedBy } from './decide.ts';
import { rank, Weighing, type Aspect } from './weigh.ts';

/** Where the input goes. */
export interface InputPlace extends Place {
  readonly account: Account;
  /** The person went on although the service is not approved, or a rule asks about the place. */
  readonly serviceAccepted?: boolean;
}

const SURFACE: Readonly<Record<InputWay, Surface>> = {
  send: 'message',
  prefill: 'message',
  foreign: 'message',
  paste: 'paste',
  drop: 'paste',
  file: 'file',
};

/**
 * What to do with one thing on its way into an assistant, why, and who decided. The strictest of all aspects counts.
 * @param now milliseconds since the epoch, for the ends of exceptions
 */
export function decideInput(policy: EffectivePolicy, place: InputPlace, facts: InputFacts, now: number): InputDecision {
  const { settings } = policy;
  const steers = facts.steering === 'malicious' || facts.steering === 'suspicious' || facts.hidden;
  const families = steers ? (facts.families ?? []) : [];
  const weighing = new Weighing(policy, { ...place, on: SURFACE[facts.way], families }, now);
  const answer = (aspect: Aspect, spanActions: readonly Action[]): InputDecision => ({
    ...decisionOf(policy, weighing, aspect),
    spanActions,
  });

  const spared = sparedBy(policy, weighing);
  if (spared)
    return answer(
      spared,
      facts.spans.map((): Action => 'allow'),
    );

  const aspects: Aspect[] = [];
  // Many values are of few types.
  const byType = new Map<string, Aspect>();
  const { service, account } = place;
  const spanActions = facts.spans.map(({ type, category }) => {
    let aspect = byType.get(type);
    if (!aspect) {
      const { action, entry } = actionFor(settings.sensitiveActions, { service, account, type, category });
      const at = weighing.step('sensitiveActions', `${type}: ${entry === '' ? action : entry}`);
      aspect = weighing.ofValue({ action, reason: 'reasonSensitive', key: 'sensitiveActions', at }, type);
      byType.set(type, aspect);
      aspects.push(aspect);
    }
    return aspect.action;
  });
  const add = (key: Aspect['key'], action: Action, reason: string): void => {
    const at = weighing.step(key, action);
    aspects.push(weighing.ofWhole({ action, reason, key, at }));
  };
  // A person's own words may say anything to the assistant; what came from elsewhere may not.
  if (facts.way !== 'send' && (facts.steering === 'malicious' || (facts.hidden && facts.steering !== 'clean')))
    add('steeringInputAction', settings.steeringInputAction, 'reasonInputSteers');
  else if (facts.hidden) add('steeringInputAction', settings.steeringInputAction, 'reasonInputHidden');
  else if (facts.steering === 'suspicious' && facts.way !== 'send')
    add('steeringInputAction', milder(settings.steeringInputAction, 'audit'), 'reasonSuspiciousOnly');
  if (facts.foreign) add('foreignInputAction', settings.foreignInputAction, 'reasonInputForeign');
  if (facts.unscanned) add('unscannedFileAction', settings.unscannedFileAction, 'reasonInputUnscanned');
  const pasted = facts.way === 'paste' || facts.way === 'drop';
  const unsanctioned = place.serviceAccepted === true ? null : unsanctionedBy(policy, place.service);
  if (unsanctioned !== null && !pasted)
    add('unsanctionedServiceAction', settings.unsanctionedServiceAction, unsanctioned);
  // Rules about the place alone are asked where something leaves: at a paste only where they name it.
  const ofPlace = place.serviceAccepted === true ? null : weighing.ofPlace(pasted);
  if (ofPlace) aspects.push(ofPlace);

  let worst: Aspect = { action: 'allow', reason: 'reasonInputClean', key: 'sensitiveActions', at: -1 };
  for (const aspect of aspects) if (rank(aspect.action) > rank(worst.action)) worst = aspect;
  return answer(worst, spanActions);
}

/** Why a service may not be used; null when it may. */
function unsanctionedBy({ settings }: EffectivePolicy, service: string): string | null {
  if (service !== '' && settings.blockedServices.includes(service)) return 'reasonServiceBlocked';
  const approved = settings.approvedServices;
  return approved.length > 0 && !approved.includes(service) ? 'reasonServiceNotApproved' : null;
}

const milder = (a: Action, b: Action): Action => (rank(a) <= rank(b) ? a : b);
