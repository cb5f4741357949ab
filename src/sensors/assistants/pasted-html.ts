// What a person could see of copied rich text, and what not. The clipboard's markup is hostile: it is parsed into a document
// that runs and loads nothing, and judged by the styles that are written in it, because nothing else travels with it.
import { isComment, isElement, isHtml, isText } from '../../model/node-kinds.ts';
import { contrast, composite, parseColour, type Rgba } from '../colour.ts';
import { isInline } from '../flat-tree.ts';

/** Elements looked at; the rest is kept as it is and told as not scanned. */
const MAX_ELEMENTS = 50_000;
/** Letters from which on hidden text is more than a label for screen readers. */
const MIN_LETTERS = 20;
/** Contrast below which a text is not seen, as for pages. */
const UNSEEN_CONTRAST = 1.2;
const FAR = 500;
/** Parts whose text no editor takes over. */
const NO_TEXT = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'head',
  'title',
  'meta',
  'link',
  'iframe',
  'object',
]);

export interface PastedHtml {
  /** What a person could see. */
  readonly visible: string;
  /** What they could not; '' when there is nothing of weight. */
  readonly hidden: string;
  readonly partial: boolean;
  /** The same markup without what cannot be seen, and with each text changed. */
  readonly clean: (change: (text: string) => string) => string;
}

/** Reads copied markup. Linear in its size; loads nothing, runs nothing. */
export function readPastedHtml(html: string): PastedHtml {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const hidden: Node[] = [];
  const visible: string[] = [];
  const unseen: string[] = [];
  let left = MAX_ELEMENTS;
  const colours = new Map<Element, { text: Rgba | null; ground: Rgba | null }>();
  const walker = parsed.createTreeWalker(
    parsed.body,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT,
  );
  let node = walker.nextNode();
  while (node && left-- > 0) {
    let skip = false;
    if (isText(node)) visible.push(node.data);
    else if (isComment(node)) hidden.push(node);
    else if (isElement(node)) {
      if (NO_TEXT.has(node.localName)) {
        hidden.push(node);
        skip = true;
      } else if (isUnseen(node, colours)) {
        hidden.push(node);
        unseen.push(node.textContent ?? '');
        skip = true;
      } else if (!isInline(node) || isHtml(node, 'br')) visible.push('\n');
    }
    node = skip ? after(walker) : walker.nextNode();
  }
  const text = unseen.join('\n').trim();
  return {
    visible: visible.join(''),
    hidden: (text.match(/\p{L}/gu)?.length ?? 0) >= MIN_LETTERS ? text : '',
    partial: node !== null,
    clean: (change) => {
      for (const gone of hidden) gone.parentNode?.removeChild(gone);
      const texts = parsed.createTreeWalker(parsed.body, NodeFilter.SHOW_TEXT);
      for (let t = texts.nextNode() as Text | null; t; t = texts.nextNode() as Text | null) {
        const changed = change(t.data);
        if (changed !== t.data) t.data = changed;
      }
      return parsed.body.innerHTML;
    },
  };
}

/** The node behind a whole subtree. */
function after(walker: TreeWalker): Node | null {
  for (;;) {
    const sibling = walker.nextSibling();
    if (sibling) return sibling;
    if (!walker.parentNode()) return null;
  }
}

const px = (value: string): number | null => {
  const m = /^(-?\d*\.?\d+)(px|pt|em|rem|vw|vh|%|)$/.exec(value.trim());
  if (!m) return null;
  const factor = { px: 1, pt: 4 / 3, em: 16, rem: 16, vw: 10, vh: 10, '%': 1, '': 1 }[m[2] ?? ''] ?? 1;
  return Number(m[1]) * factor;
};

function isUnseen(element: Element, colours: Map<Element, { text: Rgba | null; ground: Rgba | null }>): boolean {
  const parent = element.parentElement ? colours.get(element.parentElement) : undefined;
  const style = (element as Partial<HTMLElement>).style;
  if (element.hasAttribute('hidden')) return true;
  if (!style || style.length === 0) {
    if (parent) colours.set(element, parent);
    return false;
  }
  const is = (name: string, ...values: readonly string[]): boolean => values.includes(style.getPropertyValue(name));
  if (is('display', 'none') || is('visibility', 'hidden', 'collapse')) return true;
  if (/mso-hide\s*:\s*all/i.test(element.getAttribute('style') ?? '')) return true;
  if (style.opacity !== '' && Number(style.opacity) < 0.05) return true;
  const size = px(style.fontSize);
  if (size !== null && size <= 1.5) return true;
  const away = [style.left, style.top, style.textIndent, style.marginLeft].map(px);
  if (away.some((n) => n !== null && n <= -FAR)) return true;
  const boxed = [style.width, style.height, style.maxHeight, style.maxWidth].map(px);
  const cut = [style.overflow, style.overflowX, style.overflowY].some((v) => v === 'hidden' || v === 'clip');
  if (cut && boxed.some((n) => n !== null && n <= 1)) return true;
  if (/rect\(\s*(?:0|1px)[\s,]/.test(style.clip) || /inset\(\s*(?:50|100)%/.test(style.clipPath)) return true;
  if (/scale\w*\(\s*0(?:\.0\d*)?\s*[,)]|translate\w*\(\s*-\d{4,}/.test(style.transform)) return true;

  const colour = style.color === '' ? (parent?.text ?? null) : parseColour(normal(style.color));
  const own = style.backgroundColor === '' ? null : parseColour(normal(style.backgroundColor));
  const ground = own && own[3] > 0.5 ? composite(own, parent?.ground ?? [255, 255, 255, 1]) : (parent?.ground ?? null);
  colours.set(element, { text: colour, ground });
  if (colour && style.color !== '' && colour[3] < 0.05) return true;
  return colour !== null && ground !== null && contrast(composite(colour, ground), ground) < UNSEEN_CONTRAST;
}

/** Written colours in the form that a page would compute. */
const normal = (colour: string): string => (colour === 'transparent' ? 'rgba(0, 0, 0, 0)' : colour);
