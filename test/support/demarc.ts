// One browser with the built extension, in the words of its users: open a page, what does Demarc say of it, what is
// stored, put back, change the policy. Pages opened here are hostile; they are read in an isolated world only.
import path from 'node:path';
import type { Browser, Page, Target } from 'puppeteer';
import type { AdapterRecord } from '../../src/model/adapter.ts';
import type { ActAnswer, AgentAct, AgentsView } from '../../src/model/agent.ts';
import type { Incident } from '../../src/model/incident.ts';
import type { MemoryRecord } from '../../src/model/memory.ts';
import type { EffectivePolicy, PolicySettings } from '../../src/model/policy.ts';
import type { TabStatus } from '../../src/model/status.ts';
import {
  extensionOrigin,
  launch,
  openExtensionPage,
  ROOT,
  type BrowserKind,
  type LaunchOptions,
} from '../../tools/browsers/launch.ts';
import { evaluateIsolated } from '../../tools/readers/readers.ts';
import { DATABASE_NAMES } from '../../src/store/database.ts';
import { ConsolePage } from './console-page.ts';
import { PopupPage } from './popup-page.ts';
import { until } from './until.ts';

/** Built files; another folder than `dist` can be named, so that a run does not depend on a build going on beside it. */
export const builtExtension = (kind: BrowserKind): string =>
  path.join(process.env['DEMARC_DIST'] ?? path.join(ROOT, 'dist'), kind);

/** Everything of a page as a reader of the source gets it. */
export const sourceOf = async (page: Page): Promise<string> =>
  String(await evaluateIsolated(page, 'document.documentElement ? document.documentElement.outerHTML : ""'));

/** Runs an expression where the page's scripts cannot change its answer. */
export const inPage = (page: Page, expression: string): Promise<unknown> => evaluateIsolated(page, expression);

export class Demarc {
  /** `page`: the console's page, from which the extension is asked. */
  private constructor(
    readonly browser: Browser,
    private readonly page: Page,
  ) {}

  /** Starts a browser with the built extension. */
  static async start(kind: BrowserKind, options: LaunchOptions = {}): Promise<Demarc> {
    const browser = await launch(kind, { extension: builtExtension(kind), ...options });
    try {
      const demarc = new Demarc(browser, await openExtensionPage(browser, 'console', '/about'));
      if (kind === 'firefox' && options.driven !== true) await demarc.playAPerson();
      return demarc;
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /**
   * Firefox cannot hide that a program drives it: where it plays a person, the gate for agents is off. That there is no
   * organisation is settled first: until then nobody may loosen anything, for ten seconds.
   */
  private async playAPerson(): Promise<void> {
    await this.ask(`await api.storage.session.set({ 'policy.settled': true });`);
    const { problem } = await this.changeSettings({ agentGate: 'off' });
    if (problem !== '') throw new Error(`the gate for agents stays on: ${problem}`);
  }

  /** The same words for a browser that a test started in its own way; `page` shows a page of the extension. */
  static around(browser: Browser, page: Page): Demarc {
    return new Demarc(browser, page);
  }

  /**
   * Waits until Firefox has stopped the event page, as it does where nothing happens; the next message starts it again. The
   * browser must have been started with `eventPageIdle`.
   */
  async eventPageStopped(): Promise<void> {
    const running = `browser.extension.getViews().some((view) => view.location.pathname.includes('background'))`;
    await until('the event page has stopped', async () => !(await this.page.evaluate(running)), 15_000);
  }

  async stop(): Promise<void> {
    await this.browser.close();
  }

  /** Opens a page in a new tab and waits until it has loaded. */
  async open(url: string, waitUntil: 'load' | 'domcontentloaded' = 'load'): Promise<Page> {
    const page = await this.browser.newPage();
    page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
    await page.goto(url, { waitUntil });
    return page;
  }

  /** What Demarc says of a tab, as the popup asks it; null while the tab is not there or the worker does not answer. */
  async statusOf(page: Page): Promise<TabStatus | null> {
    // Firefox's driver hears neither of addresses that scripts set nor of pages that come back from the cache.
    const inFirefox = /firefox/i.test(await this.browser.version());
    const url = inFirefox ? String(await inPage(page, 'location.href')) : page.url();
    return (await this.ask(`
      const own = (await api.tabs.query({})).filter((tab) => tab.url === ${JSON.stringify(url)});
      if (own.length === 0) return null;
      const params = { tabId: Math.max(...own.map((tab) => tab.id)) };
      return await api.runtime.sendMessage({ to: 'worker', name: 'tab.status', params });
    `)) as TabStatus | null;
  }

  /** Waits until the guards of a tab have read it and the worker has decided about all that they hold. */
  async settled(page: Page, ms = 5_000): Promise<TabStatus> {
    let seen = '';
    return until(
      'Demarc has read the page',
      async () => {
        const status = await this.statusOf(page);
        seen = status ? `${status.state}, ${status.items.map((item) => item.enforcement).join()}` : 'no status';
        const rest = status?.state === 'scanned' || status?.state === 'partly';
        return rest && status.items.every((item) => item.enforcement !== 'held') && status;
      },
      ms,
      () => seen,
    );
  }

  /** Waits until Demarc has done a thing to some text of a tab. */
  async untilDone(page: Page, enforcement: string, ms = 5_000): Promise<TabStatus> {
    let seen = '';
    return until(
      `something is ${enforcement}`,
      async () => {
        const status = await this.statusOf(page);
        seen = status ? `${status.state}, ${status.items.map((item) => item.enforcement).join()}` : 'no status';
        return status?.items.some((item) => item.enforcement === enforcement) && status;
      },
      ms,
      () => seen,
    );
  }

  /** Every stored incident, in whichever database it lies. */
  incidents(): Promise<readonly Incident[]> {
    return this.stored('incidents') as Promise<readonly Incident[]>;
  }

  /** Every entry of the ledger of memories. */
  memories(): Promise<readonly MemoryRecord[]> {
    return this.stored('memories') as Promise<readonly MemoryRecord[]>;
  }

  /** How far the catalogue fits the page of a service, as last seen; undefined where it was not. */
  async adapter(service: string): Promise<AdapterRecord | undefined> {
    const { adapters } = (await this.ask(
      `return await api.runtime.sendMessage({ to: 'worker', name: 'adapters.list', params: {} });`,
    )) as { adapters: readonly AdapterRecord[] };
    return adapters.find((adapter) => adapter.service === service);
  }

  private stored(table: string): Promise<unknown> {
    return this.ask(`
      const wait = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const found = [];
      const there = (await indexedDB.databases()).map((database) => database.name);
      for (const name of ${JSON.stringify(DATABASE_NAMES)}) {
        // Opening a database that is not there would create an empty one in the extension's place.
        if (!there.includes(name)) continue;
        const database = await wait(indexedDB.open(name));
        try {
          if (database.objectStoreNames.contains('${table}')) {
            found.push(...await wait(database.transaction('${table}').objectStore('${table}').getAll()));
          }
        } finally {
          database.close();
        }
      }
      return found;
    `);
  }

  /** Sends one message of the contract, as a page of the extension does. */
  send(name: string, params: unknown): Promise<unknown> {
    const message = JSON.stringify({ to: 'worker', name, params });
    return this.ask(`return await api.runtime.sendMessage(${message});`);
  }

  async policy(): Promise<EffectivePolicy> {
    return (await this.ask(
      `return await api.runtime.sendMessage({ to: 'worker', name: 'policy.get', params: {} });`,
    )) as EffectivePolicy;
  }

  /** Changes settings as a person; `problem` is the key of the refusal, '' when all was accepted. */
  async changeSettings(settings: Partial<PolicySettings>): Promise<{ policy: EffectivePolicy; problem: string }> {
    return (await this.ask(`
      const params = { settings: ${JSON.stringify(settings)} };
      return await api.runtime.sendMessage({ to: 'worker', name: 'policy.set', params });
    `)) as { policy: EffectivePolicy; problem: string };
  }

  /** Gives or takes back the person's word on a control; answers the key of the refusal, '' when it counts. */
  async confirm(control: string, service: string, on: boolean): Promise<string> {
    const params = JSON.stringify({ control, service, on });
    return (
      (await this.ask(
        `return await api.runtime.sendMessage({ to: 'worker', name: 'control.confirm', params: ${params} });`,
      )) as { problem: string }
    ).problem;
  }

  /** Puts one text back, as the popup does. */
  async undo(id: string): Promise<{ undone: boolean; problem: string }> {
    return (await this.ask(
      `return await api.runtime.sendMessage({ to: 'worker', name: 'incident.undo', params: { id: ${JSON.stringify(id)} } });`,
    )) as { undone: boolean; problem: string };
  }

  /** Waits until it is known whether an organisation has a policy. */
  policyKnown(state: 'none' | 'present', ms = 15_000): Promise<EffectivePolicy> {
    return until(
      `the organisation's policy is ${state}`,
      async () => {
        const policy = await this.policy();
        return policy.managed === state && policy;
      },
      ms,
    );
  }

  /** What the console is told of agents. */
  async agents(): Promise<AgentsView> {
    return (await this.ask(
      `return await api.runtime.sendMessage({ to: 'worker', name: 'agents.view', params: {} });`,
    )) as AgentsView;
  }

  /** Answers a question about an act, as a page of ours does; the key of what stands against it, '' for nothing. */
  async answerAct(id: string, answer: ActAnswer): Promise<string> {
    const params = JSON.stringify({ id, answer });
    return (
      (await this.ask(
        `return await api.runtime.sendMessage({ to: 'worker', name: 'act.answer', params: ${params} });`,
      )) as { problem: string }
    ).problem;
  }

  /** Takes back what was allowed for a while. */
  async revokeAct(site: string, act: AgentAct): Promise<void> {
    const params = JSON.stringify({ site, act });
    await this.ask(`await api.runtime.sendMessage({ to: 'worker', name: 'agents.revoke', params: ${params} });`);
  }

  /** Stops agents, or lets them go on, as the popup over a tab does. */
  async stopAgents(page: Page, on: boolean): Promise<void> {
    const tabId = (await this.statusOf(page))?.tabId ?? -1;
    const params = JSON.stringify({ tabId, on });
    await this.ask(`await api.runtime.sendMessage({ to: 'worker', name: 'agents.stop', params: ${params} });`);
  }

  /** Text on the toolbar button of a tab. */
  async badgeOf(page: Page): Promise<string> {
    const status = await this.statusOf(page);
    return String(await this.ask(`return await api.action.getBadgeText({ tabId: ${status?.tabId ?? -1} });`));
  }

  /** A text of the extension in the language of this browser. */
  async text(key: string): Promise<string> {
    return String(await this.ask(`return api.i18n.getMessage(${JSON.stringify(key)});`));
  }

  /** Opens the real popup over a tab, as a click on the toolbar button does (Chromium only). */
  async openPopup(over: Page): Promise<PopupPage> {
    const origin = extensionOrigin(this.browser);
    const extension = (await this.browser.extensions()).get(new URL(origin).host);
    if (!extension) throw new Error('The browser does not list the extension.');
    const isPopup = (target: Target): boolean => target.url().includes('/popup/');
    // One that is closing still has its target for a moment.
    const before = new Set(this.browser.targets().filter(isPopup));
    await over.bringToFront();
    await extension.triggerAction(over);
    const target = await this.browser.waitForTarget((t) => isPopup(t) && !before.has(t), { timeout: 5_000 });
    const popup = new PopupPage(await target.asPage());
    await popup.ready();
    return popup;
  }

  /** Opens the console at a route in a tab of its own. */
  async openConsole(route: string): Promise<ConsolePage> {
    return new ConsolePage(await openExtensionPage(this.browser, 'console', route));
  }

  /** The extension's worker while it runs (Chromium). */
  worker(): Target | undefined {
    const origin = extensionOrigin(this.browser);
    return this.browser.targets().find((t) => t.type() === 'service_worker' && t.url().startsWith(origin));
  }

  /** Kills the worker at once, whatever it is doing. False when none was running. */
  async killWorker(): Promise<boolean> {
    const target = this.worker();
    if (!target) return false;
    try {
      await (await target.worker())?.close();
      return true;
    } catch {
      // It ended by itself in the same moment.
      return false;
    }
  }

  /** Puts a database of a foreign form in the place of Demarc's own, with one record in a store called `kept`. */
  async replaceDatabase(): Promise<void> {
    await this.killWorker();
    await this.ask(`
      await new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('demarc');
        request.onsuccess = resolve;
        request.onerror = () => reject(request.error);
      });
      await new Promise((resolve, reject) => {
        const request = indexedDB.open('demarc', 99999);
        request.onupgradeneeded = () => {
          request.result.createObjectStore('kept', { keyPath: 'id' }).put({ id: 1 });
          request.result.createObjectStore('incidents', { keyPath: 'other' });
        };
        request.onsuccess = () => { request.result.close(); resolve(); };
        request.onerror = () => reject(request.error);
      });
    `);
  }

  /** Whether a database is there and a store of it holds anything. */
  async databaseHolds(database: string, store: string): Promise<boolean> {
    return (await this.ask(`
      if (!(await indexedDB.databases()).some((there) => there.name === ${JSON.stringify(database)})) return false;
      const wait = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const opened = await wait(indexedDB.open(${JSON.stringify(database)}));
      try {
        return await wait(opened.transaction(${JSON.stringify(store)}).objectStore(${JSON.stringify(store)}).count()) > 0;
      } finally {
        opened.close();
      }
    `)) as boolean;
  }

  private ask(body: string): Promise<unknown> {
    // Written as text: what the bundler of the tests adds to functions does not exist in the page.
    return this.page.evaluate(`(async () => { const api = globalThis.browser ?? globalThis.chrome; ${body} })()`);
  }
}
