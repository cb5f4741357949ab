// Commands that download a program and run it, run what nobody can read, or switch a protection off. Pages and answers
// ask people to copy such lines into a terminal; the text is untrusted. Data: catalog/commands.json.
import type { Severity } from '../../model/finding.ts';
import { statementsOf, type Statement } from './shell-pieces.ts';

export const COMMAND_KINDS = ['download-and-run', 'hidden-code', 'protection-off'] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];
/** Where the second half of a pattern stands: there is none, behind a pipe, in one of the next statements. */
export const COMMAND_JOINS = ['line', 'pipe', 'steps'] as const;

/** One entry of catalog/commands.json, as far as finding needs it. */
export interface CommandPattern {
  readonly id: string;
  readonly kind: CommandKind;
  readonly severity: Severity;
  readonly join: (typeof COMMAND_JOINS)[number];
  readonly first: string;
  readonly second?: string;
}

export interface FoundCommand {
  readonly id: string;
  readonly kind: CommandKind;
  readonly severity: Severity;
  /** UTF-16 offsets into the text that was given. */
  readonly start: number;
  readonly end: number;
  /** Host that the program comes from; '' where the command names none. */
  readonly host: string;
}

type Compiled = Omit<CommandPattern, 'first' | 'second'> & { readonly first: RegExp; readonly second: RegExp | null };

/** UTF-16 units that are looked at: nobody reads more than that before pasting it into a terminal. */
export const MAX_COMMAND_TEXT = 20_000;
/** Statements after a download among which the one that runs it is looked for. */
const NEXT_STEPS = 6;

/** Patterns made ready once; throws for a pattern that is no regular expression (a broken catalogue). */
export function compileCommands(patterns: readonly CommandPattern[]): readonly Compiled[] {
  return patterns.map(({ first, second, ...rest }) => ({
    ...rest,
    first: new RegExp(first, 'i'),
    second: second === undefined ? null : new RegExp(second, 'i'),
  }));
}

/**
 * The first place of each pattern in the text, in the order of the text. Never throws; looks at MAX_COMMAND_TEXT units.
 * A line that goes on behind a backslash, a caret or a backtick counts as one; offsets are those of the given text.
 */
export function findCommands(commands: readonly Compiled[], text: string): readonly FoundCommand[] {
  const joined = joinLines(text.slice(0, MAX_COMMAND_TEXT));
  const statements = statementsOf(joined);
  return commands
    .flatMap((command) => {
      const place = placeOf(command, statements, joined);
      if (place === null) return [];
      const { id, kind, severity } = command;
      return [{ id, kind, severity, ...place, host: hostIn(joined.slice(place.start, place.end)) }];
    })
    .sort((a, b) => a.start - b.start);
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function placeOf({ join, first, second }: Compiled, statements: readonly Statement[], text: string): Place | null {
  for (const [at, statement] of statements.entries()) {
    const { start, end, pieces } = statement;
    if (second === null) {
      if (first.test(text.slice(start, end))) return { start, end };
      continue;
    }
    const from = pieces.findIndex((piece) => first.test(piece.text));
    if (from < 0) continue;
    const later = join === 'pipe' ? pieces.slice(from + 1) : statements.slice(at + 1, at + 1 + NEXT_STEPS);
    const run = later.find((piece) => second.test(text.slice(piece.start, piece.end)));
    if (run !== undefined) return { start, end: run.end };
  }
  return null;
}

/** Continued lines put on one, with blanks in the place of what is taken out, so that every offset stays what it is. */
const joinLines = (text: string): string =>
  text.replace(/[\\^`][ \t]{0,8}\r?\n/g, (end) => ' '.repeat(end.length)).replace(/\r/g, ' ');

const hostIn = (command: string): string =>
  (
    /(?:https?|ftp):\/\/(?:[^\s/@"'`]{1,200}@)?([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])/i.exec(command)?.[1] ?? ''
  ).toLowerCase();
