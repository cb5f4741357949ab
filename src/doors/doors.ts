// The two doors of an assistant's page: what goes in (in/) and what comes out (out/). This file only opens and closes them.
// One AbortSignal is their lifetime. Nothing here throws into the page.
import { compileCommands } from '../engine/commands/find-commands.ts';
import { Answers } from './out/answers.ts';
import { Copies } from './out/copies.ts';
import { OutputTeller } from './out/output-teller.ts';
import { Session, type DoorsEnvironment } from './session.ts';

export class Doors {
  private readonly session: Session;
  private readonly copies: Copies;
  private readonly answers: Answers;

  constructor(env: DoorsEnvironment, signal: AbortSignal) {
    this.session = new Session(env, signal);
    const teller = new OutputTeller(env, this.session, compileCommands(env.commands), signal);
    this.copies = new Copies(teller, signal);
    this.answers = new Answers(this.session, teller, signal);
  }

  /** Starts at document_start, before the page's first script. */
  start(): void {
    this.copies.start();
    this.answers.start();
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
