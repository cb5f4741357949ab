// Keys that the browser itself hears, whatever page is shown.
import { browser } from './browser.ts';

/** `tabId`: the tab in front, -1 where there is none. */
export function onCommand(listener: (name: string, tabId: number) => void): void {
  browser.commands.onCommand.addListener((name, tab) => {
    void (async () => {
      const front = tab?.id ?? (await browser.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.id;
      listener(name, front ?? -1);
    })();
  });
}

/** The keys of a command as the browser shows them; '' where it has none. */
export async function keysOf(name: string): Promise<string> {
  const all = await browser.commands.getAll();
  return all.find((command) => command.name === name)?.shortcut ?? '';
}
