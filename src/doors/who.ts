// Who decided, and what the organisation has to say: the same words at the end of every notice, so that a person who was
// stopped knows whom to ask. Names and texts of the organisation are shown as plain text.
import { noticeFor } from '../model/notice-text.ts';
import type { Decision, EffectivePolicy } from '../model/policy.ts';

type Say = (key: string, ...substitutions: readonly string[]) => string;

/** Lines for a notice. */
export function whoDecided(
  say: Say,
  { settings }: EffectivePolicy,
  { layer, key, trace }: Pick<Decision, 'layer' | 'key' | 'trace'>,
): string[] {
  const named = layer === 'managed' && settings.organisationName !== '';
  const out = [named ? say('whoOrganisation', settings.organisationName) : say(`who_${layer}`)];
  // A rule without a name would be told in its written form, which says nothing to a person.
  const rule = key === 'rules' ? /^([a-z0-9-]+): /.exec(trace.find((s) => s.decided)?.value ?? '')?.[1] : undefined;
  if (rule !== undefined) out.push(say('whoRule', rule));
  const words = noticeFor(settings.noticeText, say('languageOfTexts'));
  if (words !== '') out.push(words);
  if (layer === 'managed' && settings.supportUrl !== '') out.push(say('whoHelp', settings.supportUrl));
  return out;
}
