// The browser's key-value stores. `managed` is what IT pushed; `local` outlives restarts; `session` outlives the worker.
import { browser } from './browser.ts';

export type Area = 'local' | 'session' | 'managed';

/** All values of an area. A managed store without a policy is {} in Chromium and an error in Firefox: both read as {}. */
export async function readAll(area: Area): Promise<Record<string, unknown>> {
  try {
    return await browser.storage[area].get(null);
  } catch (error) {
    if (area === 'managed') return {};
    throw error;
  }
}

export async function read(area: Exclude<Area, 'managed'>, key: string): Promise<unknown> {
  return (await browser.storage[area].get(key))[key];
}

export const write = (area: Exclude<Area, 'managed'>, values: Record<string, unknown>): Promise<void> =>
  browser.storage[area].set(values);

export const remove = (area: Exclude<Area, 'managed'>, key: string): Promise<void> => browser.storage[area].remove(key);

export function onStorageChange(listener: (area: string) => void): void {
  browser.storage.onChanged.addListener((_changes, area) => listener(area));
}

/** Keeps content scripts, and so a compromised page process, out of the extension's own storage (Chromium only). */
export async function shutOutContentScripts(): Promise<void> {
  const local = browser.storage.local as typeof browser.storage.local & {
    setAccessLevel?: (level: { accessLevel: string }) => Promise<void>;
  };
  await local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

const HAS_RECORDS = 'store.hasRecords';
const CHAIN_END = 'store.chainEnd';

/** Remembers, outside the database, whether it holds records: an empty one that should not be is then noticed. */
export const rememberRecords = (has: boolean): Promise<void> => write('local', { [HAS_RECORDS]: has });

export const hadRecords = async (): Promise<boolean> => (await read('local', HAS_RECORDS).catch(() => false)) === true;

/** Where the chain of records ended when it was last written, kept outside the database: what is cut off is then noticed. */
export interface ChainEnd {
  readonly name: string;
  readonly seq: number;
  readonly hash: string;
}

export const rememberChainEnd = (end: ChainEnd | null): Promise<void> => write('local', { [CHAIN_END]: end });

/** null: none was remembered, or what is there has not its form. */
export async function knownChainEnd(): Promise<ChainEnd | null> {
  const end = (await read('local', CHAIN_END).catch(() => null)) as Partial<ChainEnd> | null | undefined;
  const { name, seq, hash } = end ?? {};
  return typeof name === 'string' && typeof seq === 'number' && typeof hash === 'string' ? { name, seq, hash } : null;
}
