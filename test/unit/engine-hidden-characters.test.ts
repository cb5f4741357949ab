// Characters that nobody sees: found, decoded and left out, while typography, emoji, flags and joining scripts stay.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hiddenCharacters, withoutHiddenCharacters } from '../../src/engine/normalize/hidden-characters.ts';

const tags = (text: string): string =>
  [...text].map((c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0) ?? 0))).join('');
const selectors = (text: string): string =>
  [...new TextEncoder().encode(text)].map((b) => String.fromCodePoint(b < 16 ? 0xfe00 + b : 0xe0100 + b - 16)).join('');
const bits = (text: string): string =>
  [...new TextEncoder().encode(text)]
    .map((b) => b.toString(2).padStart(8, '0').replaceAll('0', '\u200b').replaceAll('1', '\u200c'))
    .join('');

test.each([
  ['tags', tags('meet at noon')],
  ['variation selectors', selectors('meet at noon')],
  ['bits of width zero', bits('meet at noon')],
])('%s are found, spelled out and left out', (_, hidden) => {
  const text = `Good${hidden} morning.`;
  const found = hiddenCharacters(text);
  expect(found?.message).toContain('meet at noon');
  expect(found?.runs).toMatchObject([{ start: 4, end: 4 + hidden.length }]);
  expect(withoutHiddenCharacters(text)).toBe('Good morning.');
});

test.each([
  ['plain', 'Good morning.'],
  ['a soft hyphen, a break of width zero, a byte-order mark', '\ufeffDonau\u00addampf\u200bschiff'],
  ['emoji', '👩‍👩‍👧 ❤️ 1️⃣ 🏳️‍🌈 👍🏽'],
  ['flags', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} 🇩🇪'],
  ['Persian', 'می‌خواهم'],
  ['Hindi', 'क्‍ष श्री'],
  ['a variant of a Han character', '葛\u{e0100}'],
])('honest: %s', (_, text) => {
  expect(hiddenCharacters(text)).toBeNull();
  expect(withoutHiddenCharacters(text)).toBe(text);
});

test('of any text: nothing visible goes, runs lie in order inside', () => {
  const unit = fc.oneof(
    fc.constantFrom(
      '\u200b',
      '\u200c',
      '\u200d',
      '\ufe0f',
      '\u{e0041}',
      '\u{e007f}',
      '\u{1f3f4}',
      'a',
      ' ',
      'ا',
      '\ud800',
      '葛',
    ),
    fc.string({ maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      const found = hiddenCharacters(text);
      let last = 0;
      for (const { start, end, count } of found?.runs ?? []) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(count).toBeGreaterThan(0);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
      const clean = withoutHiddenCharacters(text);
      expect(withoutHiddenCharacters(clean).replace(/[^a]/g, '')).toBe(text.replace(/[^a]/g, ''));
    }),
    { numRuns: 500 },
  );
});
