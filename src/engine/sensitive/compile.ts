// The data classes of the catalogue made ready for use, once per worker or page.
import type { DataClasses } from './data-class.ts';
import { compileNumbers, type NumberSet } from './numbers/numbers.ts';
import { compileAssignments, type AssignmentWords } from './secrets/assignments.ts';
import { compileBlocks, type BlockWords } from './secrets/blocks.ts';
import { compileTokens, type TokenSet } from './secrets/tokens.ts';

export interface SensitiveCatalog {
  readonly tokens: TokenSet;
  readonly numbers: NumberSet;
  readonly assignments: AssignmentWords;
  readonly blocks: BlockWords;
}

/** @throws SyntaxError for a pattern that is none; the tests of the catalogue find it */
export function compileSensitive({ tokens, numbers, words }: DataClasses): SensitiveCatalog {
  return {
    tokens: compileTokens(tokens),
    numbers: compileNumbers(numbers),
    assignments: compileAssignments(words),
    blocks: compileBlocks(words),
  };
}
