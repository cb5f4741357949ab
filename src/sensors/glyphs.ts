// S11 of threats.md §3: fonts of the page that draw nothing, or other letters than a text holds. A reader gets the text, a
// person sees what the font draws. Letters are drawn on a canvas and looked at; fonts of the system are taken to be honest.
import type { Concealment } from '../model/observation.ts';
import { bare } from '../model/bare.ts';

/** Letters are drawn this large, into a square of this size with its line at this height, px. */
const [FONT_PX, CELL, LINE] = [32, 56, 42];
/** Words and different letters of a text that are drawn. */
const [MAX_WORDS, MAX_LETTERS] = [30, 30];
const MAX_WORD = 20;
/** UTF-16 units of a text in which words are looked for. */
const MAX_TEXT = 5_000;
/** Fonts asked whether the text may be in them. */
const MAX_FACES = 500;
/** What is lower than this is no letter. */
const INK_PX = 4;
/** Part of the words that is empty in a font that hides a text. */
const EMPTY_SHARE = 0.6;
/**
 * Two drawings are one letter below the first of these (0 the same, 1 nothing in common), and another one when the letter
 * itself is so many times farther. So many letters, and such a part of them, make a font that draws others.
 */
const [ALIKE, FARTHER] = [0.35, 2];
const [MIN_OTHERS, OTHERS_SHARE] = [3, 0.3];
const GENERIC = ['sans-serif', 'serif', 'monospace'];
const ALPHABET = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Coverage of a cell, 0…255 each; the ink in its middle. */
type Glyph = Uint8Array;

let context: CanvasRenderingContext2D | null | undefined;
const references = new Map<string, readonly (readonly [letter: string, glyph: Glyph])[]>();

/** Why a person does not see the letters of this text; null when they do, or when nobody can tell. */
export function otherGlyphs(text: Text, parent: Element): Concealment | null {
  const s = getComputedStyle(parent);
  try {
    if (!mayBeWebFont(bare(parent).ownerDocument, s.fontFamily)) return null;
    const style = `${s.fontStyle} ${s.fontWeight} ${FONT_PX}px`;
    const font = `${style} ${s.fontFamily}`;
    const words = (text.data.slice(0, MAX_TEXT).match(/\p{L}+/gu) ?? []).slice(0, MAX_WORDS);
    const empty = words.filter((word) => !isInked(word.slice(0, MAX_WORD), font)).length;
    if (empty > 0 && empty >= words.length * EMPTY_SHARE)
      return { reason: 'masked', evidence: { 'font-family': s.fontFamily, glyphs: 'empty' } };
    const letters = [...new Set(words.join('').match(/[a-z]/gi) ?? [])].slice(0, MAX_LETTERS);
    const others = letters.filter((letter) => isOther(letter, font, style)).length;
    return others >= MIN_OTHERS && others >= letters.length * OTHERS_SHARE
      ? {
          reason: 'masked',
          evidence: { 'font-family': s.fontFamily, glyphs: `${others} of ${letters.length} are others` },
        }
      : null;
  } catch {
    return null; // a browser that keeps its fonts or its canvas to itself
  }
}

/** True when one of the families is a font that the page has brought. */
function mayBeWebFont(document: Document, families: string): boolean {
  const names = new Set(families.split(',').map(plainName));
  let left = MAX_FACES;
  for (const face of document.fonts) {
    if (left-- <= 0) return false;
    if (face.status === 'loaded' && names.has(plainName(face.family))) return true;
  }
  return false;
}

const plainName = (name: string): string =>
  name
    .trim()
    .replace(/^["']|["']$/g, '')
    .toLowerCase();

/** Alpha of what these words look like, in a strip of so many cells. */
function alphaOf(words: string, font: string, cells: number): Uint8ClampedArray {
  context ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  const { canvas } = context;
  // Setting a size empties the canvas and everything set on it.
  [canvas.width, canvas.height] = [CELL * cells, CELL];
  context.font = font;
  context.fillText(words, CELL / 4, LINE);
  return context.getImageData(0, 0, canvas.width, CELL).data;
}

function isInked(word: string, font: string): boolean {
  const data = alphaOf(word, font, 8);
  let [first, last] = [-1, -1];
  for (let i = 3; i < data.length; i += 4) {
    if ((data[i] ?? 0) < 64) continue;
    last = Math.floor(i / (CELL * 8 * 4));
    if (first < 0) first = last;
  }
  return last - first >= INK_PX;
}

/** The letter in the middle of its cell; null when it is empty. */
function glyphOf(letter: string, font: string): Glyph | null {
  const data = alphaOf(letter, font, 1);
  let [left, right] = [CELL, -1];
  for (let i = 3; i < data.length; i += 4) {
    if ((data[i] ?? 0) < 64) continue;
    const x = ((i - 3) / 4) % CELL;
    left = Math.min(left, x);
    right = Math.max(right, x);
  }
  if (right < 0) return null;
  const shift = Math.round((CELL - left - right) / 2);
  const out = new Uint8Array(CELL * CELL);
  for (let y = 0; y < CELL; y++)
    for (let x = left; x <= right; x++) out[y * CELL + x + shift] = data[(y * CELL + x) * 4 + 3] ?? 0;
  return out;
}

function distance(a: Glyph, b: Glyph): number {
  let [apart, all] = [0, 1];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    apart += Math.abs(x - y);
    all += x + y;
  }
  return apart / all;
}

/** True when the letter in this font is surely another one; the cases of a letter count as the same. */
function isOther(letter: string, font: string, style: string): boolean {
  const own = glyphOf(letter, font);
  if (!own) return false;
  let [same, other] = [1, 1];
  for (const [name, glyph] of referencesIn(style)) {
    const far = distance(own, glyph);
    if (name.toLowerCase() === letter.toLowerCase()) same = Math.min(same, far);
    else other = Math.min(other, far);
  }
  return other < ALIKE && same > other * FARTHER;
}

function referencesIn(style: string): readonly (readonly [string, Glyph])[] {
  const known = references.get(style);
  if (known) return known;
  const made = GENERIC.flatMap((family) =>
    ALPHABET.flatMap((letter) => {
      const glyph = glyphOf(letter, `${style} ${family}`);
      return glyph ? [[letter, glyph] as const] : [];
    }),
  );
  if (references.size > 4) references.clear();
  references.set(style, made);
  return made;
}
