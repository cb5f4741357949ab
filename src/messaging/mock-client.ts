// The client and the incident reader of plain-browser development: same interfaces, made-up answers, nothing leaves the
// page. Changes work within the page, so that undo, pause, settings and wipe can be tried.
import type { Incident } from '../model/incident.ts';
import type { MemoryRecord } from '../model/memory.ts';
import type { PolicySettings } from '../model/policy.ts';
import type { Control } from '../model/responsibility.ts';
import type { AiService } from '../model/service.ts';
import type { StorageState } from '../model/status.ts';
import type { Client, WorkerMessageName, WorkerMessages } from './contract.ts';
import { mockAgents } from './mock-agents.ts';
import { mockAdapters, mockMemories, mockPrompt } from './mock-assistants.ts';
import { mockExtensionEvents, mockExtensions, mockPages } from './mock-extensions.ts';
import { mockIncidents } from './mock-incidents.ts';
import { mockDraft, mockPolicy, type MockState } from './mock-policy.ts';
import { mockTab, type Evaluate } from './mock-tab.ts';

export interface MockOptions {
  readonly state: MockState;
  readonly controls: readonly Control[];
  readonly services: readonly AiService[];
  readonly evaluate: Evaluate;
  readonly incidents: number;
  readonly now: number;
  /** Where openConsole leads; the development page shows its own console there. */
  readonly openConsole: (hash: string) => void;
}

export interface MockReader {
  listIncidents(query: { limit: number; before?: number; beforeId?: string; text?: string }): Promise<Incident[]>;
  getIncident(id: string): Promise<Incident | undefined>;
  countIncidents(): Promise<number>;
  listMemories(query: { limit: number; before?: number }): Promise<MemoryRecord[]>;
  storageState(): Promise<StorageState>;
  /** All that are there; the same array until something changes. */
  allIncidents(): Promise<readonly Incident[]>;
}

type Answers = { [N in WorkerMessageName]: (params: WorkerMessages[N]['params']) => WorkerMessages[N]['result'] };

export function createMock(options: MockOptions): { client: Client; reader: MockReader } {
  const { state, controls, services, now } = options;
  const listeners = new Set<() => void>();
  const undone = new Set<string>();
  let user: Partial<PolicySettings> = {};
  let memories = mockMemories(options.incidents === 0 ? 0 : 6, now);
  let incidents = mockIncidents(options.incidents, now);
  const policy = () => mockPolicy(state, user);
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  const answers: Answers = {
    'verdict.report': () => ({ decisions: [] }),
    'texts.judge': () => ({ opinions: [] }),
    'prompt.stopped': () => ({ goOn: true }),
    'requests.refused': () => ({ noted: true }),
    'memory.noticed': () => ({ noted: true }),
    'memory.clear': () => {
      const removed = memories.length;
      memories = [];
      return { removed };
    },
    'prompt.get': ({ id }) => ({ prompt: mockPrompt(id, policy()) }),
    'prompt.open': () => ({ url: null }),
    // These come from pages only.
    'doors.open': () => {
      throw new Error('not for pages of the extension');
    },
    'doors.wanted': () => ({ brought: false }),
    'part.bring': () => ({ brought: false }),
    'adapter.report': () => ({ noted: false }),
    'adapters.list': () => ({ adapters: mockAdapters(options.incidents === 0 ? 0 : 4, now) }),
    'input.report': () => {
      throw new Error('not for pages of the extension');
    },
    'output.report': () => ({ stored: false }),
    'gate.open': () => {
      throw new Error('not for pages of the extension');
    },
    'act.report': () => ({ noted: false }),
    'act.refuse': () => ({ noted: false }),
    'act.answer': () => ({ problem: '' }),
    'agents.stop': ({ on }) => ({ stopped: on }),
    'agents.view': () => mockAgents(options.incidents === 0, now),
    'agents.revoke': () => ({ revoked: true }),
    'values.keep': () => ({ kept: false }),
    'draft.note': () => ({ noted: false }),
    'input.checked': () => ({ noted: false }),
    'line.device': () => {
      const {
        controls: statuses,
        score,
        statements,
      } = mockTab('device', controls, services, policy(), undone, options.evaluate, now);
      return { controls: statuses, score, statements };
    },
    'control.confirm': () => ({ problem: '' }),
    'extensions.list': () =>
      options.incidents === 0
        ? { state: 'no-permission', canDisable: true, extensions: [], time: now }
        : mockExtensions(state === 'many' ? 100 : 5, services, now),
    'extensions.events': () => ({ events: options.incidents === 0 ? [] : mockExtensionEvents(now) }),
    'extensions.decide': () => ({ problem: '' }),
    'extensions.proposal': () => ({ text: JSON.stringify({ ExtensionSettings: { '*': {} } }, null, 2) }),
    'pageApis.report': () => ({ noted: false }),
    'pageApis.list': () => ({ pages: options.incidents === 0 ? [] : mockPages(now) }),
    'tab.status': () => mockTab(state, controls, services, policy(), undone, options.evaluate, now),
    'incident.undo': ({ id }) => {
      if (!policy().settings.allowUndo) return { undone: false, problem: 'undoNotAllowed' };
      undone.add(id);
      incidents = incidents.map((i) => (i.id === id ? { ...i, enforcement: 'undone' as const, undoneAt: now } : i));
      return { undone: true, problem: '' };
    },
    'incident.reveal': () => ({ undone: false, problem: 'undoUnknown' }),
    'incident.clear': () => {
      const removed = incidents.length;
      incidents = [];
      return { removed };
    },
    'policy.get': policy,
    'policy.draft': ({ text }) => mockDraft(text, policy()),
    'policy.set': ({ settings }) => {
      const locked = Object.keys(settings).some((key) => policy().locked.some((l) => l === key));
      if (locked) return { policy: policy(), problem: 'settingLocked' };
      user = { ...user, ...settings };
      return { policy: policy(), problem: '' };
    },
  };

  /** The states 'loading' and 'error' are those of the worker not answering, or failing. */
  const reply = <T>(answer: () => T): Promise<T> => {
    if (state === 'loading') return new Promise(() => undefined);
    return state === 'error' ? Promise.reject(new Error('')) : Promise.resolve(answer());
  };

  return {
    client: {
      send: async (name, params) => {
        const result = await reply(() => answers[name](params));
        if (name === 'incident.undo' || name === 'incident.clear' || name === 'memory.clear' || name === 'policy.set')
          changed();
        return result;
      },
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      currentTabId: () => Promise.resolve(1),
      askToListExtensions: () => Promise.resolve(true),
      stopListingExtensions: () => Promise.resolve(true),
      openConsole: (hash) => {
        options.openConsole(hash);
        return Promise.resolve();
      },
    },
    reader: {
      listIncidents: ({ limit, before = Infinity, text = '' }) =>
        reply(() => {
          const words = text.toLowerCase().split(/\s+/).filter(Boolean);
          const holds = (i: Incident): boolean => {
            const all = [i.text, i.site, ...i.verdict.findings.map((f) => f.rule)].join('\n').toLowerCase();
            return words.every((w) => all.includes(w));
          };
          return incidents.filter((i) => i.time < before && holds(i)).slice(0, limit);
        }),
      getIncident: (id) => reply(() => incidents.find((i) => i.id === id)),
      countIncidents: () => reply(() => incidents.length),
      allIncidents: () => reply(() => incidents),
      listMemories: ({ limit, before = Infinity }) =>
        reply(() => memories.filter((m) => m.time < before).slice(0, limit)),
      storageState: () => reply(() => (state === 'storage-full' ? ('full' as const) : ('ok' as const))),
    },
  };
}
