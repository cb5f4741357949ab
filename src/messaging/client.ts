// The UI's real client: messages to the worker, and word of changes by storage.
import { askToListExtensions, stopListingExtensions } from '../platform/extensions.ts';
import { sendToWorker } from '../platform/runtime.ts';
import { onStorageChange } from '../platform/storage.ts';
import { currentTabId, openConsole } from '../platform/tabs.ts';
import type { Client, WorkerMessageName, WorkerMessages } from './contract.ts';

export function createClient(): Client {
  const listeners = new Set<() => void>();
  onStorageChange(() => {
    for (const listener of listeners) listener();
  });
  return {
    send: async <N extends WorkerMessageName>(name: N, params: WorkerMessages[N]['params']) =>
      (await sendToWorker(name, params)) as WorkerMessages[N]['result'],
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    currentTabId,
    openConsole,
    askToListExtensions,
    stopListingExtensions,
  };
}
