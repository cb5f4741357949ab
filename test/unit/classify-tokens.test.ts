// How a folded text is cut into the pieces that the classifier counts.
import { describe, expect, test } from 'vitest';
import { ADDRESS, cut, hashOf, LETTER, NUMBER, SIGN, Tokens, WORD } from '../../src/engine/classify/tokens.ts';

const NAMES: Readonly<Record<number, string>> = {
  [WORD]: 'word',
  [NUMBER]: 'number',
  [SIGN]: 'sign',
  [LETTER]: 'letter',
  [ADDRESS]: 'address',
};
function pieces(text: string, capacity = 100): [string | undefined, string][] {
  const out = new Tokens(capacity);
  cut(text, 0, text.length, out);
  return Array.from({ length: out.length }, (_, i) => [NAMES[out.kind[i] ?? 0], text.slice(out.start[i], out.end[i])]);
}
const hashes = (text: string): number[] => {
  const out = new Tokens(100);
  cut(text, 0, text.length, out);
  return [...out.hash.slice(0, out.length)];
};

describe('a text is cut', () => {
  test.each<[string, string, string[]]>([
    ['into words at spaces', 'the  kettle\n sang', ['word the', 'word kettle', 'word sang']],
    ['with signs as tokens', 'kettle, (tea)', ['word kettle', 'sign ,', 'sign (', 'word tea', 'sign )']],
    ['with an apostrophe inside a word', "don't 'tis", ["word don't", "sign '", 'word tis']],
    ['with an apostrophe at the end apart', "boats'", ['word boats', "sign '"]],
    ['with numbers apart from words', 'b2b 1234', ['word b', 'number 2', 'word b', 'number 1234']],
    ['with addresses told by their colon', 'https://a.b', ['word https', 'address ://', 'word a', 'sign .', 'word b']],
    ['a colon alone is a sign', 'note: x', ['word note', 'sign :', 'word x']],
    ['letter by letter without spaces', '龘鱻a', ['letter 龘', 'letter 鱻', 'word a']],
    ['kana and Thai too', 'やか กา', ['letter や', 'letter か', 'letter ก', 'letter า']],
    ['words of Hangul whole', '주전자를 x', ['word 주전자를', 'word x']],
    ['accents and Cyrillic as letters', 'über зорбл', ['word über', 'word зорбл']],
    ['Arabic commas as signs', 'ا، ب', ['word ا', 'sign ،', 'word ب']],
  ])('%s', (_title, text, expected) => {
    expect(pieces(text).map((p) => p.join(' '))).toEqual(expected);
  });

  test('nothing of nothing, and of white space', () => {
    expect([pieces(''), pieces(' \n\t ')]).toEqual([[], []]);
  });

  test('numbers of one length are alike, addresses are alike, words are not', () => {
    expect(hashes('123')).toEqual(hashes('987'));
    expect(hashes('12')).not.toEqual(hashes('123'));
    expect(hashes('12345')).toEqual(hashes('1234567890'));
    expect(hashes('kettle')).toEqual([hashOf('kettle')]);
    expect(hashes('kettle')).not.toEqual(hashes('kettles'));
  });

  test('halves of surrogate pairs alone are letters like others', () => {
    expect(pieces('\ud83d x \ude00').map(([, text]) => text)).toEqual(['\ud83d', 'x', '\ude00']);
  });

  test('never beyond its room, and no further than that', () => {
    expect(pieces('a b c d e f', 3).map(([, text]) => text)).toEqual(['a', 'b', 'c']);
    const start = performance.now();
    for (let i = 0; i < 200; i++) pieces('word '.repeat(20_000), 2);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  test('only the stretch that is asked for', () => {
    const out = new Tokens(10);
    const text = 'one two three four';
    cut(text, 4, 13, out);
    expect([out.length, text.slice(out.start[1], out.end[1])]).toEqual([2, 'three']);
  });
});
