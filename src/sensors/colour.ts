// Computed colours as numbers, whatever notation the page used, and WCAG contrast between them.

/** Red, green, blue 0…255 and alpha 0…1. */
export type Rgba = readonly [number, number, number, number];

/** A colour in a computed value, in any notation. */
export const COLOUR =
  /\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\((?:[^()]|\([^()]*\))*\)|\btransparent\b/g;

const cache = new Map<string, Rgba>();
let canvas: OffscreenCanvasRenderingContext2D | null | undefined;

/** Parses a computed colour. Unknown notations are converted by the browser's own canvas. */
export function parseColour(text: string): Rgba {
  const known = cache.get(text);
  if (known) return known;
  const m = /^rgba?\((\d+(?:\.\d+)?), (\d+(?:\.\d+)?), (\d+(?:\.\d+)?)(?:, (\d+(?:\.\d+)?))?\)$/.exec(text);
  const colour: Rgba = m
    ? [Number(m[1]), Number(m[2]), Number(m[3]), m[4] === undefined ? 1 : Number(m[4])]
    : byCanvas(text);
  if (cache.size < 500) cache.set(text, colour);
  return colour;
}

function byCanvas(text: string): Rgba {
  if (canvas === undefined) canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!canvas) return [0, 0, 0, 1];
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = '#000';
  canvas.fillStyle = text;
  canvas.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 255] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}

/** `over` painted on an opaque `under`. */
export function composite(over: Rgba, under: Rgba): Rgba {
  const a = over[3];
  return [over[0] * a + under[0] * (1 - a), over[1] * a + under[1] * (1 - a), over[2] * a + under[2] * (1 - a), 1];
}

/** WCAG relative luminance, 0…1, of an opaque colour. */
export const luminance = (c: Rgba): number => {
  const [r, g, b] = [c[0], c[1], c[2]].map((v) => {
    const s = v / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
};

/** Contrast below which nobody tells two colours apart (S7 of threats.md §3). */
export const CONTRAST_FLOOR = 1.25;

/** WCAG 2.2 contrast ratio of two opaque colours, 1…21. */
export function contrast(a: Rgba, b: Rgba): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}
