// Interfaces that give pages to AI, taken away by a response header that the browser enforces (Permissions-Policy). Pure: the
// policy's list comes in, rules go out. The header is added to the page's own, never put in its place. Frames get it for their
// own address; a page without an answer of a server (blob:, about:) has what its opener has.
import { PAGE_APIS } from '../../model/page-api.ts';
import type { NetworkCondition, NetworkRule } from '../../model/network-rule.ts';
import type { EffectivePolicy } from '../../model/policy.ts';
import { siteAction, siteEntries, type SiteAction } from '../policy/site-list.ts';

/** First id of these rules; engine/exfiltration/answer-rules.ts has the others. The next block begins at 5,000. */
export const PAGE_API_RULES = 4_000;
/** Below all others: an address that is let through elsewhere keeps the header. */
const PRIORITY = 1;
const MAX_RULES = 900;
const RESOURCES = ['main_frame', 'sub_frame'] as const;

/** What policy says of an interface on a host: `ask` is off until the person has put the site on the list. */
export function pageApiAction(policy: EffectivePolicy, key: 'webMcp' | 'builtInAi', host: string): SiteAction {
  return policy.settings.enabled ? siteAction(siteEntries(policy.settings[key]), host) : 'allow';
}

/** The rules for all interfaces. */
export function pageApiRules(policy: EffectivePolicy): readonly NetworkRule[] {
  if (!policy.settings.enabled) return [];
  const rules = PAGE_APIS.flatMap(({ key, feature }) =>
    placesOff(policy.settings[key]).map((condition) => ({ condition, value: `${feature}=()` })),
  );
  return rules.slice(0, MAX_RULES).map(({ condition, value }, i) => ({
    id: PAGE_API_RULES + i,
    priority: PRIORITY,
    action: {
      type: 'modifyHeaders',
      responseHeaders: [{ header: 'permissions-policy', operation: 'append', value }],
    },
    condition: { ...condition, resourceTypes: RESOURCES },
  }));
}

type Where = Omit<NetworkCondition, 'resourceTypes'>;

/**
 * Where an interface is off. A browser's rule for a host stands for all below it as well; the list tells a host from what is
 * below it, so a host whose own word is another gets a rule of its own.
 */
function placesOff(list: readonly string[]): readonly Where[] {
  const entries = siteEntries(list);
  const off = (pattern: string): boolean => siteAction(entries, pattern) !== 'allow';
  const hosts = [...new Set([...entries.keys()].filter((p) => p !== '*').map((p) => p.replace(/^\*\./, '')))].sort();
  const below = (host: string): readonly string[] => hosts.filter((other) => other.endsWith(`.${host}`));
  const except = (domains: readonly string[]): Where =>
    domains.length === 0 ? {} : { excludedRequestDomains: domains };
  const places: Where[] = (entries.get('*') ?? 'allow') === 'allow' ? [] : [except(hosts)];
  for (const host of hosts) {
    const [own, under] = [off(host), off(`*.${host}`)];
    // An address has no domains below it.
    const address = host.startsWith('[') || /^[\d.]+$/.test(host);
    if (own && (under || address)) places.push({ requestDomains: [host], ...except(below(host)) });
    else if (own) places.push(...['http', 'https'].map((scheme) => ({ urlFilter: `|${scheme}://${host}^` })));
    else if (under && !address)
      places.push({
        regexFilter: `^https?://[^/]+\\.${host.replaceAll('.', '\\.')}[:/]`,
        requestDomains: [host],
        ...except(below(host)),
      });
  }
  return places;
}
