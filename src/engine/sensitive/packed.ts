// Lists of words as the product carries them: in order, each by what it shares with the one before. Half the size, and read
// in one pass. Our own data, made by `packWords` at build time.

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

/** For JSON.parse over packed data classes: every list of words back. */
export const revivePacked = (key: string, value: unknown): unknown =>
  key === 'words' && typeof value === 'string'
    ? unpackWords(value)
    : key === 'words' && typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([name, list]) => [name, unpackWords(String(list))]))
      : value;
