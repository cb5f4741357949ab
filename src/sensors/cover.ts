// S9 of threats.md §3: what lies over a text, by hit tests where they work and by geometry where they do not, and what a
// text stands on that is none of its ancestors. Banners and dialogs lie over honest text all day long and do not count.
import type { Concealment } from '../model/observation.ts';
import { COLOUR, contrast, parseColour, type Rgba } from './colour.ts';
import { overDrawing } from './drawing.ts';
import { flatParent } from './flat-tree.ts';
import { boundsOf, type Box } from './reach.ts';
import { bare } from '../model/bare.ts';
import { isRendered } from '../model/node-kinds.ts';

const PICTURE = /^(?:img|video|canvas|iframe|embed|object)$/;

/** S9: every tested point of the text lies under an opaque element that is neither ancestor nor descendant. */
export function covered(parent: Element, rects: readonly DOMRect[]): Concealment | null {
  const root = bare(parent).getRootNode();
  if (!isRendered(root)) return null;
  let tested = 0;
  let cover: Element | null = null;
  for (const r of rects.slice(0, 3)) {
    for (const share of [0.2, 0.5, 0.8]) {
      const x = r.left + r.width * share;
      const y = r.top + r.height / 2;
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
      const top = root.elementFromPoint(x, y);
      if (!top) return null;
      if (top !== parent && bare(top).contains(parent) && beneath(root, x, y, top, parent)) {
        tested++;
        cover = top;
        continue;
      }
      if (top === parent || bare(top).contains(parent) || bare(parent).contains(top))
        return veiled(parent, boundsOf(rects));
      if (!coverHides(top, parent)) return veiled(parent, boundsOf(rects));
      tested++;
      cover = top;
    }
  }
  if (tested >= 2 && cover)
    return { reason: 'covered', evidence: { by: bare(cover).localName, points: String(tested) } };
  return tested === 0 ? veiled(parent, boundsOf(rects)) : null;
}

/** An ancestor was hit before the text: the text lies behind it, and its background hides it. */
function beneath(root: Document | ShadowRoot, x: number, y: number, top: Element, text: Element): boolean {
  const stack = root.elementsFromPoint(x, y);
  return stack.includes(text) && hides(top) && getComputedStyle(top).display !== 'inline';
}

/** Covers that no hit test meets: shapes of a drawing, generated boxes, boxes without pointer events or out of view. */
function veiled(parent: Element, box: Box): Concealment | null {
  if (bare(parent).namespaceURI === 'http://www.w3.org/2000/svg') {
    const shape = overDrawing(parent, box);
    return shape ? { reason: 'covered', evidence: { by: shape.localName } } : null;
  }
  return coveredByGenerated(parent, box) ?? coveredBySibling(parent, box);
}

/** A ::before or ::after of the element or one around it that is laid over the text. */
function coveredByGenerated(parent: Element, box: Box): Concealment | null {
  let lifted = 0;
  let e: Element | null = parent;
  for (let level = 0; e && level < 4; level++, e = flatParent(e)) {
    const own = getComputedStyle(e);
    for (const pseudo of ['::after', '::before'] as const) {
      const s = getComputedStyle(e, pseudo);
      if (s.content === 'none' || s.content === 'normal' || s.position !== 'absolute' || !opaque(s)) continue;
      if (Number(s.opacity) < 0.8 || s.visibility !== 'visible' || s.display === 'none') continue;
      const above = Number(s.zIndex) || 0;
      // Of two boxes at one height the later one is on top, and ::before comes before everything.
      if (above < lifted || (above === lifted && pseudo === '::before' && lifted > 0) || above < 0) continue;
      if (pseudo === '::before' && above === 0 && level > 0 && positionedBetween(parent, e)) continue;
      const holder = positionedFrom(e);
      const r = bare(holder).getBoundingClientRect();
      const [left, top] = [
        r.left + holder.clientLeft + parseFloat(s.left),
        r.top + holder.clientTop + parseFloat(s.top),
      ];
      const wide = left <= box.left + 1 && left + parseFloat(s.width) >= box.right - 1;
      const high = top <= box.top + 1 && top + parseFloat(s.height) >= box.bottom - 1;
      if (wide && high)
        return { reason: 'covered', evidence: { by: pseudo, of: bare(e).localName, 'z-index': s.zIndex } };
    }
    if (own.position !== 'static') lifted = Math.max(lifted, Number(own.zIndex) || 0);
  }
  return null;
}

function positionedBetween(from: Element, to: Element): boolean {
  for (let e: Element | null = from; e && e !== to; e = flatParent(e))
    if (getComputedStyle(e).position !== 'static') return true;
  return false;
}

function positionedFrom(element: Element): Element {
  let e = element;
  for (let up = flatParent(e); up && getComputedStyle(e).position === 'static'; up = flatParent(e)) e = up;
  return e;
}

/**
 * True when the text stands on a box that is no ancestor, on which its letters can be seen or which is a picture: a hero
 * image, a coloured panel beside it. Only boxes inside the ancestor that paints the background count.
 */
export function standsOnOther(parent: Element, box: Box, colour: Rgba): boolean {
  let inner: Element = parent;
  for (let level = 0, e = flatParent(parent); e && level < 6; level++, e = flatParent(e)) {
    let looked = 0;
    for (const other of bare(e).children) {
      if (++looked > 30) break;
      if (other === inner || bare(other).contains(parent)) continue;
      const s = getComputedStyle(other);
      // Sent backwards, it stays above the background of its parent only if that keeps its children together.
      if (Number(s.zIndex) < 0 && !stacks(getComputedStyle(e))) continue;
      const r = bare(other).getBoundingClientRect();
      const wide = Math.min(r.right, box.right) - Math.max(r.left, box.left);
      const high = Math.min(r.bottom, box.bottom) - Math.max(r.top, box.top);
      if (wide < (box.right - box.left) * 0.6 || high < (box.bottom - box.top) * 0.6) continue;
      if (showsLetters(other, s, colour)) return true;
    }
    const own = getComputedStyle(e);
    if (parseColour(own.backgroundColor)[3] === 1) return false;
    inner = e;
  }
  return false;
}

const stacks = (s: CSSStyleDeclaration): boolean =>
  (s.position !== 'static' && s.zIndex !== 'auto') || s.isolation === 'isolate' || s.transform !== 'none';

function showsLetters(other: Element, s: CSSStyleDeclaration, colour: Rgba): boolean {
  if (s.visibility !== 'visible' || Number(s.opacity) < 0.1) return false;
  if (PICTURE.test(bare(other).localName) || bare(other).querySelector('img,video,canvas,picture,svg')) return true;
  if (s.backgroundImage !== 'none') return true;
  const under = parseColour(s.backgroundColor);
  return under[3] >= 0.5 && contrast(colour, under) >= 1.25;
}

/** Outside the viewport nothing can be hit-tested: look for a positioned, opaque box beside an ancestor that spans the text. */
function coveredBySibling(parent: Element, box: Box): Concealment | null {
  let inner: Element = parent;
  for (let level = 0, e = flatParent(parent); e && level < 4; level++, e = flatParent(e)) {
    let looked = 0;
    for (const other of bare(e).children) {
      if (++looked > 30) break;
      if (other === inner || bare(other).contains(parent)) continue;
      const { position, pointerEvents } = getComputedStyle(other);
      if (position === 'static' || position === 'fixed') continue;
      // Where hit tests work they have answered for everything that can be hit.
      if (inView(box) && pointerEvents !== 'none') continue;
      const r = bare(other).getBoundingClientRect();
      if (r.left > box.left || r.right < box.right || r.top > box.top || r.bottom < box.bottom) continue;
      const after = (bare(inner).compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      const above = (Number(getComputedStyle(other).zIndex) || 0) - (Number(getComputedStyle(inner).zIndex) || 0);
      if ((above > 0 || (above === 0 && after)) && hides(other)) {
        return {
          reason: 'covered',
          evidence: { by: bare(other).localName, position, 'z-index': getComputedStyle(other).zIndex },
        };
      }
    }
    inner = e;
  }
  return null;
}

/** The hit element or a box around it, up to what it shares with the text, is opaque. */
function coverHides(top: Element, text: Element): boolean {
  for (let e: Element | null = top; e && !bare(e).contains(text); e = flatParent(e)) if (hides(e)) return true;
  return false;
}

/** An opaque element in the flow of the page. Banners and dialogs (fixed, top layer) lie over honest text all day long. */
function hides(element: Element): boolean {
  for (let e: Element | null = element; e; e = flatParent(e)) {
    const s = getComputedStyle(e);
    if (s.position === 'fixed' || s.position === 'sticky' || bare(e).localName === 'dialog' || Number(s.opacity) < 0.8)
      return false;
  }
  return PICTURE.test(bare(element).localName) || opaque(getComputedStyle(element));
}

/** A background through which nothing can be read. Pictures count as such. */
function opaque(s: CSSStyleDeclaration): boolean {
  if (parseColour(s.backgroundColor)[3] >= 0.8) return true;
  if (s.backgroundImage === 'none') return false;
  if (s.backgroundImage.includes('url(')) return true;
  return (s.backgroundImage.match(COLOUR) ?? []).every((c) => parseColour(c)[3] >= 0.8);
}

const inView = (box: Box): boolean => box.left < innerWidth && box.right > 0 && box.top < innerHeight && box.bottom > 0;
