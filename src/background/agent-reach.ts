// Brings in step with what is known of agents what the browser carries out by itself: rules for the ways of tabs, and the gate
// in every page from its first moment on.
import type { ActCatalog } from '../engine/agents/act-book.ts';
import { AGENT_RULES, reachRules } from '../engine/agents/reach.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import { replaceRules } from '../platform/network-rules.ts';
import { standPart } from '../platform/scripting.ts';
import { tabOf } from '../platform/tabs.ts';
import type { AgentTabs } from './agent-tabs.ts';
import type { AgentWords } from './agent-words.ts';

/** Call it in turn: two at once would each undo half of the other. */
export async function bringInStep(
  needs: { readonly acts: ActCatalog; readonly policy: () => Promise<EffectivePolicy> },
  words: AgentWords,
  known: AgentTabs,
): Promise<void> {
  const [policy, state] = await Promise.all([needs.policy(), known.now()]);
  const ids = Object.keys(state.tabs);
  const gone = (await Promise.all(ids.map(async (id) => ((await tabOf(Number(id))) === null ? [id] : [])))).flat();
  if (gone.length > 0)
    await known.change(({ tabs }) => ({
      tabs: Object.fromEntries(Object.entries(tabs).filter(([id]) => !gone.includes(id))),
    }));
  const { enabled, agentGate } = policy.settings;
  const gate = enabled && agentGate !== 'off';
  const now = Date.now();
  const agents = ids.filter((id) => !gone.includes(id) && words.worksIn(state.tabs[id], now)).map(Number);
  const held = [...new Set([...agents, ...state.stoppedTabs])].flatMap((tabId) => {
    const tab = state.tabs[tabId];
    const stopped = words.isStopped(state, tabId);
    return stopped || gate ? [{ tabId, host: tab?.site ?? '', stopped, let: tab?.let ?? [] }] : [];
  });
  await replaceRules(
    'session',
    [AGENT_RULES.from, AGENT_RULES.below],
    enabled ? reachRules(needs.acts, policy, held) : [],
  );
  // While an agent is anywhere, the next page may be its next one.
  await standPart('gate', enabled && (state.stopped || agentGate === 'always' || (gate && agents.length > 0)));
}
