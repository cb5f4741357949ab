// Where agents come in: messages of gates and of our own pages, keys, and navigations that were stopped.
import type { Handlers, Sender } from '../messaging/router.ts';
import { onCommand } from '../platform/commands.ts';
import { onFile, onStoppedAnywhere } from '../platform/navigation.ts';
import { Agents, type AgentsNeeds } from './agents.ts';

export type AgentMessages = Pick<
  Handlers,
  'gate.open' | 'act.report' | 'act.refuse' | 'act.answer' | 'agents.stop' | 'agents.view' | 'agents.revoke'
>;

/** Listens in the worker's first turn, as the browser may have woken it for this. */
export function startAgents(needs: AgentsNeeds): { agents: Agents; messages: AgentMessages } {
  const agents = new Agents(needs);
  onStoppedAnywhere(({ tabId, url }) => void agents.stoppedOnWay(tabId, url));
  onFile(({ tabId, url }) => void agents.file(tabId, url));
  onCommand((name, tabId) => {
    if (name === 'stop-agents') void agents.toggle(tabId);
  });
  const messages: AgentMessages = {
    'gate.open': ({ marks }, sender: Sender) => agents.opened(marks, sender),
    'act.report': async ({ report }, sender: Sender) => {
      await agents.reported(report, sender);
      return { noted: true };
    },
    'act.refuse': async ({ id }, sender: Sender) => {
      await agents.refuse(id, sender.tabId);
      return { noted: true };
    },
    'act.answer': async ({ id, answer }) => ({ problem: await agents.answer(id, answer) }),
    'agents.stop': async ({ tabId, on }) => ({ stopped: await agents.stop(tabId, on) }),
    'agents.view': () => agents.view(),
    'agents.revoke': async ({ site, act }) => {
      await agents.revoke(site, act);
      return { revoked: true };
    },
  };
  return { agents, messages };
}
