// What the engine's bench reads: honest text of real pages, segments of one size, and texts made to be slow. Made texts
// are the same in every run; none of them says anything.
import { randomFrom } from '../train/linear.ts';
import { segmentsOf } from '../evaluate/segments.ts';
import type { HonestPage } from './page-data.ts';

/** The visible text of a page: its shown segments, one a line, as the guard joins blocks. */
export const visibleText = (page: HonestPage): string =>
  segmentsOf(page.html)
    .filter((s) => !s.hidden && s.channel === 'text')
    .map((s) => s.text)
    .join('\n');

/** Cuts texts, joined, into segments of `size` units; what is left over at the end is dropped. */
export function segments(texts: readonly string[], size: number): string[] {
  const all = texts.join('\n');
  return Array.from({ length: Math.floor(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

const repeated = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex');
const percent = (text: string): string => hex(text).replace(/../g, '%$&');

/** Codes by chance in a range, from a seed: nothing repeats, so nothing is found quickly. */
function noise(length: number, from: number, to: number): string {
  const random = randomFrom(length);
  let out = '';
  while (out.length < length) out += String.fromCodePoint(from + Math.floor(random() * (to - from)));
  return out.slice(0, length);
}

/** Encodes again and again as long as it stays within `length`. */
function nested(length: number, times: number, encode: (text: string) => string): string {
  const grown = encode('plain words '.repeat(100)).length / 1200;
  let text = repeated('plain words of no weight, ', Math.floor(length / grown ** times));
  for (let i = 0; i < times; i++) text = encode(text);
  return text.slice(0, length);
}

export type Made = (length: number) => string;

/** Texts that an adversary would write, of any length. @param terms words that rules look at, from the catalogue */
export function worstTexts(terms: readonly string[]): Readonly<Record<string, Made>> {
  const words = terms.join(' ');
  return {
    'one letter': (n) => repeated('a', n),
    'one space': (n) => repeated(' ', n),
    'words of the rules, over and over': (n) => repeated(`${words} `, n),
    'one word of the rules, over and over': (n) => repeated(`${terms[0] ?? ''} `, n),
    'words of the rules without spaces': (n) => repeated(words.replaceAll(' ', ''), n),
    'words of the rules, far apart': (n) => repeated(terms.map((t) => t + ' '.repeat(300)).join(''), n),
    'letters with gaps': (n) => repeated('a b c d e f g ', n),
    'letters with gaps of all kinds': (n) => repeated('a.b-c_d*e|f  g', n),
    'open references': (n) => repeated('&#', n),
    references: (n) => repeated('&#97;', n),
    'percent signs': (n) => repeated('%', n),
    'percent encoding': (n) => repeated('%61%20', n),
    'base64 letters': (n) => repeated('QUFB', n),
    'base64 runs with gaps': (n) => repeated('QUFBQUFBQUFBQUFBQUFBQUFBQUFB ', n),
    'hex digits': (n) => repeated('61', n),
    'base64 three times': (n) => nested(n, 3, base64),
    'percent of base64 of hex': (n) => nested(n, 1, (t) => percent(base64(hex(t)))),
    'lone surrogates, high': (n) => repeated('\ud800', n),
    'lone surrogates, low first': (n) => repeated('\udc00\ud800', n),
    'tag characters': (n) => repeated('\u{e0061}\u{e0062}\u{e0020}', n),
    'variation selectors': (n) => repeated('\u{e0110}', n),
    'zero-width characters': (n) => repeated('\u200b\u200c', n),
    'zero-width between words': (n) => repeated(words.split('').join('\u200b'), n),
    'overrides, never closed': (n) => repeated('\u202eabc ', n),
    'combining marks': (n) => repeated('e\u0301\u0302\u0303\u0304', n),
    'look-alikes': (n) => repeated('\u0430\u0435\u043e\u0440\u0441 ', n),
    'private use': (n) => noise(n, 0xe020, 0xe07e),
    'letters by chance': (n) => noise(n, 0x61, 0x7b),
    'Han by chance': (n) => noise(n, 0x4e00, 0x9fa5),
    'any character by chance': (n) => noise(n, 0x20, 0xd7ff),
    'brackets and quotes': (n) => repeated('{"[(<', n),
  };
}
