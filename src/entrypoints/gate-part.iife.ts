// Brought into a page where an agent is seen, or where policy wants every act looked at: the gate. It runs beside the guard,
// in the same world. The worker may bring it to a frame that has it.
import acts from '../catalog/agent-acts.json';
import marks from '../catalog/agent-marks.json';
import { Notice } from '../enforcement/notice.ts';
import { compileActs } from '../engine/agents/act-book.ts';
import { GateNotice } from '../gate/gate-notice.ts';
import { Gate } from '../gate/gate.ts';
import { gateRoute } from '../gate/route.ts';
import type { AgentMark, GateState } from '../model/agent.ts';
import { newId } from '../model/identity.ts';
import { contextAlive, getMessage, onWorkerMessage, sendToWorker } from '../platform/content-runtime.ts';

const RUNNING = Symbol.for('demarc.gate');
const world = globalThis as unknown as Record<symbol, unknown>;
if (world[RUNNING] !== true) {
  world[RUNNING] = true;
  const life = new AbortController();
  const send = async (name: string, params: unknown): Promise<unknown> => {
    if (contextAlive()) return sendToWorker(name, params);
    // The extension was updated or removed: nothing is held for nobody.
    life.abort();
    throw new Error('the extension is gone');
  };
  const notice = new GateNotice(
    new Notice(life.signal),
    (key, ...substitutions) => getMessage(key, substitutions),
    (id) => {
      gate.answered(id, false);
      void send('act.refuse', { id }).catch(() => undefined);
    },
  );
  const gate: Gate = new Gate(
    {
      book: compileActs(acts),
      marks: marks.marks as readonly AgentMark[],
      open: async (seen) => {
        const state = (await send('gate.open', { marks: seen })) as GateState | undefined;
        if (!state) throw new Error('no answer');
        return state;
      },
      report: (report) => send('act.report', { report }),
      notice,
      id: newId,
    },
    life.signal,
  );
  onWorkerMessage((message) => gateRoute(message, gate));
  gate.start();
}
