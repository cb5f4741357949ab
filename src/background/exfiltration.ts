// The door out on the network. Keeps the browser's rules in step with policy and open tabs, and learns from the browser what
// they stopped. The rules hold by themselves: a sleeping or killed worker changes nothing about them.
import {
  answerDecision,
  answerRules,
  answerServiceOf,
  answerServices,
  holdsAnswers,
  RULE_IDS,
  stopsRequest,
  tabRules,
  type AnswerService,
  type NetworkCatalog,
  type WatchedTab,
} from '../engine/exfiltration/answer-rules.ts';
import { promptRules } from '../engine/exfiltration/prompt-rules.ts';
import { shareRules } from '../engine/exfiltration/share-rules.ts';
import type { AddressJudgement } from '../engine/exfiltration/address-data.ts';
import type { AssistantCatalog } from '../model/assistant.ts';
import type { HeldRequests } from '../model/held.ts';
import type { Incident } from '../model/incident.ts';
import type { NetworkRule } from '../model/network-rule.ts';
import type { Decision, EffectivePolicy } from '../model/policy.ts';
import type { AiService } from '../model/service.ts';
import { heldRules, replaceRules, networkAbilities } from '../platform/network-rules.ts';
import { read, write } from '../platform/storage.ts';
import { allTabs, tabOf } from '../platform/tabs.ts';
import { SentRequests, type SeenRequest } from '../platform/web-requests.ts';
import { HeldLog, type Noted } from './held-requests.ts';
import { isSpared } from './tab-status.ts';
import { newIncident, type IncidentContext } from './incident-service.ts';

/** The lasting rules as they were set in this browser session. */
const LASTING = 'network.lasting';

export interface AnswerGuardNeeds {
  readonly assistants: AssistantCatalog;
  readonly services: readonly AiService[];
  readonly network: NetworkCatalog & { readonly promptWords: readonly string[] };
  readonly policy: () => Promise<EffectivePolicy>;
  readonly context: () => Promise<IncidentContext>;
  readonly keep: (incidents: readonly Incident[]) => Promise<void>;
  /** Called when a tab's count changed. */
  readonly counted: (tabId: number) => void;
}

export class AnswerGuard {
  readonly services: readonly AnswerService[];
  private readonly log = new HeldLog();
  /** Rules are replaced one change after another; of changes that wait, the last one is enough. */
  private turn: Promise<void> = Promise.resolve();
  private waiting = false;
  private readonly sent: SentRequests;
  /** Where tabs are about to be: the browser still names the old address. */
  private readonly heading = new Map<number, string>();

  constructor(private readonly needs: AnswerGuardNeeds) {
    this.services = answerServices(needs.assistants.assistants, needs.services, needs.network);
    this.sent = new SentRequests((request) => void this.seen(request));
  }

  /** Brings the rules in step with policy and tabs. Never rejects. */
  sync(): Promise<void> {
    if (this.waiting) return this.turn;
    this.waiting = true;
    this.turn = this.turn
      .then(async () => {
        this.waiting = false;
        await this.apply();
      })
      .catch((error: unknown) => {
        console.error('Demarc could not set its rules for requests.', error);
      });
    return this.turn;
  }

  private async apply(): Promise<void> {
    const [policy, abilities] = await Promise.all([this.needs.policy(), networkAbilities()]);
    // Nobody tells when the wait for the organisation's policy is over.
    if (policy.managed === 'pending') setTimeout(() => void this.sync(), 1_000);
    const { assistants } = this.needs.assistants;
    const now = Date.now();
    const lasting = [
      ...answerRules(this.services, policy, abilities, now),
      ...promptRules(assistants, this.needs.network.promptWords, policy, now),
      ...shareRules(assistants, policy, abilities, now),
    ];
    // Rules for tabs first: a page may be on its way.
    const watched = await this.watchedTabs(abilities.topDomains);
    await replaceRules('session', [RULE_IDS.tabs, RULE_IDS.passes], tabRules(watched, policy, abilities, now));
    // Every wake of the worker comes by here; the lasting rules are written once per browser session and policy.
    const form = JSON.stringify(lasting);
    if ((await read('session', LASTING).catch(() => '')) !== form) {
      const refused = await replaceRules('dynamic', [1, RULE_IDS.tabs], lasting);
      if (refused > 0)
        console.error(`The browser refused ${refused} of Demarc's ${lasting.length} rules for requests.`);
      await write('session', { [LASTING]: form });
    }
    const records = (service: AnswerService, host: string): boolean =>
      answerDecision(policy, service, host, now).action === 'audit';
    this.sent.listen(
      this.services.some((s) => [...s.hosts, ...s.shared.map(({ host }) => host)].some((host) => records(s, host))),
    );
  }

  /** A tab is on its way to, or arrived at, an address. */
  async moved(tabId: number, url: string, stage: 'begins' | 'arrived' | 'moved'): Promise<void> {
    if (stage === 'begins') this.heading.set(tabId, url);
    else this.heading.delete(tabId);
    if (stage === 'arrived') await this.log.forget(tabId);
    const [policy, abilities] = await Promise.all([this.needs.policy(), networkAbilities()]);
    const at = parse(url);
    const service = at && answerServiceOf(this.services, at.hostname, at.pathname);
    // Most services need no rules for tabs; those that do have them before the first answer is shown.
    const shared = service?.shared.some(({ host }) => host === at?.hostname) ?? false;
    const leaves = at !== null && this.services.some((s) => s.shared.some(({ host }) => host === at.hostname));
    const holds = service !== null && at !== null && holdsAnswers(policy, service, at.hostname, Date.now());
    if (leaves || (holds && (!abilities.topDomains || shared))) await this.sync();
  }

  /** A tab goes somewhere: rules for its old page must not reach its new one. Only for browsers without rules by page. */
  async left(tabId: number, url: string): Promise<void> {
    this.heading.set(tabId, url);
    if (!(await networkAbilities()).topDomains) await this.sync();
  }

  /** A request that came to nothing, or that was carried out while policy only records. */
  async seen(request: SeenRequest): Promise<void> {
    if (request.tabId < 0) return;
    const asked = parse(request.initiator);
    const byOrigin = asked && this.services.find((s) => s.hosts.includes(asked.hostname));
    // Of a request without an origin, and on hosts that have other things, the tab's address decides.
    const doubtful =
      !byOrigin && (asked === null || this.services.some((s) => s.shared.some((h) => h.host === asked.hostname)));
    if (!byOrigin && !doubtful) return;
    await this.note(request.tabId, request.url, request.type, !request.stopped);
  }

  /** What a page's content security policy of ours refused, as the page's script tells. */
  async refused(tabId: number, urls: readonly { readonly url: string; readonly type: string }[]): Promise<void> {
    for (const { url, type } of urls) await this.note(tabId, url, type, false);
  }

  private async note(tabId: number, url: string, type: string, sent: boolean): Promise<void> {
    const policy = await this.needs.policy();
    const tab = await tabOf(tabId);
    const page = parse(tab?.url ?? '');
    const service = page && answerServiceOf(this.services, page.hostname, page.pathname);
    const target = parse(url);
    if (!tab || !page || !service || !target || isSpared(policy, page.href)) return;
    if (!stopsRequest(service, policy, target.hostname)) return;
    const decision = answerDecision(policy, service, page.hostname, Date.now());
    // What the policy stops and what the browser says that it did must agree: others stop requests as well.
    if (decision.action === 'allow' || (decision.action === 'audit') !== sent) return;
    const id = crypto.randomUUID();
    const noted = await this.log.note(tabId, page.hostname, url, type, sent, id);
    this.needs.counted(tabId);
    if (!noted.first || tab.incognito) return;
    const where = { id, page, tabId, service: service.id, sent, decision };
    await this.needs.keep([incidentOf(noted, where, await this.needs.context())]);
  }

  held(tabId: number, site: string): Promise<HeldRequests> {
    return this.log.of(tabId, site);
  }

  /** Whether the browser holds the rules for a page's answers now; asked of the browser, not of policy. */
  async rulesFor(url: string, tabId: number): Promise<'in-force' | 'none' | 'not-watched'> {
    const page = parse(url);
    const service = page && answerServiceOf(this.services, page.hostname, page.pathname);
    if (!page || !service) return 'not-watched';
    const rules = await heldRules([RULE_IDS.answers, RULE_IDS.passes]);
    return rules.some(({ condition }) => concernsPage(condition, page, tabId)) ? 'in-force' : 'none';
  }

  /** The same of the device as a whole. */
  async anyRules(): Promise<'in-force' | 'none'> {
    return (await heldRules([RULE_IDS.answers, RULE_IDS.allowed])).length > 0 ? 'in-force' : 'none';
  }

  private async watchedTabs(onlyShared: boolean): Promise<readonly WatchedTab[]> {
    const tabs = await allTabs();
    return tabs.flatMap(({ id, url }): WatchedTab[] => {
      const at = parse(this.heading.get(id) ?? url);
      const service = at && answerServiceOf(this.services, at.hostname, at.pathname);
      if (!at || !service) return [];
      const shared = service.shared.some(({ host }) => host === at.hostname);
      return onlyShared && !shared ? [] : [{ tabId: id, host: at.hostname, service }];
    });
  }
}

function concernsPage(condition: NetworkRule['condition'], page: URL, tabId: number): boolean {
  const { initiatorDomains = [], topDomains = [], tabIds = [], urlFilter = '' } = condition;
  const within = (domain: string): boolean => page.hostname === domain || page.hostname.endsWith(`.${domain}`);
  const byAddress = urlFilter.startsWith(`|${page.origin}/`) && page.href.startsWith(urlFilter.slice(1));
  return [...initiatorDomains, ...topDomains].some(within) || tabIds.includes(tabId) || byAddress;
}

interface Where {
  readonly id: string;
  readonly page: URL;
  readonly tabId: number;
  readonly service: string;
  readonly sent: boolean;
  readonly decision: Decision;
}

function incidentOf(
  noted: Noted,
  { id, page, tabId, service, sent, decision }: Where,
  context: IncidentContext,
): Incident {
  const { judgement, masked, kind, host } = noted;
  const spelt = judgement.carrying !== 'data';
  return newIncident(context, {
    id,
    text: masked,
    carrier: 'request',
    name: kind,
    site: page.hostname,
    url: page.href,
    service,
    tabId,
    concealment: { reason: 'never-painted', evidence: evidenceOf(judgement, host, spelt) },
    verdict: {
      kind: 'malicious',
      severity: 'high',
      confidence: spelt ? 0.7 : 0.9,
      families: ['data-exfiltration'],
      findings: [
        {
          rule: spelt ? 'data-exfiltration.spelt-by-requests' : 'data-exfiltration.address-carries-data',
          family: 'data-exfiltration',
          severity: 'high',
          confidence: spelt ? 0.7 : 0.9,
          start: 0,
          end: masked.length,
          transform: 'original',
          excerpt: masked.slice(0, 200),
        },
      ],
      layers: [],
    },
    decision: sent ? { ...decision, reason: 'reasonAnswerRequestSent' } : decision,
    enforcement: sent ? 'recorded' : 'stopped',
  });
}

function evidenceOf(judgement: AddressJudgement, host: string, spelt: boolean): Readonly<Record<string, string>> {
  const reasons = spelt ? ['spelt'] : [...new Set(judgement.findings.map((f) => f.reason))];
  const places = [...new Set(judgement.findings.map((f) => f.where))].slice(0, 5);
  return {
    host: host.slice(0, 253),
    signs: reasons.join(', ').slice(0, 200),
    ...(places.length > 0 ? { in: places.join(', ').slice(0, 200) } : {}),
    ...(judgement.finalHost !== host ? { leadsTo: judgement.finalHost.slice(0, 253) } : {}),
  };
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
