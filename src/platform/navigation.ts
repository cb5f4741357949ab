// Navigations of tabs to hosts that are named in advance; no others are heard of, but for the exception named below.
import { browser } from './browser.ts';

/** Chromium's word for it, and Firefox's number (NS_ERROR_ABORT). */
const STOPPED = /ERR_BLOCKED_BY_CLIENT|\b2147500036\b/;

export interface Navigation {
  readonly tabId: number;
  readonly url: string;
}

export interface NavigationListeners {
  /** Before the request is made. */
  readonly begins: (to: Navigation) => void;
  /** A new document is there. */
  readonly arrived: (to: Navigation) => void;
  /** The address changed, the document did not. */
  readonly moved: (to: Navigation) => void;
  /** A rule of ours, or of another extension, stopped it. */
  readonly stopped: (to: Navigation) => void;
}

/** These hosts, and all below them. */
const hostFilter = (hosts: readonly string[]): { hostEquals?: string; hostSuffix?: string }[] =>
  hosts.flatMap((host) => {
    const bare = host.replace(/^\*\./, '');
    return [{ hostEquals: bare }, { hostSuffix: `.${bare}` }];
  });

/** Hears of the top frames of tabs on these hosts and below them. */
export function onNavigation(hosts: readonly string[], listeners: NavigationListeners): void {
  const filter = { url: hostFilter(hosts) };
  const top = (listener: (to: Navigation) => void) => (details: { tabId: number; frameId: number; url: string }) => {
    if (details.frameId === 0 && details.tabId >= 0) listener({ tabId: details.tabId, url: details.url });
  };
  browser.webNavigation.onBeforeNavigate.addListener(top(listeners.begins), filter);
  browser.webNavigation.onCommitted.addListener(top(listeners.arrived), filter);
  browser.webNavigation.onHistoryStateUpdated.addListener(top(listeners.moved), filter);
  const stopped = top(listeners.stopped);
  browser.webNavigation.onErrorOccurred.addListener((details) => {
    // Anything else is the network's trouble, or a person who went elsewhere.
    if (STOPPED.test((details as { error?: string }).error ?? '')) stopped(details);
  }, filter);
}

/** Hears of documents that arrive in the top frames of tabs on these hosts and below them. */
export function onArrival(hosts: readonly string[], listener: (to: Navigation) => void): void {
  if (hosts.length === 0) return;
  browser.webNavigation.onCommitted.addListener(
    ({ tabId, frameId, url }) => {
      if (frameId === 0 && tabId >= 0) listener({ tabId, url });
    },
    { url: hostFilter(hosts) },
  );
}

const inFirefox = (): boolean => typeof (browser.runtime as { getBrowserInfo?: unknown }).getBrowserInfo === 'function';

/**
 * In Firefox, hears of every top document that is asked for: its rules for tabs do not look at who is in the tab, so they
 * must go when the tab leaves. Chromium has rules by page and needs none of this.
 */
export function onEveryPageInFirefox(listener: (to: Navigation) => void): void {
  if (!inFirefox()) return;
  browser.webRequest.onBeforeRequest.addListener(
    ({ tabId, url }) => {
      listener({ tabId, url });
      return undefined;
    },
    { urls: ['<all_urls>'], types: ['main_frame'] },
  );
}

/** A navigation is never kept longer than this. */
const MAX_KEPT_MS = 1_000;

/**
 * In Firefox, keeps a tab's way to these hosts until `ready` has answered: rules for tabs must stand before the page does,
 * and an event page that was stopped takes longer to start than a page that is near. Chromium has rules by page.
 */
export function beforePageInFirefox(hosts: readonly string[], ready: (to: Navigation) => Promise<unknown>): void {
  if (!inFirefox()) return;
  browser.webRequest.onBeforeRequest.addListener(
    async ({ tabId, url }) => {
      await Promise.race([ready({ tabId, url }), new Promise((resolve) => setTimeout(resolve, MAX_KEPT_MS))]);
      return {};
    },
    {
      urls: hosts.flatMap((host) => [`*://${host.replace(/^\*\./, '')}/*`, `*://*.${host.replace(/^\*\./, '')}/*`]),
      types: ['main_frame'],
    },
    ['blocking'],
  );
}

/** Hears of top documents that a rule stopped, wherever they were to come from. */
export function onStoppedAnywhere(listener: (to: Navigation) => void): void {
  browser.webNavigation.onErrorOccurred.addListener((details) => {
    if (details.frameId !== 0 || details.tabId < 0) return;
    if (STOPPED.test((details as { error?: string }).error ?? '')) listener({ tabId: details.tabId, url: details.url });
  });
}

/** Hears of tabs that begin to open a file of the device. */
export function onFile(listener: (to: Navigation) => void): void {
  browser.webNavigation.onBeforeNavigate.addListener(
    ({ tabId, frameId, url }) => {
      if (frameId === 0 && tabId >= 0) listener({ tabId, url });
    },
    { url: [{ schemes: ['file'] }] },
  );
}

/** Leads a tab to an address; false where the browser does not allow it, as for pages of ours in private windows. */
export async function leadTab(tabId: number, url: string): Promise<boolean> {
  try {
    await browser.tabs.update(tabId, { url });
    return true;
  } catch {
    return false;
  }
}
