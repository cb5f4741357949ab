// Where a person writes: the text control or the editable element that an event is about, through shadow roots, open and
// closed. Input: any page's DOM, hostile.
import { bare } from '../../model/bare.ts';
import { isElement, isHtml, isShadowRoot } from '../../model/node-kinds.ts';
import { flatParent, shadowRootOf } from '../flat-tree.ts';

/** A text area, a text field, or the outermost element of an editable region. */
export type Editable = HTMLElement;

/** Fields of one line in which prompts are written; passwords, dates and the like are not read. */
const LINES = new Set(['', 'text', 'search']);
/** Shadow roots inside shadow roots that are gone into. */
const MAX_ROOTS = 20;

export const isControl = (node: Node): node is HTMLTextAreaElement | HTMLInputElement =>
  isHtml(node, 'textarea') || isHtml(node, 'input');

/** What an event on or inside an editable is about; null where nobody writes there. */
export function editableOf(event: Event): Editable | null {
  const [target] = event.composedPath();
  return target === undefined ? null : editableAt(target as Node);
}

/** The editable that a node is or lies in. */
export function editableAt(start: Node): Editable | null {
  let node: Node = start;
  // A closed root shows its host only; what has the focus in it is what the event is about.
  for (let depth = 0; depth < MAX_ROOTS && isElement(node) && !writable(node); depth++) {
    const inside: Element | null = shadowRootOf(node)?.activeElement ?? null;
    if (!inside) break;
    node = inside;
  }
  const element: Element | null = isElement(node) ? node : flatParent(node);
  if (!element || !writable(element)) return null;
  if (isControl(element)) return element;
  let outer = element as HTMLElement;
  for (let up = flatParent(outer); isHtml(up) && !isControl(up) && up.isContentEditable; up = flatParent(up))
    outer = up;
  return outer;
}

/** The editable that has the focus, however deep it lies. */
export function focusedEditable(): Editable | null {
  const active = document.activeElement;
  return active ? editableAt(active) : null;
}

function writable(element: Element): boolean {
  if (!isHtml(element)) return false;
  if (isHtml(element, 'textarea')) return !element.readOnly && !element.disabled;
  if (isHtml(element, 'input'))
    return LINES.has(bare(element).type.toLowerCase()) && !element.readOnly && !element.disabled;
  return bare(element).isContentEditable;
}

/** Whether a person can see and use it. */
export function isShown(element: Element): boolean {
  if (!element.isConnected) return false;
  const box = element.getBoundingClientRect();
  return (
    box.width > 0 && box.height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  );
}

/** The document and the shadow roots in it, closed ones included; at most `limit` elements are looked at. */
export function rootsIn(limit: number): (Document | ShadowRoot)[] {
  const out: (Document | ShadowRoot)[] = [document];
  let left = limit;
  for (let i = 0; i < out.length && out.length < MAX_ROOTS; i++) {
    const walker = document.createTreeWalker(out[i] as Node, NodeFilter.SHOW_ELEMENT);
    for (let n = walker.nextNode(); n && left > 0; n = walker.nextNode(), left--) {
      // Only custom elements and plain boxes can have a root; asking is a call into the browser.
      const element = n as Element;
      if (!element.localName.includes('-') && !isHtml(element, 'div')) continue;
      const root = shadowRootOf(element);
      if (root) out.push(root);
    }
  }
  return out;
}

/** The root that a node lives in, if it is a document or a shadow root. */
export function rootOf(node: Node): Document | ShadowRoot {
  const root = node.getRootNode();
  return isShadowRoot(root) ? root : document;
}
