// The other extensions of the browser (`management`), where the person or the organisation gave that permission. The browser's
// answers are handed on as they are; engine/governance/extension-facts.ts bounds them.
import type { RawExtension } from '../model/extension.ts';
import { browser } from './browser.ts';

/** The part of the interface that is used; without the permission most of it is not there. */
interface Api {
  getAll?(): Promise<readonly unknown[]>;
  setEnabled?(id: string, on: boolean): Promise<void>;
  readonly onInstalled?: Event;
  readonly onUninstalled?: Event;
  readonly onEnabled?: Event;
  readonly onDisabled?: Event;
}
interface Event {
  addListener(listener: () => void): void;
  hasListener(listener: () => void): boolean;
}
/** Chromium's own interface: the polyfill knows neither warnings nor events of it. Promises in both engines. */
const api = (): Api & Partial<typeof chrome.management> => {
  const own = (globalThis as { chrome?: { management?: Api & Partial<typeof chrome.management> } }).chrome?.management;
  return own ?? (browser.management as unknown as Api & Partial<typeof chrome.management>);
};
const inFirefox = (): boolean => ownOrigin().startsWith('moz-');
const ownOrigin = (): string => browser.runtime.getURL('');

const PERMISSION = { permissions: ['management' as const] };

/** Was the permission given? Never rejects. */
export const mayListExtensions = (): Promise<boolean> => browser.permissions.contains(PERMISSION).catch(() => false);

/** Asks the person; only from a page of ours and a press of a button. False where they said no, or nobody can be asked. */
export const askToListExtensions = (): Promise<boolean> => browser.permissions.request(PERMISSION).catch(() => false);

/** Gives the permission back; false where it belongs to the package. */
export const stopListingExtensions = (): Promise<boolean> => browser.permissions.remove(PERMISSION).catch(() => false);

/** Called when the permission comes or goes. */
export function onListPermission(listener: () => void): void {
  browser.permissions.onAdded.addListener(listener);
  browser.permissions.onRemoved.addListener(listener);
}

/** Firefox lets an extension switch themes only. */
export const canSwitchExtensions = (): boolean => !inFirefox();

/** More than any browser has; the warnings of each are a question of their own. */
const MAX_EXTENSIONS = 500;

/** All others, with what the browser warns of; null without the permission. */
export async function otherExtensions(): Promise<readonly RawExtension[] | null> {
  const management = api();
  if (!(await mayListExtensions()) || typeof management.getAll !== 'function') return null;
  const own = browser.runtime.id;
  const all = (await management.getAll()).slice(0, MAX_EXTENSIONS);
  const others = all.filter((info) => (info as { id?: unknown } | null)?.id !== own);
  return Promise.all(
    others.map(async (info) => {
      const id = String((info as { id?: unknown } | null)?.id);
      // An extension may vanish between two questions.
      const warnings = await told(() => management.getPermissionWarningsById?.(id));
      return { info, warnings: warnings ?? [] };
    }),
  );
}

/** Words of this browser's warnings about hosts, in its language; null where it does not tell (Firefox). */
export async function hostWarnings(): Promise<readonly string[] | null> {
  const management = api();
  if (typeof management.getPermissionWarningsByManifest !== 'function') return null;
  const ask = async (hosts: readonly string[]): Promise<string> => {
    const manifest = { manifest_version: 3, name: 'words', version: '1', host_permissions: hosts };
    const warnings = await told(() => management.getPermissionWarningsByManifest?.(JSON.stringify(manifest)));
    return warnings?.length === 1 ? (warnings[0] ?? '') : '';
  };
  return Promise.all(WORDED.map((hosts) => ask(hosts.map((host) => (host === '*' ? '<all_urls>' : `*://${host}/*`)))));
}

/** Made-up hosts by which the warnings are learnt; the reserved top level cannot be anybody's. */
export const WORDED = [
  ['*'],
  ['a1.example', 'a2.example', 'a3.example', 'a4.example', 'a5.example'],
  ['a1.example'],
  ['a1.example', 'a2.example'],
  ['a1.example', 'a2.example', 'a3.example'],
] as const;

/** Switches an extension on or off; false where the browser refuses. */
export async function switchExtension(id: string, on: boolean): Promise<boolean> {
  try {
    await api().setEnabled?.(id, on);
    return true;
  } catch {
    return false;
  }
}

/** Called whenever one is installed, updated, removed, switched on or off. Harmless when called again. */
export function onExtensionsChanged(listener: () => void): void {
  const { onInstalled, onUninstalled, onEnabled, onDisabled } = api();
  for (const event of [onInstalled, onUninstalled, onEnabled, onDisabled])
    if (event && !event.hasListener(listener)) event.addListener(listener);
}

async function told<T>(ask: () => Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}
