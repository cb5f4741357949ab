// Can a person see this text? Joins style (style-chain.ts) with geometry: size, clipping, place, contrast, cover.
// Called for candidate texts only, so it may be thorough. Thresholds: threats.md §3, measured there on 65 fixtures.
import type { Concealment } from '../model/observation.ts';
import { backgroundOf, blended, textColour } from './paint.ts';
import { composite, contrast, parseColour } from './colour.ts';
import { flatParent } from './flat-tree.ts';
import { concealedByStyle, type StyleFact } from './style-chain.ts';

const TINY_PX = 4;
const CONTRAST_FLOOR = 1.25;
const CONTRAST_CEILING = 21;

/** Why a person cannot see this text node, with the values that show it; null when they can. Forces layout. */
export function concealmentOf(text: Text): StyleFact | null {
  const parent = flatParent(text);
  if (!parent) return null;
  const style = concealedByStyle(parent) ?? inClosedDetails(text, parent);
  if (style) return style;
  const fact = (c: Concealment | null, element: Element = parent): StyleFact | null => (c ? { ...c, element } : null);

  const range = document.createRange();
  range.selectNodeContents(text);
  const rects = [...range.getClientRects()].slice(0, 50);
  const size = getComputedStyle(parent).fontSize;
  if (rects.length === 0) {
    // <option>, <title>, SVG <desc> and fallback content have no boxes even where the parent has one.
    return fact({
      reason: parseFloat(size) < TINY_PX ? 'tiny' : 'not-rendered',
      evidence: { 'font-size': size, boxes: '0' },
    });
  }
  const tallest = Math.max(...rects.map((r) => r.height));
  const widest = Math.max(...rects.map((r) => r.width));
  if (tallest < TINY_PX || widest < 1 || parseFloat(size) < TINY_PX) {
    const evidence = { 'font-size': size, height: `${tallest.toFixed(2)}px`, width: `${widest.toFixed(2)}px` };
    return fact({ reason: 'tiny', evidence });
  }
  const place = clippedOrOffScreen(parent, rects);
  if (place) return place;

  const under = backgroundOf(parent);
  if (under) {
    const painted = textColour(parent, under);
    const blend = blended(parent, painted, under);
    if (blend && contrast(blend.text, blend.under) < CONTRAST_FLOOR) {
      return fact({
        reason: 'masked',
        evidence: { 'mix-blend-mode': blend.mode, color: getComputedStyle(parent).color },
      });
    }
    const ratio = blend ? CONTRAST_CEILING : contrast(painted, under);
    if (ratio < CONTRAST_FLOOR) {
      const s = getComputedStyle(parent);
      return fact({
        reason: 'low-contrast',
        evidence: { contrast: ratio.toFixed(2), color: s.color, background: rgb(under) },
      });
    }
  }
  return fact(covered(parent, rects));
}

/** Bare text of a closed <details>: its parent is painted (the summary is), the text is not, whatever its boxes say. */
function inClosedDetails(text: Text, parent: Element): StyleFact | null {
  if (!(parent instanceof HTMLDetailsElement) || parent.open || text.parentNode !== parent) return null;
  return { reason: 'not-rendered', evidence: { details: 'closed' }, element: parent };
}

/** The same question for an element that shows text without text nodes: a control, a frame. Style, size and place. */
export function concealmentOfElement(element: Element): StyleFact | null {
  const style = concealedByStyle(element);
  if (style) return style;
  const rect = element.getBoundingClientRect();
  if (rect.width < TINY_PX || rect.height < TINY_PX) {
    const evidence = { width: `${rect.width.toFixed(1)}px`, height: `${rect.height.toFixed(1)}px` };
    return { reason: 'tiny', evidence, element };
  }
  return clippedOrOffScreen(element, [rect]);
}

/** Why a person cannot see this whole frame; null when they can, or at the top. Across origins only its size is known. */
export function concealmentOfFrame(): StyleFact | null {
  if (window === window.top) return null;
  let element: Element | null = null;
  try {
    element = window.frameElement;
  } catch {
    element = null;
  }
  const root = document.documentElement;
  if (element && root) {
    const fact = concealmentOfElement(element);
    return fact
      ? { reason: fact.reason, evidence: { ...fact.evidence, frame: element.localName }, element: root }
      : null;
  }
  if (!root || (innerWidth >= TINY_PX && innerHeight >= TINY_PX)) return null;
  return {
    reason: 'tiny',
    evidence: { width: `${innerWidth}px`, height: `${innerHeight}px`, frame: 'iframe' },
    element: root,
  };
}

/** And for generated text, which has no boxes of its own to ask for: its own style, then its element's place. */
export function concealmentOfPseudo(element: Element, pseudo: string): Concealment | null {
  const s = getComputedStyle(element, pseudo);
  if (s.display === 'none' || s.visibility !== 'visible') {
    return { reason: 'not-rendered', evidence: { display: s.display, visibility: s.visibility, pseudo } };
  }
  if (Number(s.opacity) < 0.1) return { reason: 'transparent', evidence: { opacity: s.opacity, pseudo } };
  if (parseFloat(s.fontSize) < TINY_PX) return { reason: 'tiny', evidence: { 'font-size': s.fontSize, pseudo } };
  const style = concealedByStyle(element);
  if (style) return { reason: style.reason, evidence: { ...style.evidence, pseudo } };
  const own = getComputedStyle(element);
  const rect = element.getBoundingClientRect();
  if (own.overflow !== 'visible' && (rect.width <= 1 || rect.height <= 1)) {
    return { reason: 'clipped', evidence: { overflow: own.overflow, height: `${rect.height}px`, pseudo } };
  }
  const place = rect.width > 0 ? clippedOrOffScreen(element, [rect]) : null;
  if (place) return { reason: place.reason, evidence: { ...place.evidence, pseudo } };
  const under = backgroundOf(element);
  const ratio = under ? contrast(composite(parseColour(s.color), under), under) : CONTRAST_CEILING;
  return ratio < CONTRAST_FLOOR
    ? { reason: 'low-contrast', evidence: { contrast: ratio.toFixed(2), color: s.color, pseudo } }
    : null;
}

const rgb = (c: readonly [number, number, number, number]): string =>
  `rgb(${c.slice(0, 3).map(Math.round).join(', ')})`;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const boundsOf = (rects: readonly DOMRect[]): Box => ({
  left: Math.min(...rects.map((r) => r.left)),
  top: Math.min(...rects.map((r) => r.top)),
  right: Math.max(...rects.map((r) => r.right)),
  bottom: Math.max(...rects.map((r) => r.bottom)),
});

/** S4 and S5: what ancestors cut away, and what no scrolling can reach. */
function clippedOrOffScreen(parent: Element, rects: readonly DOMRect[]): StyleFact | null {
  const box = boundsOf(rects);
  const doc = parent.ownerDocument.documentElement;
  // The element may belong to the parent frame; its own window's size and scroll count.
  const { innerWidth, innerHeight, scrollX, scrollY } = parent.ownerDocument.defaultView ?? globalThis;
  // An absolutely positioned box is clipped by its containing block's ancestors only (CSS overflow 3 §2).
  let position = 'static';
  for (let e: Element | null = parent; e && e !== doc; e = flatParent(e)) {
    const s = getComputedStyle(e);
    const contains =
      position === 'static' ||
      position === 'relative' ||
      position === 'sticky' ||
      s.position !== 'static' ||
      s.transform !== 'none';
    if (contains && e !== doc && !(e === e.ownerDocument.body)) {
      const cut = clipBy(e, s, box);
      if (cut) return cut;
    }
    if (contains || s.position === 'fixed') position = s.position;
    if (s.position === 'fixed') break;
  }
  const evidence = { left: `${Math.round(box.left)}px`, top: `${Math.round(box.top)}px` };
  const off = (): StyleFact => ({ reason: 'off-screen', evidence, element: parent });
  if (position === 'fixed') {
    return box.right <= 0 || box.bottom <= 0 || box.left >= innerWidth || box.top >= innerHeight ? off() : null;
  }
  const rtl = getComputedStyle(doc).direction === 'rtl';
  const x = scrollX;
  if (box.bottom + scrollY <= 0) return off();
  if (!rtl && box.right + x <= 0) return off();
  if (rtl && box.left + x >= innerWidth) return off();
  // Sideways beyond a whole further screen: reachable in theory, never seen.
  if (!rtl && box.left + x >= innerWidth * 2) return off();
  if (rtl && box.right + x <= -innerWidth) return off();
  return null;
}

/** True cut by one overflow box: nothing of the text is left inside. Scrollable boxes only cut what lies before their start. */
function clipBy(e: Element, s: CSSStyleDeclaration, box: Box): StyleFact | null {
  if (s.overflowX === 'visible' && s.overflowY === 'visible') return null;
  const outer = e.getBoundingClientRect();
  const scrolls = (v: string): boolean => v === 'auto' || v === 'scroll';
  const overlapX = Math.min(box.right, outer.right) - Math.max(box.left, outer.left);
  const overlapY = Math.min(box.bottom, outer.bottom) - Math.max(box.top, outer.top);
  const beforeX = box.right + e.scrollLeft <= outer.left;
  const beforeY = box.bottom + e.scrollTop <= outer.top;
  const cutX = s.overflowX !== 'visible' && (scrolls(s.overflowX) ? beforeX && s.direction !== 'rtl' : overlapX <= 1);
  const cutY = s.overflowY !== 'visible' && (scrolls(s.overflowY) ? beforeY : overlapY <= 1);
  if (!cutX && !cutY) return null;
  return {
    reason: 'clipped',
    evidence: {
      overflow: `${s.overflowX} ${s.overflowY}`,
      'box-width': `${Math.round(outer.width)}px`,
      'box-height': `${Math.round(outer.height)}px`,
      by: e.localName,
    },
    element: e,
  };
}

/** S9: every tested point of the text lies under an opaque element that is neither ancestor nor descendant. */
function covered(parent: Element, rects: readonly DOMRect[]): Concealment | null {
  const root = parent.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return null;
  let tested = 0;
  let cover: Element | null = null;
  for (const r of rects.slice(0, 3)) {
    for (const share of [0.2, 0.5, 0.8]) {
      const x = r.left + r.width * share;
      const y = r.top + r.height / 2;
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
      const top = root.elementFromPoint(x, y);
      if (!top || top === parent || top.contains(parent) || parent.contains(top)) return null;
      if (!coverHides(top, parent)) return null;
      tested++;
      cover = top;
    }
  }
  if (tested >= 2 && cover) return { reason: 'covered', evidence: { by: cover.localName, points: String(tested) } };
  return tested === 0 ? coveredBySibling(parent, boundsOf(rects)) : null;
}

/** Outside the viewport nothing can be hit-tested: look for a positioned, opaque box beside an ancestor that spans the text. */
function coveredBySibling(parent: Element, box: Box): Concealment | null {
  let inner: Element = parent;
  for (let level = 0, e = flatParent(parent); e && level < 4; level++, e = flatParent(e)) {
    let looked = 0;
    for (const other of e.children) {
      if (++looked > 30) break;
      if (other === inner || other.contains(parent)) continue;
      const position = getComputedStyle(other).position;
      if (position === 'static' || position === 'fixed') continue;
      const r = other.getBoundingClientRect();
      if (r.left > box.left || r.right < box.right || r.top > box.top || r.bottom < box.bottom) continue;
      const after = (inner.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      const above = (Number(getComputedStyle(other).zIndex) || 0) - (Number(getComputedStyle(inner).zIndex) || 0);
      if ((above > 0 || (above === 0 && after)) && hides(other)) {
        return {
          reason: 'covered',
          evidence: { by: other.localName, position, 'z-index': getComputedStyle(other).zIndex },
        };
      }
    }
    inner = e;
  }
  return null;
}

/** The hit element or a box around it, up to what it shares with the text, is opaque. */
function coverHides(top: Element, text: Element): boolean {
  for (let e: Element | null = top; e && !e.contains(text); e = flatParent(e)) if (hides(e)) return true;
  return false;
}

/** An opaque element in the flow of the page. Banners and dialogs (fixed, top layer) lie over honest text all day long. */
function hides(element: Element): boolean {
  for (let e: Element | null = element; e; e = flatParent(e)) {
    const s = getComputedStyle(e);
    if (s.position === 'fixed' || s.position === 'sticky' || e.localName === 'dialog' || Number(s.opacity) < 0.8)
      return false;
  }
  if (/^(?:img|video|canvas|iframe|embed|object)$/.test(element.localName)) return true;
  const s = getComputedStyle(element);
  if (s.backgroundImage !== 'none') return true;
  const alpha = /^rgba\(.*, (\d*\.?\d+)\)$/.exec(s.backgroundColor);
  return alpha ? Number(alpha[1]) >= 0.8 : s.backgroundColor !== 'transparent';
}
