// Prompts in addresses, judged before a page can send them. Three stops, each behind the one before: the browser's own rules
// stop addresses with telling words before the request is made; the worker judges every prompt in full as the navigation
// begins; the script on the page stops a page whose prompt the rules know, before its first script runs. What is stopped is
// shown on a page of ours, and a person decides as far as policy lets them.
import { judgesPrompts, passRule } from '../engine/exfiltration/prompt-rules.ts';
import { prefilledPrompts, withoutPrompts, type PrefilledPrompt } from '../engine/exfiltration/prefilled.ts';
import { stopsPrompt } from '../engine/exfiltration/prompt-verdict.ts';
import { RULE_IDS } from '../engine/exfiltration/answer-rules.ts';
import type { Place } from '../engine/policy/conditions.ts';
import { decidePrompt } from '../engine/policy/decide-output.ts';
import { rank } from '../engine/policy/weigh.ts';
import { serviceFor } from '../engine/responsibility/service-for.ts';
import type { AssistantCatalog } from '../model/assistant.ts';
import type { Incident } from '../model/incident.ts';
import type { Family } from '../model/finding.ts';
import type { Decision, EffectivePolicy } from '../model/policy.ts';
import type { AiService } from '../model/service.ts';
import { noticeFor } from '../model/notice-text.ts';
import type { WaitingPrompt } from '../model/prefilled.ts';
import type { Verdict } from '../model/verdict.ts';
import { leadTab } from '../platform/navigation.ts';
import { replaceRules } from '../platform/network-rules.ts';
import { ownPage } from '../platform/runtime.ts';
import { read, write } from '../platform/storage.ts';
import { uiLanguage } from '../platform/i18n.ts';
import { tabOf } from '../platform/tabs.ts';
import { newIncident, type IncidentContext } from './incident-service.ts';
import { layerOf } from './place.ts';
import { isSpared } from './tab-status.ts';

export interface PromptGateNeeds {
  readonly assistants: AssistantCatalog;
  readonly services: readonly AiService[];
  readonly connectives: readonly string[];
  readonly policy: () => Promise<EffectivePolicy>;
  readonly judge: (text: string) => Promise<Verdict>;
  readonly context: () => Promise<IncidentContext>;
  readonly keep: (incidents: readonly Incident[]) => Promise<void>;
}

/** What is kept while a prompt waits. */
interface Waiting {
  readonly prompt: WaitingPrompt;
  readonly url: string;
  readonly without: string;
}
/** A person said that this tab may open this address. */
interface Pass {
  readonly tabId: number;
  readonly url: string;
}

const WAITING = 'prompts.waiting';
const PASSES = 'prompts.passes';
const MAX_WAITING = 20;
const MAX_PASSES = 50;

type Found = { readonly prompt: PrefilledPrompt; readonly verdict: Verdict } | null;

export class PromptGate {
  /** Judgements under way and done, by address; one navigation asks several times. */
  private readonly judged = new Map<string, Promise<Found>>();
  private readonly stopping = new Map<string, Promise<void>>();

  constructor(private readonly needs: PromptGateNeeds) {}

  /** A tab begins to go to an assistant's address. Resolves to true when it was led away. */
  async begins(tabId: number, url: string): Promise<boolean> {
    const policy = await this.needs.policy();
    if (!this.concerns(policy, url) || (await this.mayPass(tabId, url))) return false;
    const found = await this.found(url);
    if (!found) return false;
    const decision = this.decide(policy, url, found.verdict.families);
    if (decision.action === 'allow') return false;
    await this.stop(tabId, url, found, policy, decision);
    return holds(decision);
  }

  /** The browser stopped a tab's way to an address: for good, or only until it was judged. */
  async stopped(tabId: number, url: string): Promise<void> {
    const policy = await this.needs.policy();
    const at = this.placeOf(url);
    if (!judgesPrompts(policy, { ...at, id: at.service }, at.site, Date.now())) return;
    if (prefilledPrompts(url, this.needs.assistants.assistants).length === 0) return;
    if (await this.mayPass(tabId, url)) return;
    if (this.concerns(policy, url) && (await this.begins(tabId, url))) return;
    // Clean after all, or none of our business: on with it, past our own rules.
    await this.pass(tabId, url);
    await leadTab(tabId, url);
  }

  /** The page's script asks whether it was right to stop the page. */
  async stoppedOnPage(tabId: number, url: string): Promise<{ goOn: boolean }> {
    const policy = await this.needs.policy();
    if (!this.concerns(policy, url)) return { goOn: true };
    return { goOn: !(await this.begins(tabId, url)) };
  }

  async waiting(id: string): Promise<WaitingPrompt | null> {
    return (await this.list()).find((w) => w.prompt.id === id)?.prompt ?? null;
  }

  /** The address that a person chose; null when the prompt is not known any more or policy forbids it. */
  async open(id: string, withPrompt: boolean, tabId: number): Promise<string | null> {
    const entry = (await this.list()).find((w) => w.prompt.id === id);
    if (!entry) return null;
    if (!withPrompt) return entry.without;
    if (!mayOpen(this.decide(await this.needs.policy(), entry.url, entry.prompt.verdict.families))) return null;
    await this.pass(tabId, entry.url);
    return entry.url;
  }

  /** For the popup's line: 'none' when the address brings no prompt, else what is thought of it. */
  async state(url: string): Promise<'none' | 'clean' | 'manipulative'> {
    if (prefilledPrompts(url, this.needs.assistants.assistants).length === 0) return 'none';
    return (await this.found(url)) ? 'manipulative' : 'clean';
  }

  private concerns(policy: EffectivePolicy, url: string): boolean {
    return (
      !isSpared(policy, url) &&
      (policy.settings.prefilledPromptAction !== 'allow' || policy.settings.rules.length > 0) &&
      prefilledPrompts(url, this.needs.assistants.assistants).length > 0
    );
  }

  /** Where an address leads, for the policy. */
  private placeOf(url: string): Required<Pick<Place, 'site' | 'service' | 'layer'>> {
    const { hostname: site, pathname } = new URL(url);
    const service = serviceFor(this.needs.assistants.assistants, site, pathname)?.id ?? '';
    return { site, service, layer: layerOf(this.needs.services, service) };
  }

  private decide(policy: EffectivePolicy, url: string, families: readonly Family[]): Decision {
    return decidePrompt(policy, { ...this.placeOf(url), families }, Date.now());
  }

  /** The first prompt of an address that is to be stopped; null when there is none. */
  private found(url: string): Promise<Found> {
    const known = this.judged.get(url);
    if (known) return known;
    const judging = (async (): Promise<Found> => {
      for (const prompt of prefilledPrompts(url, this.needs.assistants.assistants)) {
        const verdict = await this.needs.judge(prompt.text);
        if (stopsPrompt(prompt.text, verdict, this.needs.connectives)) return { prompt, verdict };
      }
      return null;
    })();
    this.judged.set(url, judging);
    if (this.judged.size > 100) this.judged.delete([...this.judged.keys()][0] ?? '');
    return judging;
  }

  /** Records a stopped prompt and leads the tab to the page that shows it. Of several callers for one navigation, once. */
  private stop(
    tabId: number,
    url: string,
    found: NonNullable<Found>,
    policy: EffectivePolicy,
    decision: Decision,
  ): Promise<void> {
    const key = `${tabId} ${url}`;
    const under = this.stopping.get(key);
    if (under) return under;
    const doing = this.lead(tabId, url, found, policy, decision).finally(() => {
      // A person who follows the same link again is asked again.
      setTimeout(() => this.stopping.delete(key), 1_500);
    });
    this.stopping.set(key, doing);
    return doing;
  }

  private async lead(
    tabId: number,
    url: string,
    found: NonNullable<Found>,
    policy: EffectivePolicy,
    decision: Decision,
  ): Promise<void> {
    const id = crypto.randomUUID();
    const { site, service } = this.placeOf(url);
    const { assistants } = this.needs.assistants;
    const incognito = (await tabOf(tabId))?.incognito ?? false;
    if (!incognito) {
      await this.needs.keep([
        incidentOf({ id, site, url, service, tabId, decision }, found, await this.needs.context()),
      ]);
    }
    if (!holds(decision)) return;
    const without = withoutPrompts(url, assistants);
    const prompt: WaitingPrompt = {
      id,
      site,
      service,
      text: found.prompt.text,
      verdict: found.verdict,
      mayOpen: mayOpen(decision),
      layer: decision.layer,
      organisation: decision.layer === 'managed' ? policy.settings.organisationName : '',
      notice: noticeFor(policy.settings.noticeText, uiLanguage()),
      supportUrl: policy.settings.supportUrl,
    };
    const list = [...(await this.list()), { prompt, url, without }].slice(-MAX_WAITING);
    await write('session', { [WAITING]: list });
    // Pages of ours cannot be shown in every private window; there the assistant opens without the prompt.
    const shown = !incognito && (await leadTab(tabId, `${ownPage('src/entrypoints/prompt/index.html')}#${id}`));
    if (!shown) await leadTab(tabId, without);
  }

  private async mayPass(tabId: number, url: string): Promise<boolean> {
    return (await this.passes()).some((p) => p.tabId === tabId && p.url === url);
  }

  /** Lets a tab open an address. The rule is by host, so it goes with the next pass of the tab; the judgement is by address. */
  private async pass(tabId: number, url: string): Promise<void> {
    const passes = [...(await this.passes()).filter((p) => p.tabId !== tabId), { tabId, url }].slice(-MAX_PASSES);
    await write('session', { [PASSES]: passes });
    const rules = passes.map((p, slot) => passRule(slot, p.tabId, new URL(p.url).hostname));
    await replaceRules('session', [RULE_IDS.passes, RULE_IDS.passes + MAX_PASSES], rules);
  }

  /** The tab has gone on: what it was allowed once is over. */
  async over(tabId: number, url: string): Promise<void> {
    const passes = await this.passes();
    const kept = passes.filter((p) => p.tabId !== tabId || p.url === url);
    if (kept.length === passes.length) return;
    await write('session', { [PASSES]: kept });
    const rules = kept.map((p, slot) => passRule(slot, p.tabId, new URL(p.url).hostname));
    await replaceRules('session', [RULE_IDS.passes, RULE_IDS.passes + MAX_PASSES], rules);
  }

  private async passes(): Promise<readonly Pass[]> {
    const stored = await read('session', PASSES).catch(() => undefined);
    return Array.isArray(stored) ? (stored as readonly Pass[]) : [];
  }

  private async list(): Promise<readonly Waiting[]> {
    const stored = await read('session', WAITING).catch(() => undefined);
    return Array.isArray(stored) ? (stored as readonly Waiting[]) : [];
  }
}

interface Where {
  readonly id: string;
  readonly site: string;
  readonly url: string;
  readonly service: string;
  readonly tabId: number;
  readonly decision: Decision;
}

const holds = ({ action }: Decision): boolean => rank(action) > rank('audit');
const mayOpen = ({ action }: Decision): boolean => action === 'warn';

function incidentOf(
  { decision, ...where }: Where,
  { prompt, verdict }: NonNullable<Found>,
  context: IncidentContext,
): Incident {
  return newIncident(context, {
    ...where,
    text: prompt.text,
    carrier: 'prompt',
    name: prompt.name.slice(0, 100),
    concealment: { reason: 'never-painted', evidence: { parameter: prompt.name.slice(0, 100) } },
    // A plain order to remember a source is suspicious on a page; in an address that nobody wrote by hand it is the attack.
    verdict: { ...verdict, kind: 'malicious' },
    decision,
    enforcement: holds(decision) ? 'stopped' : 'recorded',
  });
}
