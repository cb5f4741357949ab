// The canonical reading of a text: what is folded, what is kept, and where each folded character came from.
import { describe, expect, test } from 'vitest';
import { isFlag, isHonestJoiner } from '../../src/engine/normalize/characters.ts';
import { fold, foldTerm } from '../../src/engine/normalize/fold.ts';
import { compose, originalOffset, ViewBuilder } from '../../src/engine/normalize/view.ts';

describe('fold', () => {
  test.each([
    ['full-width letters', 'Ｋｅｔｔｌｅ', 'kettle'],
    ['mathematical letters', '\u{1d40a}\u{1d41e}\u{1d42d}', 'ket'],
    ['circled letters', 'ⓚⓔⓣ', 'ket'],
    ['ligatures', 'ﬁsh oﬀ', 'fish off'],
    ['precomposed and combining accents alike', 'É E\u0301 é', 'e e e'],
    ['accents in Greek, Cyrillic, Arabic, Hebrew', 'Ά Й سَلَام שָׁלוֹם', 'α и سلام שלום'],
    ['vowel signs of Devanagari stay', 'किताब', 'किताब'],
    ['voicing marks of kana stay', 'が ぱ', 'が ぱ'],
    ['half-width kana', 'ｶﾀｶﾅ', 'カタカナ'],
    ['white space of every kind is one space', 'a \u00a0\u2003\n\t b\u3000c', 'a b c'],
    ['typographic quotes and dashes', '‘a’ “b” c–d—e‑f', '\'a\' "b" c-d-e-f'],
    ['double primes and small dashes, as after a second fold', 'a″ b﹘c', "a'' b-c"],
    ['zero-width characters between letters', 'k\u200be\u200ct\u2060t\ufeffl\u00ade', 'kettle'],
    ['bidi controls', 'a\u202eb\u202cc\u2066d\u2069', 'abcd'],
    ['tag characters', 'a\u{e0061}\u{e0062}b', 'ab'],
    ['Hangul filler', 'a\u3164b\u115fc', 'abc'],
    ['capital dotted I', 'İstanbul', 'istanbul'],
    ['sharp s stays a letter', 'Straße', 'straße'],
    ['emoji stay', 'A \u{1f9ea}!', 'a \u{1f9ea}!'],
  ])('%s', (_title, text, expected) => {
    expect(fold(text).text).toBe(expected);
  });

  test('a lone surrogate is kept and harms nothing', () => {
    expect(fold('a\ud800b\udfff').text).toBe('a\ud800b\udfff');
  });

  test('offsets lead back to the character they came from', () => {
    const text = 'x ﬁsh\u200b  Été\n\u{1d40a}';
    const view = fold(text);
    const at = (piece: string): number => originalOffset(view, view.text.indexOf(piece));
    expect(view.text).toBe('x fish ete k');
    expect(text.slice(at('fi'))).toMatch(/^ﬁ/);
    expect(at('sh')).toBe(text.indexOf('sh'));
    expect(at('ete')).toBe(text.indexOf('É'));
    expect(at('k')).toBe(text.indexOf('\u{1d40a}'));
    expect(originalOffset(view, view.text.length)).toBe(text.length);
  });

  test('a plain ASCII text needs no map, and its offsets are its own', () => {
    const view = fold('Plain Words');
    expect([view.text, view.map, originalOffset(view, 6)]).toEqual(['plain words', null, 6]);
  });

  test('terms are folded and trimmed', () => {
    expect(foldTerm('  Ｔｅａ  Cup ')).toBe('tea cup');
  });

  test('folding what was folded changes nothing, for every code point', () => {
    const bad: string[] = [];
    for (let cp = 0; cp <= 0x2ffff; cp++) {
      const once = fold(`a${String.fromCodePoint(cp)}b`).text;
      if (fold(once).text !== once) bad.push(cp.toString(16));
    }
    expect(bad).toEqual([]);
  });
});

describe('invisible code points with an honest use do not make a text suspect', () => {
  test.each([
    ['a family of emoji', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'],
    ['a coloured heart', '\u2764\ufe0f'],
    ['a keycap', '5\ufe0f\u20e3'],
    ['a rainbow flag', '\u{1f3f3}\ufe0f\u200d\u{1f308}'],
    ['a skin tone and a joiner', '\u{1f469}\u{1f3fd}\u200d\u{1f680}'],
    ['Persian with a non-joiner', 'می\u200cروم'],
    ['Devanagari conjuncts', 'क्\u200dष'],
    ['Bengali', 'র\u200d্য'],
    ['Malayalam chillu', 'ന്\u200d'],
    ['Mongolian variation selectors', 'ᠠ\u180bᠨ'],
    ['Arabic letter mark', 'سعر\u061c5'],
    ['Hebrew with a mark of direction', 'שלום\u200f!'],
    ['an ideographic variation', '葛\u{e0100}'],
    ['the flag of Scotland', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
  ])('%s', (_title, text) => {
    expect(fold(text).transform).toBe('original');
  });

  test.each([
    ['between Latin letters', 'a\u200bb'],
    ['a joiner between Latin letters', 'a\u200db'],
    ['a tag after a letter', 'a\u{e0041}'],
    ['a bidi override', 'a\u202eb'],
    ['tags behind a black flag that spell no flag', '\u{1f3f4}\u{e0078}\u{e0079}\u{e007a}\u{e007f}'],
  ])('but %s it is noticed', (_title, text) => {
    expect(fold(text).transform).toBe('invisible-removed');
  });

  test('joiners need the right neighbours; flags are a closed list', () => {
    expect(isHonestJoiner(0x200d, 'a', 'b')).toBe(false);
    expect(isHonestJoiner(0x200c, 'م', 'ر')).toBe(true);
    expect([isFlag('gbeng'), isFlag('gbxyz'), isFlag('')]).toEqual([true, false, false]);
  });
});

describe('views on views', () => {
  test('composing maps leads to the innermost text', () => {
    const inner = new ViewBuilder();
    inner.append('a', 4);
    inner.append('bc', 9);
    const outer = new ViewBuilder();
    outer.append('x', 1);
    outer.append('y', 2);
    const both = compose(outer.build('hex', 3), inner.build('base64', 12));
    expect([...(both.map ?? [])]).toEqual([9, 9, 12]);
    expect([both.text, both.transform]).toEqual(['xy', 'hex']);
  });

  test('a view without a map is the text itself', () => {
    const plain = { transform: 'original', text: 'abc', map: null } as const;
    const built = new ViewBuilder();
    built.append('b', 1);
    const view = built.build('hex', 2);
    expect(compose(view, plain)).toBe(view);
    expect(compose(plain, view).map).toBe(view.map);
  });
});
