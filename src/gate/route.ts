// What the gate answers: the worker's word on its state, and a person's answer. Parsed by hand: both come from our worker.
import type { GateState } from '../model/agent.ts';
import type { Gate } from './gate.ts';

/** undefined: not for the gate. */
export function gateRoute(message: unknown, gate: Gate): unknown {
  if (typeof message !== 'object' || message === null) return undefined;
  const { to, name, params } = message as { to?: unknown; name?: unknown; params?: unknown };
  if (to !== 'gate' || typeof params !== 'object' || params === null) return undefined;
  if (name === 'gate.state') {
    gate.become(params as GateState);
    return { done: true };
  }
  const { id, go } = params as { id?: unknown; go?: unknown };
  if (name !== 'gate.answer' || typeof id !== 'string') return undefined;
  return { done: gate.answered(id, go === true) };
}
