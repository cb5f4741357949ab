// What is worth telling a person about a text that comes out of an assistant: characters that they cannot see, and commands
// that download and run. Pure and linear; the same for an answer that is complete and for what is copied.
import type { DecodedLayer, Finding } from '../../model/finding.ts';
import { findCommands, type compileCommands, type FoundCommand } from '../commands/find-commands.ts';
import { hiddenCharacters, type HiddenCharacters } from '../normalize/hidden-characters.ts';

export interface OutputJudgement {
  /** Empty: nothing to tell. */
  readonly findings: readonly Finding[];
  readonly layers: readonly DecodedLayer[];
  readonly hidden: HiddenCharacters | null;
  readonly commands: readonly FoundCommand[];
}

const MAX_FINDINGS = 40;
const MAX_EXCERPT = 200;

/**
 * Judges a text of an assistant's page. Never throws.
 * @param commands null where commands are of no interest: in an answer they are ordinary, only running them is not.
 */
export function judgeOutput(text: string, commands: ReturnType<typeof compileCommands> | null): OutputJudgement {
  const hidden = hiddenCharacters(text);
  const found = commands === null ? [] : findCommands(commands, text);
  const characters = (hidden?.runs ?? []).map(({ start, end }): Finding => ({
    rule: hidden?.message === '' ? 'hidden-characters.unexplained' : 'hidden-characters.message',
    family: 'hidden-characters',
    severity: hidden?.message === '' ? 'low' : 'high',
    confidence: hidden?.message === '' ? 0.5 : 0.9,
    start,
    end,
    transform: 'original',
    excerpt: text.slice(start, end).slice(0, MAX_EXCERPT),
  }));
  const orders = found.map(({ id, severity, start, end }): Finding => ({
    rule: id,
    family: 'action-steering',
    severity,
    confidence: 0.9,
    start,
    end,
    transform: 'original',
    excerpt: text.slice(start, end).slice(0, MAX_EXCERPT),
  }));
  return {
    findings: [...orders, ...characters].slice(0, MAX_FINDINGS),
    layers: hidden === null || hidden.message === '' ? [] : [{ transform: 'invisible-removed', text: hidden.message }],
    hidden,
    commands: found,
  };
}
