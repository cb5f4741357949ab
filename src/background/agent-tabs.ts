// What is known of agents in tabs, of stops, allowances and questions: outlives the worker, and ends with the browser. On disk
// nothing of it is written.
import type { Allowance, PendingAct, SeenDocument } from '../model/agent.ts';
import { read, write } from '../platform/storage.ts';

const KEY = 'agents.state';
const MAX_TABS = 200;
const MAX_PENDING = 20;
const MAX_ALLOWANCES = 100;
const MAX_DOCUMENTS = 10;
const MAX_READ = 5;

/** One tab in which a mark was seen. */
export interface AgentTab {
  /** Host on which the task began. */
  readonly start: string;
  readonly site: string;
  /** Marks of the document now, and all of the tab's while they count. */
  readonly now: readonly string[];
  readonly ever: readonly string[];
  /** When a mark was last seen (ms). */
  readonly last: number;
  /** The newest last. */
  readonly documents: readonly SeenDocument[];
  /** Hosts that it has read, the newest first. */
  readonly read: readonly string[];
  /** Hosts that a person lets it go to. */
  readonly let: readonly string[];
  readonly incognito: boolean;
}

/** A question that a navigation waits for has an address. */
export type Waiting = PendingAct & { readonly url: string };

export interface AgentState {
  readonly tabs: Readonly<Record<string, AgentTab>>;
  readonly stopped: boolean;
  /** Tabs that are stopped although no mark was seen there. */
  readonly stoppedTabs: readonly number[];
  readonly allowances: readonly Allowance[];
  readonly pending: readonly Waiting[];
}

const NONE: AgentState = { tabs: {}, stopped: false, stoppedTabs: [], allowances: [], pending: [] };

export class AgentTabs {
  private state: Promise<AgentState> | undefined;
  private writing: Promise<void> = Promise.resolve();

  /** As the session has it. Never rejects. */
  now(): Promise<AgentState> {
    this.state ??= read('session', KEY)
      .then((raw) => (typeof raw === 'object' && raw !== null ? { ...NONE, ...(raw as Partial<AgentState>) } : NONE))
      .catch(() => NONE);
    return this.state;
  }

  /** Changes it; resolves when the change outlives the worker. */
  async change(job: (state: AgentState) => Partial<AgentState>): Promise<AgentState> {
    const before = this.now();
    // In turn: each change sees the one before it.
    const after = before.then((state) => bounded({ ...state, ...job(state) }));
    this.state = after;
    const state = await after;
    this.writing = this.writing.then(() => write('session', { [KEY]: state })).catch(() => undefined);
    await this.writing;
    return state;
  }
}

function bounded(state: AgentState): AgentState {
  const tabs = Object.entries(state.tabs);
  return {
    ...state,
    tabs:
      tabs.length <= MAX_TABS
        ? state.tabs
        : Object.fromEntries(tabs.sort(([, a], [, b]) => b.last - a.last).slice(0, MAX_TABS)),
    stoppedTabs: state.stoppedTabs.slice(-MAX_TABS),
    allowances: state.allowances.slice(-MAX_ALLOWANCES),
    pending: state.pending.slice(-MAX_PENDING),
  };
}

/** A tab after marks were told; `fresh`: of a new document. */
export function withMarks(
  tab: AgentTab | undefined,
  seen: { site: string; marks: readonly string[]; agent: boolean; fresh: boolean; incognito: boolean; now: number },
): AgentTab {
  const { site, marks, now } = seen;
  const known = tab?.documents.at(-1);
  const same = known && !seen.fresh && known.site === site;
  const document: SeenDocument = same
    ? { ...known, marks: [...new Set([...known.marks, ...marks])], last: now }
    : { site, marks: [...marks], first: now, last: now };
  const earlier = same ? (tab?.documents.slice(0, -1) ?? []) : (tab?.documents ?? []);
  return {
    start: tab && tab.start !== '' ? tab.start : seen.agent ? site : '',
    site,
    now: [...marks],
    ever: [...new Set([...(tab?.ever ?? []), ...marks])].slice(0, 60),
    last: marks.length > 0 ? now : (tab?.last ?? 0),
    documents: [...earlier, document].slice(-MAX_DOCUMENTS),
    read: [site, ...(tab?.read ?? []).filter((host) => host !== site)].slice(0, MAX_READ),
    let: tab?.let ?? [],
    incognito: seen.incognito,
  };
}
