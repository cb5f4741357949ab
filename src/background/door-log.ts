// Which pages of assistants the doors are open on, and whose account was seen there. For the facts of the line: a control at
// a door is only ever met where a door stands. Kept until the browser ends.
import type { Account } from '../model/input.ts';
import { read, write } from '../platform/storage.ts';

const KEY = 'line.doors';
const MAX_TABS = 200;

export interface OpenDoor {
  /** Host of the tab's page. */
  readonly site: string;
  /** '' for an assistant that no catalogue knows. */
  readonly service: string;
  readonly openedAt: number;
  readonly account: Account;
  /** When the account was seen (ms); 0: never. */
  readonly accountAt: number;
}

export class DoorLog {
  private loaded: Promise<Map<number, OpenDoor>> | undefined;
  private writing: Promise<void> = Promise.resolve();

  /** A page's script asked what holds. */
  async opened(tabId: number, site: string, service: string, now: number): Promise<void> {
    const tabs = await this.tabs();
    const known = tabs.get(tabId);
    const same = known?.site === site && known.service === service ? known : null;
    tabs.delete(tabId);
    tabs.set(tabId, { account: 'unknown', accountAt: 0, ...same, site, service, openedAt: now });
    if (tabs.size > MAX_TABS) tabs.delete([...tabs.keys()][0] ?? -1);
    await this.save(tabs);
  }

  /** A page's script told whose account it saw. */
  async account(tabId: number, account: Account, now: number): Promise<void> {
    const tabs = await this.tabs();
    const known = tabs.get(tabId);
    if (!known || (known.account === account && now - known.accountAt < 60_000)) return;
    tabs.set(tabId, { ...known, account, accountAt: now });
    await this.save(tabs);
  }

  /** The door of a tab; null where none is open, or only on another site's page. */
  async of(tabId: number, site: string): Promise<OpenDoor | null> {
    const door = (await this.tabs()).get(tabId);
    return door?.site === site ? door : null;
  }

  private tabs(): Promise<Map<number, OpenDoor>> {
    this.loaded ??= read('session', KEY)
      .then((stored) => new Map(Array.isArray(stored) ? (stored as [number, OpenDoor][]) : []))
      .catch(() => new Map<number, OpenDoor>());
    return this.loaded;
  }

  private save(tabs: Map<number, OpenDoor>): Promise<void> {
    this.writing = this.writing.then(() => write('session', { [KEY]: [...tabs] })).catch(() => undefined);
    return this.writing;
  }
}
