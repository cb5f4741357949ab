// Content script of assistants' pages, document_start, every frame of them. Wires the doors to the worker. It runs beside
// the guard, in the same world, and takes the rules from it instead of carrying them a second time.
import commands from '../catalog/commands.json';
import type { CommandPattern } from '../engine/commands/find-commands.ts';
import { packedDataClasses, packedPolicyKeys } from '../catalog/load-sensitive.ts';
import network from '../catalog/network.json';
import { Doors } from '../doors/doors.ts';
import { sessionLeave } from '../doors/leave.ts';
import { stopPrefilled } from '../doors/prefilled.ts';
import { unpackDataClasses } from '../engine/sensitive/packed.ts';
import { effectivePolicy } from '../engine/policy/effective.ts';
import type { PolicyKeyData } from '../engine/policy/parse.ts';
import { compileSensitive, type SensitiveCatalog } from '../engine/sensitive/compile.ts';
import { hasOwnData, ownDataOf } from '../engine/policy/own-data.ts';
import { findSensitive, type OwnDetector } from '../engine/sensitive/find.ts';
import { latePart } from './late-parts.ts';
import { sharedRules } from './shared-rules.ts';
import { CONTENT_MARK } from '../engine/exfiltration/answer-rules.ts';
import { contextAlive, getMessage, onWorkerMessage, sendToWorker } from '../platform/content-runtime.ts';
import { watchRefusals } from '../sensors/refusals.ts';

const NONE = { editor: [], send: [], answer: [], userTurn: [], fileInput: [], share: [] };
const RUNNING = Symbol.for('demarc.doors');

/** The worker may bring the script to a page that has it. */
const world = globalThis as unknown as Record<symbol, unknown>;
if (world[RUNNING] !== true) {
  world[RUNNING] = true;
  const life = new AbortController();
  const policy = effectivePolicy({
    managed: { state: 'pending', raw: undefined, lastKnown: undefined },
    user: undefined,
    keys: JSON.parse(packedPolicyKeys) as readonly PolicyKeyData[],
    presets: { monitor: {}, balanced: {}, strict: {} },
  });
  let classes: SensitiveCatalog | undefined;
  /** What the organisation calls its own, and of which policy that is. */
  let own: readonly OwnDetector[] = [];
  let ownHash = '';
  const doors = new Doors(
    {
      send: async (name, params) => {
        if (!contextAlive()) {
          life.abort();
          throw new Error('the extension is gone');
        }
        return (await sendToWorker(name, params)) as never;
      },
      pdfReader: () => latePart('pdf', (part) => sendToWorker('part.bring', { part })),
      ownData: async ({ settings, hash }) => {
        if (hash === ownHash) return true;
        const part = hasOwnData(settings)
          ? await latePart('own', (name) => sendToWorker('part.bring', { part: name }))
          : null;
        own = part?.(ownDataOf(settings)) ?? [];
        ownHash = hash;
        return part !== null || !hasOwnData(settings);
      },
      text: (key, ...substitutions) => getMessage(key, substitutions),
      fallback: {
        policy,
        site: location.hostname,
        service: '',
        layer: '',
        page: NONE,
        general: NONE,
        memoryNotices: [],
        kept: [],
        drafts: [],
      },
    },
    {
      find: (text) => {
        classes ??= compileSensitive(unpackDataClasses(packedDataClasses));
        return findSensitive(text, { catalog: classes, own });
      },
      rules: sharedRules(),
      commands: commands.commands as readonly CommandPattern[],
      rememberWords: network.promptWords,
    },
    life.signal,
  );
  const rules = sharedRules()?.rules;
  const stopped =
    rules !== undefined &&
    window === window.top &&
    stopPrefilled({
      address: location.href,
      host: location.hostname,
      rules,
      connectives: network.connectives,
      stop: () => {
        window.stop();
      },
      ask: () => sendToWorker('prompt.stopped', {}) as Promise<{ goOn: boolean }>,
      reload: () => {
        location.reload();
      },
      leave: sessionLeave,
    });
  onWorkerMessage((message) => doors.route(message));
  watchRefusals(
    CONTENT_MARK,
    (requests) => void sendToWorker('requests.refused', { requests }).catch(() => undefined),
    life.signal,
  );
  // A stopped page is empty, and on its way to somewhere else.
  if (!stopped) doors.start();
}
