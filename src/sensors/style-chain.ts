// Everything on the way from an element to the root that can make its text invisible, read once per element.
// Signals S1, S2, S6, S8 of threats.md §3; geometry (S3–S5, S7, S9) is visibility.ts.
import type { Concealment } from '../model/observation.ts';
import { flatParent } from './flat-tree.ts';

/** Opacity below which a person sees nothing. */
const OPACITY_FLOOR = 0.1;
/** Blur radius in CSS px above which letters dissolve. */
const BLUR_CEILING = 6;

export interface StyleFact extends Concealment {
  /** The element whose style conceals; its whole subtree is concealed with it. */
  readonly element: Element;
}

/** First reason, from the element upwards, why its subtree is not painted for a person; null when there is none. */
export function concealedByStyle(element: Element): StyleFact | null {
  if (!hasBox(element)) {
    // A skipped container answers "no" for its contents, though the box is there and the browser can open it (S8).
    const skipped = skippedBy(element);
    if (skipped) return { reason: 'skipped', evidence: { 'content-visibility': 'hidden' }, element: skipped };
    return { reason: 'not-rendered', evidence: notRendered(element), element: boxless(element) };
  }
  let opacity = 1;
  for (let e: Element | null = element; e; e = flatParent(e)) {
    const s = getComputedStyle(e);
    const own = Number(s.opacity) * filterOpacity(s.filter);
    opacity *= own;
    if (opacity < OPACITY_FLOOR) {
      return {
        reason: 'transparent',
        evidence: { opacity: s.opacity, filter: s.filter, product: opacity.toFixed(3) },
        element: e,
      };
    }
    if (s.contentVisibility === 'hidden') {
      return { reason: 'skipped', evidence: { 'content-visibility': 'hidden' }, element: e };
    }
    const paint = paintedAway(s);
    if (paint) return { reason: 'masked', evidence: paint, element: e };
  }
  return null;
}

/** True when the element, or the nearest ancestor with a box for display:contents, is rendered and not visibility:hidden. */
function hasBox(element: Element): boolean {
  let e: Element | null = element;
  // display:contents has no box of its own and checkVisibility calls it invisible; its children are painted all the same.
  for (let depth = 0; e && depth < 50 && getComputedStyle(e).display === 'contents'; depth++) e = flatParent(e);
  if (!e) return true;
  // The visibility that counts is the element's own: a visible child of a hidden parent is painted.
  return e.checkVisibility() && getComputedStyle(element).visibility === 'visible';
}

/** The ancestor whose contents the browser skips, when nothing nearer takes the box away. */
function skippedBy(element: Element): Element | null {
  for (let e: Element | null = element; e; e = flatParent(e)) {
    const s = getComputedStyle(e);
    if (s.contentVisibility === 'hidden') return e;
    // The contents of closed <details> are skipped by the browser's own sheet; that is "closed", not "skipped".
    if (s.display === 'none' || s.visibility !== 'visible' || e.localName === 'details') return null;
  }
  return null;
}

/** Topmost ancestor that takes the box away, so that a whole hidden container is looked at together. */
function boxless(element: Element): Element {
  let top = element;
  for (let e = flatParent(element); e && e !== e.ownerDocument.documentElement; e = flatParent(e)) {
    if (hasBox(e)) break;
    top = e;
  }
  return top;
}

function notRendered(element: Element): Record<string, string> {
  for (let e: Element | null = element; e; e = flatParent(e)) {
    const s = getComputedStyle(e);
    if (s.display === 'none') return { display: 'none', element: e.localName };
    if (s.visibility !== 'visible') return { visibility: s.visibility, element: e.localName };
    if (e.localName === 'details' && !(e as HTMLDetailsElement).open) return { details: 'closed' };
  }
  return { rendered: 'no' };
}

function filterOpacity(filter: string): number {
  if (filter === 'none' || !filter.includes('opacity(')) return 1;
  const m = /opacity\((\d*\.?\d+)(%?)\)/.exec(filter);
  return m ? Math.min(1, Number(m[1]) / (m[2] === '%' ? 100 : 1)) : 1;
}

/** Paint-only properties that leave the box in place and take the glyphs away. */
function paintedAway(s: CSSStyleDeclaration): Record<string, string> | null {
  if (s.filter !== 'none') {
    const blur = /blur\((\d*\.?\d+)px\)/.exec(s.filter);
    if (blur && Number(blur[1]) > BLUR_CEILING) return { filter: s.filter };
    if (/(?:brightness|contrast)\(0%?\)/.test(s.filter) && /contrast\(0/.test(s.filter)) return { filter: s.filter };
  }
  if (s.clipPath !== 'none' && clipsAll(s.clipPath)) return { 'clip-path': s.clipPath };
  if (/^rect\(0(?:px)?,? 0(?:px)?,? 0(?:px)?,? 0(?:px)?\)$/.test(s.clip) || zeroClip(s.clip)) return { clip: s.clip };
  const mask = s.getPropertyValue('mask-image') || s.getPropertyValue('-webkit-mask-image');
  if (mask !== '' && mask !== 'none' && masksAll(mask)) return { 'mask-image': mask.slice(0, 120) };
  const security = s.getPropertyValue('-webkit-text-security');
  if (security !== '' && security !== 'none') return { '-webkit-text-security': security };
  if (s.backfaceVisibility === 'hidden' && turnedAway(s.transform))
    return { 'backface-visibility': 'hidden', transform: s.transform };
  return null;
}

function clipsAll(clip: string): boolean {
  if (/^(?:circle|ellipse)\(0(?:px|%)?(?: 0(?:px|%)?)?(?: at [^)]*)?\)/.test(clip)) return true;
  const inset = /^inset\(([^)r]+)/.exec(clip);
  if (inset) {
    const n = (inset[1] ?? '').trim().split(/\s+/);
    const percent = (i: number): number => {
      const v = n[i] ?? n[i - 2] ?? n[0] ?? '0';
      return v.endsWith('%') ? parseFloat(v) : 0;
    };
    return percent(0) + percent(2) >= 100 || percent(1) + percent(3) >= 100;
  }
  const polygon = /^polygon\(([^)]*)\)/.exec(clip);
  if (polygon) {
    const points = (polygon[1] ?? '').split(',').map((p) => p.trim());
    return points.length > 0 && new Set(points).size < 3;
  }
  return false;
}

function zeroClip(clip: string): boolean {
  const m = /^rect\((-?[\d.]+)px, (-?[\d.]+)px, (-?[\d.]+)px, (-?[\d.]+)px\)$/.exec(clip);
  if (!m) return false;
  const [top, right, bottom, left] = m.slice(1).map(Number);
  return (right ?? 0) - (left ?? 0) <= 1 || (bottom ?? 0) - (top ?? 0) <= 1;
}

/** A gradient mask that is transparent throughout. */
function masksAll(mask: string): boolean {
  if (!mask.includes('gradient(')) return false;
  const alphas = [...mask.matchAll(/rgba?\([^)]*\)|transparent/g)].map((m) => {
    const parts = m[0].match(/[\d.]+/g) ?? [];
    return m[0] === 'transparent' ? 0 : parts.length === 4 ? Number(parts[3]) : 1;
  });
  return alphas.length > 0 && alphas.every((a) => a < 0.1);
}

/** The box shows its back: the z component of its rotated normal points away (matrix3d element m33 < 0). */
function turnedAway(transform: string): boolean {
  const m = /^matrix3d\(([^)]*)\)$/.exec(transform);
  return m ? Number((m[1] ?? '').split(',')[10]) < 0 : false;
}
