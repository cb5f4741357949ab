// Everything on the way from an element to the root that can make its text invisible, read once per element.
// Signals S1, S2, S6, S8 of threats.md §3; geometry (S3–S5, S7, S9) is visibility.ts.
import type { Concealment } from '../model/observation.ts';
import { turnedAway } from './facing.ts';
import { flatParent } from './flat-tree.ts';
import { leftBy } from './shapes.ts';
import { neverDrawn } from './drawing.ts';
import { bare } from '../model/bare.ts';

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
  const far = hiddenFarAbove(element);
  if (far) return far;
  if (!hasBox(element)) {
    // A skipped container answers "no" for its contents, though the box is there and the browser can open it (S8).
    const skipped = skippedBy(element);
    if (skipped) return { reason: 'skipped', evidence: { 'content-visibility': 'hidden' }, element: skipped };
    return { reason: 'not-rendered', evidence: notRendered(element), element: boxless(element) };
  }
  const drawn = neverDrawn(element);
  if (drawn) return { reason: 'not-rendered', evidence: { element: bare(drawn).localName }, element: drawn };
  let opacity = 1;
  for (let e: Element | null = element; e; e = flatParent(e)) {
    // What stands in a canvas is for keyboards and screen readers; Firefox gives it boxes all the same.
    if (e !== element && e.localName === 'canvas')
      return { reason: 'not-rendered', evidence: { fallback: 'canvas' }, element: e };
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
    const paint = paintedAway(s) ?? shapedAway(e, s) ?? turnedAway(e, s);
    if (paint) return { reason: 'masked', evidence: paint, element: e };
  }
  return null;
}

/** Elements inside each other from which on no style is asked for inside what has no box. */
const MAX_DEPTH = 1_000;

/**
 * For an element very deep in the document, the outermost ancestor without a box. Asked for a style in there, the browser
 * works it out from that ancestor down by recursion, and some thousand levels end the tab. Costs no style otherwise.
 */
export function hiddenFarAbove(element: Element): StyleFact | null {
  const chain: Element[] = [];
  for (let e: Element | null = element; e; e = flatParent(e)) chain.push(e);
  if (chain.length <= MAX_DEPTH || bare(element).checkVisibility()) return null;
  for (const e of chain.reverse()) {
    if (bare(e).checkVisibility()) continue;
    const s = getComputedStyle(e);
    if (s.display !== 'contents')
      return { reason: 'not-rendered', evidence: { display: s.display, element: bare(e).localName }, element: e };
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
  return bare(e).checkVisibility() && getComputedStyle(element).visibility === 'visible';
}

/** The ancestor whose contents the browser skips, when nothing nearer takes the box away. */
function skippedBy(element: Element): Element | null {
  for (let e: Element | null = element; e; e = flatParent(e)) {
    const s = getComputedStyle(e);
    if (s.contentVisibility === 'hidden') return e;
    // The contents of closed <details> are skipped by the browser's own sheet; that is "closed", not "skipped".
    if (s.display === 'none' || s.visibility !== 'visible' || bare(e).localName === 'details') return null;
  }
  return null;
}

/** Topmost ancestor that takes the box away, so that a whole hidden container is looked at together. */
function boxless(element: Element): Element {
  let top = element;
  for (let e = flatParent(element); e && e !== bare(e).ownerDocument.documentElement; e = flatParent(e)) {
    if (hasBox(e)) break;
    top = e;
  }
  return top;
}

function notRendered(element: Element): Record<string, string> {
  for (let e: Element | null = element; e; e = flatParent(e)) {
    const s = getComputedStyle(e);
    if (s.display === 'none') return { display: 'none', element: bare(e).localName };
    if (s.visibility !== 'visible') return { visibility: s.visibility, element: bare(e).localName };
    if (bare(e).localName === 'details' && !(e as HTMLDetailsElement).open) return { details: 'closed' };
  }
  return { rendered: 'no' };
}

function filterOpacity(filter: string): number {
  let product = 1;
  for (const m of filter.matchAll(/opacity\((\d*\.?\d+)(%?)\)/g))
    product *= Math.min(1, Number(m[1]) / (m[2] === '%' ? 100 : 1));
  return product;
}

/** Paint-only properties that leave the box in place and take the glyphs away. */
function paintedAway(s: CSSStyleDeclaration): Record<string, string> | null {
  if (s.filter !== 'none') {
    const blur = /blur\((\d*\.?\d+)px\)/.exec(s.filter);
    if (blur && Number(blur[1]) > BLUR_CEILING) return { filter: s.filter };
    if (/(?:brightness|contrast)\(0%?\)/.test(s.filter) && /contrast\(0/.test(s.filter)) return { filter: s.filter };
  }
  const security = s.getPropertyValue('-webkit-text-security');
  if (security !== '' && security !== 'none') return { '-webkit-text-security': security };
  return null;
}

/** A clip or mask that leaves nothing at all, wherever the text stands. */
function shapedAway(e: Element, s: CSSStyleDeclaration): Record<string, string> | null {
  const left = leftBy(e, s);
  return left && (left.box.right <= left.box.left || left.box.bottom <= left.box.top) ? left.evidence : null;
}
