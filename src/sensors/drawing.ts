// SVG drawings: text in parts that are never drawn themselves, and what is painted under and over a text. Order in the
// document is order of painting there, and no shape has a CSS background.
import { bare } from '../model/bare.ts';
import { composite, parseColour, type Rgba } from './colour.ts';
import type { Box } from './reach.ts';
import { isRendered } from '../model/node-kinds.ts';

const SVG = 'http://www.w3.org/2000/svg';
const NEVER_DRAWN = 'defs,symbol,clipPath,mask,pattern,marker';
const SHAPES = 'rect,circle,ellipse,path,polygon,image,use,foreignObject';
const MAX_SHAPES = 300;

/** The part of a drawing around an element that is only there to be referred to, and nothing refers to it. */
export function neverDrawn(element: Element): Element | null {
  if (element.namespaceURI !== SVG) return null;
  const part = element.closest(NEVER_DRAWN);
  if (!part) return null;
  const root = part.getRootNode();
  if (!isRendered(root)) return part;
  const ids: string[] = [];
  for (let e: Element | null = element; e && e.localName !== 'svg'; e = e.parentElement) if (e.id) ids.push(e.id);
  for (const id of ids) {
    const name = CSS.escape(id);
    const uses = `use[href="#${name}"],use[*|href="#${name}"],[fill*="#${name}"],[stroke*="#${name}"],[style*="#${name}"],[marker-start],[marker-mid],[marker-end]`;
    if (root.querySelector(uses)) return null;
  }
  return part;
}

/** Whether a shape paints its inside opaquely: its colour, `picture` for what is not one colour, null when it does not. */
function paintOf(shape: Element): Rgba | 'picture' | null {
  if (/^(?:image|use|foreignObject)$/.test(shape.localName)) return 'picture';
  let opacity = 1;
  for (let e: Element | null = shape; e && e.namespaceURI === SVG; e = e.parentElement)
    opacity *= Number(getComputedStyle(e).opacity);
  const s = getComputedStyle(shape);
  if (s.visibility !== 'visible' || s.fill === 'none' || shape.closest(NEVER_DRAWN)) return null;
  if (s.fill.startsWith('url')) return 'picture';
  const [r, g, b, a] = parseColour(s.fill);
  return [r, g, b, a * Number(s.fillOpacity || 1) * opacity];
}

const spans = (shape: Element, box: Box): boolean => {
  const r = shape.getBoundingClientRect();
  return r.left <= box.left + 1 && r.right >= box.right - 1 && r.top <= box.top + 1 && r.bottom >= box.bottom - 1;
};

function shapesAround(text: Element): Element[] {
  let outer: Element | null = text.closest('svg');
  for (let up = outer; up; up = up.parentElement && bare(up.parentElement).closest('svg')) outer = up;
  return outer ? [...outer.querySelectorAll(SHAPES)].slice(0, MAX_SHAPES) : [];
}

/** The colour on which an SVG text stands, given what is behind the drawing; null when a picture makes it unknowable. */
export function underDrawing(text: Element, box: Box, behind: Rgba): Rgba | null {
  let under = behind;
  for (const shape of shapesAround(text)) {
    if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) || !spans(shape, box)) continue;
    const paint = paintOf(shape);
    if (paint === 'picture') return null;
    if (paint) under = composite(paint, under);
  }
  return under;
}

/** A shape painted after the text that hides it whole. */
export function overDrawing(text: Element, box: Box): Element | null {
  for (const shape of shapesAround(text)) {
    if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_PRECEDING) || shape.contains(text)) continue;
    const paint = paintOf(shape);
    // A drawn-over text still shows through the corners of a circle; only boxes surely span it.
    if (
      /^(?:rect|image)$/.test(shape.localName) &&
      paint &&
      (paint === 'picture' || paint[3] >= 0.8) &&
      spans(shape, box)
    )
      return shape;
  }
  return null;
}
