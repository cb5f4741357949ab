// The two doors of an assistant's page: what goes in (in/) and what comes out (out/). This file only opens and closes them.
// One AbortSignal is their lifetime. Nothing here throws into the page.
import { Session, type DoorsEnvironment } from './session.ts';

export class Doors {
  private readonly session: Session;

  constructor(env: DoorsEnvironment, signal: AbortSignal) {
    this.session = new Session(env, signal);
  }

  /** Starts at document_start, before the page's first script. */
  start(): void {
    // The parts are wired here.
  }

  /** Answers the worker; undefined: not for the doors. */
  route(message: unknown): unknown {
    if (typeof message !== 'object' || message === null) return undefined;
    const { to, name } = message as { to?: unknown; name?: unknown };
    if (to !== 'doors' || name !== 'doors.refresh') return undefined;
    void this.session.refresh();
    return { done: true };
  }
}
