// Readings that few texts need and no page's script has to know: escapes of programming languages, letters by their number,
// alphabets that were shifted or turned round. The worker, the tools and the console try them; the guard does not.
import { bytesView } from './decode.ts';
import { ViewBuilder, type View } from './view.ts';

const ESCAPE = /\\u\{([0-9a-f]{1,6})\}|\\u([0-9a-f]{4})|&#92;u([0-9a-f]{4})/gi;

/** Runs of `\u0041`, `\u{41}`: at least six, with the plain characters between them. */
export function decodeEscapes(text: string): View | null {
  if ((text.match(ESCAPE) ?? []).length < 6) return null;
  const out = new ViewBuilder();
  let at = 0;
  for (const m of text.matchAll(ESCAPE)) {
    out.run(text.slice(at, m.index), at);
    const cp = parseInt(m[1] ?? m[2] ?? m[3] ?? '', 16);
    out.append(cp <= 0x10ffff ? String.fromCodePoint(cp) : '', m.index);
    at = m.index + m[0].length;
  }
  out.run(text.slice(at), at);
  return out.build('escapes', text.length);
}

const BINARY = /(?:[01]{8}[\s,]{0,2}){8,}/g;
const DECIMAL = /(?:\d{2,3}[\s,;]{1,2}){11,}\d{2,3}/g;

/** Letters by their number: bytes in binary, at least eight, or in decimal, at least twelve. */
export function decodeNumberCodes(text: string): View | null {
  for (const [run, one, base] of [
    [BINARY, /[01]{8}/g, 2],
    [DECIMAL, /\d{2,3}/g, 10],
  ] as const) {
    const bytes: number[] = [];
    const at: number[] = [];
    for (const m of text.matchAll(run))
      for (const byte of m[0].matchAll(one)) {
        bytes.push(parseInt(byte[0], base));
        at.push(m.index + byte.index);
      }
    const view = bytes.every((byte) => byte < 256) ? bytesView('number-codes', bytes, at, text.length) : null;
    if (view) return view;
  }
  return null;
}

// How often letters stand in English texts, a–z, in thousandths (public counts of letter frequencies).
const ENGLISH = [82, 15, 28, 43, 127, 22, 20, 61, 70, 2, 8, 40, 24, 67, 75, 19, 1, 60, 63, 91, 28, 10, 24, 2, 20, 1];
const COMMON = /\b(?:the|and|you|to|of|is|it|in|that|for|this|all|with|your|not|are)\b/g;
/** Letters that the counting needs and looks at. */
const [LEAST, MOST] = [60, 2_000];
const COMMON_LEAST = 3;

/**
 * English whose alphabet was shifted (any step but rot13, which has its own reading) or turned round. Told by how often
 * letters stand in it, proved by words that every text has.
 */
export function unshifted(folded: View): View | null {
  const { text } = folded;
  if ((text.match(COMMON) ?? []).length >= COMMON_LEAST) return null;
  const counts = new Array<number>(26).fill(0);
  let letters = 0;
  for (let i = 0; i < text.length && letters < MOST; i++) {
    const letter = text.charCodeAt(i) - 97;
    if (letter < 0 || letter > 25) continue;
    counts[letter] = (counts[letter] ?? 0) + 1;
    letters += 1;
  }
  if (letters < LEAST) return null;
  let best: (letter: number) => number = (letter) => letter;
  let most = -1;
  for (let step = 0; step < 26; step++)
    for (const turned of [false, true]) {
      const back = (letter: number): number => (turned ? (25 - letter + step) % 26 : (letter + step) % 26);
      const fit = counts.reduce((sum, count, letter) => sum + count * (ENGLISH[back(letter)] ?? 0), 0);
      if (fit > most) [most, best] = [fit, back];
    }
  const plain = text.replace(/[a-z]/g, (c) => String.fromCharCode(97 + best(c.charCodeAt(0) - 97)));
  return (plain.match(COMMON) ?? []).length < COMMON_LEAST
    ? null
    : { transform: 'substituted', text: plain, map: null };
}
