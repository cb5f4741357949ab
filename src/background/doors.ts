// What the script on an assistant's page needs from the worker: the policy, what the catalogue knows of the page, values that
// were left out of messages, and a record of what went in. Pages are told apart by the browser's word, never by their own.
import type { Sender } from '../messaging/router.ts';
import type { AssistantCatalog } from '../model/assistant.ts';
import type { DoorsSetup, KeptValue, PageSelectors } from '../model/doors.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import type { AiService } from '../model/service.ts';
import { read, write } from '../platform/storage.ts';
import { hostOf } from './incident-service.ts';
import { layerOf, placeOf, serviceIdOf } from './place.ts';

/** Values kept of one service; the oldest makes room. */
const MAX_KEPT = 500;
const MAX_DRAFTS = 50;

const NOTHING: PageSelectors = { editor: [], send: [], answer: [], userTurn: [], fileInput: [], share: [] };

/** What holds on the page that asks. */
export async function doorsSetup(
  catalog: AssistantCatalog,
  services: readonly AiService[],
  policy: EffectivePolicy,
  sender: Sender,
): Promise<DoorsSetup> {
  const service = serviceIdOf(catalog, services, sender);
  // A frame of an assistant in another site's page is that assistant all the same.
  const assistant = placeOf(catalog.assistants, sender.url) ?? placeOf(catalog.assistants, sender.tabUrl);
  return {
    policy,
    site: hostOf(sender.tabUrl),
    service,
    layer: layerOf(services, service),
    page: { ...NOTHING, ...assistant?.page, share: assistant?.share.map(({ selector }) => selector) ?? [] },
    general: { ...NOTHING, ...catalog.generic },
    memoryNotices: assistant?.memoryNotices.map(({ text }) => text) ?? [],
    kept: await kept<KeptValue>(keyOf('values', catalog, services, sender)),
    drafts: await kept<string>(keyOf('drafts', catalog, services, sender)),
  };
}

/** Keeps values for the answers of a service, in memory only; a placeholder once given keeps its value. */
export function keepValues(
  catalog: AssistantCatalog,
  services: readonly AiService[],
  sender: Sender,
  values: readonly KeptValue[],
): Promise<void> {
  return change<KeptValue>(keyOf('values', catalog, services, sender), (known) => {
    const names = new Set(known.map((k) => k.name));
    return [...known, ...values.filter((v) => !names.has(v.name))].slice(-MAX_KEPT);
  });
}

/** Remembers a draft by its hash. */
export function noteDraft(
  catalog: AssistantCatalog,
  services: readonly AiService[],
  sender: Sender,
  hash: string,
): Promise<void> {
  return change<string>(keyOf('drafts', catalog, services, sender), (known) =>
    [...known.filter((h) => h !== hash), hash].slice(-MAX_DRAFTS),
  );
}

/** Frames and tabs write in turn, so that nothing of them is lost. */
async function change<T>(key: string, to: (known: readonly T[]) => readonly T[]): Promise<void> {
  const turn = writing.then(async () => write('session', { [key]: to(await kept<T>(key)) }));
  writing = turn.catch(() => undefined);
  await turn;
}
let writing: Promise<void> = Promise.resolve();

/** What private windows keep is apart, and gone with the browser like the rest. */
const keyOf = (what: string, catalog: AssistantCatalog, services: readonly AiService[], sender: Sender): string =>
  `${what}.${sender.incognito ? 'private.' : ''}${serviceIdOf(catalog, services, sender) || hostOf(sender.url)}`;

async function kept<T>(key: string): Promise<readonly T[]> {
  const stored = await read('session', key).catch(() => undefined);
  return Array.isArray(stored) ? (stored as readonly T[]) : [];
}
