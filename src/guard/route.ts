// What the guard answers: the worker's three questions, nothing else.
import type { Guard } from './guard.ts';

/** undefined: not for the guard. Parameters are parsed by hand, they are one string. */
export function guardRoute(message: unknown, guard: Guard): unknown {
  if (typeof message !== 'object' || message === null) return undefined;
  const { to, name, params } = message as { to?: unknown; name?: unknown; params?: unknown };
  if (to !== 'guard') return undefined;
  if (name === 'guard.status') return guard.status();
  if (name === 'guard.release') return { released: guard.release() };
  if (name === 'guard.undo') {
    const id = (params as { id?: unknown } | null)?.id;
    return { undone: typeof id === 'string' && guard.undo(id) };
  }
  return undefined;
}
