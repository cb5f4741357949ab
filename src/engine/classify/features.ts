// The features of a text: hashes of words, of pieces of words, of groups of words, of their neighbours and places. Each
// counts once per text. The weights behind them are the model's; what they are made of is the same in training and in use.
import { finish, NUMBER, SIGN, startHash, stepHash, WORD, type Tokens } from './tokens.ts';
import type { Lexemes } from './lexemes.ts';

/** Kinds of features; part of the model's identity, never renumbered. */
const [WORD_1, WORD_2, WORD_SKIP, WORD_3] = [1, 2, 3, 4];
const [GROUP_1, GROUP_2, GROUP_SKIP] = [5, 6, 7];
const [WIDE_1, WIDE_2, WIDE_SKIP, WIDE_NEAR, WIDE_3] = [8, 9, 10, 11, 12];
const [WORD_WIDE, WIDE_WORD, OPENING, PIECE] = [13, 14, 15, 16];
/** Lexemes between two that still count as near each other. */
const NEAR = 9;
/** So far apart two lexemes are seen with their words, not only their wide groups. */
const SKIP = 3;
/** Words at the beginning of a sentence that are seen with their place. */
const OPENERS = 4;
/** Pieces of words: of these lengths, from words longer than this. */
const PIECES = [4, 5];
const MIN_PIECED = 4;
/** Characters of a word that are cut into pieces. */
const MAX_PIECED = 24;
/** Features that begin with one lexeme, at most: itself, its neighbours, its pieces. */
const MAX_EACH = 4 + 17 + (NEAR - SKIP) + 2 * MAX_PIECED;

/** Features of one stretch of text, in arrays that are used again. */
export class Features {
  length = 0;
  readonly hash: Uint32Array;
  /** First and last lexeme that each was read from. */
  readonly first: Uint16Array;
  readonly last: Uint16Array;
  /** Group and wide group of each lexeme: looked at from every neighbour, worked out once. */
  readonly groups: Uint32Array;
  readonly wides: Uint32Array;

  /** @param lexemes the most that are read at once */
  constructor(lexemes: number) {
    const room = lexemes * MAX_EACH;
    this.hash = new Uint32Array(room);
    this.first = new Uint16Array(room);
    this.last = new Uint16Array(room);
    this.groups = new Uint32Array(lexemes);
    this.wides = new Uint32Array(lexemes);
  }

  add(hash: number, first: number, last: number): void {
    const i = this.length++;
    this.hash[i] = hash;
    this.first[i] = first;
    this.last[i] = last;
  }
}

function join(a: number, b: number, kind: number): number {
  let x = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + kind, 0xc2b2ae35);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  return (x ^ (x >>> 13)) >>> 0;
}

/** Groups are numbers from 1; what has none stands for itself when it is a sign or a number, else for any unknown word. */
function groupOf(groups: Uint16Array, lexemes: Lexemes, tokens: Tokens, i: number): number {
  const group = groups[i] ?? 0;
  if (group > 0) return group;
  const kind = tokens.kind[lexemes.from[i] ?? 0];
  return kind === SIGN || kind === NUMBER ? (lexemes.word[i] ?? 0) | 0x10000 : 0;
}

/** Puts every feature of the lexemes of `text` into `out`, in a fixed order; the same one may come more than once. Linear. */
export function readFeatures(text: string, lexemes: Lexemes, tokens: Tokens, out: Features): void {
  out.length = 0;
  const { length: n, word, group, wide } = lexemes;
  const { groups: narrow, wides: broad } = out;
  for (let i = 0; i < n; i++) {
    narrow[i] = groupOf(group, lexemes, tokens, i);
    broad[i] = groupOf(wide, lexemes, tokens, i);
  }
  let place = 0;
  for (let i = 0; i < n; i++) {
    const w = word[i] ?? 0;
    const g = narrow[i] ?? 0;
    const k = broad[i] ?? 0;
    out.add(join(w, 0, WORD_1), i, i);
    out.add(join(g, 0, GROUP_1), i, i);
    out.add(join(k, 0, WIDE_1), i, i);
    const token = lexemes.from[i] ?? 0;
    if (tokens.kind[token] === SIGN) {
      if (endsSentence(text.charCodeAt(tokens.start[token] ?? 0))) place = 0;
    } else {
      if (place < OPENERS) out.add(join(w, place, OPENING), i, i);
      place++;
      if (tokens.kind[token] === WORD) addPieces(text, tokens.start[token] ?? 0, tokens.end[token] ?? 0, i, out);
    }
    let pair = 0;
    let widePair = 0;
    for (let j = i + 1; j < n && j <= i + NEAR; j++) {
      const kj = broad[j] ?? 0;
      const apart = j - i;
      if (apart > SKIP) {
        out.add(join(k, kj, WIDE_NEAR), i, j);
        continue;
      }
      const wj = word[j] ?? 0;
      const gj = narrow[j] ?? 0;
      const next = apart === 1;
      const words = join(w, wj, next ? WORD_2 : WORD_SKIP);
      const wides = join(k, kj, next ? WIDE_2 : WIDE_SKIP);
      out.add(words, i, j);
      out.add(join(g, gj, next ? GROUP_2 : GROUP_SKIP), i, j);
      out.add(wides, i, j);
      out.add(join(w, kj, WORD_WIDE), i, j);
      out.add(join(k, wj, WIDE_WORD), i, j);
      if (next) [pair, widePair] = [words, wides];
      else if (apart === 2) {
        out.add(join(pair, wj, WORD_3), i, j);
        out.add(join(widePair, kj, WIDE_3), i, j);
      }
    }
  }
}

const endsSentence = (c: number): boolean => c === 0x2e || c === 0x21 || c === 0x3f || c === 0x3a || c === 0x3002;

/** Stretches of four and five characters of a word with its ends marked. */
function addPieces(text: string, start: number, to: number, i: number, out: Features): void {
  const end = Math.min(to, start + MAX_PIECED);
  if (end - start < MIN_PIECED) return;
  const at = (p: number): number => (p < start ? 0x3c : p >= end ? 0x3e : text.charCodeAt(p));
  for (const size of PIECES) {
    for (let from = start - 1; from + size <= end + 1; from++) {
      let h = startHash();
      for (let p = from; p < from + size; p++) h = stepHash(h, at(p));
      out.add(join(finish(h), size, PIECE), i, i);
    }
  }
}
