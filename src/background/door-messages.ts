// The messages of the scripts on assistants' pages: what holds there, how far the catalogue fits, what went in and came out.
import type { Handlers, Sender } from '../messaging/router.ts';
import type { AssistantCatalog } from '../model/assistant.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import type { AiService } from '../model/service.ts';
import type { StorageState } from '../model/status.ts';
import { bringDoors } from '../platform/scripting.ts';
import { adapters, noteAdapter } from './adapters.ts';
import { doorsSetup, keepValues, noteDraft } from './doors.ts';
import type { IncidentContext } from './incident-service.ts';
import { recordInput } from './input-record.ts';
import type { Line } from './line.ts';
import { recordOutput } from './output-record.ts';

/** What these messages need of the worker. */
export interface DoorNeeds {
  readonly assistants: AssistantCatalog;
  readonly services: readonly AiService[];
  readonly policy: () => Promise<EffectivePolicy>;
  readonly context: () => Promise<IncidentContext>;
  /** Resolves when the store was looked at as this worker found it; nothing is written before. */
  readonly found: Promise<unknown>;
  /** Hears of the store after each write; null: nothing was written. */
  readonly stored: (state: StorageState | null) => void;
  readonly line: Line;
}

type DoorMessageName =
  | 'doors.open'
  | 'doors.wanted'
  | 'adapter.report'
  | 'adapters.list'
  | 'input.report'
  | 'input.checked'
  | 'output.report'
  | 'values.keep'
  | 'draft.note';

/** The handlers of these messages. */
export function doorMessages(needs: DoorNeeds): Pick<Handlers, DoorMessageName> {
  const { assistants, services, policy, context, found, stored, line } = needs;
  return {
    'doors.open': async (_, sender: Sender) => {
      void line.doorOpened(sender);
      return doorsSetup(assistants, services, await policy(), sender);
    },
    'doors.wanted': async (_, sender: Sender) => ({ brought: await bringDoors(sender.tabId, sender.frameId) }),
    'adapter.report': async ({ check }, sender: Sender) => {
      await noteAdapter(assistants.assistants, sender, check, Date.now());
      return { noted: true };
    },
    'adapters.list': async () => ({ adapters: await adapters() }),
    'input.report': async ({ report }, sender: Sender) => {
      await found;
      const result = await recordInput(report, sender, assistants, await context());
      stored(result.storage);
      void line.input(report, result.decision, sender);
      return { decision: result.decision };
    },
    'input.checked': async ({ way, account }, sender: Sender) => {
      await line.checked(way, account, sender);
      return { noted: true };
    },
    'output.report': async ({ report }, sender: Sender) => {
      await found;
      const state = await recordOutput(report, sender, assistants, await context());
      stored(state);
      if (state !== null) void line.output(report, sender);
      return { stored: state === 'ok' };
    },
    'values.keep': async ({ values }, sender: Sender) => {
      await keepValues(assistants, services, sender, values);
      return { kept: true };
    },
    'draft.note': async ({ hash }, sender: Sender) => {
      await noteDraft(assistants, services, sender, hash);
      return { noted: true };
    },
  };
}
