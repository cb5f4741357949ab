// S4 and S5 of threats.md §3: what ancestors cut away from a box, and what no scrolling can bring into view.
// A box inside something that scrolls can be brought to where that stands, so from there on only the scroller counts.
import type { StyleFact } from './style-chain.ts';
import { flatParent } from './flat-tree.ts';
import { bare } from '../model/bare.ts';

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const boundsOf = (rects: readonly DOMRect[]): Box => ({
  left: Math.min(...rects.map((r) => r.left)),
  top: Math.min(...rects.map((r) => r.top)),
  right: Math.max(...rects.map((r) => r.right)),
  bottom: Math.max(...rects.map((r) => r.bottom)),
});

/** A scroll box smaller than this shows nothing one could read. */
const SLIT_PX = 4;

/** Why nothing of these boxes of `parent` can be brought before a person's eyes; null when something can. */
export function clippedOrOffScreen(parent: Element, rects: readonly DOMRect[]): StyleFact | null {
  let box = boundsOf(rects);
  const doc = bare(parent).ownerDocument.documentElement;
  // The element may belong to the parent frame; its own window's size and scroll count.
  const { innerWidth, innerHeight, scrollX, scrollY } = bare(parent).ownerDocument.defaultView ?? globalThis;
  let position = 'static';
  let scrolled = false;
  for (let e: Element | null = parent; e && e !== doc; e = flatParent(e)) {
    const s = getComputedStyle(e);
    if (contains(position, s)) {
      if (e !== bare(e).ownerDocument.body && clips(s)) {
        const cut = clipBy(e, s, box);
        if (cut) return cut;
        if (scrolls(s.overflowX) || scrolls(s.overflowY)) {
          box = boundsOf([bare(e).getBoundingClientRect()]);
          scrolled = true;
        }
      }
      position = s.position;
    }
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
  if (!scrolled && box.top + scrollY >= innerHeight && neverScrolls(doc)) return off();
  return null;
}

/** Whether a box of this style holds, and so clips, a descendant of this position (CSS overflow 3 §2, position 3 §2). */
function contains(position: string, s: CSSStyleDeclaration): boolean {
  if (position !== 'absolute' && position !== 'fixed') return true;
  const always =
    s.transform !== 'none' ||
    s.translate !== 'none' ||
    s.rotate !== 'none' ||
    s.scale !== 'none' ||
    s.perspective !== 'none' ||
    s.filter !== 'none' ||
    s.backdropFilter !== 'none' ||
    /transform|perspective|filter/.test(s.willChange) ||
    /paint|layout|strict|content/.test(s.contain);
  return always || (position === 'absolute' && s.position !== 'static');
}

const scrolls = (v: string): boolean => v === 'auto' || v === 'scroll';
const containsPaint = (s: CSSStyleDeclaration): boolean =>
  s.display !== 'inline' && /paint|strict|content/.test(s.contain);
const clips = (s: CSSStyleDeclaration): boolean =>
  s.overflowX !== 'visible' || s.overflowY !== 'visible' || containsPaint(s);

/** True cut by one box: nothing of the text is left inside. Scrollable boxes only cut what lies before their start. */
function clipBy(e: Element, s: CSSStyleDeclaration, box: Box): StyleFact | null {
  const outer = bare(e).getBoundingClientRect();
  const paint = containsPaint(s);
  const overlapX = Math.min(box.right, outer.right) - Math.max(box.left, outer.left);
  const overlapY = Math.min(box.bottom, outer.bottom) - Math.max(box.top, outer.top);
  const beforeX = box.right + bare(e).scrollLeft <= outer.left;
  const beforeY = box.bottom + bare(e).scrollTop <= outer.top;
  const slitX = outer.width < SLIT_PX;
  const slitY = outer.height < SLIT_PX;
  const axis = (overflow: string, slit: boolean, before: boolean, overlap: number): boolean =>
    scrolls(overflow) ? slit || before : (overflow !== 'visible' || paint) && overlap <= 1;
  const cutX = axis(s.overflowX, slitX, beforeX && s.direction !== 'rtl', overlapX);
  const cutY = axis(s.overflowY, slitY, beforeY, overlapY);
  if (!cutX && !cutY) return null;
  return {
    reason: 'clipped',
    evidence: {
      overflow: `${s.overflowX} ${s.overflowY}`,
      ...(paint ? { contain: s.contain } : {}),
      'box-width': `${Math.round(outer.width)}px`,
      'box-height': `${Math.round(outer.height)}px`,
      by: bare(e).localName,
    },
    element: e,
  };
}

/** The page itself cannot be scrolled by a person, and not only because a dialog lies over it for the moment. */
function neverScrolls(doc: HTMLElement): boolean {
  const { body, defaultView } = doc.ownerDocument;
  const root = getComputedStyle(doc);
  const own = root.overflowY !== 'visible' || !body ? root : getComputedStyle(body);
  if (own.overflowY !== 'hidden' && own.overflowY !== 'clip') return false;
  const view = defaultView ?? globalThis;
  const middle = doc.ownerDocument.elementFromPoint(view.innerWidth / 2, view.innerHeight / 2);
  for (let e: Element | null = middle; e; e = flatParent(e)) {
    if (bare(e).localName === 'dialog' || /^(?:fixed|absolute|sticky)$/.test(getComputedStyle(e).position))
      return false;
  }
  return true;
}
