// Looking for words of a list in a text, and near a place in it. Lists are lower case; so is the text handed in.

const escape = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
/** Scripts that write words without spaces between. */
const UNSPACED = /[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7a3]/;

/**
 * One expression for all words of a list, the longest first. Words of scripts with spaces begin where no letter stands
 * before them; `whole` also wants them to end so.
 */
export function wordsExpression(words: readonly string[], flags: string, whole = true): RegExp {
  const sorted = [...new Set(words)].sort((a, b) => b.length - a.length);
  const spaced = sorted.filter((w) => !UNSPACED.test(w)).map((w) => escape(w).replace(/ /g, '[ _\\-]'));
  const unspaced = sorted.filter((w) => UNSPACED.test(w)).map(escape);
  const parts: string[] = [];
  if (spaced.length > 0) {
    const end = whole ? "(?![a-z\\u00c0-\\u024f\\u0370-\\u06ff\\u0900-\\u097f])" : '';
    parts.push(`(?<![a-z\\u00c0-\\u024f\\u0370-\\u06ff\\u0900-\\u097f])(?:${spaced.join('|')})${end}`);
  }
  if (unspaced.length > 0) parts.push(`(?:${unspaced.join('|')})`);
  return new RegExp(parts.join('|') || '(?!)', flags);
}

/** Lower case with every offset as it was: the one letter whose lower case is longer than itself is replaced. */
export function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replaceAll('\u0130', 'i').toLowerCase();
}

/** Whether one of the words stands at most `before` in front of the place or `after` behind it. */
export function near(
  expression: RegExp,
  lower: string,
  start: number,
  end: number,
  before: number,
  after: number,
): boolean {
  return (
    expression.test(lower.slice(Math.max(0, start - before), start)) || expression.test(lower.slice(end, end + after))
  );
}
