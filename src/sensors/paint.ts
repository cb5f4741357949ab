// What colour a text is painted in, and on what. Reads computed style only; images are unknown, not guessed.
import { composite, parseColour, type Rgba } from './colour.ts';
import { flatParent } from './flat-tree.ts';

const WHITE: Rgba = [255, 255, 255, 1];
const BLACK: Rgba = [18, 18, 18, 1];

/** The text's colour on its background: fill colour, alpha, and SVG fill. A visible shadow or stroke counts as paint. */
export function textColour(element: Element, under: Rgba): Rgba {
  const s = getComputedStyle(element);
  const svg = element.namespaceURI === 'http://www.w3.org/2000/svg';
  if (svg) {
    if (s.fill === 'none' || s.fill.startsWith('url')) return s.fill === 'none' ? under : [127, 0, 127, 1];
    const [r, g, b, a] = parseColour(s.fill);
    return composite([r, g, b, a * Number(s.fillOpacity || 1)], under);
  }
  const stroke = parseFloat(s.getPropertyValue('-webkit-text-stroke-width'));
  if (stroke > 0) {
    const line = composite(parseColour(s.getPropertyValue('-webkit-text-stroke-color')), under);
    if (line.join() !== under.join()) return line;
  }
  if (s.textShadow !== 'none') {
    const shade = /rgba?\([^)]*\)/.exec(s.textShadow);
    const painted = shade ? composite(parseColour(shade[0]), under) : under;
    if (Math.abs(painted[0] - under[0]) + Math.abs(painted[1] - under[1]) + Math.abs(painted[2] - under[2]) > 60)
      return painted;
  }
  // background-clip:text paints the background in the shape of the letters.
  if (s.getPropertyValue('background-clip') === 'text' || s.getPropertyValue('-webkit-background-clip') === 'text') {
    if (s.backgroundImage !== 'none') return gradientColour(s.backgroundImage) ?? [127, 0, 127, 1];
    return composite(parseColour(s.backgroundColor), under);
  }
  const fill = s.getPropertyValue('-webkit-text-fill-color') || s.color;
  return composite(parseColour(fill), under);
}

/** The opaque colour behind an element's text; null when a picture makes it unknowable. */
export function backgroundOf(element: Element): Rgba | null {
  const layers: Rgba[] = [];
  let base: Rgba | null = null;
  for (let e: Element | null = element; e; e = flatParent(e)) {
    const s = getComputedStyle(e);
    const clipText =
      s.getPropertyValue('background-clip') === 'text' || s.getPropertyValue('-webkit-background-clip') === 'text';
    if (clipText) continue;
    if (s.backgroundImage !== 'none') {
      const gradient = gradientColour(s.backgroundImage);
      if (!gradient) return null;
      layers.push(gradient);
    }
    const colour = parseColour(s.backgroundColor);
    if (colour[3] > 0) layers.push(colour);
    if (layers.at(-1)?.[3] === 1) {
      base = layers.pop() ?? null;
      break;
    }
  }
  // The canvas behind everything is white, or dark where the page opted into a dark colour scheme.
  if (!base) {
    const scheme = getComputedStyle(element.ownerDocument.documentElement).colorScheme;
    base = /\bdark\b/.test(scheme) && !/\blight\b/.test(scheme) ? BLACK : WHITE;
  }
  return layers.reduceRight((under, over) => composite(over, under), base);
}

/** One colour for a gradient whose stops are nearly alike; null for pictures and colourful gradients. */
function gradientColour(image: string): Rgba | null {
  if (!image.includes('gradient(') || image.includes('url(')) return null;
  const stops = [...image.matchAll(/rgba?\([^)]*\)/g)].map((m) => parseColour(m[0]));
  const first = stops[0];
  if (!first) return null;
  const near = stops.every((c) => c.every((v, i) => Math.abs(v - (first[i] ?? 0)) <= (i === 3 ? 0.1 : 24)));
  return near ? first : null;
}

/** Blend modes that can wash letters out, per channel 0…255: backdrop b, source s. */
const BLENDS: Readonly<Record<string, (b: number, s: number) => number>> = {
  screen: (b, s) => b + s - (b * s) / 255,
  multiply: (b, s) => (b * s) / 255,
  lighten: Math.max,
  darken: Math.min,
  difference: (b, s) => Math.abs(b - s),
  exclusion: (b, s) => b + s - (2 * b * s) / 255,
  'plus-lighter': (b, s) => Math.min(255, b + s),
};

/**
 * Text and background colour after the nearest blending ancestor is mixed with what lies behind it; null when nothing
 * blends, or when a picture or an unknown mode makes the outcome unknowable.
 */
export function blended(element: Element, text: Rgba, under: Rgba): { mode: string; text: Rgba; under: Rgba } | null {
  for (let e: Element | null = element; e; e = flatParent(e)) {
    const mode = getComputedStyle(e).mixBlendMode;
    if (mode === 'normal') continue;
    const mix = BLENDS[mode];
    const parent = flatParent(e);
    const backdrop = parent ? backgroundOf(parent) : null;
    if (!mix || !backdrop) return null;
    const blend = (c: Rgba): Rgba => [mix(backdrop[0], c[0]), mix(backdrop[1], c[1]), mix(backdrop[2], c[2]), 1];
    // A group without a background of its own shows the backdrop unmixed between its letters.
    return { mode, text: blend(text), under: paintsBackground(element, e) ? blend(under) : backdrop };
  }
  return null;
}

function paintsBackground(from: Element, to: Element): boolean {
  for (let e: Element | null = from; e; e = flatParent(e)) {
    const s = getComputedStyle(e);
    if (s.backgroundImage !== 'none' || parseColour(s.backgroundColor)[3] > 0) return true;
    if (e === to) return false;
  }
  return false;
}
