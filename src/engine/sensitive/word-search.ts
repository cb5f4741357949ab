// Looking for words of a list in a text, and near a place in it. Lists are lower case; so is the text handed in.

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
/** Scripts that write words without spaces between; in those of the second kind small words are glued in front of others. */
const UNSPACED = /[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7a3]|[\u0590-\u06ff]{3}/;
const LETTER = 'a-z\\u00df-\\u024f\\u0370-\\u06ff\\u0900-\\u097f';

interface Branch {
  readonly next: Map<string, Branch>;
  ends: boolean;
}

/** Words with common beginnings written once: an expression of hundreds of words stays quick. Longer words come first. */
function branched(words: readonly string[]): string {
  const root: Branch = { next: new Map(), ends: false };
  for (const word of words) {
    let at = root;
    for (const c of word) {
      const known = at.next.get(c) ?? { next: new Map<string, Branch>(), ends: false };
      at.next.set(c, known);
      at = known;
    }
    at.ends = true;
  }
  const written = (branch: Branch): string => {
    const options = [...branch.next].map(([c, b]) => (c === ' ' ? '[ _\\-]' : escape(c)) + written(b));
    if (options.length === 0) return '';
    const inner = options.length === 1 && !branch.ends ? (options[0] as string) : `(?:${options.join('|')})`;
    return branch.ends ? `${inner}?` : inner;
  };
  return written(root);
}

/**
 * One expression for all words of a list. Words of scripts with spaces begin where no letter stands before them;
 * `whole` also wants them to end so.
 */
export function wordsExpression(words: readonly string[], flags: string, whole = true): RegExp {
  const spaced = words.filter((w) => !UNSPACED.test(w));
  const unspaced = words.filter((w) => UNSPACED.test(w));
  const parts: string[] = [];
  if (spaced.length > 0) parts.push(`(?<![${LETTER}])${group(spaced)}${whole ? `(?![${LETTER}])` : ''}`);
  if (unspaced.length > 0) parts.push(group(unspaced));
  return new RegExp(parts.join('|') || '(?!)', flags);
}

/** The words alone, wherever they stand. */
export const group = (words: readonly string[]): string => `(?:${branched(words)})`;

/** Lower case with every offset as it was: the one letter whose lower case is longer than itself is replaced. */
export function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replaceAll('\u0130', 'i').toLowerCase();
}

const ACCENTS = 'àáâãäåçèéêëìíîïñòóôõöøùúûüýÿāăąćčďđēęěğıłńňőœřśşšťůűźżž';
const PLAIN = 'aaaaaaceeeeiiiinoooooouuuuyyaaaccddeeegilnnoorssstuuzzz';
const BASE = new Map([...ACCENTS].map((c, i) => [c, PLAIN[i] as string]));

/** Latin letters without their accents, every offset as it was. @param lower in lower case */
export function folded(lower: string): string {
  return /[\u00e0-\u017e]/.test(lower) ? lower.replace(/[\u00e0-\u017e]/g, (c) => BASE.get(c) ?? c) : lower;
}

/** Words of several lists, for asking which lists have one near a place. */
export class WordIndex<T> {
  readonly #spaced = new Map<string, T[]>();
  readonly #unspaced: (readonly [string, T])[] = [];
  #longest = 1;

  add(words: readonly string[], owner: T): void {
    for (const word of words) {
      if (UNSPACED.test(word)) this.#unspaced.push([word, owner]);
      else {
        const parts = splitWords(word);
        this.#longest = Math.max(this.#longest, parts.length);
        const key = parts.join(' ');
        this.#spaced.set(key, [...(this.#spaced.get(key) ?? []), owner]);
      }
    }
  }

  /** Owners of the words in a short text. */
  in(lower: string): ReadonlySet<T> {
    const found = new Set<T>();
    if (!/[a-z\u0080-\uffff]/.test(lower)) return found;
    const words = splitWords(lower);
    for (let i = 0; i < words.length; i++) {
      let key = '';
      for (let n = 0; n < this.#longest && i + n < words.length; n++) {
        key = n === 0 ? (words[i] as string) : `${key} ${words[i + n] as string}`;
        for (const owner of this.#spaced.get(key) ?? []) found.add(owner);
      }
    }
    if (UNSPACED.test(lower)) for (const [word, owner] of this.#unspaced) if (lower.includes(word)) found.add(owner);
    return found;
  }
}

/** Words and the marks inside abbreviations apart: `st.-nr` is two. */
const splitWords = (text: string): string[] => text.match(/[\p{L}\p{M}#/]+|n°/gu) ?? [];

/** Whether one of the words stands at most `before` in front of a place or `after` behind it. The expression is not global. */
export function near(words: RegExp, lower: string, start: number, end: number, before: number, after: number): boolean {
  return words.test(textBefore(lower, start, before)) || (after > 0 && words.test(textBehind(lower, end, after)));
}

/** At most so much in front of a place; a word that would be cut is left out. */
export function textBefore(lower: string, at: number, length: number): string {
  const from = Math.max(0, at - length);
  const piece = lower.slice(from, at);
  return from > 0 && IN_WORD.test(lower[from - 1] ?? '') ? piece.replace(/^[\p{L}\d]{1,40}/u, '') : piece;
}

/** At most so much behind a place; a word that would be cut is left out. */
export function textBehind(lower: string, at: number, length: number): string {
  const piece = lower.slice(at, at + length);
  return IN_WORD.test(lower[at + length] ?? '') ? piece.replace(/[\p{L}\d]{1,40}$/u, '') : piece;
}

/** Where the line of a place begins, or `reach` units in front of it: a line may be as long as the text. */
export function lineStart(text: string, at: number, reach: number): number {
  const from = Math.max(0, at - reach);
  return from + text.slice(from, at).lastIndexOf('\n') + 1;
}

/** Where the line of a place ends, or `reach` units behind it. */
export function lineEnd(text: string, at: number, reach: number): number {
  const length = text.slice(at, at + reach).indexOf('\n');
  return length < 0 ? Math.min(text.length, at + reach) : at + length;
}

const IN_WORD = /[\p{L}\d]/u;
