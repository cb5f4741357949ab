// What a clip path, a legacy clip or a mask leaves of an element, as a box in the window: glyphs outside it are not painted.
// S6 of threats.md §3. Shapes that cannot be worked out leave everything: unknown is never "hidden".
import { COLOUR, luminance, parseColour } from './colour.ts';
import { flatParent } from './flat-tree.ts';
import { boundsOf, type Box } from './reach.ts';
import { bare } from '../model/bare.ts';
import { isRendered, isSvg } from '../model/node-kinds.ts';

const EVERYTHING = null;
const NOTHING: Box = { left: 0, top: 0, right: 0, bottom: 0 };
/** Less than this much of a shape, in square px, shows no letter. */
const SLIVER = 4;

/** Window box that the element's own clips and masks leave, and the property that does; null when they leave all. */
export function leftBy(e: Element, s: CSSStyleDeclaration): { box: Box; evidence: Record<string, string> } | null {
  if (s.clipPath !== 'none') {
    const box = clipBox(e, s.clipPath);
    if (box) return { box, evidence: { 'clip-path': s.clipPath.slice(0, 120) } };
  }
  if (s.clip.startsWith('rect') && /^(?:absolute|fixed)$/.test(s.position)) {
    const edges = (s.clip.match(/-?[\d.]+px|auto/g) ?? []).map((v) => (v === 'auto' ? null : parseFloat(v)));
    const { width, height, place } = frameOf(e);
    if (edges.length === 4)
      return {
        box: place(edges[3] ?? 0, edges[0] ?? 0, edges[1] ?? width, edges[2] ?? height),
        evidence: { clip: s.clip },
      };
  }
  const mask = s.getPropertyValue('mask-image') || s.getPropertyValue('-webkit-mask-image');
  if (mask !== '' && mask !== 'none' && masksAll(e, s, mask))
    return { box: NOTHING, evidence: { 'mask-image': mask.slice(0, 120) } };
  return null;
}

/** The shape that leaves nothing of a box, on the way from an element to the root; null when some of it shows. */
export function cutByShape(element: Element, box: Box): { evidence: Record<string, string>; element: Element } | null {
  for (let e: Element | null = element; e; e = flatParent(e)) {
    const left = leftBy(e, getComputedStyle(e));
    if (!left) continue;
    const wide = Math.min(left.box.right, box.right) - Math.max(left.box.left, box.left);
    const high = Math.min(left.box.bottom, box.bottom) - Math.max(left.box.top, box.top);
    if (wide <= 1 || high <= 1) return { evidence: left.evidence, element: e };
  }
  return null;
}

/** The element's reference box in its own px, and how a part of it lies in the window. Turned boxes: their bounds. */
function frameOf(e: Element): {
  width: number;
  height: number;
  place: (l: number, t: number, r: number, b: number) => Box;
} {
  const rect = bare(e).getBoundingClientRect();
  const { offsetWidth = 0, offsetHeight = 0 } = bare(e) as Partial<HTMLElement>;
  const whole = offsetWidth > 0 && offsetHeight > 0;
  const width = whole ? offsetWidth : rect.width;
  const height = whole ? offsetHeight : rect.height;
  const [sx, sy] = [width > 0 ? rect.width / width : 1, height > 0 ? rect.height / height : 1];
  const place = (l: number, t: number, r: number, b: number): Box =>
    r - l <= 0 || b - t <= 0 || (r - l) * (b - t) < SLIVER
      ? NOTHING
      : { left: rect.left + l * sx, top: rect.top + t * sy, right: rect.left + r * sx, bottom: rect.top + b * sy };
  return { width, height, place };
}

function clipBox(e: Element, clip: string): Box | null {
  const { width, height, place } = frameOf(e);
  const m = /^(inset|rect|xywh|circle|ellipse|polygon|path|url)\((.*)\)/.exec(clip);
  const inside = m?.[2] ?? '';
  if (!m || /calc\(|min\(|max\(/.test(inside)) return EVERYTHING;
  const of = (v: string | undefined, whole: number): number =>
    v === undefined || v === 'auto' ? NaN : v.endsWith('%') ? (parseFloat(v) / 100) * whole : parseFloat(v);
  const [shape = '', at = ''] = inside.split(/\s*\bat\b\s*/);
  const v =
    shape
      .split(/\bround\b/)[0]
      ?.trim()
      .split(/\s+/)
      .filter(Boolean) ?? [];
  if (m[1] === 'inset')
    return place(
      of(v[3] ?? v[1] ?? v[0], width),
      of(v[0], height),
      width - of(v[1] ?? v[0], width),
      height - of(v[2] ?? v[0], height),
    );
  if (m[1] === 'rect') {
    const or = (n: number, d: number): number => (Number.isNaN(n) ? d : n);
    return place(
      or(of(v[3], width), 0),
      or(of(v[0], height), 0),
      or(of(v[1], width), width),
      or(of(v[2], height), height),
    );
  }
  if (m[1] === 'xywh') {
    const [x, y] = [of(v[0], width), of(v[1], height)];
    return place(x, y, x + of(v[2], width), y + of(v[3], height));
  }
  if (m[1] === 'circle' || m[1] === 'ellipse') {
    const rx = of(v[0], m[1] === 'circle' ? Math.hypot(width, height) / Math.SQRT2 : width);
    const ry = m[1] === 'circle' ? rx : of(v[1], height);
    if (Number.isNaN(rx) || Number.isNaN(ry)) return EVERYTHING;
    const [cx, cy] = at === '' ? [width / 2, height / 2] : [of(at.split(' ')[0], width), of(at.split(' ')[1], height)];
    if (Number.isNaN(cx) || Number.isNaN(cy)) return EVERYTHING;
    return place(cx - rx, cy - ry, cx + rx, cy + ry);
  }
  if (m[1] === 'polygon') {
    const points = inside
      .replace(/^(?:evenodd|nonzero)\s*,/, '')
      .split(',')
      .map((pair) => pair.trim().split(/\s+/))
      .map(([x, y]) => [of(x, width), of(y, height)] as const);
    if (points.some(([x, y]) => Number.isNaN(x) || Number.isNaN(y))) return EVERYTHING;
    return place(...boundsOfPoints(points));
  }
  if (m[1] === 'path') return place(...boundsOfPoints(pointsOf(/["']([^"']*)["']/.exec(inside)?.[1] ?? '')));
  return referenced(e, inside, 'clipPath');
}

type Points = readonly (readonly [x: number, y: number])[];

/** Bounds of a ring of points; no area at all where the ring encloses none. */
function boundsOfPoints(points: Points): [number, number, number, number] {
  let area = 0;
  for (const [i, [x, y]] of points.entries()) {
    const [x2, y2] = points[(i + 1) % points.length] ?? [x, y];
    area += x * y2 - x2 * y;
  }
  if (points.length < 3 || Math.abs(area) / 2 < SLIVER) return [0, 0, 0, 0];
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Points along an SVG path, worked out by the browser without painting it. */
function pointsOf(d: string): Points {
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', d);
  const length = path.getTotalLength();
  if (!(length > 0)) return [];
  return Array.from({ length: 64 }, (_, i) => {
    const { x, y } = path.getPointAtLength((length * i) / 64);
    return [x, y] as const;
  });
}

/** The element a local `url(#…)` names, in the tree of `e`. */
export function named(e: Element, url: string, tag: string): Element | null {
  const id = /#([^"')]+)/.exec(url)?.[1];
  const root = bare(e).getRootNode();
  if (!id || !isRendered(root)) return null;
  const found = root.getElementById(decodeURIComponent(id));
  return found?.localName === tag ? found : null;
}

/** An element that paints something by itself. */
const isDrawn = (e: Element): e is SVGGraphicsElement => isSvg(e) && 'getBBox' in e;

/** What a <clipPath> leaves: its shapes' bounds. One that is missing clips nothing. */
function referenced(e: Element, url: string, tag: string): Box | null {
  const clip = named(e, url, tag);
  if (!clip) return EVERYTHING;
  const seen: DOMRect[] = [];
  for (const shape of clip.children) {
    if (!isDrawn(shape)) continue;
    if (shape.localName === 'use' || shape.localName === 'text' || shape.hasAttribute('transform')) return EVERYTHING;
    const b = shape.getBBox();
    if (b.width * b.height < SLIVER && clip.getAttribute('clipPathUnits') !== 'objectBoundingBox') continue;
    seen.push(b);
  }
  if (seen.length === 0) return NOTHING;
  const bounds = boundsOf(seen);
  if (isSvg(e) || clip.hasAttribute('transform')) return EVERYTHING;
  const { width, height, place } = frameOf(e);
  const unit = clip.getAttribute('clipPathUnits') === 'objectBoundingBox' ? [width, height] : [1, 1];
  const [ux = 1, uy = 1] = unit;
  return place(bounds.left * ux, bounds.top * uy, bounds.right * ux, bounds.bottom * uy);
}

/** A mask that lets nothing through: transparent throughout, of no size, or an SVG mask that paints nothing light. */
function masksAll(e: Element, s: CSSStyleDeclaration, mask: string): boolean {
  const size = s.getPropertyValue('mask-size') || s.getPropertyValue('-webkit-mask-size');
  const repeat = s.getPropertyValue('mask-repeat') || s.getPropertyValue('-webkit-mask-repeat');
  const sides = size.split(/\s+/).map((v) => (v.endsWith('px') ? parseFloat(v) : v === '0%' ? 0 : Infinity));
  if (sides.some((n) => n === 0)) return true;
  if (repeat === 'no-repeat' && sides.some((n) => n < 2)) return true;
  if (mask.startsWith('url(')) {
    const element = named(e, mask, 'mask');
    return element !== null && dark(element);
  }
  if (!/^(?:repeating-)?(?:linear|radial|conic)-gradient\(/.test(mask) || mask.includes('url(')) return false;
  const light = s.getPropertyValue('mask-mode') === 'luminance';
  const stops = [...mask.matchAll(COLOUR)].map((m) => parseColour(m[0]));
  return stops.length > 0 && stops.every((c) => c[3] * (light ? luminance(c) : 1) < 0.1);
}

/** An SVG mask shows where it is light: nothing in it may be. Pictures and patterns are unknown, hence light. */
function dark(mask: Element): boolean {
  for (const shape of mask.querySelectorAll('*')) {
    if (!isDrawn(shape)) continue;
    if (/^(?:image|use|foreignObject)$/.test(shape.localName)) return false;
    const s = getComputedStyle(shape);
    for (const paint of [s.fill, s.stroke]) {
      if (paint === 'none') continue;
      if (paint.startsWith('url')) return false;
      const c = parseColour(paint);
      if (luminance(c) * c[3] * Number(s.opacity) * Number(paint === s.fill ? s.fillOpacity : s.strokeOpacity) >= 0.1)
        return false;
    }
  }
  return true;
}
