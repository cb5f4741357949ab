// What pages of AI services may load, as rules that the browser carries out: an answer can hold any markup, so whatever its
// page asks of a host that is neither the service's own nor allowed is stopped before it leaves. Pure; catalogue and policy
// come in, rules go out. `stopsRequest` says the same of one request, for counting.
import type { Assistant } from '../../model/assistant.ts';
import type { NetworkAbilities, NetworkRule } from '../../model/network-rule.ts';
import type { Decision, EffectivePolicy } from '../../model/policy.ts';
import type { AiService } from '../../model/service.ts';
import { decideRequest } from '../policy/decide-output.ts';
import { hostMatches, matchesAny, normalizeHost } from '../policy/hosts.ts';
import { rank } from '../policy/weigh.ts';

/** A service whose answers are watched, with what it may load. */
export interface AnswerService {
  readonly id: string;
  /** Its layer, for the policy's rules; '' where it is not known. */
  readonly layer?: AiService['layer'] | '';
  /** Hosts that belong to it wholly. */
  readonly hosts: readonly string[];
  /** Hosts that it shares with other things, with the paths that are its own. */
  readonly shared: readonly { readonly host: string; readonly paths: readonly string[] }[];
  /** Patterns of hosts that it may load from, its own ones included. */
  readonly own: readonly string[];
}

/** The part of the catalogue that concerns requests (catalog/network.json). */
export interface NetworkCatalog {
  readonly commonHosts: readonly { readonly host: string; readonly why: string }[];
  readonly notWatched: readonly { readonly id: string; readonly why: string }[];
}

/** Rule ids: one block for each use, so that none ever takes another's place. */
export const RULE_IDS = {
  answers: 1_000,
  contents: 2_000,
  allowed: 3_000,
  prompts: 5_000,
  shares: 6_000,
  tabs: 7_000,
  passes: 8_000,
} as const;
const PRIORITY = { hold: 10, allowed: 20 } as const;
/** Wild-card and exact hosts that a person or an organisation allows; the policy's own limit is lower. */
const MAX_ALLOWED = 1_000;

/** Services of the catalogue whose answers are watched, in its order. */
export function answerServices(
  assistants: readonly Assistant[],
  services: readonly AiService[],
  catalog: NetworkCatalog,
): readonly AnswerService[] {
  const left = new Set(catalog.notWatched.map(({ id }) => id));
  const common = catalog.commonHosts.map(({ host }) => host);
  return assistants
    .filter(({ id }) => !left.has(id))
    .map((assistant): AnswerService => {
      // Hosts where an assistant is a guest (mail, meetings) are not its own; the catalogue of services leaves them out.
      const known = services.find((s) => s.id === assistant.id)?.hosts;
      const hosts = assistant.hosts.filter((h) => !known || known.includes(h) || h.endsWith(`.${assistant.id}.com`));
      const pathsOf = (host: string): string[] =>
        assistant.paths.filter((p) => p.startsWith(`${host}/`)).map((p) => p.slice(host.length));
      return {
        id: assistant.id,
        layer: services.find((s) => s.id === assistant.id)?.layer ?? '',
        hosts: hosts.filter((host) => pathsOf(host).length === 0),
        shared: hosts.filter((host) => pathsOf(host).length > 0).map((host) => ({ host, paths: pathsOf(host) })),
        own: [...new Set([...assistant.hosts, ...assistant.assetHosts.map(({ host }) => host), ...common])],
      };
    })
    .filter(({ hosts, shared }) => hosts.length + shared.length > 0);
}

/** What becomes of requests of a service's page on one of its hosts. @param now milliseconds since the epoch */
export const answerDecision = (
  policy: EffectivePolicy,
  { id, layer = '' }: Pick<AnswerService, 'id' | 'layer'>,
  host: string,
  now: number,
): Decision => decideRequest(policy, { site: host, service: id, layer }, now);

/** Whether requests of a service's page on one of its hosts are stopped; where not, they may still be recorded. */
export const holdsAnswers = (
  policy: EffectivePolicy,
  service: Pick<AnswerService, 'id' | 'layer'>,
  host: string,
  now: number,
): boolean => rank(answerDecision(policy, service, host, now).action) > rank('audit');

/**
 * Rules that hold without a worker and over restarts. A host of the catalogue stands for everything below it, as the
 * browsers' rules do; of what people allow, `example.org` is that host alone.
 */
export function answerRules(
  services: readonly AnswerService[],
  policy: EffectivePolicy,
  abilities: NetworkAbilities,
  now: number,
): readonly NetworkRule[] {
  const watched = services
    .map((service, index) => ({
      ...service,
      index,
      hosts: service.hosts.filter((host) => holdsAnswers(policy, service, host, now)),
    }))
    .filter(({ hosts }) => hosts.length > 0);
  const { resourceTypes } = abilities;
  const rules = watched.flatMap(({ hosts, own, index }): NetworkRule[] => {
    const id = RULE_IDS.answers + index * 2;
    const excludedRequestDomains = domainsOf(own);
    const base = { priority: PRIORITY.hold, action: { type: 'block' as const } };
    const byPage = { initiatorDomains: domainsOf(hosts), excludedRequestDomains, resourceTypes };
    // A frame without an origin of its own names nobody who asks; the tab's page is still the service.
    const inTab = {
      topDomains: domainsOf(hosts),
      excludedInitiatorDomains: excludedRequestDomains,
      excludedRequestDomains,
    };
    return [
      { ...base, id, condition: byPage },
      ...(abilities.topDomains ? [{ ...base, id: id + 1, condition: { ...inTab, resourceTypes } }] : []),
    ];
  });
  const parts = services.flatMap((service, i) => contentRules(service, policy, RULE_IDS.contents + i * 10, now));
  return rules.length + parts.length === 0 ? [] : [...rules, ...parts, ...allowedRules(policy, abilities)];
}

/** Stands in our content security policy, so that what it refused can be told from what the page's own refused. */
export const CONTENT_MARK = 'report-to demarc';

/**
 * On hosts that have other things too, rules by host would stop those as well, and rules by tab come after the page. So the
 * page itself is given a content security policy, which holds from its first byte and for frames that it writes.
 */
function contentRules(
  service: AnswerService,
  policy: EffectivePolicy,
  firstId: number,
  now: number,
): readonly NetworkRule[] {
  const allowed = [...service.own, ...policy.settings.allowedAnswerHosts].flatMap((p) =>
    p.startsWith('*.') ? [p.slice(2), p] : [p],
  );
  const sources = allowed.flatMap((host) => [`https://${host}`, `wss://${host}`]).join(' ');
  const value = `default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob: ${sources}; ${CONTENT_MARK}`;
  return service.shared
    .filter(({ host }) => holdsAnswers(policy, service, host, now))
    .flatMap(({ host, paths }) => paths.map((path) => `|https://${host}${path}`))
    .slice(0, 10)
    .map((urlFilter, i) => ({
      id: firstId + i,
      priority: PRIORITY.hold,
      action: {
        type: 'modifyHeaders',
        responseHeaders: [{ header: 'content-security-policy', operation: 'append', value }],
      },
      condition: { urlFilter, resourceTypes: ['main_frame'] },
    }));
}

/** Hosts that are allowed beside the services' own. */
function allowedRules({ settings }: EffectivePolicy, { resourceTypes }: NetworkAbilities): readonly NetworkRule[] {
  const patterns = settings.allowedAnswerHosts.slice(0, MAX_ALLOWED);
  const wild = patterns.filter((p) => p.startsWith('*.'));
  const exact = patterns.filter((p) => !p.startsWith('*.'));
  const base = { priority: PRIORITY.allowed, action: { type: 'allow' as const } };
  return [
    ...(wild.length === 0
      ? []
      : [{ ...base, id: RULE_IDS.allowed, condition: { requestDomains: domainsOf(wild), resourceTypes } }]),
    ...exact.flatMap((host, i) =>
      ['https', 'wss'].map((scheme, k) => ({
        ...base,
        id: RULE_IDS.allowed + 1 + i * 2 + k,
        condition: { urlFilter: `|${scheme}://${host}^`, resourceTypes },
      })),
    ),
  ];
}

/** A tab, and the service whose page it shows. */
export interface WatchedTab {
  readonly tabId: number;
  readonly host: string;
  readonly service: AnswerService;
}

/**
 * Rules for open tabs: for pages whose host has other things too, and, where a browser knows no rules by the tab's page,
 * for frames without an origin of their own.
 */
export function tabRules(
  tabs: readonly WatchedTab[],
  policy: EffectivePolicy,
  abilities: NetworkAbilities,
  now: number,
): readonly NetworkRule[] {
  const groups = new Map<AnswerService, WatchedTab[]>();
  for (const tab of tabs) {
    if (!holdsAnswers(policy, tab.service, tab.host, now)) continue;
    groups.set(tab.service, [...(groups.get(tab.service) ?? []), tab]);
  }
  const { resourceTypes } = abilities;
  return [...groups].flatMap(([service, members], i): NetworkRule[] => {
    const excludedRequestDomains = domainsOf(service.own);
    const condition = { tabIds: members.map(({ tabId }) => tabId), excludedRequestDomains, resourceTypes };
    const base = { id: RULE_IDS.tabs + i, priority: PRIORITY.hold, action: { type: 'block' as const } };
    if (!abilities.topDomains)
      return [{ ...base, condition: { ...condition, excludedInitiatorDomains: excludedRequestDomains } }];
    // The host's other pages in the same tab are let go when the tab moves on; until then nobody else's are stopped.
    const hosts = [...new Set(members.map(({ host }) => host))].filter((h) => service.shared.some((s) => s.host === h));
    return hosts.length === 0 ? [] : [{ ...base, condition: { ...condition, initiatorDomains: hosts } }];
  });
}

/** The watched service of a page, or null. */
export function answerServiceOf(services: readonly AnswerService[], host: string, path: string): AnswerService | null {
  const name = normalizeHost(host);
  const within = (prefix: string): boolean => path === prefix || path.startsWith(`${prefix.replace(/\/$/, '')}/`);
  return (
    services.find((s) => s.hosts.some((h) => below(h, name))) ??
    services.find((s) => s.shared.some((one) => one.host === name && one.paths.some(within))) ??
    null
  );
}

/** Whether the rules for a service's page stop a request to a host. Hosts as the browser names them. */
export function stopsRequest(service: AnswerService, policy: EffectivePolicy, requestHost: string): boolean {
  const host = normalizeHost(requestHost);
  if (host === '') return false;
  return !service.own.some((p) => below(p, host)) && !matchesAny(policy.settings.allowedAnswerHosts, host);
}

const below = (pattern: string, host: string): boolean => hostMatches(`*.${pattern.replace(/^\*\./, '')}`, host);

const domainsOf = (patterns: readonly string[]): readonly string[] => [
  ...new Set(patterns.map((p) => p.replace(/^\*\./, ''))),
];
