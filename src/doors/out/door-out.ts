// The door out: answers, copies and links of an assistant's page.
import { compileCommands, type CommandPattern } from '../../engine/commands/find-commands.ts';
import type { Notice } from '../../enforcement/notice.ts';
import type { DoorsEnvironment, Session } from '../session.ts';
import { Answers } from './answers.ts';
import { Copies } from './copies.ts';
import { Links } from './links.ts';
import { OutputTeller } from './output-teller.ts';

export class DoorOut {
  private readonly copies: Copies;
  private readonly answers: Answers;
  private readonly links: Links;

  /** @param commands told at copying (catalog/commands.json) */
  constructor(
    env: DoorsEnvironment,
    session: Session,
    commands: readonly CommandPattern[],
    notice: Notice,
    signal: AbortSignal,
  ) {
    const teller = new OutputTeller(env, session, compileCommands(commands), notice, signal);
    this.copies = new Copies(teller, signal);
    this.answers = new Answers(session, teller, signal);
    this.links = new Links(env, session, teller, notice, signal);
  }

  start(): void {
    this.copies.start();
    this.answers.start();
    this.links.start();
  }
}
