// Ways to write a sentence so that a model can read it and a filter may not: invisible code points, look-alikes,
// encodings. Input is hostile wording from the corpus or its honest twin; output is text, escaped later by its place.

const chars = (text: string): string[] => [...text];
const codeOf = (c: string): number => c.codePointAt(0) ?? 0;
const mapped = (text: string, to: (code: number, c: string) => string): string =>
  chars(text)
    .map((c) => to(codeOf(c), c))
    .join('');
const ascii = (code: number): boolean => code >= 0x20 && code <= 0x7e;
const shifted = (text: string, by: number): string =>
  mapped(text, (code, c) => (ascii(code) ? String.fromCodePoint(code + by) : c));
const joined = (text: string, by: string): string => chars(text).join(by);
const bytes = (text: string): number[] => [...Buffer.from(text, 'utf8')];

const tags = (text: string): string => shifted(text, 0xe0000);
const selector = (byte: number): string => String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + (byte - 16));
const bits = (text: string): string =>
  bytes(text)
    .map((byte) => byte.toString(2).padStart(8, '0').replace(/0/g, '\u200b').replace(/1/g, '\u200c'))
    .join('');

const LOOK_ALIKE: Readonly<Record<string, string>> = {
  a: '\u0430',
  e: '\u0435',
  o: '\u043e',
  p: '\u0440',
  c: '\u0441',
  A: '\u0410',
  K: '\u041a',
  T: '\u0422',
};
const LEET: Readonly<Record<string, string>> = { a: '4', e: '3', o: '0', t: '7', i: '1', s: '5' };

const mathBold = (code: number, c: string): string => {
  if (code >= 0x41 && code <= 0x5a) return String.fromCodePoint(0x1d400 + code - 0x41);
  return code >= 0x61 && code <= 0x7a ? String.fromCodePoint(0x1d41a + code - 0x61) : c;
};

const rot13 = (code: number, c: string): string => {
  const base = code >= 0x61 ? 0x61 : 0x41;
  return /[a-z]/i.test(c) ? String.fromCharCode(((code - base + 13) % 26) + base) : c;
};

/** Words around the disguised part stay outside; what is returned spells the whole text. */
export const DISGUISES: Readonly<Record<string, (text: string) => string>> = {
  tags,
  'flag-tags': (text) => `\u{1f3f4}${tags(text)}\u{e007f}`,
  'variation-selectors': (text) => `\u{1f600}${bytes(text).map(selector).join('')}`,
  'zero-width-bits': bits,
  joiners: (text) => joined(text, '\u200d'),
  'invisible-times': (text) => joined(text, '\u2062'),
  'word-joiners': (text) => joined(text, '\u2060'),
  fillers: (text) => joined(text, '\u3164'),
  override: (text) => `\u202e${chars(text).reverse().join('')}\u202c`,
  cyrillic: (text) => mapped(text, (_code, c) => LOOK_ALIKE[c] ?? c),
  fullwidth: (text) =>
    mapped(text, (code, c) => (code > 0x20 && ascii(code) ? String.fromCodePoint(code + 0xfee0) : c)),
  'math-bold': (text) => mapped(text, mathBold),
  'private-use': (text) => shifted(text, 0xe000),
  base64: (text) => Buffer.from(text, 'utf8').toString('base64'),
  rot13: (text) => mapped(text, rot13),
  hex: (text) => Buffer.from(text, 'utf8').toString('hex'),
  percent: (text) =>
    bytes(text)
      .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
      .join(''),
  'grapheme-joiners': (text) => joined(text, '\u034f'),
  braille: (text) => mapped(text, (code, c) => (ascii(code) ? String.fromCodePoint(0x2800 + code) : c)),
  leet: (text) => mapped(text, (_code, c) => LEET[c.toLowerCase()] ?? c),
};

/** Disguises in which the spelling of a word depends on where it stands; the general comparison decodes them. */
const BY_PLACE = new Set(['base64', 'override', 'flag-tags', 'variation-selectors']);

/** How a word of the text looks inside the disguised text, '' where that depends on its place. */
export function disguisedWord(disguise: string, word: string): string {
  if (disguise === 'variation-selectors') return bytes(word).map(selector).join('');
  if (BY_PLACE.has(disguise)) return '';
  return DISGUISES[disguise]?.(word) ?? '';
}

const html = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${codeOf(c)};`);
const reference = (c: string): string => `&#x${codeOf(c).toString(16)};`;
const everyOther = (text: string, between: string): string =>
  chars(text)
    .map((c, i) => html(c) + (i % 4 === 3 ? between : ''))
    .join('');

/** Markup made of a text: how it is cut into nodes, or spelt in character references. */
export const MARKUP: Readonly<Record<string, (text: string) => string>> = {
  letters: (text) =>
    chars(text)
      .map((c) => `<span>${html(c)}</span>`)
      .join(''),
  gapped: (text) => everyOther(text, '<b></b>'),
  commented: (text) => everyOther(text, '<!-- -->'),
  hyphened: (text) => everyOther(text, '&shy;'),
  reordered: (text) => {
    const words = text.split(' ');
    return words.map((word, i) => `<span style="order:${words.length - i}">${html(word)}</span>`).join(' ');
  },
  floated: (text) => {
    const style = 'float:right;margin:0 .2em';
    return text
      .split(' ')
      .map((word) => `<span style="${style}">${html(word)}</span>`)
      .join(' ');
  },
  placed: (text) => {
    const words = text.split(' ');
    const top = (i: number): string => (1.4 * (words.length - i)).toFixed(1);
    return words.map((word, i) => `<span style="position:absolute;top:${top(i)}em">${html(word)}</span>`).join(' ');
  },
  entities: (text) => chars(text).map(reference).join(''),
  doubled: (text) => html(chars(text).map(reference).join('')),
};
