// The features of a text: the same for the same words, told apart by order and place, and never more than there is room for.
import { describe, expect, test } from 'vitest';
import { WINDOW } from '../../src/engine/classify/classifier.ts';
import { Features, readFeatures } from '../../src/engine/classify/features.ts';
import { Lexemes, readLexemes } from '../../src/engine/classify/lexemes.ts';
import { cut, Tokens } from '../../src/engine/classify/tokens.ts';
import { readingsOf } from '../../tools/train/vectors.ts';
import { madeUpLexicon } from '../support/made-up-lexicon.ts';

const lexicon = madeUpLexicon();

function read(text: string, room = WINDOW): { features: Features; lexemes: number } {
  const tokens = new Tokens(room);
  cut(text, 0, text.length, tokens);
  const lexemes = new Lexemes(room);
  readLexemes(lexicon, text, tokens, lexemes);
  const features = new Features(room);
  readFeatures(text, lexemes, tokens, features);
  return { features, lexemes: lexemes.length };
}
const set = (text: string): Set<number> => {
  const { features } = read(text);
  return new Set(features.hash.slice(0, features.length));
};

describe('features', () => {
  test('are the same for the same text, whatever was read before', () => {
    const text = 'the kettle sang while the rain went on';
    const first = set(text);
    set('und das quandel 龘鱻羴');
    expect(set(text)).toEqual(first);
  });

  test('differ with order, with place in the sentence, and with what lies between', () => {
    const of = (text: string): number[] => [...set(text)].sort();
    expect(of('zorble the quandle')).not.toEqual(of('quandle the zorble'));
    expect(of('zorble florp florp florp quandle')).not.toEqual(of('zorble florp quandle florp florp'));
    const [flat, full] = [set('one two three four kettle'), set('one two three four. kettle')];
    expect([...full].some((f) => !flat.has(f))).toBe(true);
  });

  test('of a word that nobody knows tell of its pieces', () => {
    const [one, two, other] = [set('florpilation'), set('florpilating'), set('grmwzzzqxkj')];
    const common = (a: Set<number>, b: Set<number>): number => [...a].filter((f) => b.has(f)).length;
    expect(common(one, two)).toBeGreaterThan(common(one, other) + 8);
  });

  // One unit more than a window of the longest words with all their neighbours must not be written beyond the arrays: typed
  // arrays drop it without a word, and training and use would part.
  test.each([
    ['long words', 'abcdefghijklmnopqrstuvwxyzabcdefgh '],
    ['words of 24 letters', 'abcdefghijklmnopqrstuvwx '],
    ['words of four letters', 'abcd '],
    ['letters', '龘'],
    ['signs', '!'],
    ['ends of sentences', 'abcdefghijklmnopqrstuvwxyz. '],
    ['numbers', '1 '],
  ])('of a full window of %s fit into their room', (_title, word) => {
    const { features, lexemes } = read(word.repeat(WINDOW * 2));
    expect(lexemes).toBeGreaterThan(0);
    expect(features.length).toBeLessThanOrEqual(features.hash.length);
    for (let i = 0; i < features.length; i++) {
      expect(features.first[i]).toBeLessThanOrEqual(features.last[i] ?? -1);
      expect(features.last[i]).toBeLessThan(lexemes);
    }
  });

  test('of no text are none', () => {
    expect(read('').features.length).toBe(0);
  });

  test('as training sees them are each place once, within the size, window by window', () => {
    const windows = readingsOf(lexicon, 'the kettle sang while the rain went on. '.repeat(60), 1 << 12, 3);
    expect(windows).toHaveLength(3);
    for (const { features, words, groups } of windows) {
      expect(new Set(features).size).toBe(features.length);
      expect(features.every((place) => place < 1 << 12)).toBe(true);
      expect(words.length).toBe(groups.length);
    }
    expect(readingsOf(lexicon, 'short', 1 << 12, 3)).toHaveLength(1);
  });
});
