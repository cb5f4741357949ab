// Making a conversation public: the requests by which services create such links, stopped by the browser where policy says
// block. Where it says warn, the page's script asks first. Addresses come from the catalogue.
import type { Assistant } from '../../model/assistant.ts';
import type { NetworkAbilities, NetworkRule } from '../../model/network-rule.ts';
import type { EffectivePolicy } from '../../model/policy.ts';
import { decideShare } from '../policy/decide-output.ts';
import { RULE_IDS } from './answer-rules.ts';

const PRIORITY = 30;

/** Rules for the addresses that the catalogue knows to create a public link. */
export function shareRules(
  assistants: readonly Assistant[],
  policy: EffectivePolicy,
  { resourceTypes }: NetworkAbilities,
  now: number,
): readonly NetworkRule[] {
  const addresses = assistants
    .filter(({ id, hosts }) => hosts.some((site) => decideShare(policy, { site, service: id }, now).action === 'block'))
    .flatMap(({ endpoints }) => endpoints.filter((e) => e.carries.includes('share') && e.carries.length === 1))
    .map(({ url }) => url);
  return [...new Set(addresses)].map((url, i) => ({
    id: RULE_IDS.shares + i,
    priority: PRIORITY,
    action: { type: 'block' as const },
    condition: { urlFilter: `|${url}`, resourceTypes },
  }));
}
