// What kind of node this is, told by the node itself. `instanceof` would ask one realm: a node that another frame's guard
// met first, or that came from another document, has that frame's prototypes in this world too.
import { bare } from './bare.ts';

const [ELEMENT, TEXT, CDATA, COMMENT, DOCUMENT, FRAGMENT] = [1, 3, 4, 8, 9, 11];
const HTML = 'http://www.w3.org/1999/xhtml';
const SVG = 'http://www.w3.org/2000/svg';

type Kinded = Node | EventTarget | null | undefined;

/** DOM node type; 0 for what is no node. */
function typeOf(node: Kinded): number {
  if (!node) return 0;
  // Asked all the time, and a field of a form that stands in its place is no number.
  const { nodeType } = node as Partial<Node>;
  return typeof nodeType === 'number' ? nodeType : ((bare(node as Node) as Partial<Node>).nodeType ?? 0);
}

export const isElement = (node: Kinded): node is Element => typeOf(node) === ELEMENT;
export const isText = (node: Kinded): node is Text => typeOf(node) === TEXT || typeOf(node) === CDATA;
export const isComment = (node: Kinded): node is Comment => typeOf(node) === COMMENT;
export const isDocument = (node: Kinded): node is Document => typeOf(node) === DOCUMENT;
export const isFragment = (node: Kinded): node is DocumentFragment => typeOf(node) === FRAGMENT;

/** Text, CDATA or comment. */
export const isCharacterData = (node: Kinded): node is CharacterData => isText(node) || isComment(node);

export const isShadowRoot = (node: Kinded): node is ShadowRoot =>
  isFragment(node) && (node as Partial<ShadowRoot>).host !== undefined;

/** A tree that is painted and has style sheets. */
export const isRendered = (node: Kinded): node is Document | ShadowRoot => isDocument(node) || isShadowRoot(node);

/** An HTML element, of this name if one is given. */
export function isHtml(node: Kinded): node is HTMLElement;
export function isHtml<K extends keyof HTMLElementTagNameMap>(node: Kinded, name: K): node is HTMLElementTagNameMap[K];
export function isHtml(node: Kinded, name?: string): boolean {
  return isIn(HTML, node, name);
}

/** An SVG element, of this name if one is given. */
export function isSvg(node: Kinded): node is SVGElement;
export function isSvg<K extends keyof SVGElementTagNameMap>(node: Kinded, name: K): node is SVGElementTagNameMap[K];
export function isSvg(node: Kinded, name?: string): boolean {
  return isIn(SVG, node, name);
}

function isIn(namespace: string, node: Kinded, name: string | undefined): boolean {
  if (!isElement(node)) return false;
  const { namespaceURI, localName } = bare(node);
  return namespaceURI === namespace && (name === undefined || localName === name);
}
