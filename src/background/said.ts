// What the note beside a text says of its decision: who decided, and the words of the organisation, in the person's language.
// The guard knows no policy; it shows these words as plain text.
import type { GuardDecision } from '../messaging/contract.ts';
import type { IncidentReport } from '../model/incident.ts';
import { noticeFor } from '../model/notice-text.ts';
import type { Decision, EffectivePolicy } from '../model/policy.ts';
import { getMessage, uiLanguage } from '../platform/i18n.ts';

/** Decisions with words where something of them is shown: for texts that a person can see. */
export function withWords(
  decisions: readonly GuardDecision[],
  reports: readonly IncidentReport[],
  policy: EffectivePolicy,
): readonly GuardDecision[] {
  const seen = new Set(reports.filter(({ concealment }) => concealment === null).map(({ id }) => id));
  return decisions.map((one) => (seen.has(one.id) ? { ...one, said: saidOf(policy, one.decision) } : one));
}

function saidOf({ settings }: EffectivePolicy, { action, layer }: Decision): string {
  if (action === 'allow' || action === 'audit') return '';
  const named = layer === 'managed' && settings.organisationName !== '';
  const who = named ? getMessage('whoOrganisation', [settings.organisationName]) : getMessage(`who_${layer}`);
  return [who, noticeFor(settings.noticeText, uiLanguage())].filter((part) => part !== '').join(' ');
}
