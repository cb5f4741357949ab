// Readings that few texts need: escapes, letters by number, Braille, shifted alphabets. Each with its offsets, and
// honest texts that look alike.
import { expect, test } from 'vitest';
import { decodeBraille } from '../../src/engine/normalize/braille.ts';
import { decodeEscapes, decodeNumberCodes, unshifted } from '../../src/engine/normalize/rare.ts';
import { fold } from '../../src/engine/normalize/fold.ts';
import { originalSpan } from '../../src/engine/normalize/view.ts';

const TEXT = 'the ferry leaves at noon and the last boat is at six in the evening for all of you';
const bytes = [...Buffer.from(TEXT)];
const CELLS = '⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵';
const shifted = (step: number): string =>
  TEXT.replace(/[a-z]/g, (c) => String.fromCharCode(97 + ((c.charCodeAt(0) - 97 + step) % 26)));

test.each([
  ['escapes', decodeEscapes, bytes.map((b) => `\\u${b.toString(16).padStart(4, '0')}`).join('')],
  ['escapes with braces', decodeEscapes, bytes.map((b) => `\\u{${b.toString(16)}}`).join('')],
  ['binary', decodeNumberCodes, bytes.map((b) => b.toString(2).padStart(8, '0')).join(' ')],
  ['decimal', decodeNumberCodes, bytes.join(', ')],
  ['Braille', decodeBraille, TEXT.replace(/[a-z]/g, (c) => CELLS[c.charCodeAt(0) - 97] ?? '')],
  ['Braille in which cells stand for ASCII', decodeBraille, bytes.map((b) => String.fromCharCode(0x2800 + b)).join('')],
])('%s are read, wherever they stand, and mapped back', (_, decode, encoded) => {
  const text = `Note: ${encoded}`;
  const view = decode(text);
  expect(view?.text.endsWith(TEXT)).toBe(true);
  const at = view?.text.indexOf('ferry') ?? 0;
  const { start, end } = originalSpan(view as NonNullable<typeof view>, at, at + 5);
  expect(decode(text.slice(0, 6) + text.slice(6, start))?.text ?? '').not.toContain('ferry');
  expect(end).toBeGreaterThan(start);
  expect(end).toBeLessThanOrEqual(text.length);
});

test.each([1, 3, 7, 13, 25])('an alphabet shifted by %i is turned back', (step) => {
  expect(unshifted(fold(shifted(step)))?.text).toBe(TEXT);
});

test('an alphabet that is turned round is turned back', () => {
  const turned = TEXT.replace(/[a-z]/g, (c) => String.fromCharCode(219 - c.charCodeAt(0)));
  expect(unshifted(fold(turned))?.text).toBe(TEXT);
});

test.each([
  ['English', TEXT],
  ['German', 'Die Fähre fährt um sieben Uhr vom Nordkai ab, Fahrräder reisen kostenlos mit und Hunde sind willkommen.'],
  ['Polish', 'Prom odpływa o siódmej rano z północnego nabrzeża, rowery jadą za darmo, a psy są mile widziane.'],
  ['numbers of a table', '12, 14, 15, 18, 21, 22, 25, 28, 31, 33, 36, 39, 41'],
  ['bits', '10101010 11111111 00000000 10101010 11111111 00000000 10101010 11111111'],
  ['a path with backslashes', 'C:\\users\\uploads\\unit\\update'],
])('%s: nothing is read into it', (_, text) => {
  const found = [decodeEscapes(text), decodeNumberCodes(text), decodeBraille(text), unshifted(fold(text))];
  expect(found).toEqual([null, null, null, null]);
});

test('never throws, whatever it gets', () => {
  for (const text of ['', '\\u{ffffff}'.repeat(20), '999 '.repeat(40), '⠿'.repeat(99), '\ud800'.repeat(99)])
    for (const read of [decodeEscapes, decodeNumberCodes, decodeBraille]) read(text);
});
