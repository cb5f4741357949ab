// What colour a text is painted in, and on what. Reads computed style only; images are unknown, not guessed.
import { COLOUR, composite, contrast, parseColour, type Rgba } from './colour.ts';
import { flatParent } from './flat-tree.ts';
import { bare } from '../model/bare.ts';

const WHITE: Rgba = [255, 255, 255, 1];
const BLACK: Rgba = [18, 18, 18, 1];

/** The text's colour on its background: fill colour, alpha, and SVG fill. A visible shadow or stroke counts as paint. */
export function textColour(element: Element, under: Rgba): Rgba {
  const s = getComputedStyle(element);
  const svg = bare(element).namespaceURI === 'http://www.w3.org/2000/svg';
  if (svg) {
    const fill = painted(s.fill, s.fillOpacity, under);
    const line = parseFloat(s.strokeWidth) > 0 ? painted(s.stroke, s.strokeOpacity, under) : under;
    return contrast(line, under) > contrast(fill, under) ? line : fill;
  }
  const stroke = parseFloat(s.getPropertyValue('-webkit-text-stroke-width'));
  if (stroke > 0) {
    const line = composite(parseColour(s.getPropertyValue('-webkit-text-stroke-color')), under);
    if (contrast(line, under) >= SHOWS) return line;
  }
  const shade = shadowColour(s, under);
  if (shade) return shade;
  // background-clip:text paints the background in the shape of the letters.
  if (s.getPropertyValue('background-clip') === 'text' || s.getPropertyValue('-webkit-background-clip') === 'text') {
    if (s.backgroundImage !== 'none') return gradientColour(s.backgroundImage) ?? [127, 0, 127, 1];
    return composite(parseColour(s.backgroundColor), under);
  }
  const fill = s.getPropertyValue('-webkit-text-fill-color') || s.color;
  return composite(parseColour(fill), under);
}

const SHOWS = 1.25;

/** What an SVG paint looks like on a colour; a gradient or pattern is some colour of its own. */
function painted(paint: string, opacity: string, under: Rgba): Rgba {
  if (paint === 'none') return under;
  if (paint.startsWith('url')) return [127, 0, 127, 1];
  const [r, g, b, a] = parseColour(paint);
  return composite([r, g, b, a * Number(opacity || 1)], under);
}

/** Colour of a text shadow that draws the letters: near them, not dissolved, and other than what is behind. */
function shadowColour(s: CSSStyleDeclaration, under: Rgba): Rgba | null {
  if (s.textShadow === 'none') return null;
  const size = parseFloat(s.fontSize);
  for (const shadow of s.textShadow.split(/,(?![^(]*\))/)) {
    const [x = 0, y = 0, blur = 0] = (shadow.match(/-?[\d.]+px/g) ?? []).map(parseFloat);
    if (Math.abs(x) > size * 3 || Math.abs(y) > size * 3 || blur > Math.max(4, size * 0.75)) continue;
    const colour = shadow.match(COLOUR)?.[0];
    const shade = composite(parseColour(colour ?? s.color), under);
    if (contrast(shade, under) >= SHOWS) return shade;
  }
  return null;
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
    const inset = insetColour(s);
    if (inset) layers.push(inset);
    const colour = parseColour(s.backgroundColor);
    if (colour[3] > 0) layers.push(colour);
    if (layers.at(-1)?.[3] === 1) {
      base = layers.pop() ?? null;
      break;
    }
  }
  // The canvas behind everything is white, or dark where the page opted into a dark colour scheme.
  if (!base) {
    const scheme = getComputedStyle(bare(element).ownerDocument.documentElement).colorScheme;
    const prefersDark = !/\blight\b/.test(scheme) || matchMedia('(prefers-color-scheme: dark)').matches;
    base = /\bdark\b/.test(scheme) && prefersDark ? BLACK : WHITE;
  }
  return layers.reduceRight((under, over) => composite(over, under), base);
}

/** One colour for a gradient whose stops are nearly alike; null for pictures and colourful gradients. */
function gradientColour(image: string): Rgba | null {
  if (!image.includes('gradient(') || image.includes('url(')) return null;
  const stops = [...image.matchAll(COLOUR)].map((m) => parseColour(m[0]));
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

/** Filter functions that can make two colours alike, per channel 0…255. */
const FILTERS: Readonly<Record<string, (v: number, amount: number) => number>> = {
  brightness: (v, n) => v * n,
  contrast: (v, n) => (v - 127.5) * n + 127.5,
  invert: (v, n) => v + (255 - 2 * v) * Math.min(1, n),
};

function filtered(filter: string, colour: Rgba): Rgba {
  let [r, g, b] = colour;
  for (const [, name = '', amount = '1', percent] of filter.matchAll(/(\w+)\((\d*\.?\d+)?(%?)\)/g)) {
    const apply = FILTERS[name];
    if (!apply) continue;
    const n = Number(amount) / (percent === '%' ? 100 : 1);
    [r, g, b] = [r, g, b].map((v) => Math.max(0, Math.min(255, apply(v, n)))) as [number, number, number];
  }
  return [r, g, b, 1];
}

export interface Painted {
  readonly text: Rgba;
  readonly under: Rgba;
  /** The blend mode that took part; '' for none. */
  readonly mode: string;
}

/**
 * Text and background colour after everything on the way up that changes a whole group: opacity, filters, blending with
 * what lies behind. Null when a picture or an unknown mode makes the outcome unknowable.
 */
export function throughGroups(element: Element, text: Rgba, under: Rgba): Painted | null {
  let out: Painted = { text, under, mode: '' };
  for (let e: Element | null = element; e; e = flatParent(e)) {
    const s = getComputedStyle(e);
    const opacity = Number(s.opacity);
    const filters = /brightness|contrast|invert/.test(s.filter);
    if (s.mixBlendMode === 'normal' && opacity === 1 && !filters) continue;
    const parent = flatParent(e);
    const behind = parent ? backgroundOf(parent) : null;
    const mix = BLENDS[s.mixBlendMode];
    if (!behind || (s.mixBlendMode !== 'normal' && !mix)) return null;
    // A group without a background of its own shows what is behind it, unchanged, between its letters.
    const paints = paintsBackground(element, e);
    const change = (c: Rgba): Rgba => {
      const f = filters ? filtered(s.filter, c) : c;
      const blend: Rgba = mix ? [mix(behind[0], f[0]), mix(behind[1], f[1]), mix(behind[2], f[2]), 1] : f;
      return composite([blend[0], blend[1], blend[2], opacity], behind);
    };
    const mode = mix ? s.mixBlendMode : out.mode;
    out = { text: change(out.text), under: paints ? change(out.under) : behind, mode };
  }
  return out;
}

/** The colour of an inner shadow that fills its box. */
function insetColour(s: CSSStyleDeclaration): Rgba | null {
  if (!s.boxShadow.includes('inset')) return null;
  for (const shadow of s.boxShadow.split(/,(?![^(]*\))/)) {
    const [, , , spread = 0] = (shadow.match(/-?[\d.]+px/g) ?? []).map(parseFloat);
    const half = Math.min(parseFloat(s.width) || Infinity, parseFloat(s.height) || Infinity) / 2;
    const colour = shadow.match(COLOUR)?.[0];
    if (shadow.includes('inset') && spread >= half && colour) return parseColour(colour);
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
