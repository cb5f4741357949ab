// Lists of words as the product carries them: in order, each by what it shares with the one before. Half the size, and read
// in one pass. Our own data, made by `packWords` at build time.

import type { DataClasses } from './data-class.ts';
import { unsqueeze } from './squeezed.ts';

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** One string for a list; the order of the words and what stands twice are lost. @throws Error for a word with `|` */
export function packWords(words: readonly string[]): string {
  let before = '';
  return [...new Set(words)]
    .sort()
    .map((word) => {
      if (word.includes('|')) throw new Error(`a word of the catalogue holds the separator: ${word}`);
      let shared = 0;
      while (shared < DIGITS.length - 1 && shared < before.length && word[shared] === before[shared]) shared += 1;
      before = word;
      return `${DIGITS[shared] ?? '0'}${word.slice(shared)}`;
    })
    .join('|');
}

/** The words of a string that `packWords` made. */
export function unpackWords(packed: string): string[] {
  let before = '';
  return packed.split('|').map((part) => {
    before = before.slice(0, DIGITS.indexOf(part[0] ?? '0')) + part.slice(1);
    return before;
  });
}

type Row = Readonly<Record<string, unknown>>;

/** Objects of one kind as rows under one head; what is not there is null. */
export function packRows(objects: readonly Row[]): { readonly head: readonly string[]; readonly rows: unknown[][] } {
  const head = [...new Set(objects.flatMap((o) => Object.keys(o)))];
  return { head, rows: objects.map((o) => head.map((name) => o[name] ?? null)) };
}

/** The objects of `packRows`; lists of words come unpacked. */
function unpackRows({ head, rows }: { readonly head: readonly string[]; readonly rows: readonly unknown[][] }): Row[] {
  return rows.map((row) =>
    Object.fromEntries(
      head.flatMap((name, i) => {
        const value = row[i] ?? null;
        return value === null ? [] : [[name, name === 'words' ? unpackWords(String(value)) : value]];
      }),
    ),
  );
}

/** Data classes from the text that tools/data-classes.ts made at build time. @throws SyntaxError for another text */
export function unpackDataClasses(squeezed: string): DataClasses {
  const { tokens, numbers, words } = JSON.parse(unsqueeze(squeezed)) as {
    readonly tokens: Parameters<typeof unpackRows>[0];
    readonly numbers: Parameters<typeof unpackRows>[0];
    readonly words: Readonly<Record<string, string>>;
  };
  return {
    tokens: unpackRows(tokens) as unknown as DataClasses['tokens'],
    numbers: unpackRows(numbers) as unknown as DataClasses['numbers'],
    words: Object.fromEntries(Object.entries(words).map(([name, list]) => [name, unpackWords(list)])),
  };
}
