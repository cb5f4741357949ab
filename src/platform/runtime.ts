// Messages between the extension's own parts, and what the extension knows of itself.
import type { Runtime } from 'webextension-polyfill';
import { browser } from './browser.ts';

export type RawMessageSender = Runtime.MessageSender;

/** Sends one message of the contract to the worker. Rejects when the worker is gone or refuses; callers decide. */
export const sendToWorker = (name: string, params: unknown): Promise<unknown> =>
  browser.runtime.sendMessage({ to: 'worker', name, params });

/** The one listener of a context. `answer` returns undefined for messages that are not its own. */
export function onMessage(answer: (message: unknown, sender: RawMessageSender) => Promise<unknown> | undefined): void {
  browser.runtime.onMessage.addListener(
    (message: unknown, sender: RawMessageSender) => answer(message, sender) as Promise<unknown>,
  );
}

export const ownId = (): string => browser.runtime.id;
export const ownOrigin = (): string => browser.runtime.getURL('');
export const ownVersion = (): string => browser.runtime.getManifest().version;
/** Address of a page of this extension. */
export const ownPage = (path: string): string => browser.runtime.getURL(path);
/** Called when the extension was installed for the first time in this profile, not when it or the browser was updated. */
export function onFirstInstall(listener: () => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') listener();
  });
}
