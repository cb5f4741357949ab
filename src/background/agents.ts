// Agents in tabs: who is seen, what the gates may let pass, what a person answers, and the stop. The gates hold first and
// ask then; what is known here outlives the worker (agent-tabs.ts), and what happened is written down (agent-ledger.ts).
import { atWork, presenceOf } from '../engine/agents/presence.ts';
import { keptFrom } from '../engine/agents/reach.ts';
import { matchesAny } from '../engine/policy/hosts.ts';
import type { Sender } from '../messaging/router.ts';
import type { Activity } from '../model/activity.ts';
import type { ActAnswer, ActReport, AgentAct, AgentsView, GateState, LedgerEntry, TabAgent } from '../model/agent.ts';
import type { AssistantCatalog } from '../model/assistant.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import { leadTab } from '../platform/navigation.ts';
import { bringPart, bringPartEverywhere } from '../platform/scripting.ts';
import { framesOf, tabOf, tellGate } from '../platform/tabs.ts';
import { AgentLedger } from './agent-ledger.ts';
import { bringInStep } from './agent-reach.ts';
import { AgentWords, neverSites, type AgentCatalogs } from './agent-words.ts';
import { AgentTabs, withMarks, type AgentState, type Waiting } from './agent-tabs.ts';
import { hostOf } from './incident-service.ts';
import { isSpared } from './tab-status.ts';

export interface AgentsNeeds extends AgentCatalogs {
  readonly assistants: AssistantCatalog;
  readonly policy: () => Promise<EffectivePolicy>;
  /** Counts what happened; nothing of a private window comes here. */
  readonly note: (activities: readonly Activity[]) => Promise<void>;
  /** Called when pages of ours should ask again, and when the toolbar button of a tab says something else. */
  readonly changed: () => void;
  readonly badge: (tabId: number) => void;
}

const WHILE_MS = 60_000;

export class Agents {
  private readonly ledger = new AgentLedger();
  private readonly tabs = new AgentTabs();
  /** Rules and scripts are brought in step one change after another. */
  private turn: Promise<void> = Promise.resolve();
  private readonly words: AgentWords;

  constructor(private readonly needs: AgentsNeeds) {
    this.words = new AgentWords(needs);
  }

  /** A guard has seen something. Brings the gate to it, and to the other frames of its page. */
  async bring(sender: Sender): Promise<boolean> {
    const policy = await this.needs.policy();
    if (isSpared(policy, sender.tabUrl)) return false;
    return sender.frameId === 0
      ? bringPartEverywhere('gate', sender.tabId)
      : bringPart('gate', sender.tabId, sender.frameId);
  }

  /** A gate stands and tells its marks; answers what it may let pass. */
  async opened(marks: readonly string[], sender: Sender): Promise<GateState> {
    const known = marks.filter((id) => this.needs.marks.some((mark) => mark.id === id));
    const before = await this.tabs.now();
    const now = Date.now();
    const was = this.words.worksIn(before.tabs[sender.tabId], now);
    const site = hostOf(sender.tabUrl);
    const agent = atWork(this.needs.marks, { now: known, ever: [], last: 0 }, now);
    const tab = before.tabs[sender.tabId];
    // A page of which nothing is told, and nothing was, is no business of ours.
    if (known.length === 0 && !tab) return this.stateFor(sender, before);
    const state = await this.tabs.change(({ tabs }) => {
      const old = tabs[sender.tabId];
      // Of a frame's marks only what is there counts: what it does not show the page may.
      const all = sender.frameId === 0 ? known : [...new Set([...(old?.now ?? []), ...known])];
      const fresh = sender.frameId === 0 && old?.site !== site;
      const next = withMarks(old, { site, marks: all, agent, fresh, incognito: sender.incognito, now });
      return { tabs: { ...tabs, [sender.tabId]: next } };
    });
    const works = this.words.worksIn(state.tabs[sender.tabId], now);
    if (works !== was || tab?.site !== site) {
      if (works && !was) await this.write(sender, 'seen', { marks: known });
      if (works && !was && !sender.incognito) await this.needs.note(['agent.seen']);
      await this.step();
      void this.refresh(sender.tabId);
      this.needs.changed();
    }
    return this.stateFor(sender, state);
  }

  /** What became of an act. Stored before this resolves. */
  async reported(report: ActReport, sender: Sender): Promise<void> {
    const site = hostOf(sender.tabUrl);
    await this.write(sender, report.act, report);
    if (report.outcome === 'held') {
      const { tabId, frameId } = sender;
      const waiting: Waiting = { ...report, tabId, frameId, site, time: Date.now(), url: '' };
      await this.wait(waiting);
    }
    const count = { held: 'act.held', blocked: 'act.blocked', passed: 'act.passed', stopped: 'act.blocked' } as const;
    if (!sender.incognito) await this.needs.note([count[report.outcome]]);
    this.needs.badge(sender.tabId);
    this.needs.changed();
  }

  /** The browser's rules stopped a tab's way; asked about where a tab with an agent wanted it. */
  async stoppedOnWay(tabId: number, url: string): Promise<void> {
    const [policy, state] = await Promise.all([this.needs.policy(), this.tabs.now()]);
    const tab = state.tabs[tabId];
    if (!tab || !this.words.worksIn(tab, Date.now())) return;
    const why = keptFrom(this.needs.acts, policy, url);
    if (why === null || this.words.isStopped(state, tabId)) return;
    const id = crypto.randomUUID();
    const host = hostOf(url);
    const asks = why === 'inside' || !matchesAny(neverSites(policy), host);
    const action = asks ? this.words.table(policy, tab.site, tab.site, state, tabId).acts.inside : 'block';
    const report = { id, act: 'inside', outcome: action === 'ask' ? 'held' : 'blocked', label: '', to: host } as const;
    const sender = { tabId, frameId: 0, tabUrl: `https://${tab.site}/`, incognito: tab.incognito };
    await this.write(sender, 'inside', report);
    if (action === 'ask') await this.wait({ ...report, tabId, frameId: 0, site: tab.site, time: Date.now(), url });
    if (!tab.incognito) await this.needs.note([action === 'ask' ? 'act.held' : 'act.blocked']);
    this.needs.badge(tabId);
    this.needs.changed();
  }

  /** A tab with an agent opens a file of the device: rules of requests do not reach that, so it is led away at once. */
  async file(tabId: number, url: string): Promise<void> {
    const tab = (await this.tabs.now()).tabs[tabId];
    const policy = await this.needs.policy();
    if (!tab || !policy.settings.enabled || policy.settings.agentGate === 'off') return;
    if (!this.words.worksIn(tab, Date.now())) return;
    await leadTab(tabId, 'about:blank');
    await this.stoppedOnWay(tabId, url);
  }

  /** A person said no in the page. */
  async refuse(id: string, tabId: number): Promise<void> {
    if (!(await this.tabs.now()).pending.some((one) => one.id === id && one.tabId === tabId)) return;
    const waiting = await this.take(id);
    if (!waiting) return;
    await this.ledger.answered(id, 'no');
    this.needs.badge(waiting.tabId);
    this.needs.changed();
  }

  /** A person's answer in a page of ours; a message key of why it does not count, '' when it does. */
  async answer(id: string, answer: ActAnswer): Promise<string> {
    const [policy, state] = await Promise.all([this.needs.policy(), this.tabs.now()]);
    const waiting = state.pending.find((one) => one.id === id);
    if (!waiting) return 'agentProblemGone';
    const { tabId, site, act } = waiting;
    const minutes = policy.settings.agentAllowanceMinutes;
    if (answer !== 'no' && this.words.isStopped(state, tabId)) return 'agentProblemStopped';
    // The policy may have become stricter since.
    if (answer !== 'no' && this.words.table(policy, site, site, state, tabId).acts[act] === 'block')
      return 'agentProblemPolicy';
    if (answer === 'while' && minutes === 0) return 'agentProblemPolicy';
    await this.take(id);
    await this.ledger.answered(id, answer);
    if (answer === 'while') {
      const entry = { site, act, until: Date.now() + minutes * WHILE_MS };
      await this.tabs.change(({ allowances }) => ({
        allowances: [...allowances.filter((a) => a.until > Date.now() && !(a.site === site && a.act === act)), entry],
      }));
      await this.refreshAll();
    }
    if (answer !== 'no') await this.needs.note(['act.let']);
    const done = await this.carryOut(waiting, answer !== 'no');
    this.needs.badge(tabId);
    this.needs.changed();
    return answer === 'no' || done ? '' : 'agentProblemChanged';
  }

  /** Stops agents or lets them go on. @param tabId also this tab, whatever is seen in it; -1 for none */
  async stop(tabId: number, on: boolean): Promise<boolean> {
    const state = await this.tabs.change(({ stoppedTabs, pending }) => ({
      stopped: on,
      stoppedTabs: on ? [...new Set([...stoppedTabs, ...(tabId >= 0 ? [tabId] : [])])] : [],
      pending: on ? [] : pending,
    }));
    const concerned = [
      ...new Set([...Object.keys(state.tabs).map(Number), ...state.stoppedTabs, ...(tabId >= 0 ? [tabId] : [])]),
    ];
    // Gates that stand hear of it first; where none stands one is brought, and it begins closed.
    await Promise.all([
      ...concerned.map((tab) => this.refresh(tab)),
      ...(on ? concerned.map((tab) => bringPartEverywhere('gate', tab)) : []),
      this.step(),
    ]);
    const site = hostOf((await tabOf(tabId))?.url ?? '');
    const incognito = (await tabOf(tabId))?.incognito ?? false;
    await this.write({ tabId, frameId: 0, tabUrl: `https://${site}/`, incognito }, on ? 'stop' : 'resume', {});
    if (on) await this.needs.note(['agent.stopped']);
    for (const tab of concerned) this.needs.badge(tab);
    this.needs.changed();
    return on;
  }

  /** Turns the stop: what the keys do. */
  async toggle(tabId: number): Promise<void> {
    const state = await this.tabs.now();
    await this.stop(tabId, !this.words.isStopped(state, tabId) && !state.stopped);
  }

  async revoke(site: string, act: AgentAct): Promise<void> {
    await this.tabs.change(({ allowances }) => ({
      allowances: allowances.filter((entry) => entry.site !== site || entry.act !== act),
    }));
    await this.refreshAll();
    this.needs.changed();
  }

  async view(): Promise<AgentsView> {
    const [{ allowances, pending, stopped }, entries] = await Promise.all([this.tabs.now(), this.ledger.list()]);
    return { entries, allowances: allowances.filter(({ until }) => until > Date.now()), pending, stopped };
  }

  /** For the popup. */
  async of(tabId: number, site: string): Promise<TabAgent> {
    const [policy, state] = await Promise.all([this.needs.policy(), this.tabs.now()]);
    const tab = state.tabs[tabId];
    const document = tab?.documents.at(-1);
    // Marks of another page of the tab are none of this one's.
    const here = document && document.site === site ? document : undefined;
    const seen = { now: here ? (tab?.now ?? []) : [], ever: here?.marks ?? [], last: here?.last ?? 0 };
    return {
      ...presenceOf(this.needs.marks, seen),
      stopped: this.words.isStopped(state, tabId),
      gate: this.words.table(policy, site, site, state, tabId).on,
      pending: state.pending.filter((one) => one.tabId === tabId),
    };
  }

  /** What the toolbar button says where a person is waited for, or has stopped the tab; '' else. */
  async badgeOf(tabId: number): Promise<string> {
    const state = await this.tabs.now();
    if (this.words.isStopped(state, tabId)) return '■';
    return state.pending.some((one) => one.tabId === tabId) ? '?' : '';
  }

  /** Policy changed, or the worker woke: rules, scripts and gates follow. Never rejects. */
  async sync(): Promise<void> {
    await this.step();
    await this.refreshAll();
  }

  /** Does an agent count as at work in the tab: for decisions on its texts. */
  async worksAt(tabId: number): Promise<boolean> {
    return this.words.worksIn((await this.tabs.now()).tabs[tabId], Date.now());
  }

  /** Removes entries of the ledger that are older than the policy keeps records. */
  tidy(days: number, now: number): Promise<void> {
    return this.ledger.prune(now - days * 86_400_000);
  }

  async clear(): Promise<void> {
    await this.ledger.clear();
  }

  private async stateFor(sender: Sender, state: AgentState): Promise<GateState> {
    const policy = await this.needs.policy();
    return this.words.table(policy, hostOf(sender.tabUrl), hostOf(sender.url), state, sender.tabId);
  }

  /** Tells all gates of a tab what holds now. */
  private async refresh(tabId: number): Promise<void> {
    const [policy, state, tab, frames] = await Promise.all([
      this.needs.policy(),
      this.tabs.now(),
      tabOf(tabId),
      framesOf(tabId),
    ]);
    const site = hostOf(tab?.url ?? '');
    await Promise.all(
      frames.map(({ frameId, url }) =>
        tellGate(tabId, frameId, 'gate.state', this.words.table(policy, site, hostOf(url), state, tabId)),
      ),
    );
  }

  private async refreshAll(): Promise<void> {
    const { tabs, stoppedTabs } = await this.tabs.now();
    await Promise.all([...new Set([...Object.keys(tabs).map(Number), ...stoppedTabs])].map((tab) => this.refresh(tab)));
  }

  private step(): Promise<void> {
    this.turn = this.turn.then(() => bringInStep(this.needs, this.words, this.tabs)).catch(() => undefined);
    return this.turn;
  }

  private async carryOut({ id, tabId, frameId, act, url, to }: Waiting, go: boolean): Promise<boolean> {
    if (act !== 'inside' || url === '') {
      const answer = (await tellGate(tabId, frameId, 'gate.answer', { id, go })) as { done?: boolean } | undefined;
      return answer?.done === true;
    }
    if (!go) return true;
    await this.tabs.change(({ tabs }) => {
      const tab = tabs[tabId];
      return tab ? { tabs: { ...tabs, [tabId]: { ...tab, let: [...new Set([...tab.let, to])].slice(-20) } } } : {};
    });
    await this.step();
    return leadTab(tabId, url);
  }

  private async wait(waiting: Waiting): Promise<void> {
    await this.tabs.change(({ pending }) => ({
      pending: [...pending.filter((p) => p.tabId !== waiting.tabId || p.frameId !== waiting.frameId), waiting],
    }));
  }

  private async take(id: string): Promise<Waiting | undefined> {
    const found = (await this.tabs.now()).pending.find((one) => one.id === id);
    await this.tabs.change(({ pending }) => ({ pending: pending.filter((one) => one.id !== id) }));
    return found;
  }

  private async write(
    sender: Pick<Sender, 'tabId' | 'frameId' | 'tabUrl' | 'incognito'>,
    what: LedgerEntry['what'],
    more: Partial<LedgerEntry>,
  ): Promise<void> {
    if (sender.incognito) return;
    const tab = (await this.tabs.now()).tabs[sender.tabId];
    const site = hostOf(sender.tabUrl);
    await this.ledger.add({
      id: more.id ?? crypto.randomUUID(),
      time: Date.now(),
      site,
      what,
      outcome: more.outcome ?? '',
      answer: '',
      label: more.label ?? '',
      to: more.to ?? '',
      marks: more.marks ?? tab?.now ?? [],
      read: (tab?.read ?? []).filter((host) => host !== site),
    });
  }
}
