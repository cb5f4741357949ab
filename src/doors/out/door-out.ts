// The door out: answers, copies and links of an assistant's page, and conversations that are made public.
import { compileCommands, type CommandPattern } from '../../engine/commands/find-commands.ts';
import type { Notice } from '../../enforcement/notice.ts';
import type { Judge } from '../in/judge.ts';
import type { DoorsEnvironment, Session } from '../session.ts';
import { Answers } from './answers.ts';
import { Copies } from './copies.ts';
import { Links } from './links.ts';
import { OutputTeller } from './output-teller.ts';
import { Shares } from './shares.ts';

export class DoorOut {
  private readonly copies: Copies;
  private readonly answers: Answers;
  private readonly links: Links;
  private readonly shares: Shares;

  /** @param commands told at copying (catalog/commands.json) */
  constructor(
    env: DoorsEnvironment,
    session: Session,
    judge: Judge,
    commands: readonly CommandPattern[],
    notice: Notice,
    signal: AbortSignal,
  ) {
    const teller = new OutputTeller(env, session, compileCommands(commands), notice, signal);
    this.copies = new Copies(teller, signal);
    this.answers = new Answers(session, teller, signal);
    this.links = new Links(env, session, teller, notice, signal);
    this.shares = new Shares(env, session, judge, teller, notice, signal);
  }

  start(): void {
    this.copies.start();
    this.answers.start();
    this.links.start();
    this.shares.start();
  }
}
