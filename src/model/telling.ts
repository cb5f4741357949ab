// Something to be told to a person before it is in a language: the key of a text and what stands in its places. Parts of the
// engine say so what they object to; a page or a tool puts it into words. Pure.

/** Text and numbers are shown as they stand in a policy; a list holds names that no language changes, in a row. */
export type Part = string | number | readonly string[] | Telling;

export interface Telling {
  /** Key of messages.json. */
  readonly key: string;
  /** For $1, $2 … */
  readonly parts: readonly Part[];
}

export const telling = (key: string, ...parts: readonly Part[]): Telling => ({ key, parts });

/**
 * The words for it. Total: a key without a text shows itself in brackets.
 * @param translate answers '' for a key without a text
 */
export function wordsOf(
  { key, parts }: Telling,
  translate: (key: string, substitutions: readonly string[]) => string,
): string {
  const words = parts.map((part) => {
    if (typeof part !== 'object') return String(part);
    return 'key' in part ? wordsOf(part, translate) : listed(part, translate);
  });
  return translate(key, words) || `[${key}]`;
}

/** Names in a row as a language puts them, without an "and": they are words of a file and not of a sentence. */
export const listed = (
  names: readonly string[],
  translate: (key: string, substitutions: readonly string[]) => string,
): string => names.reduce((row, name) => (row === '' ? name : translate('listNext', [row, name])), '');
