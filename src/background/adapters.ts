// How far the catalogue fits the pages of assistants, by service: the last look of each, in memory until the browser closes,
// because on disk it would be a list of the services that a person uses. Nothing of private windows.
import type { Sender } from '../messaging/router.ts';
import {
  ADAPTER_PARTS,
  joined,
  NOT_SEEN,
  type AdapterCheck,
  type AdapterRecord,
  type DoorsState,
} from '../model/adapter.ts';
import type { Assistant } from '../model/assistant.ts';
import { read, write } from '../platform/storage.ts';
import { askDoors, framesOf } from '../platform/tabs.ts';
import { hostOf } from './incident-service.ts';
import { placeOf } from './place.ts';

const KEY = 'adapters';
/** A page that is busy is not waited for longer. */
const ANSWER_MS = 1_000;

/** Keeps what a page's script found. Pages that the catalogue does not know have no adapter. */
export function noteAdapter(
  assistants: readonly Assistant[],
  sender: Sender,
  check: AdapterCheck,
  time: number,
): Promise<void> {
  const turn = writing.then(async () => {
    const service = (placeOf(assistants, sender.url) ?? placeOf(assistants, sender.tabUrl))?.id;
    if (service === undefined || sender.incognito) return;
    const known = await adapters();
    const before = known.find((record) => record.service === service) ?? NOT_SEEN;
    const record: AdapterRecord = { ...joined(before, check), service, site: hostOf(sender.url), time };
    // A service once and only those of the catalogue: bounded by it.
    await write('session', { [KEY]: [...known.filter((other) => other.service !== service), record] });
  });
  writing = turn.catch(() => undefined);
  return turn;
}
let writing: Promise<void> = Promise.resolve();

/** The last look at each service's pages in this session of the browser. */
export async function adapters(): Promise<readonly AdapterRecord[]> {
  const stored = await read('session', KEY).catch(() => undefined);
  return Array.isArray(stored) ? (stored as readonly AdapterRecord[]) : [];
}

/** How the assistant's page in a tab stands now; its frames are asked, and the best answer counts for each part. */
export async function doorsState(assistants: readonly Assistant[], tabId: number, url: string): Promise<DoorsState> {
  const frames = await framesOf(tabId);
  const own = frames.filter((frame) => placeOf(assistants, frame.url) !== null);
  if (own.length === 0 && placeOf(assistants, url) === null) return 'no-assistant';
  const answers = await Promise.all(
    (own.length === 0 ? [{ frameId: 0 }] : own).map(({ frameId }) =>
      Promise.race([
        askDoors(tabId, frameId, 'doors.health', {}) as Promise<AdapterCheck | undefined>,
        new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ANSWER_MS)),
      ]),
    ),
  );
  const checks = answers.filter((answer) => answer !== undefined);
  return checks.length === 0 ? 'absent' : checks.reduce(best);
}

/** From best to least. */
const ORDER = ['matched', 'fallback', 'none', 'not-seen'] as const;

function best(a: AdapterCheck, b: AdapterCheck): AdapterCheck {
  const parts = ADAPTER_PARTS.map((part) => [part, ORDER.find((state) => state === a[part] || state === b[part])]);
  return Object.fromEntries(parts) as unknown as AdapterCheck;
}
