// Addresses that an agent does not get to: the own network, the own device, vaults and other sensitive sites. As rules that
// the browser carries out for a tab, so that no page is loaded before somebody was asked.
import { SENSITIVE_KINDS, SITE_LEVELS } from '../../model/agent.ts';
import type { NetworkRule } from '../../model/network-rule.ts';
import type { EffectivePolicy } from '../../model/policy.ts';
import type { ActCatalog } from './act-book.ts';
import { sensitiveKind } from './act-book.ts';
import { levelOf } from './lists.ts';

/** Ids of these rules; below come those of answers and prompts, above nothing. */
export const AGENT_RULES = { from: 9_100, below: 9_900 } as const;
/** Above what a page's own rules hold, and above the passes of prompts. */
const PRIORITY = 40;
const PRIORITY_LET = 50;
/** RFC 1918, 3927, 6598, loopback, and their like in version 6. */
const NUMBERS =
  '^https?://(?:10\\.|127\\.|0\\.0\\.0\\.0|192\\.168\\.|169\\.254\\.|172\\.(?:1[6-9]|2\\d|3[01])\\.|100\\.(?:6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.|\\[::1?\\]|\\[f[cde])';

/** Is this an address of the own network or device? */
export function isInside({ inside }: Pick<ActCatalog, 'inside'>, url: string): boolean {
  const at = parse(url);
  if (!at) return false;
  if (at.protocol === 'file:') return true;
  const host = at.hostname.replace(/\.$/, '');
  if (new RegExp(NUMBERS).test(`http://${host}`)) return true;
  const last = host.split('.').at(-1) ?? '';
  return (
    inside.names.includes(host) ||
    inside.names.some((name) => host.endsWith(`.${name}`)) ||
    inside.endings.some((end) => host.endsWith(`.${end}`)) ||
    // A single label is a machine of the own network.
    (host === last && /^[a-z][a-z0-9-]*$/.test(host) && /^https?:$/.test(at.protocol))
  );
}

/** Why a tab with an agent does not get to an address; null where nothing stands against it. */
export function keptFrom(
  catalog: Pick<ActCatalog, 'inside' | 'sensitive'>,
  { settings }: EffectivePolicy,
  url: string,
): 'inside' | 'never' | null {
  const host = parse(url)?.hostname ?? '';
  const own = levelOf(settings.agentSites, host);
  if (own !== null) return own === 'never' ? 'never' : null;
  const sensitive =
    sensitiveKind(catalog, host) !== '' || settings.agentSensitiveHosts.some((p) => levelOf([`${p}=never`], host));
  if (sensitive && settings.agentSensitiveSites === 'never') return 'never';
  return isInside(catalog, url) ? 'inside' : null;
}

export interface HeldTab {
  readonly tabId: number;
  /** Host of its page: the way within it stays open. */
  readonly host: string;
  readonly stopped: boolean;
  /** Hosts that a person lets it go to. */
  readonly let: readonly string[];
}

/** The rules for tabs with an agent. At most so many tabs have rules of their own. */
export function reachRules(
  catalog: Pick<ActCatalog, 'inside' | 'sensitive'>,
  { settings }: EffectivePolicy,
  tabs: readonly HeldTab[],
): readonly NetworkRule[] {
  const never = settings.agentSites.filter((e) => e.endsWith('=never')).map((e) => e.slice(0, -'=never'.length));
  const others = settings.agentSites.filter((e) => !e.endsWith('=never')).map((e) => e.slice(0, e.lastIndexOf('=')));
  const listed = SENSITIVE_KINDS.flatMap((kind) => catalog.sensitive[kind].hosts);
  const strict = SITE_LEVELS.indexOf(settings.agentSensitiveSites) >= SITE_LEVELS.indexOf('never');
  const kept = [...never, ...(strict ? [...listed, ...settings.agentSensitiveHosts] : [])].map(bare);
  const endings = catalog.inside.endings.map((e) => e.replaceAll('.', '\\.')).join('|');
  const names = `^https?://(?:[^/?#]*\\.)?(?:${endings})(?::\\d+)?[/?#]`;
  const single = '^https?://[a-z0-9-]+(?::\\d+)?[/?#]';
  let id = AGENT_RULES.from;
  const out: NetworkRule[] = [];
  for (const { tabId, host, stopped, let: allowed } of tabs.slice(0, 60)) {
    const base = { priority: PRIORITY, action: { type: 'block' as const } };
    const resourceTypes = ['main_frame', 'sub_frame'];
    if (stopped) {
      // Above all that lets something through: nothing of the tab goes anywhere until a person resumes.
      out.push({ ...base, id: id++, priority: PRIORITY_LET + 10, condition: { tabIds: [tabId], resourceTypes } });
      continue;
    }
    const excludedRequestDomains = [host, ...allowed].filter((h) => /^[a-z0-9.-]+$/.test(h));
    const open = [...new Set([...excludedRequestDomains, ...others.map(bare)])];
    const condition = { tabIds: [tabId], resourceTypes, ...(open.length > 0 ? { excludedRequestDomains: open } : {}) };
    for (const regexFilter of [NUMBERS, names, single])
      out.push({ ...base, id: id++, condition: { ...condition, regexFilter } });
    const requestDomains = kept.filter((h) => !allowed.includes(h));
    if (requestDomains.length > 0) {
      const { excludedRequestDomains: _own, ...plain } = condition;
      const except = [...new Set([...allowed, ...others.map(bare)])].filter((h) => /^[a-z0-9.-]+$/.test(h));
      const spare = except.length > 0 ? { excludedRequestDomains: except } : {};
      out.push({ ...base, id: id++, condition: { ...plain, ...spare, requestDomains } });
    }
  }
  return out;
}

const bare = (pattern: string): string => pattern.replace(/^\*\./, '');

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
