// Decoders and disguises: what each one reads, that it reads nothing into honest text, and that offsets stay true.
import { describe, expect, test } from 'vitest';
import { MAX_DECODED, MAX_VIEWS } from '../../src/engine/limits.ts';
import { utf8 } from '../../src/engine/normalize/decode.ts';
import { foldConfusables, foldLeet, joinSpacedLetters, reversed, rot13 } from '../../src/engine/normalize/disguise.ts';
import { fold } from '../../src/engine/normalize/fold.ts';
import type { View } from '../../src/engine/normalize/view.ts';
import { DECODERS, views } from '../../src/engine/normalize/views.ts';
import type { Transform } from '../../src/model/finding.ts';

const WORDS = 'Plain words about a kettle, nothing else.';
const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)];
const tags = (text: string): string =>
  [...text].map((c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0) ?? 0))).join('');
const selectors = (text: string): string =>
  bytesOf(text)
    .map((b) => String.fromCodePoint(b < 16 ? 0xfe00 + b : 0xe0100 + b - 16))
    .join('');
const bits = (text: string, zero: string, one: string, width = 8): string =>
  bytesOf(text)
    .map((b) => [...b.toString(2).padStart(width, '0')].map((d) => (d === '1' ? one : zero)).join(''))
    .join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const percent = (text: string): string =>
  bytesOf(text)
    .map((b) => `%${b.toString(16).padStart(2, '0')}`)
    .join('');
const entities = (text: string): string => [...text].map((c) => `&#x${(c.codePointAt(0) ?? 0).toString(16)};`).join('');

/** What the decoders read by this transform; null: nothing. */
const decode = (by: Transform, text: string): View | null =>
  DECODERS.map((decoder) => decoder(text)).find((view) => view?.transform === by) ?? null;

describe('decoders', () => {
  test.each<[string, Transform, string, string]>([
    ['tags', 'tag-characters', `x${tags(WORDS)}y`, WORDS],
    ['variation selectors', 'variation-selector-bytes', `\u{1f600}${selectors(WORDS)}`, WORDS],
    [
      'variation selectors beyond ASCII',
      'variation-selector-bytes',
      `a${selectors('Grüße aus Köln, 你好 世界')}`,
      'Grüße aus Köln, 你好 世界',
    ],
    ['zero-width bits', 'zero-width-bits', `a${bits(WORDS, '\u200b', '\u200c')}b`, WORDS],
    ['zero-width bits, other polarity', 'zero-width-bits', bits(WORDS, '\u2064', '\u2063'), WORDS],
    ['zero-width bits of seven', 'zero-width-bits', bits(WORDS, '\u200b', '\u200d', 7), WORDS],
    ['base64', 'base64', `data ${base64(WORDS)} end`, WORDS],
    ['base64url without padding', 'base64', Buffer.from(`${WORDS}???>>>`).toString('base64url'), `${WORDS}???>>>`],
    ['base64 beyond ASCII', 'base64', base64('Ein paar Wörter über Tee und 茶'), 'Ein paar Wörter über Tee und 茶'],
    [
      'two base64 runs',
      'base64',
      `${base64('the first few words')} and ${base64('the second few words')}`,
      'the first few words the second few words',
    ],
    ['hex', 'hex', `x ${hex(WORDS)}`, WORDS],
    ['hex with spaces', 'hex', hex(WORDS).replace(/(..)/g, '$1 '), WORDS],
    ['hex with 0x', 'hex', hex(WORDS).replace(/(..)/g, '0x$1,'), WORDS],
    ['hex with \\x', 'hex', hex(WORDS).replace(/(..)/g, '\\x$1'), WORDS],
    ['percent', 'percent', percent(WORDS), WORDS],
    ['percent, some letters only', 'percent', 'Pl%61in+w%6frds%20ab%6fut', 'Plain words about'],
    ['percent beyond ASCII', 'percent', percent('Tee und 茶 und mehr'), 'Tee und 茶 und mehr'],
    ['entities', 'entities', entities(WORDS), WORDS],
    ['entities by name and number', 'entities', '&lt;b&gt; &#65;&#x42; &amp; &nbsp;x', '<b> AB &  x'],
  ])('%s', (_title, by, text, expected) => {
    const view = decode(by, text);
    expect(view?.text).toBe(expected);
    const map = view?.map ?? new Int32Array();
    expect(map.length).toBe(expected.length + 1);
    for (let i = 0; i + 1 < map.length; i++) expect(map[i] ?? -1, String(i)).toBeLessThanOrEqual(map[i + 1] ?? -1);
    expect(map[0]).toBeGreaterThanOrEqual(0);
    expect(map[map.length - 1]).toBeLessThanOrEqual(text.length);
  });

  test('offsets point at the encoded place', () => {
    const text = `0123456789 ${base64(WORDS)}`;
    const map = decode('base64', text)?.map;
    expect(map?.[0]).toBe(11);
    expect(decode('tag-characters', `ab${tags('kettle')}`)?.map?.[3]).toBe(2 + 2 * 3);
    expect(decode('percent', 'ab%63%64%65fg')?.map?.[5]).toBe(11);
  });

  test.each<[string, Transform, string]>([
    ['an honest flag', 'tag-characters', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
    [
      'emoji with their selectors',
      'variation-selector-bytes',
      '\u2764\ufe0f \u2600\ufe0f \u270f\ufe0f \u2708\ufe0f \u260e\ufe0f \u2615\ufe0f \u2663\ufe0f',
    ],
    ['a few zero-width spaces', 'zero-width-bits', 'a\u200bb\u200bc\u200b'],
    ['zero-width characters of one kind', 'zero-width-bits', '\u200b'.repeat(64)],
    ['a long word', 'base64', 'Donaudampfschifffahrtsgesellschaftskapitaen'],
    ['a hash', 'hex', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    [
      'a picture in base64',
      'base64',
      Buffer.from(Uint8Array.from({ length: 90 }, (_, i) => (i * 197 + 13) % 256)).toString('base64'),
    ],
    ['a path', 'base64', 'assets/images/products/kettles/large/blue'],
    ['a price with a per cent sign', 'percent', '20% off, 30% off, 100% wool'],
    ['an ampersand', 'entities', 'salt & pepper; R&D; A&B'],
    ['plain words', 'hex', WORDS],
  ])('%s is nothing', (_title, by, text) => {
    expect(decode(by, text)).toBeNull();
  });

  test.each([
    [[0x41, 0xc3, 0xa4], 'Aä'],
    [[0xf0, 0x9f, 0x98, 0x80], '\u{1f600}'],
    [[0xc0, 0x80], null],
    [[0xed, 0xa0, 0x80], null],
    [[0xf5, 0x80, 0x80, 0x80], null],
    [[0xe2, 0x82], null],
    [[0x80], null],
  ])('UTF-8 %j', (bytes, expected) => {
    expect(utf8(bytes)).toBe(expected);
  });

  test('references to no character are dropped, not thrown', () => {
    expect(decode('entities', 'a&#9999999;b&#x110000;c&#0000;d')?.text).toBe('abcd');
    expect(() => decode('entities', '&#xd800;')).not.toThrow();
  });
});

describe('disguises', () => {
  test('look-alike letters inside a Latin text', () => {
    expect(foldConfusables(fold('kеttlе and сuр on the table'))?.text).toBe('kettle and cup on the table');
    expect(foldConfusables(fold('чайник и чашка на столе, iPhone'))).toBeNull();
    expect(foldConfusables(fold('kettle'))).toBeNull();
  });

  test('digits and signs as letters', () => {
    expect(foldLeet(fold('k3ttl3 4nd c4p'))?.text).toBe('kettle and cap');
    expect(foldLeet(fold('room 101, 12 cups'))?.text ?? 'none').not.toContain('ioi');
    expect(foldLeet(fold('12 34 56'))).toBeNull();
  });

  test('letters set apart', () => {
    expect(joinSpacedLetters('k e t t l e  a n d  c u p s')?.text).toBe('kettle and cups');
    expect(joinSpacedLetters('k.e.t.t.l.e.a.n.d.c')?.text).toBe('kettleandc');
    expect(joinSpacedLetters('a b c')).toBeNull();
    expect(joinSpacedLetters(WORDS)).toBeNull();
  });

  test('rot13 twice and reversed twice is the text', () => {
    const view = fold('kettle and cups');
    const once = rot13(view);
    expect(once?.text).toBe('xrggyr naq phcf');
    expect(once && rot13(once)?.text).toBe('kettle and cups');
    const back = reversed(view);
    expect(back.text).toBe('spuc dna elttek');
    expect(back.map?.[0]).toBe('kettle and cups'.length - 1);
  });

  test('reversing keeps pairs together, and its offsets true', () => {
    const text = 'ab\u{1f600}cd';
    const back = reversed(fold(text));
    expect(back.text).toBe('dc\u{1f600}ba');
    expect(text[back.map?.[back.text.indexOf('b')] ?? -1]).toBe('b');
  });
});

describe('views', () => {
  test('three layers are decoded, a fourth is not', () => {
    const two = base64(hex(WORDS));
    const three = percent(two);
    const seen = (text: string): boolean => views(text).decoded.some((v) => v.text.includes('about a kettle'));
    expect(seen(two)).toBe(true);
    expect(seen(three)).toBe(true);
    expect(seen(entities(three))).toBe(false);
  });

  test('of plain words there is one view', () => {
    const { folded, decoded, guesses } = views(WORDS);
    expect([folded.text, decoded.length, guesses.length]).toEqual([WORDS.toLowerCase(), 0, 0]);
  });

  test('their number and size are bounded', () => {
    const bomb = `${base64(base64(base64(WORDS.repeat(200))))} ${percent(WORDS.repeat(20))} ${tags(WORDS.repeat(40))} ${entities(WORDS.repeat(40))}`;
    const { decoded, guesses } = views(bomb);
    expect(decoded.length).toBeLessThanOrEqual(MAX_VIEWS);
    expect(guesses.length).toBeLessThanOrEqual(2 * MAX_VIEWS + 4);
    // Folding may lengthen a view, at most by ligatures that spell words.
    expect(decoded.reduce((n, v) => n + v.text.length, 0)).toBeLessThanOrEqual(MAX_DECODED * 2);
    expect(views(bomb)).toEqual(views(bomb));
  });

  test('letters set apart are joined: wider gaps are word breaks, and signs stay', () => {
    const apart = (text: string, by = ' '): string | undefined =>
      views([...text].join(by)).guesses.find((v) => v.transform === 'spaced-letters')?.text;
    expect(apart('Tea, then cake: "two" slices. Don\'t wait!')).toBe('tea, then cake: "two" slices. don\'t wait!');
    expect(apart('teaandcake', '.')).toBe('teaandcake');
    expect(views('t.e.a.a.n.d..c.a.k.e.s.o.o.n').guesses.map((v) => v.text)).toContain('teaand cakesoon');
  });

  test('a text decodes at any place in it', () => {
    for (const before of ['', 'Ein Wort. ', 'é ﬁ \u{1f600} ']) {
      const found = views(`${before}${base64(WORDS)} after`).decoded.find((v) => v.transform === 'base64');
      expect(found?.text).toContain('plain words about');
      expect(found?.map?.[0]).toBe(before.length);
    }
  });
});
