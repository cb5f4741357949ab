// What holds for a tab with regard to agents: policy, what was seen there, stops and allowances put together. Pure but for the
// clock.
import { sensitiveKind, type ActCatalog } from '../engine/agents/act-book.ts';
import { gateState } from '../engine/agents/gate.ts';
import { atWork } from '../engine/agents/presence.ts';
import { matchesAny } from '../engine/policy/hosts.ts';
import { serviceFor } from '../engine/responsibility/service-for.ts';
import type { AgentMark, GateState } from '../model/agent.ts';
import type { AssistantCatalog } from '../model/assistant.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import type { AgentState, AgentTab } from './agent-tabs.ts';

/** agent-marks.json and agent-acts.json. */
export interface AgentCatalogs {
  readonly marks: readonly AgentMark[];
  readonly acts: ActCatalog;
}

export class AgentWords {
  constructor(private readonly catalogs: AgentCatalogs & { readonly assistants: AssistantCatalog }) {}

  /** Does an agent count as at work in the tab? */
  worksIn(tab: AgentTab | undefined, now: number): boolean {
    return tab !== undefined && atWork(this.catalogs.marks, { now: tab.now, ever: tab.ever, last: tab.last }, now);
  }

  /** A stop holds in tabs that a person named, and wherever an agent is seen. */
  isStopped({ stopped, stoppedTabs, tabs }: AgentState, tabId: number): boolean {
    return stoppedTabs.includes(tabId) || (stopped && this.worksIn(tabs[tabId], Date.now()));
  }

  /** The word for a gate. @param frameSite host of its frame; '' for that of the page */
  table(policy: EffectivePolicy, site: string, frameSite: string, state: AgentState, tabId: number): GateState {
    const tab = state.tabs[tabId];
    const now = Date.now();
    // Where a person let the agent go, it is asked like elsewhere.
    const isLet = tab?.let.includes(site) ?? false;
    const own = matchesAny(policy.settings.agentSensitiveHosts, site) ? ('admin' as const) : '';
    return gateState(
      policy,
      {
        site,
        frameSite: frameSite === '' ? site : frameSite,
        sensitive: isLet ? '' : own || sensitiveKind(this.catalogs.acts, site),
        assistant: serviceFor(this.catalogs.assistants.assistants, site, '/') !== null,
        agent: this.worksIn(tab, now),
        stopped: this.isStopped(state, tabId),
        start: tab?.start ?? '',
      },
      state.allowances,
      now,
    );
  }
}

/** Sites that a policy closes to agents by name. */
export const neverSites = ({ settings }: EffectivePolicy): readonly string[] =>
  settings.agentSites.filter((entry) => entry.endsWith('=never')).map((entry) => entry.slice(0, -'=never'.length));
