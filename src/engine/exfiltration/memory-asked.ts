// Whether a person asked for something to be remembered. Words come from the catalogue; a wrong "yes" costs a warning and a
// wrong "no" gives one too many, so plain words are enough.

/** UTF-16 units of a message that are looked at. */
const MAX_MESSAGE = 4_000;

/** Whether a message asks an assistant to remember. `_` in a word is a blank. */
export function asksToRemember(message: string, words: readonly string[]): boolean {
  const text = message.slice(0, MAX_MESSAGE).toLowerCase();
  return words.some((word) => text.includes(word.replaceAll('_', ' ')));
}
