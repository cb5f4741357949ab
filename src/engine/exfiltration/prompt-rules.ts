// Addresses with a prompt that may be up to something are stopped by the browser itself, before the service hears of them:
// some services take the prompt from the address on their own server. What is stopped is judged in full and goes on at once
// when it is clean. The words come from the catalogue, as few and as telling as possible.
import type { Assistant } from '../../model/assistant.ts';
import type { NetworkRule } from '../../model/network-rule.ts';
import type { EffectivePolicy } from '../../model/policy.ts';
import { FAMILIES } from '../../model/finding.ts';
import type { Place } from '../policy/conditions.ts';
import { decidePrompt } from '../policy/decide-output.ts';
import { rank } from '../policy/weigh.ts';
import { PROMPT_NAMES } from './prefilled.ts';
import { RULE_IDS } from './answer-rules.ts';

const PRIORITY = { hold: 10, pass: 50 } as const;
/** Signs of alternatives in one expression: Chromium refuses those that take more than 2 kB as a program. */
const MAX_EXPRESSION = 64;

/**
 * Whether prompts in the addresses of a host may have to be stopped. What will be found in one is known only after it was
 * stopped and judged, so rules about any find count, and exceptions for single finds do not.
 * @param now milliseconds since the epoch
 */
export const judgesPrompts = (
  policy: EffectivePolicy,
  { id, layer = '' }: { readonly id: string; readonly layer?: Place['layer'] },
  host: string,
  now: number,
): boolean =>
  [FAMILIES, []].some(
    (families) => rank(decidePrompt(policy, { site: host, service: id, layer, families }, now).action) > rank('audit'),
  );

/** Rules that stop addresses of assistants whose prompt holds one of the words. `_` in a word is any run of blanks. */
export function promptRules(
  assistants: readonly Assistant[],
  words: readonly string[],
  policy: EffectivePolicy,
  now: number,
): readonly NetworkRule[] {
  const requestDomains = [
    ...new Set(assistants.flatMap((a) => a.hosts.filter((host) => judgesPrompts(policy, a, host, now)))),
  ];
  if (requestDomains.length === 0) return [];
  return expressions(words).map((regexFilter, i) => ({
    id: RULE_IDS.prompts + i,
    priority: PRIORITY.hold,
    action: { type: 'block' as const },
    condition: { requestDomains, regexFilter, isUrlFilterCaseSensitive: false, resourceTypes: ['main_frame'] },
  }));
}

/** Lets one tab open one address in spite of the rules above. */
export const passRule = (slot: number, tabId: number, host: string): NetworkRule => ({
  id: RULE_IDS.passes + slot,
  priority: PRIORITY.pass,
  action: { type: 'allow' },
  condition: { tabIds: [tabId], requestDomains: [host], resourceTypes: ['main_frame'] },
});

function expressions(words: readonly string[]): readonly string[] {
  const out: string[] = [];
  let group: string[] = [];
  const flush = (): void => {
    if (group.length > 0) out.push(`[?&#](?:${PROMPT_NAMES.join('|')})=.*(?:${group.join('|')})`);
    group = [];
  };
  for (const word of words.map(asInAddress)) {
    if (group.join('|').length + word.length > MAX_EXPRESSION) flush();
    group.push(word);
  }
  flush();
  return out;
}

/** A word as it stands in addresses: escaped as browsers escape it, a blank in any of its forms. */
const asInAddress = (word: string): string =>
  word
    .split('_')
    .map((part) => encodeURIComponent(part).replace(/[.*()!~']/g, '\\$&'))
    .join('(?:%20|[+_-])');
