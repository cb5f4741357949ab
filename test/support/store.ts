// The incident store in tests, on a real IndexedDB in memory: a browser's profile is begun anew, a worker starts afresh.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { vi } from 'vitest';
import type * as checks from '../../src/store/chain-check.ts';
import type * as databases from '../../src/store/database.ts';
import type * as memories from '../../src/store/memories.ts';
import type * as queries from '../../src/store/queries.ts';
import type * as retention from '../../src/store/retention.ts';
import type * as takeIn from '../../src/store/take-in.ts';
import type * as writes from '../../src/store/write.ts';

export type Store = typeof checks &
  typeof databases &
  typeof memories &
  typeof queries &
  typeof retention &
  typeof takeIn &
  typeof writes;

/** A browser that has stored nothing yet. */
export function freshProfile(): IDBFactory {
  const factory = new IDBFactory();
  Dexie.dependencies.indexedDB = factory;
  return factory;
}

/** The store as a worker, or a page, has it that starts now. */
export async function freshWorker(): Promise<Store> {
  vi.resetModules();
  return {
    ...(await import('../../src/store/chain-check.ts')),
    ...(await import('../../src/store/database.ts')),
    ...(await import('../../src/store/memories.ts')),
    ...(await import('../../src/store/queries.ts')),
    ...(await import('../../src/store/retention.ts')),
    ...(await import('../../src/store/take-in.ts')),
    ...(await import('../../src/store/write.ts')),
  };
}
