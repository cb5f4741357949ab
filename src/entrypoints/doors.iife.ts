// Content script of assistants' pages, document_start, every frame of them. Wires the doors to the worker. It runs beside
// the guard, in the same world, and takes the rules from it instead of carrying them a second time.
import commands from '../catalog/commands.json';
import type { CommandPattern } from '../engine/commands/find-commands.ts';
import { packedDataClasses } from '../catalog/load-sensitive.ts';
import managedKeys from '../catalog/managed-keys.json';
import { Doors } from '../doors/doors.ts';
import { effectivePolicy } from '../engine/policy/effective.ts';
import type { PolicyKeyData } from '../engine/policy/parse.ts';
import { compileSensitive, type SensitiveCatalog } from '../engine/sensitive/compile.ts';
import type { DataClasses } from '../engine/sensitive/data-class.ts';
import { findSensitive } from '../engine/sensitive/find.ts';
import { sharedRules } from './shared-rules.ts';
import { contextAlive, getMessage, onWorkerMessage, sendToWorker } from '../platform/content-runtime.ts';

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
      commands: commands.commands as readonly CommandPattern[],
    },
    life.signal,
  );
  onWorkerMessage((message) => doors.route(message));
  doors.start();
}
