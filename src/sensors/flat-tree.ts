// Walking the tree as it is painted: slots and shadow roots, open and closed. Input: any page's DOM, hostile.
import { bare, nodeNameOf } from '../model/bare.ts';
import { isElement, isShadowRoot } from '../model/node-kinds.ts';

interface ClosedRoots {
  openOrClosedShadowRoot?: ShadowRoot | null;
}
declare const chrome: { dom?: { openOrClosedShadowRoot?: (element: Element) => ShadowRoot | null } };

/** Chromium's function, asked for once: every step of this path is a call into the browser, and a page has many elements. */
let ask: ((element: Element) => ShadowRoot | null) | null | undefined;
const asked = (): typeof ask => (typeof chrome === 'undefined' ? null : (chrome.dom?.openOrClosedShadowRoot ?? null));

/** The shadow root of an element, closed ones included (Chromium `chrome.dom`, Firefox property). */
export function shadowRootOf(element: Element): ShadowRoot | null {
  const own = bare(element) as Element & ClosedRoots;
  const open = own.shadowRoot;
  if (open) return open;
  if (ask === undefined) ask = asked();
  if (!ask) return own.openOrClosedShadowRoot ?? null;
  try {
    return ask(element);
  } catch {
    return null; // no HTML element, or the extension's context was invalidated
  }
}

/**
 * Parent in the flat tree: the slot a node is assigned to, the host of a shadow root, else the parent. Told by node
 * types, not by constructors: an element of the parent frame belongs to another realm.
 */
export function flatParent(node: Node): Element | null {
  const { assignedSlot: slot, parentNode: parent } = bare(node) as Element;
  if (slot) return slot;
  if (!parent) return null;
  if (bare(parent).nodeType === Node.ELEMENT_NODE) return parent as unknown as Element;
  return (parent as unknown as Partial<ShadowRoot>).host ?? null;
}

const INLINE_NAMES =
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr tspan textPath'.split(
    ' ',
  );
/** In HTML names are capital, in XHTML and SVG as they are written. */
const INLINE = new Set([...INLINE_NAMES, ...INLINE_NAMES.map((name) => name.toUpperCase())]);

/** Elements that run on within a line. Tag names alone, no layout. */
export const isInline = (node: Node): boolean => INLINE.has(nodeNameOf(node));

/** Nearest ancestor that starts a new line of thought: the block a text belongs to. Tag names alone, no layout. */
export function blockOf(node: Node): Element | null {
  let element: Element | null = node.parentElement;
  while (element && isInline(element)) {
    const parent: Element | null = element.parentElement;
    if (!parent) break;
    element = parent;
  }
  return element;
}

/** Readable path of a node for the record, e.g. `main > p:nth-child(3)`; at most 300 characters. */
export function pathOf(node: Node): string {
  const parts: string[] = [];
  let element: Element | null = isElement(node) ? node : bare(node).parentElement;
  if (!element && isShadowRoot(node.parentNode)) element = node.parentNode.host;
  for (let depth = 0; element && depth < 12; depth++) {
    const {
      localName,
      id,
      previousElementSibling,
      nextElementSibling,
      parentNode: root,
      parentElement,
    } = bare(element);
    const name = localName.slice(0, 40);
    if (id) {
      parts.unshift(`${name}#${id.slice(0, 40)}`);
    } else {
      let n = 1;
      for (let s = previousElementSibling; s && n < 1_000; s = bare(s).previousElementSibling) n++;
      parts.unshift(n > 1 || nextElementSibling ? `${name}:nth-child(${n})` : name);
    }
    if (isShadowRoot(root)) {
      parts.unshift('#shadow-root');
      element = root.host;
    } else element = parentElement;
  }
  const path = parts.join(' > ');
  return path.length > 300 ? `…${path.slice(-299)}` : path;
}
