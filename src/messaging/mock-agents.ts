// Agents as the mock shows them: an agent that waits for a person, one that is stopped, and a ledger of a morning.
import type { AgentsView, LedgerEntry, PendingAct, TabAgent } from '../model/agent.ts';

const HOUR = 3_600_000;

const pending = (now: number): PendingAct => ({
  id: '00000000-0000-4000-8000-000000000001',
  act: 'pay',
  outcome: 'held',
  label: 'Place your order and pay €129.00',
  to: 'pay.shop.example',
  tabId: 1,
  frameId: 0,
  site: 'reviews.shop.example',
  time: now - 4_000,
});

/** What the popup is told: the state `agent` has a question, `agent-stopped` is stopped. */
export function mockAgent(state: string, now: number): TabAgent {
  const none = { presence: 'unknown', products: [], assistants: [], stopped: false, gate: false, pending: [] } as const;
  if (state === 'agent')
    return { ...none, presence: 'present', products: ['Claude for Chrome'], gate: true, pending: [pending(now)] };
  if (state === 'agent-stopped')
    return { ...none, presence: 'seen', products: ['Browser-use'], gate: true, stopped: true };
  return state === 'many' ? { ...none, assistants: ['Monica'] } : none;
}

/** What the console is told. */
export function mockAgents(empty: boolean, now: number): AgentsView {
  if (empty) return { entries: [], allowances: [], pending: [], stopped: false };
  const entry = (minutes: number, more: Partial<LedgerEntry> & Pick<LedgerEntry, 'what' | 'site'>): LedgerEntry => ({
    id: `mock-agent-${minutes}`,
    time: now - minutes * 60_000,
    outcome: '',
    answer: '',
    label: '',
    to: '',
    marks: ['claude.acting'],
    read: [],
    ...more,
  });
  return {
    entries: [
      entry(1, {
        what: 'pay',
        site: 'reviews.shop.example',
        outcome: 'held',
        label: 'Place your order',
        to: 'pay.shop.example',
        read: ['news.example', 'search.example'],
      }),
      entry(9, {
        what: 'send',
        site: 'mail.example',
        outcome: 'held',
        answer: 'while',
        label: 'Send',
        read: ['reviews.shop.example', 'news.example'],
      }),
      entry(14, {
        what: 'inside',
        site: 'news.example',
        outcome: 'blocked',
        to: '192.168.0.1',
        read: ['search.example'],
      }),
      entry(21, { what: 'delete', site: 'drive.example', outcome: 'held', answer: 'no', label: 'Empty trash' }),
      entry(40, { what: 'seen', site: 'search.example' }),
      entry(95, { what: 'resume', site: 'search.example', marks: [] }),
      entry(96, { what: 'stop', site: 'search.example', marks: [] }),
    ],
    allowances: [{ site: 'mail.example', act: 'send', until: now + HOUR / 6 }],
    pending: [pending(now)],
    stopped: false,
  };
}
