// Where in a still copy of its markup a text of an incident sat, hidden again as it was where the copy lacks the page's style
// sheets, or made visible. Works on documents without life (ui/still) and reads hostile names and texts as text only.
import { bare } from '../../../model/bare.ts';
import type { Incident } from '../../../model/incident.ts';
import { isComment, isElement, isText } from '../../../model/node-kinds.ts';
import type { StillCopy } from '../../still/still-copy.ts';

export interface Place {
  /** The element in which the text sat, or which carried it. */
  readonly element: Element;
  /** The node itself where it is none: a comment. */
  readonly node: Node;
}

type Sought = Pick<Incident, 'text' | 'carrier' | 'name' | 'path' | 'concealment'>;

/** Letters that decide whether an element holds a text. */
const ENOUGH = 120;
/** Elements that are looked at and changed. */
const MAX_ELEMENTS = 3_000;
const MAX_SHOWN = 300;

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Where a text sat; null where the copy does not have it. */
export function placeOf(copy: StillCopy, incident: Sought): Place | null {
  const sought = plain(incident.text).slice(0, ENOUGH);
  const { carrier, name } = incident;
  if (sought === '') return null;
  const elements = [...copy.document.querySelectorAll('*')].slice(0, MAX_ELEMENTS);
  const has = (text: string | null | undefined): boolean => plain(text ?? '').includes(sought);
  if (carrier === 'comment') return placeOfComment(copy.document, has);
  if (carrier === 'url') {
    const address = copy.addresses.find(({ value }) => has(value) || has(decoded(value)));
    return address ? { element: address.element, node: address.element } : byPath(copy.document, incident.path);
  }
  const holds = (element: Element): boolean => {
    if (carrier === 'attribute' || carrier === 'meta') return has(element.getAttribute(name || 'content'));
    if (carrier === 'value') return has(element.getAttribute('value')) || has(element.textContent);
    if (carrier === 'template') return has((element as Partial<HTMLTemplateElement>).content?.textContent);
    return has(element.textContent) && !/^(?:html|head|body)$/.test(element.localName);
  };
  // The last one that holds it is the innermost.
  const found = carrier === 'pseudo' ? undefined : elements.filter((e) => holds(bare(e))).at(-1);
  return found ? { element: found, node: found } : byPath(copy.document, incident.path);
}

function placeOfComment(page: Document, has: (text: string) => boolean): Place | null {
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  for (let node = walker.nextNode(), n = 0; node && n < MAX_ELEMENTS; node = walker.nextNode(), n++)
    if (isComment(node) && has(node.data) && isElement(node.parentNode)) return { element: node.parentNode, node };
  return null;
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address.replace(/\+/g, ' '));
  } catch {
    return '';
  }
}

/** By the end of the record's path, which begins above the snippet: up to two steps lead from its outermost element. */
function byPath(page: Document, path: string): Place | null {
  const steps = path.split(' > ');
  const tops = [...page.querySelectorAll('body > *, head > *')];
  for (let up = 0; up <= 2 && up < steps.length; up++) {
    const [first = '', ...rest] = steps.slice(-1 - up);
    // Of the outermost element its place among its siblings is not in the snippet.
    const top = tops.find((element) => fits(element, first, false));
    let at: Element | undefined = top;
    for (const step of rest) at = at && [...bare(at).children].find((child) => fits(child, step, true));
    if (at) return { element: at, node: at };
  }
  return null;
}

function fits(element: Element, step: string, placed: boolean): boolean {
  const { localName, id, parentElement } = bare(element);
  const [, name = '', named = '', nth = '1'] =
    /^([^#:]+)(?:#(.+))?(?::nth-child\((\d+)\))?$/.exec(step.replace(/#(.*):nth-child.*$/, '#$1')) ?? [];
  if (localName !== name || (named !== '' && id.slice(0, 40) !== named)) return false;
  if (!placed || named !== '' || !parentElement) return true;
  return bare(parentElement).children[Number(nth) - 1] === element;
}

/** Properties whose recorded values hide by themselves. */
const HIDING = new Set(
  (
    'display visibility opacity filter clip clip-path mask-image transform mix-blend-mode content-visibility color ' +
    'text-indent overflow -webkit-text-security backface-visibility'
  ).split(' '),
);

/**
 * Hides a text again as its record says it was, where the copy shows it: the rules of the page's style sheets are not in the
 * snippet. Answers the properties that were set; empty: the copy hides it by itself, or the record cannot tell how.
 */
export function hideAgain({ element }: Place, { concealment }: Sought): string[] {
  const { style } = element as HTMLElement;
  if (!concealment || !style || !isSeen(element)) return [];
  const set = new Set<string>();
  const put = (name: string, value: string | undefined): void => {
    if (value === undefined || /url\s*\(|\\/i.test(value)) return;
    style.setProperty(name, value, 'important');
    if (style.getPropertyValue(name) !== '') set.add(name);
  };
  const { evidence, reason } = concealment;
  for (const [name, value] of Object.entries(evidence)) if (HIDING.has(name)) put(name, value);
  if (reason === 'transparent') put('opacity', evidence['product'] ?? evidence['opacity'] ?? '0');
  else if (reason === 'low-contrast') put('background-color', evidence['background']);
  else if (reason === 'skipped') put('content-visibility', 'hidden');
  else if (reason === 'tiny') {
    if (evidence['font-size']) put('font-size', evidence['font-size']);
    if (evidence['width']) put('width', evidence['width']);
    if (evidence['height']) put('height', evidence['height']);
    put('overflow', 'hidden');
  } else if (reason === 'off-screen' && evidence['left']) {
    put('position', 'absolute');
    put('left', evidence['left']);
  } else if (reason === 'clipped') {
    put('overflow', 'hidden');
    put('height', evidence['height'] ?? '0px');
    put('width', evidence['width']);
  } else if (reason === 'not-rendered' && set.size === 0) put('display', 'none');
  return [...set];
}

/** Seen by what a still copy can tell: boxes, opacity, size of letters, place. */
export function isSeen(element: Element): boolean {
  const shown = element.checkVisibility({
    opacityProperty: true,
    visibilityProperty: true,
    contentVisibilityAuto: true,
  });
  if (!shown) return false;
  const { width, height, right, bottom } = element.getBoundingClientRect();
  const view = element.ownerDocument.defaultView;
  const size = parseFloat(view?.getComputedStyle(element).fontSize ?? '16');
  return width >= 2 && height >= 2 && right > 0 && bottom > 0 && size >= 4;
}

/** What makes anything visible, for the element itself and all around and in it. */
const SHOWING: readonly (readonly [name: string, value: string])[] = [
  ['visibility', 'visible'],
  ['opacity', '1'],
  ['filter', 'none'],
  ['clip', 'auto'],
  ['clip-path', 'none'],
  ['mask', 'none'],
  ['transform', 'none'],
  ['scale', 'none'],
  ['mix-blend-mode', 'normal'],
  ['content-visibility', 'visible'],
  ['text-indent', '0'],
  ['letter-spacing', 'normal'],
  ['overflow', 'visible'],
  ['max-height', 'none'],
  ['max-width', 'none'],
  ['-webkit-text-security', 'none'],
];

/** Makes a text visible in the copy, whatever hid it. Answers the element that shows it, which may be a box of ours. */
export function makeVisible({ element, node }: Place, text: string): Element {
  const page = element.ownerDocument;
  const view = page.defaultView;
  const painted =
    node === element && !/^(?:template|noscript|script|meta|title|head|option|canvas)$/.test(element.localName);
  const carries = painted && plain(element.textContent ?? '').includes(plain(text).slice(0, ENOUGH));
  const around: Element[] = [];
  for (let e: Element | null = element; e; e = parentOf(e)) around.push(e);
  const within = [...bare(element).querySelectorAll('*')].slice(0, MAX_SHOWN);
  for (const each of [...around, ...within]) show(each, view);
  if (carries) {
    mark(element, view);
    return element;
  }
  // It had no letters of its own on the page: a box beside its place has them.
  const box = page.createElement('p');
  box.textContent = text.slice(0, 2_000);
  const place = /^(?:html|head|body|meta|title)$/.test(element.localName) ? page.body : null;
  if (place) place.prepend(box);
  else if (isComment(node) || isText(node)) node.parentNode?.insertBefore(box, node);
  else bare(element).after(box);
  mark(box, view);
  return box;
}

const parentOf = (element: Element): Element | null => {
  const { parentElement, parentNode } = bare(element);
  return parentElement ?? (parentNode as Partial<ShadowRoot> | null)?.host ?? null;
};

function show(element: Element, view: Window | null): void {
  const { style } = element as Partial<HTMLElement>;
  if (!style || !view) return;
  const open = element as Partial<HTMLDetailsElement> & Element;
  if (element.localName === 'details' || element.localName === 'dialog') element.setAttribute('open', '');
  element.removeAttribute('hidden');
  const now = view.getComputedStyle(open);
  const put = (name: string, value: string): void => style.setProperty(name, value, 'important');
  if (now.display === 'none') put('display', element.localName === 'span' ? 'inline' : 'block');
  if (/^(?:absolute|fixed|sticky)$/.test(now.position)) {
    put('position', 'static');
    put('inset', 'auto');
  }
  for (const [name, value] of SHOWING) put(name, value);
  const { width, height, left, right, bottom } = element.getBoundingClientRect();
  if (right <= 0 || bottom <= 0 || left > 4_000) {
    put('inset', 'auto');
    put('margin', '0');
  }
  if (width < 20) put('width', 'auto');
  if (height < 20) put('height', 'auto');
  if (parseFloat(now.fontSize) < 9) put('font-size', '14px');
}

/** Letters and ground of the text made visible: no rule of the page's own hides them again. */
function mark(element: Element, view: Window | null): void {
  const { style } = element as Partial<HTMLElement>;
  if (!style || !view) return;
  const put = (name: string, value: string): void => style.setProperty(name, value, 'important');
  put('color', '#191c1f');
  put('-webkit-text-fill-color', '#191c1f');
  put('background', '#ffe7a3');
  put('font-family', 'system-ui, sans-serif');
  put('position', 'relative');
  put('z-index', '2147483647');
  for (const inner of [...element.querySelectorAll<HTMLElement>('*')].slice(0, MAX_SHOWN)) {
    inner.style?.setProperty('color', '#191c1f', 'important');
    inner.style?.setProperty('background', 'transparent', 'important');
  }
}
