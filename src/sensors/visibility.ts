// Can a person see this text? Joins style (style-chain.ts) with geometry: size, clipping, place, contrast, cover.
// Called for candidate texts only, so it may be thorough. Thresholds: threats.md §3, measured there on 65 fixtures.
import type { Concealment } from '../model/observation.ts';
import { composite, contrast, CONTRAST_FLOOR, parseColour } from './colour.ts';
import { covered, standsOnOther } from './cover.ts';
import { underDrawing } from './drawing.ts';
import { flatParent } from './flat-tree.ts';
import { otherGlyphs } from './glyphs.ts';
import { backwards } from './order.ts';
import { backgroundOf, textColour, throughGroups } from './paint.ts';
import { boundsOf, clippedOrOffScreen } from './reach.ts';
import { cutByShape } from './shapes.ts';
import { concealedByStyle, hiddenFarAbove, type StyleFact } from './style-chain.ts';
import { bare } from '../model/bare.ts';
import { isHtml } from '../model/node-kinds.ts';

const TINY_PX = 4;
/** Lines of a text looked at. */
const MAX_RECTS = 50;
/** Room a letter needs, and the number of letters from which on the mean counts. */
const LETTER_PX = 1;
const MIN_LETTERS = 4;
const CONTRAST_CEILING = 21;

/** Why a person cannot see this text node, with the values that show it; null when they can. Forces layout. */
export function concealmentOf(text: Text): StyleFact | null {
  const parent = flatParent(text);
  if (!parent) return null;
  const style = concealedByStyle(parent) ?? inClosedDetails(text, parent) ?? inCanvas(parent);
  if (style) return style;
  // Space between blocks has no boxes (in Firefox: not until it is asked for them), and there is nothing to see in it.
  if (!/\S/.test(text.data)) return null;
  const fact = (c: Concealment | null, element: Element = parent): StyleFact | null => (c ? { ...c, element } : null);

  const range = document.createRange();
  range.selectNodeContents(text);
  const rects = [...range.getClientRects()].slice(0, MAX_RECTS);
  const size = shownSize(parent, getComputedStyle(parent));
  if (rects.length === 0) {
    // <option>, <title>, SVG <desc> and fallback content have no boxes even where the parent has one.
    return fact({
      reason: size < TINY_PX ? 'tiny' : 'not-rendered',
      evidence: { 'font-size': px(size), boxes: '0' },
    });
  }
  const tallest = Math.max(...rects.map((r) => r.height));
  const widest = Math.max(...rects.map((r) => r.width));
  if (tallest < TINY_PX || widest < 1 || size < TINY_PX) {
    const evidence = { 'font-size': px(size), height: `${tallest.toFixed(2)}px`, width: `${widest.toFixed(2)}px` };
    return fact({ reason: 'tiny', evidence });
  }
  const letters = text.data.replace(/\s+/g, '').length;
  const room = Math.max(sum(rects, 'width'), sum(rects, 'height')) / letters;
  if (letters >= MIN_LETTERS && room < LETTER_PX && rects.length < MAX_RECTS) {
    return fact({ reason: 'tiny', evidence: { 'px-per-letter': room.toFixed(2), 'font-size': px(size) } });
  }
  const place = clippedOrOffScreen(parent, rects);
  if (place) return place;
  const shape = cutByShape(parent, boundsOf(rects));
  if (shape) return { reason: 'masked', ...shape };

  const painted = lowContrast(parent, rects) ?? fact(backwards(text, parent)) ?? fact(covered(parent, rects));
  return painted ?? fact(otherGlyphs(text, parent));
}

/** S7: the letters as they are painted, against what they are painted on. */
function lowContrast(parent: Element, rects: readonly DOMRect[]): StyleFact | null {
  const own = backgroundOf(parent);
  const svg = bare(parent).namespaceURI === 'http://www.w3.org/2000/svg';
  const under = own && svg ? underDrawing(parent, boundsOf(rects), own) : own;
  if (!under) return null;
  const plain = textColour(parent, under);
  const shown = throughGroups(parent, plain, under);
  if (!shown) return null;
  const ratio = contrast(shown.text, shown.under);
  if (ratio >= CONTRAST_FLOOR) return null;
  // What only looks alike by the ancestors' backgrounds may stand on something else.
  if (!svg && standsOnOther(parent, boundsOf(rects), plain)) return null;
  const s = getComputedStyle(parent);
  const evidence = { contrast: ratio.toFixed(2), color: s.color, background: rgb(shown.under) };
  return shown.mode === ''
    ? { reason: 'low-contrast', evidence, element: parent }
    : { reason: 'masked', evidence: { ...evidence, 'mix-blend-mode': shown.mode }, element: parent };
}

const sum = (rects: readonly DOMRect[], side: 'width' | 'height'): number => rects.reduce((n, r) => n + r[side], 0);

/** Size of letters in px of the window. Computed sizes leave `zoom` out; boxes have it. */
const shownSize = (element: Element, s: CSSStyleDeclaration): number =>
  parseFloat(s.fontSize) * ((element as Partial<Element>).currentCSSZoom ?? 1);

const px = (n: number): string => `${Number(n.toFixed(2))}px`;

/** Bare text of a canvas: nobody sees it, but Firefox gives it boxes. */
const inCanvas = (parent: Element): StyleFact | null =>
  parent.localName === 'canvas' ? { reason: 'not-rendered', evidence: { fallback: 'canvas' }, element: parent } : null;

/** Bare text of a closed <details>: its parent is painted (the summary is), the text is not, whatever its boxes say. */
function inClosedDetails(text: Text, parent: Element): StyleFact | null {
  if (!isHtml(parent, 'details') || parent.open || text.parentNode !== parent) return null;
  return { reason: 'not-rendered', evidence: { details: 'closed' }, element: parent };
}

/** The same question for an element that shows text without text nodes: a control, a frame. Style, size and place. */
export function concealmentOfElement(element: Element): StyleFact | null {
  const style = concealedByStyle(element);
  if (style) return style;
  const rect = bare(element).getBoundingClientRect();
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
  const far = hiddenFarAbove(element);
  if (far) return { reason: far.reason, evidence: { ...far.evidence, pseudo } };
  const s = getComputedStyle(element, pseudo);
  if (s.display === 'none' || s.visibility !== 'visible') {
    return { reason: 'not-rendered', evidence: { display: s.display, visibility: s.visibility, pseudo } };
  }
  if (Number(s.opacity) < 0.1) return { reason: 'transparent', evidence: { opacity: s.opacity, pseudo } };
  const size = shownSize(element, s);
  if (size < TINY_PX) return { reason: 'tiny', evidence: { 'font-size': px(size), pseudo } };
  const style = concealedByStyle(element);
  if (style) return { reason: style.reason, evidence: { ...style.evidence, pseudo } };
  const own = getComputedStyle(element);
  const rect = bare(element).getBoundingClientRect();
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
