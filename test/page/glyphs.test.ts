// Fonts that draw nothing, or other letters than a text holds (S11). The fonts are made here, of squares.
import { afterEach, describe, expect, test } from 'vitest';
import { concealmentOf } from '../../src/sensors/visibility.ts';
import { madeUpFont, type Bitmap } from '../support/made-up-font.ts';
import { show, subject } from './page-fixture.ts';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const TEXT = 'The kettle sang while the rain went on over the roofs of the town.';
const turned = (letter: string): string => {
  const at = LETTERS.indexOf(letter);
  return LETTERS[at < 26 ? (at + 13) % 26 : 26 + ((at - 13) % 26)] ?? letter;
};

/** What a letter looks like in a font of the system, on the grid of the made-up fonts. */
function drawn(letter: string): Bitmap {
  const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  context.font = '24px sans-serif';
  context.fillText(letter, 0, 19);
  const { data } = context.getImageData(0, 0, 24, 24);
  return Array.from({ length: 24 }, (_, y) =>
    Array.from({ length: 24 }, (_, x) => (data[(y * 24 + x) * 4 + 3] ?? 0) > 110),
  );
}

const faces: FontFace[] = [];
afterEach(() => faces.splice(0).forEach((face) => document.fonts.delete(face)));

async function load(glyph: (letter: string) => Bitmap): Promise<void> {
  const glyphs = new Map(LETTERS.map((letter) => [letter, glyph(letter)]));
  const face = await new FontFace('madeup', `url(${madeUpFont(glyphs.set(' ', []).set('.', drawn('.')))})`).load();
  document.fonts.add(face);
  faces.push(face);
}

const fact = (style = 'font-family:madeup', text = TEXT): Readonly<Record<string, string>> | undefined => {
  show(`<p id="p" style="${style}">${text}</p>`);
  return concealmentOf(subject())?.evidence;
};

describe('a font that hides a text', () => {
  test('draws nothing', async () => {
    await load(() => []);
    expect(fact()?.['glyphs']).toBe('empty');
  });

  test('draws a dot for every letter', async () => {
    await load(() => drawn('.'));
    expect(fact()?.['glyphs']).toBe('empty');
  });

  test('draws other letters', async () => {
    await load((letter) => drawn(turned(letter)));
    expect(fact()?.['glyphs']).toMatch(/are others$/);
  });
});

describe('an honest font', () => {
  test('draws the letters that a text holds', async () => {
    await load(drawn);
    expect(fact()).toBeUndefined();
  });

  test('draws signs for some letters and is not used for this text', async () => {
    await load(() => []);
    expect(fact('font-family:sans-serif')).toBeUndefined();
    expect(fact('font-family:serif, other')).toBeUndefined();
  });

  test('has no letters of this script, which another font draws', async () => {
    await load(() => []);
    expect(fact(undefined, 'Чайник пел, а дождь шёл над крышами города')).toBeUndefined();
  });

  test.each(['serif', 'sans-serif', 'monospace', 'cursive', 'fantasy', 'system-ui'])(
    'of the system: %s',
    async (family) => {
      // Loaded under the same name, so that the system's font is looked at.
      await load(drawn);
      for (const style of ['normal', 'italic'])
        for (const weight of [400, 700]) expect(fact(`font:${style} ${weight} 16px ${family}, madeup`)).toBeUndefined();
    },
  );
});
