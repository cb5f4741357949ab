// The data classes of the catalogue made ready for use, once per worker or page.
import type { DataClasses } from './data-class.ts';
import { compileExampleCues, type ExampleCues } from './example-cues.ts';
import { compileOwned } from './code/listing.ts';
import { compileMarks, type Marks } from './code/marks.ts';
import { compileHealth, type HealthWords } from './health/lines.ts';
import { compileNumbers, type NumberSet } from './numbers/numbers.ts';
import { compilePersons, type Persons } from './personal/persons.ts';
import { compilePostal, type PostalWords } from './personal/postal.ts';
import { compileTables, type TableWords } from './personal/table.ts';
import { compileAssignments, type AssignmentWords } from './secrets/assignments.ts';
import { compileBlocks, type BlockWords } from './secrets/blocks.ts';
import { compileKeyish } from './secrets/lone.ts';
import { compileTokens, type TokenSet } from './secrets/tokens.ts';
import { wordsExpression } from './word-search.ts';

export interface SensitiveCatalog {
  readonly tokens: TokenSet;
  readonly numbers: NumberSet;
  readonly assignments: AssignmentWords;
  readonly blocks: BlockWords;
  readonly keyish: RegExp;
  readonly examples: ExampleCues;
  readonly phone: RegExp;
  readonly publicLine: RegExp;
  readonly birth: RegExp;
  readonly persons: Persons;
  readonly postal: PostalWords;
  readonly health: HealthWords;
  readonly tables: TableWords;
  readonly marks: Marks;
  readonly owned: RegExp;
}

/** @throws SyntaxError for a pattern that is none; the tests of the catalogue find it */
export function compileSensitive({ tokens, numbers, words }: DataClasses): SensitiveCatalog {
  const persons = compilePersons(words);
  return {
    tokens: compileTokens(tokens),
    numbers: compileNumbers(numbers),
    assignments: compileAssignments(words),
    blocks: compileBlocks(words),
    keyish: compileKeyish(words),
    examples: compileExampleCues(words),
    publicLine: wordsExpression(words['publicLine'] ?? [], ''),
    phone: wordsExpression(words['phone'] ?? [], ''),
    birth: wordsExpression(words['birth'] ?? [], 'g'),
    persons,
    postal: compilePostal(words),
    health: compileHealth(words, persons),
    tables: compileTables(words),
    marks: compileMarks(words),
    owned: compileOwned(words),
  };
}
