// What a token means: the English word it stands for, and the group of words of like use that this one belongs to. Words of
// other languages are read through a dictionary, so that what was learnt in one language counts in all of them.
import { isUnspaced } from '../normalize/scripts.ts';
import { hashOf, LETTER, startHash, stepHash, finish, WORD, type Tokens } from './tokens.ts';

/** Tables of the model, as build-lexicon.ts makes them. */
export interface Lexicon {
  /** ISO codes; 0 is English. */
  readonly languages: readonly string[];
  /** Key of a word in a language → number of an English word, plus 1 (see Table). */
  readonly words: Uint32Array;
  /** The same for beginnings of words. */
  readonly stems: Uint32Array;
  /** Hashes of function words, ascending, and behind each the languages that have it, one bit each. */
  readonly functionWords: Uint32Array;
  /** Of each English word: its hash, and its group. */
  readonly hashes: Uint32Array;
  readonly groups: Uint16Array;
  /** Of each group the wider one around it. */
  readonly wider: Uint16Array;
}

/** Shortest and longest beginning of a word that is looked up. */
const MIN_STEM = 3;
const MAX_WORD = 32;
/** Characters of the longest word in a script without spaces. */
const MAX_UNSPACED = 6;
/** Letters that Hebrew and Arabic put in front of a word. */
const MAX_PREFIX = 3;

export const keyOf = (hash: number, language: number): number => finish(hash ^ Math.imul(language + 1, 0x9e3779b1));
/** Key of two words that stand for one. */
export const pairKey = (first: number, second: number, language: number): number =>
  keyOf(finish(first ^ Math.imul(second, 0x85ebca6b)), language);

/** Value under a key; -1 when there is none. Open addressing: upper half of the key above, the value plus one below. */
export function lookUp(table: Uint32Array, key: number): number {
  const mask = table.length - 1;
  const check = key >>> 16;
  for (let at = key & mask; ; at = (at + 1) & mask) {
    const slot = table[at] ?? 0;
    if (slot === 0) return -1;
    if (slot >>> 16 === check) return (slot & 0xffff) - 1;
  }
}

/** Lexemes of one text in parallel arrays that are used again. */
export class Lexemes {
  length = 0;
  /** Hash of the English word it stands for, else of the token itself. */
  readonly word: Uint32Array;
  /** Number of its group plus one; 0: none is known. */
  readonly group: Uint16Array;
  readonly wide: Uint16Array;
  /** First and last token it is made of. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;

  constructor(capacity: number) {
    this.word = new Uint32Array(capacity);
    this.group = new Uint16Array(capacity);
    this.wide = new Uint16Array(capacity);
    this.from = new Uint32Array(capacity);
    this.to = new Uint32Array(capacity);
  }
}

/** Reads tokens of `text` as lexemes. */
export function readLexemes(lexicon: Lexicon, text: string, tokens: Tokens, out: Lexemes): void {
  const language = languageOf(lexicon, text, tokens);
  out.length = 0;
  for (let i = 0; i < tokens.length; i++) {
    const kind = tokens.kind[i];
    let last = i;
    let found = -1;
    if (kind === WORD) {
      if (language > 0) {
        const pair =
          i + 1 < tokens.length && tokens.kind[i + 1] === WORD
            ? lookUp(lexicon.words, pairKey(tokens.hash[i] ?? 0, tokens.hash[i + 1] ?? 0, language))
            : -1;
        if (pair >= 0) {
          found = pair;
          last = i + 1;
        } else found = wordIn(lexicon, text, tokens, i, language);
      }
      if (found < 0) found = lookUp(lexicon.words, keyOf(tokens.hash[i] ?? 0, 0));
    } else if (kind === LETTER && language > 0) {
      let h = startHash();
      for (let j = i; j < tokens.length && j < i + MAX_UNSPACED && tokens.kind[j] === LETTER; j++) {
        if (j > i && tokens.start[j] !== tokens.end[j - 1]) break;
        h = stepHash(h, text.charCodeAt(tokens.start[j] ?? 0));
        const longer = lookUp(lexicon.words, keyOf(finish(h), language));
        if (longer < 0) continue;
        found = longer;
        last = j;
      }
    }
    const n = out.length;
    const group = found < 0 ? -1 : (lexicon.groups[found] ?? 0);
    out.word[n] = found < 0 ? (tokens.hash[i] ?? 0) : (lexicon.hashes[found] ?? 0);
    out.group[n] = group + 1;
    out.wide[n] = group < 0 ? 0 : (lexicon.wider[group] ?? 0) + 1;
    out.from[n] = i;
    out.to[n] = last;
    out.length = n + 1;
    i = last;
  }
}

/** The word itself, then its beginnings, longest first; in Hebrew and Arabic also without the letters put in front. */
function wordIn(lexicon: Lexicon, text: string, tokens: Tokens, i: number, language: number): number {
  const whole = lookUp(lexicon.words, keyOf(tokens.hash[i] ?? 0, language));
  if (whole >= 0) return whole;
  const start = tokens.start[i] ?? 0;
  const end = Math.min(tokens.end[i] ?? 0, start + MAX_WORD);
  let h = startHash();
  let best = -1;
  for (let at = start; at < end; at++) {
    h = stepHash(h, text.charCodeAt(at));
    const wide = text.charCodeAt(at) >= 0x1100;
    if (at - start + 1 < (wide ? 2 : MIN_STEM)) continue;
    const found = lookUp(lexicon.stems, keyOf(finish(h), language));
    if (found >= 0) best = found;
  }
  if (best >= 0) return best;
  const first = text.charCodeAt(start);
  if (first < 0x590 || first > 0x6ff) return -1;
  for (let skip = 1; skip <= MAX_PREFIX && start + skip + 1 < end; skip++) {
    const found = lookUp(lexicon.words, keyOf(hashOf(text, start + skip, end), language));
    if (found >= 0) return found;
  }
  return -1;
}

/** By script where that tells, else by the function words; English where nothing says otherwise. */
export function languageOf(lexicon: Lexicon, text: string, tokens: Tokens): number {
  const { languages, functionWords } = lexicon;
  const votes = new Uint16Array(languages.length);
  let byScript = '';
  for (let i = 0; i < tokens.length; i++) {
    const kind = tokens.kind[i];
    if (kind !== WORD && kind !== LETTER) continue;
    const c = text.charCodeAt(tokens.start[i] ?? 0);
    if (c >= 0x370 && byScript !== 'ja') byScript = scriptLanguage(c) || byScript;
    if (kind !== WORD) continue;
    const languagesOfWord = masks(functionWords, tokens.hash[i] ?? 0);
    for (let l = 0; languagesOfWord >>> l !== 0; l++) if ((languagesOfWord >>> l) & 1) votes[l] = (votes[l] ?? 0) + 1;
  }
  let best = 0;
  for (let l = 1; l < votes.length; l++) if ((votes[l] ?? 0) > (votes[best] ?? 0)) best = l;
  if ((votes[best] ?? 0) > 0) return best;
  return Math.max(0, languages.indexOf(byScript));
}

function masks(functionWords: Uint32Array, hash: number): number {
  let [low, high] = [0, functionWords.length / 2 - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = functionWords[2 * middle] ?? 0;
    if (value === hash) return functionWords[2 * middle + 1] ?? 0;
    if (value < hash) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}

/** Most frequent language of a script; '' where the script tells little. Source: Unicode Blocks.txt. */
function scriptLanguage(c: number): string {
  if (c < 0x400) return 'el';
  if (c < 0x530) return 'ru';
  if (c >= 0x590 && c < 0x600) return 'he';
  if (c >= 0x600 && c < 0x780) return 'ar';
  if (c >= 0x900 && c < 0x980) return 'hi';
  if (c >= 0xe00 && c < 0xe80) return 'th';
  if (c >= 0x3041 && c < 0x3100) return 'ja';
  if (c >= 0xac00 && c < 0xd7a4) return 'ko';
  return isUnspaced(c) ? 'zh' : '';
}
