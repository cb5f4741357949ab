// The two doors of an assistant's page: what goes in (in/) and what comes out (out/). This file opens and closes them. One
// AbortSignal is their lifetime. Nothing here throws into the page.
import { Notice } from '../enforcement/notice.ts';
import type { CommandPattern } from '../engine/commands/find-commands.ts';
import { AdapterHealth } from './health.ts';
import { DoorIn } from './in/door-in.ts';
import { Judge, type JudgeParts } from './in/judge.ts';
import { DoorOut } from './out/door-out.ts';
import { MemoryWatch } from './memory.ts';
import { Placeholders } from './placeholders.ts';
import { Restored } from './restored.ts';
import { Session, type DoorsEnvironment } from './session.ts';

/** The engine's parts, wired by the entrypoint. */
export interface DoorsParts extends JudgeParts {
  readonly commands: readonly CommandPattern[];
  /** Words with which a person asks an assistant to remember something. */
  readonly rememberWords: readonly string[];
}

export class Doors {
  readonly session: Session;
  readonly notice: Notice;
  readonly placeholders: Placeholders;
  private readonly in: DoorIn;
  private readonly out: DoorOut;
  private readonly restored: Restored;
  private readonly memory: MemoryWatch;
  private readonly health: AdapterHealth;

  constructor(env: DoorsEnvironment, parts: DoorsParts, signal: AbortSignal) {
    this.session = new Session(env, signal);
    this.notice = new Notice(signal);
    this.placeholders = new Placeholders((values) => {
      void env.send('values.keep', { values }).catch(() => undefined);
      this.restored.look();
    });
    const judge = new Judge(parts);
    this.health = new AdapterHealth(env, this.session, signal);
    this.in = new DoorIn(env, this.session, judge, this.placeholders, this.notice, signal, () => this.health.sent());
    this.out = new DoorOut(env, this.session, judge, parts.commands, this.notice, signal);
    this.restored = new Restored(this.session, this.placeholders, env.text, signal);
    this.memory = new MemoryWatch(env, this.session, parts.rememberWords, signal);
    this.session.onChange(() => {
      this.placeholders.know(this.session.setup.kept);
      this.restored.look();
    });
  }

  /** Starts at document_start, before the page's first script. */
  start(): void {
    this.in.start();
    this.out.start();
    this.restored.start();
    this.memory.start();
    this.health.start();
  }

  /** Answers the worker; undefined: not for the doors. */
  route(message: unknown): unknown {
    if (typeof message !== 'object' || message === null) return undefined;
    const { to, name } = message as { to?: unknown; name?: unknown };
    if (to !== 'doors') return undefined;
    if (name === 'doors.health') return this.health.now();
    if (name !== 'doors.refresh') return undefined;
    void this.session.refresh();
    return { done: true };
  }
}
