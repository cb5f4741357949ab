// Every way a model could read a text: the folded original, decoded layers (nested), and disguises undone.
// Bounded in number, depth and total size (limits.ts); the order is deterministic.
import { MAX_DECODED, MAX_DEPTH, MAX_VIEWS } from '../limits.ts';
import { decodeBraille } from './braille.ts';
import {
  decodeBase64,
  decodeEntities,
  decodeHex,
  decodeOverride,
  decodePercent,
  decodePrivateUse,
  decodeTags,
  decodeVariationSelectors,
  decodeZeroWidthBits,
} from './decode.ts';
import { foldConfusables, foldLeet, joinSpacedLetters, reversed, rot13 } from './disguise.ts';
import { fold } from './fold.ts';
import { compose, type View } from './view.ts';

/** Every decoder; each leaves its name in `transform` of what it reads. */
export const DECODERS = [
  decodeTags,
  decodeVariationSelectors,
  decodeZeroWidthBits,
  decodePrivateUse,
  decodeBraille,
  decodeOverride,
  decodeEntities,
  decodePercent,
  decodeBase64,
  decodeHex,
];

/** Any sign that a decoder could have work: one native test spares honest text all of them. */
const ENCODED =
  /[\u200b-\u200d\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\udb40\ue000-\uf8ff]|[\u2801-\u28ff]{4}|%[0-9a-f]{2}|&(?:#|[a-z]{2,4};)|[a-z0-9+/_-]{20}|(?:(?:0x|\\x)?[0-9a-f]{2}[\s,:;-]){11}|(?:\\x[0-9a-f]{2}){11}/i;
/** Function words of English after rot13 and backwards: two of them make the reading worth trying. */
const ROT13_WORDS = /\b(?:gur|naq|lbh|gb|vf|bs|sbe|guvf|nyy)\b/g;
const BACKWARDS_WORDS = /\b(?:eht|dna|uoy|ot|si|fo|rof|siht|lla)\b/g;
const atLeastTwo = (text: string, words: RegExp): boolean => (text.match(words) ?? []).length >= 2;

export interface Views {
  /** Canonical reading of the text itself; always present. */
  readonly folded: View;
  /** Readings after decoding, folded, each mapped to the original offsets. Evidence in themselves. */
  readonly decoded: readonly View[];
  /** Readings with a disguise undone; worth nothing unless something is found in them. */
  readonly guesses: readonly View[];
}

/** Decoders and guesses that are tried besides, on the text as it is (rare.ts). */
export interface MoreReadings {
  readonly decoders: readonly ((text: string) => View | null)[];
  readonly guesses: readonly ((folded: View) => View | null)[];
}

/** All views of a text. Linear in its length; never throws. */
export function views(text: string, more?: MoreReadings): Views {
  const folded = fold(text);
  const decoded: View[] = [];
  let budget = MAX_DECODED;
  let level: View[] = [{ transform: 'original', text, map: null }];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    level = level.filter((source) => ENCODED.test(source.text));
    const next: View[] = [];
    for (const source of level) {
      for (const decoder of DECODERS) {
        if (decoded.length >= MAX_VIEWS) break;
        const view = decoder(source.text);
        if (!view || view.text === source.text || view.text.length > budget) continue;
        budget -= view.text.length;
        const mapped = compose(view, source);
        next.push(mapped);
        decoded.push(refold(mapped));
      }
    }
    level = next;
  }
  for (const decoder of more?.decoders ?? []) {
    const view = decoder(text);
    if (view !== null && view.text.length <= budget && decoded.length < MAX_VIEWS) decoded.push(refold(view));
  }
  const guesses: View[] = [];
  const bases = [folded, ...decoded];
  for (const base of bases) {
    if (guesses.length >= MAX_VIEWS) break;
    for (const guess of [foldConfusables(base), foldLeet(base)]) if (guess) guesses.push(compose(guess, base));
  }
  const spaced = joinSpacedLetters(text);
  if (spaced) guesses.push(spaced);
  if (atLeastTwo(folded.text, ROT13_WORDS)) {
    const turned = rot13(folded);
    if (turned) guesses.push(compose(turned, folded));
  }
  if (atLeastTwo(folded.text, BACKWARDS_WORDS)) guesses.push(compose(reversed(folded), folded));
  for (const guess of more?.guesses ?? []) {
    const view = guess(folded);
    if (view !== null) guesses.push(compose(view, folded));
  }
  return { folded, decoded, guesses };
}

function refold(view: View): View {
  const inner = fold(view.text);
  return { ...compose(inner, view), transform: view.transform };
}
