// Texts as the model's features: the same code reads them in training and in use.
import { Features, readFeatures } from '../../src/engine/classify/features.ts';
import { Lexemes, readLexemes, type Lexicon } from '../../src/engine/classify/lexemes.ts';
import { cut, Tokens } from '../../src/engine/classify/tokens.ts';
import { STRIDE, WINDOW } from '../../src/engine/classify/classifier.ts';
import { fold } from '../../src/engine/normalize/fold.ts';
import { withoutTags } from '../../src/engine/normalize/without-tags.ts';

const tokens = new Tokens(4_000);
const window = new Tokens(WINDOW);
const lexemes = new Lexemes(WINDOW);
const features = new Features(WINDOW);

/** One window of a text as the parts of the model read it. */
export interface Reading {
  /** Places of the features, each once. */
  readonly features: Uint32Array;
  /** Hash and group of each lexeme. */
  readonly words: Uint32Array;
  readonly groups: Uint16Array;
}

/** The windows of a text, the first one even when it is empty. @param size places of the features, a power of two */
export function readingsOf(lexicon: Lexicon, text: string, size: number, windows = 1): Reading[] {
  const folded = withoutTags(fold(text).text);
  cut(folded, 0, folded.length, tokens);
  const out: Reading[] = [];
  for (let from = 0; out.length < windows; from += STRIDE) {
    window.length = 0;
    for (let i = from; i < Math.min(tokens.length, from + WINDOW); i++)
      window.add(tokens.kind[i] ?? 0, tokens.hash[i] ?? 0, tokens.start[i] ?? 0, tokens.end[i] ?? 0);
    readLexemes(lexicon, folded, window, lexemes);
    readFeatures(folded, lexemes, window, features);
    const places = new Set<number>();
    for (let i = 0; i < features.length; i++) places.add((features.hash[i] ?? 0) & (size - 1));
    out.push({
      features: Uint32Array.from(places),
      words: lexemes.word.slice(0, lexemes.length),
      groups: lexemes.group.slice(0, lexemes.length),
    });
    if (from + WINDOW >= tokens.length) break;
  }
  return out;
}
