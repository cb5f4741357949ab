// Tabs, their frames and the toolbar badge.
import { browser } from './browser.ts';

export interface Frame {
  readonly frameId: number;
  readonly url: string;
}

/** Frames of a tab, the page itself first; [] when the tab is gone. A frame that shows only the browser's error page is left out. */
export async function framesOf(tabId: number): Promise<readonly Frame[]> {
  try {
    const frames = await browser.webNavigation.getAllFrames({ tabId });
    return (frames ?? [])
      .filter((f) => f.frameId === 0 || !f.errorOccurred)
      .map(({ frameId, url }) => ({ frameId, url }))
      .sort((a, b) => a.frameId - b.frameId);
  } catch {
    return [];
  }
}

export async function urlOf(tabId: number): Promise<string> {
  try {
    return (await browser.tabs.get(tabId)).url ?? '';
  } catch {
    return '';
  }
}

/** A tab's address and whether its window is private; null when it is gone. */
export async function tabOf(tabId: number): Promise<{ readonly url: string; readonly incognito: boolean } | null> {
  try {
    const { url, incognito } = await browser.tabs.get(tabId);
    return { url: url ?? '', incognito };
  } catch {
    return null;
  }
}

/** Ids and addresses of all open tabs. */
export async function allTabs(): Promise<readonly { readonly id: number; readonly url: string }[]> {
  const tabs = await browser.tabs.query({});
  return tabs.flatMap(({ id, url }) => (id === undefined ? [] : [{ id, url: url ?? '' }]));
}

/** Asks the guard of one frame. undefined when no guard answers (browser pages, frames without one, a tab that is gone). */
export async function askGuard(tabId: number, frameId: number, name: string, params: unknown): Promise<unknown> {
  try {
    return await browser.tabs.sendMessage(tabId, { to: 'guard', name, params }, { frameId });
  } catch {
    return undefined;
  }
}

/** Asks the script of an assistant's page in one frame. undefined when none answers. */
export async function askDoors(tabId: number, frameId: number, name: string, params: unknown): Promise<unknown> {
  try {
    return await browser.tabs.sendMessage(tabId, { to: 'doors', name, params }, { frameId });
  } catch {
    return undefined;
  }
}

/** Tells the gate of one frame, or of all frames of a tab (null). undefined when none answers. */
export async function tellGate(tabId: number, frameId: number | null, name: string, params: unknown): Promise<unknown> {
  try {
    const message = { to: 'gate', name, params };
    return await (frameId === null
      ? browser.tabs.sendMessage(tabId, message)
      : browser.tabs.sendMessage(tabId, message, { frameId }));
  } catch {
    return undefined;
  }
}

/** Tells the scripts of assistants' pages, in all tabs, to ask anew; where none listens nothing happens. */
export async function tellDoors(): Promise<void> {
  const tabs = await browser.tabs.query({});
  await Promise.allSettled(
    tabs.map((tab) => browser.tabs.sendMessage(tab.id ?? -1, { to: 'doors', name: 'doors.refresh', params: {} })),
  );
}

/**
 * Shows a count on the toolbar button of one tab; 0 clears it. A tab that is gone is no error.
 * @param mark shown in the place of the count, where a person is waited for
 */
export async function setBadge(tabId: number, count: number, mark = ''): Promise<void> {
  try {
    await browser.action.setBadgeBackgroundColor({ color: '#8a1c1c', tabId });
    await browser.action.setBadgeText({
      text: mark !== '' ? mark : count === 0 ? '' : count > 99 ? '99+' : String(count),
      tabId,
    });
  } catch {
    // The tab was closed meanwhile.
  }
}

export async function currentTabId(): Promise<number> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? -1;
}

/** Opens the console at a route in a new tab. @param active false: behind what the person looks at */
export async function openConsole(hash: string, active = true): Promise<void> {
  const url = browser.runtime.getURL('src/entrypoints/console/index.html');
  await browser.tabs.create({ url: `${url}#${hash}`, active });
}

/** Is a page of ours open in a tab? Browsers do not tell the addresses of such tabs to everybody: the pages are asked for. */
export async function ownTabIsOpen(): Promise<boolean> {
  const { getContexts } = chrome.runtime as Partial<typeof chrome.runtime>;
  if (typeof getContexts !== 'function') return browser.extension.getViews({ type: 'tab' }).length > 0;
  return (await getContexts({ contextTypes: ['TAB' as chrome.runtime.ContextType.TAB] })).length > 0;
}
