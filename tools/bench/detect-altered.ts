// Texts written another way: encoded or disguised (whole, by program), and with the faults that people make. Input is
// hostile wording from data; output is judged, never shown. Deterministic: chance comes from the text itself.
import { hashOf } from '../../src/engine/classify/tokens.ts';
import { randomFrom } from '../train/linear.ts';
import { DISGUISES } from './readers-disguises.ts';

type Change = (text: string) => string;

const disguise = (name: string): Change => DISGUISES[name] as Change;

/** The whole text, disguised. */
export const ENCODINGS: Readonly<Record<string, Change>> = {
  base64: disguise('base64'),
  'tag characters': disguise('tags'),
  leet: disguise('leet'),
  'full-width': disguise('fullwidth'),
  'spaced letters': (text) => [...text].join(' '),
  'zero-width split': (text) => [...text].join('\u200b'),
};

/** Disguises that only know ASCII, and would leave other scripts as they are. */
const ASCII_ONLY = new Set(['tag characters', 'leet', 'full-width']);
const MOSTLY = 0.95;

/** True when the encoding changes a text of this script through and through. */
export function applies(encoding: string, text: string): boolean {
  if (!ASCII_ONLY.has(encoding)) return true;
  const beyond = text.match(/[^\x00-\x7f]/g)?.length ?? 0;
  return beyond <= (1 - MOSTLY) * text.length;
}

/** One in so many letters is mistyped; one in so many words, or signs, is written otherwise. */
const TYPO = 20;
const CASED = 4;
const SIGNED = 3;

type Random = () => number;

/** Swaps a letter with its neighbour, leaves it out or doubles it. */
function typos(text: string, random: Random): string {
  const letters = [...text];
  let out = '';
  for (let i = 0; i < letters.length; i++) {
    const [own = '', next = ''] = [letters[i], letters[i + 1]];
    if (!/\p{L}/u.test(own) || random() * TYPO >= 1) {
      out += own;
      continue;
    }
    const kind = Math.floor(random() * 3);
    if (kind === 0 && /\p{L}/u.test(next)) {
      out += next + own;
      i++;
    } else if (kind === 1) out += own + own;
  }
  return out;
}

/** Words in capitals, in small letters, or with every letter by chance. */
const casing = (text: string, random: Random): string =>
  text.replace(/\p{L}+/gu, (word) => {
    if (random() * CASED >= 1) return word;
    const kind = Math.floor(random() * 3);
    if (kind === 0) return word.toUpperCase();
    if (kind === 1) return word.toLowerCase();
    return [...word].map((c) => (random() < 0.5 ? c.toUpperCase() : c.toLowerCase())).join('');
  });

/** Signs left out, doubled, or put where none was. */
const punctuation = (text: string, random: Random): string =>
  text.replace(/[.,;:!?'"()-]|\s(?=\p{L})/gu, (sign) => {
    const space = /\s/.test(sign);
    if (random() * (space ? 4 * SIGNED : SIGNED) >= 1) return sign;
    if (space) return random() < 0.5 ? `, ` : ` - `;
    return random() < 0.5 ? '' : sign + sign;
  });

const FAULTS: Readonly<Record<string, (text: string, random: Random) => string>> = {
  typos,
  casing,
  punctuation,
  'all three': (text, random) => punctuation(casing(typos(text, random), random), random),
};

/** The text as somebody else might have typed it; the same text always gives the same. */
export const MUTATIONS: Readonly<Record<string, Change>> = Object.fromEntries(
  Object.entries(FAULTS).map(([name, change]) => [name, (text: string) => change(text, randomFrom(hashOf(text)))]),
);
