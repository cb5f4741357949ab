// What a token means: dictionaries, stems, pairs of syllables, letters in front, scripts without spaces, and the choice of
// the language. The lexicon is made up; the builder is the real one.
import { describe, expect, test } from 'vitest';
import { keyOf, languageOf, Lexemes, lookUp, readLexemes } from '../../src/engine/classify/lexemes.ts';
import { cut, hashOf, Tokens } from '../../src/engine/classify/tokens.ts';
import { fold } from '../../src/engine/normalize/fold.ts';
import { madeUpLexicon } from '../support/made-up-lexicon.ts';
import { trained } from '../support/trained.ts';

const lexicon = madeUpLexicon();
const english = new Map(['the', 'and', 'zorble', 'quandle', 'kettle'].map((word) => [hashOf(word), word]));

function tokensOf(raw: string): { text: string; tokens: Tokens } {
  const { text } = fold(raw);
  const tokens = new Tokens(200);
  cut(text, 0, text.length, tokens);
  return { text, tokens };
}
const languageIn = (raw: string): string | undefined => {
  const { text, tokens } = tokensOf(raw);
  return lexicon.languages[languageOf(lexicon, text, tokens)];
};
/** English word or the word itself, and the group, of each lexeme. */
function read(raw: string): string[] {
  const { text, tokens } = tokensOf(raw);
  const out = new Lexemes(200);
  readLexemes(lexicon, text, tokens, out);
  return Array.from({ length: out.length }, (_, i) => {
    const own = text.slice(tokens.start[out.from[i] ?? 0], tokens.end[out.to[i] ?? 0]);
    return `${english.get(out.word[i] ?? 0) ?? `(${own})`} ${out.group[i]} ${out.wide[i]}`;
  });
}

describe('the language of a text', () => {
  test.each([
    ['plain words', 'kettle kettle', 'en'],
    ['function words', 'und das kettle', 'de'],
    ['function words against one foreign letter', 'the kettle and the и', 'en'],
    ['Cyrillic', 'зорблы', 'ru'],
    ['Hebrew', 'קוונדל', 'he'],
    ['Arabic', 'كواندل', 'ar'],
    ['Han', '龘鱻羴', 'zh'],
    ['kana among Han', '龘の鱻', 'ja'],
    ['Hangul', '주전자', 'ko'],
    ['Thai', 'กา', 'th'],
    ['a language that is not there', 'ठडढ', 'en'],
    ['nothing', '', 'en'],
    ['signs alone', '!!! ??? ###', 'en'],
  ])('%s', (_title, text, expected) => expect(languageIn(text)).toBe(expected));
});

describe('a word is read', () => {
  test.each<[string, string, string[]]>([
    ['with its groups in English', 'the quandle', ['the 2 2', 'quandle 4 3']],
    ['as itself where nobody knows it', 'florp', ['(florp) 0 0']],
    ['through the dictionary', 'das quandel und', ['the 2 2', 'quandle 4 3', 'and 2 2']],
    ['by its stem', 'und zorbelst', ['and 2 2', 'zorble 3 2']],
    ['whole before its stem', 'und zorbeln', ['and 2 2', 'zorble 3 2']],
    ['in English where its language has no such word', 'und kettle', ['and 2 2', 'kettle 5 3']],
    ['as two syllables', 'vaa zor bel', ['and 2 2', 'zorble 3 2']],
    ['as one syllable where the pair is none', 'vaa bel zor', ['and 2 2', 'kettle 5 3', '(zor) 0 0']],
    ['without letters put in front in Hebrew', 'והקוונדל', ['quandle 4 3']],
    ['and in Arabic', 'والكواندل', ['quandle 4 3']],
    ['but not without four of them', 'ابتثكواندل', ['(ابتثكواندل) 0 0']],
    ['with particles in Korean', '주전자를', ['kettle 5 3']],
    ['as the longest run of Han', '龘鱻羴龘', ['quandle 4 3', 'zorble 3 2']],
    ['as runs of kana and Thai', 'やかんと กา', ['kettle 5 3', 'and 2 2', '(ก) 0 0', '(า) 0 0']],
    ['not over a gap', '龘 鱻羴', ['zorble 3 2', '(鱻) 0 0', '(羴) 0 0']],
  ])('%s', (_title, text, expected) => expect(read(text)).toEqual(expected));

  test('signs and numbers stand for themselves', () => {
    expect(read('7 !').map((l) => l.replace(/^\(.\)/, ''))).toEqual([' 0 0', ' 0 0']);
  });

  test('one of 20,000 letters, in bounded time', () => {
    const start = performance.now();
    expect(read('ق'.repeat(20_000))).toHaveLength(1);
    expect(read(`${'и'.repeat(19_000)} и`)).toHaveLength(2);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('a table', () => {
  test('answers -1 for what is not in it, also when it is empty', () => {
    expect(lookUp(lexicon.words, keyOf(hashOf('nothing of this kind'), 0))).toBe(-1);
    expect(lookUp(new Uint32Array(0), 5)).toBe(-1);
    expect(lookUp(new Uint32Array(8), 5)).toBe(-1);
  });

  test('of the delivered model finds every one of its own words, whatever else shares its place', () => {
    const { hashes, words } = trained.lexicon;
    const lost = [...hashes].filter((hash) => lookUp(words, keyOf(hash, 0)) < 0);
    expect(hashes.length).toBeGreaterThan(10_000);
    expect(lost.length).toBe(0);
  });

  test('of the delivered model has free places, and few words that others have taken', () => {
    const { hashes, words, stems } = trained.lexicon;
    for (const table of [words, stems]) {
      const used = table.reduce((n, slot) => n + (slot === 0 ? 0 : 1), 0);
      expect(used).toBeLessThanOrEqual(table.length / 2);
    }
    const wrong = [...hashes].filter((hash, i) => lookUp(words, keyOf(hash, 0)) !== i);
    expect(wrong.length / hashes.length).toBeLessThan(0.01);
  });

  test('of function words is in order, and names only languages that are there', () => {
    const { functionWords, languages } = trained.lexicon;
    // A thirty-second language would make the reading of the bits endless.
    expect(languages.length).toBeLessThan(32);
    for (let i = 0; i < functionWords.length; i += 2) {
      if (i > 0) expect(functionWords[i] ?? 0).toBeGreaterThan(functionWords[i - 2] ?? 0);
      expect((functionWords[i + 1] ?? 0) >>> languages.length).toBe(0);
    }
  });
});
