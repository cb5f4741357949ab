// Content script of assistants' pages, document_start, every frame of them. Wires the doors to the worker. It runs beside
// the guard, in the same world, and takes the rules from it instead of carrying them a second time.
import { packedDataClasses } from '../catalog/load-sensitive.ts';
import managedKeys from '../catalog/managed-keys.json';
import { Doors } from '../doors/doors.ts';
import type { Redaction } from '../doors/placeholders.ts';
import { effectivePolicy } from '../engine/policy/effective.ts';
import type { PolicyKeyData } from '../engine/policy/parse.ts';
import { compileSensitive, type SensitiveCatalog } from '../engine/sensitive/compile.ts';
import type { DataClasses } from '../engine/sensitive/data-class.ts';
import { findSensitive } from '../engine/sensitive/find.ts';
import { sharedRules } from './shared-rules.ts';
import { contextAlive, getMessage, onWorkerMessage, sendToWorker } from '../platform/content-runtime.ts';

/** Until the engine names them itself. */
const redaction: Redaction = {
  name: ({ type }, taken) => {
    const word = (type.split('.')[1] ?? 'value').replaceAll('-', '_').toUpperCase();
    for (let n = 1; ; n++) if (!taken.has(`[${word}_${n}]`)) return `[${word}_${n}]`;
  },
  find: (text, kept) =>
    [...text.matchAll(/\[[A-Z][A-Z0-9_]*_\d+\]/g)].flatMap((m) => {
      const value = kept.get(m[0]);
      return value === undefined ? [] : [{ start: m.index, end: m.index + m[0].length, text: value }];
    }),
};

const NONE = { editor: [], send: [], answer: [], userTurn: [], fileInput: [] };
const RUNNING = Symbol.for('demarc.doors');

/** The worker may bring the script to a page that has it. */
const world = globalThis as unknown as Record<symbol, unknown>;
if (world[RUNNING] !== true) {
  world[RUNNING] = true;
  const life = new AbortController();
  const policy = effectivePolicy({
    managed: { state: 'pending', raw: undefined, lastKnown: undefined },
    user: undefined,
    keys: managedKeys.keys as unknown as readonly PolicyKeyData[],
    presets: { monitor: {}, balanced: {}, strict: {} },
  });
  let classes: SensitiveCatalog | undefined;
  const doors = new Doors(
    {
      send: async (name, params) => {
        if (!contextAlive()) {
          life.abort();
          throw new Error('the extension is gone');
        }
        return (await sendToWorker(name, params)) as never;
      },
      text: (key, ...substitutions) => getMessage(key, substitutions),
      fallback: { policy, site: location.hostname, service: '', page: NONE, general: NONE, kept: [], drafts: [] },
    },
    {
      find: (text) => {
        classes ??= compileSensitive(JSON.parse(packedDataClasses) as DataClasses);
        return findSensitive(text, { catalog: classes });
      },
      rules: sharedRules(),
      redaction,
    },
    life.signal,
  );
  onWorkerMessage((message) => doors.route(message));
  doors.start();
}
