// Counts what was stopped, by tab and host. Kept in session storage, so that a killed worker loses at most what it was just
// told; bounded in tabs, hosts and addresses, because a page decides how much there is.
import {
  judgeAddress,
  maskedAddress,
  spells,
  spelt,
  type AddressJudgement,
} from '../engine/exfiltration/address-data.ts';
import { requestKind, NOTHING_HELD, type HeldHost, type HeldRequests, type RequestKind } from '../model/held.ts';
import { read, write } from '../platform/storage.ts';

const KEY = 'held';
const MAX_TABS = 60;
const MAX_HOSTS = 40;
/** Ends of addresses kept of a host, to see whether they spell something; the newest, as a page can begin with others. */
const MAX_SIGNS = 60;
const WRITE_AFTER_MS = 150;

interface HostState {
  count: number;
  kinds: Partial<Record<RequestKind, number>>;
  carriesData: boolean;
  sent: boolean;
  incident: string;
  signs: string[];
}
interface TabState {
  /** Host of the page. */
  readonly site: string;
  more: boolean;
  readonly hosts: Record<string, HostState>;
}

/** What a request adds: the first sight of a host that carries data is worth a record. */
export interface Noted {
  readonly host: string;
  readonly judgement: AddressJudgement;
  readonly masked: string;
  readonly kind: RequestKind;
  /** True once per page and host, when its first address with data is seen. */
  readonly first: boolean;
}

export class HeldLog {
  private loaded: Promise<Map<number, TabState>> | undefined;
  private writing: ReturnType<typeof setTimeout> | undefined;

  /** Notes one request of a page. `incident`: the id that a record of it would get. */
  async note(tabId: number, site: string, url: string, type: string, sent: boolean, incident: string): Promise<Noted> {
    const tabs = await this.tabs();
    const known = tabs.get(tabId);
    const tab: TabState = known?.site === site ? known : { site, more: false, hosts: {} };
    // The tab used last is the last to make room.
    tabs.delete(tabId);
    tabs.set(tabId, tab);
    if (tabs.size > MAX_TABS) tabs.delete([...tabs.keys()][0] ?? -1);
    const judgement = judgeAddress(url);
    const host = hostOf(url);
    const kind = requestKind(type);
    const noted = (first: boolean): Noted => ({ host, judgement, masked: maskedAddress(url), kind, first });
    const state = this.stateOf(tab, host);
    if (!state) return noted(false);
    state.count++;
    state.kinds[kind] = (state.kinds[kind] ?? 0) + 1;
    state.sent = sent;
    const sign = spelt(url);
    if (sign !== '' && !state.signs.includes(sign)) state.signs = [...state.signs, sign].slice(-MAX_SIGNS);
    const carries = judgement.carrying === 'data' || spells(state.signs);
    const first = carries && !state.carriesData;
    if (first) {
      state.carriesData = true;
      state.incident = incident;
    }
    this.save();
    return noted(first);
  }

  /** A new document in a tab: what was counted belonged to the old one. */
  async forget(tabId: number): Promise<void> {
    if ((await this.tabs()).delete(tabId)) this.save();
  }

  async of(tabId: number, site: string): Promise<HeldRequests> {
    const tab = (await this.tabs()).get(tabId);
    if (tab?.site !== site) return NOTHING_HELD;
    const hosts = Object.entries(tab.hosts).map(([host, state]): HeldHost => {
      const kinds = (Object.entries(state.kinds) as [RequestKind, number][]).sort((a, b) => b[1] - a[1]);
      const { count, carriesData, sent, incident } = state;
      return { host, count, kinds: kinds.map(([kind]) => kind), carriesData, sent, incident };
    });
    hosts.sort((a, b) => Number(b.carriesData) - Number(a.carriesData) || b.count - a.count);
    return { total: hosts.reduce((sum, h) => sum + h.count, 0), hosts, more: tab.more };
  }

  private stateOf(tab: TabState, host: string): HostState | null {
    const known = tab.hosts[host];
    if (known) return known;
    if (Object.keys(tab.hosts).length >= MAX_HOSTS) {
      tab.more = true;
      return null;
    }
    return (tab.hosts[host] = { count: 0, kinds: {}, carriesData: false, sent: false, incident: '', signs: [] });
  }

  private tabs(): Promise<Map<number, TabState>> {
    this.loaded ??= read('session', KEY)
      .then((stored) => new Map(Array.isArray(stored) ? (stored as [number, TabState][]) : []))
      .catch(() => new Map<number, TabState>());
    return this.loaded;
  }

  /** A page can ask for thousands of things at once; one write follows them. */
  private save(): void {
    this.writing ??= setTimeout(() => {
      this.writing = undefined;
      void this.tabs()
        .then((tabs) => write('session', { [KEY]: [...tabs] }))
        .catch(() => undefined);
    }, WRITE_AFTER_MS);
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname.slice(0, 253);
  } catch {
    return '';
  }
}
