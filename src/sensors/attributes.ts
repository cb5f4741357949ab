// Attributes that AI readers print (threats.md §2, carrier list). Read in one native query; the rest of the
// attributes (data-*, class, id …) is covered by the sweep, which visits every element in idle slices.

/** Attributes that at least one measured reader passes on as text. */
export const SPOKEN = [
  'alt',
  'title',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'aria-placeholder',
  'placeholder',
  'summary',
  'abbr',
  'label',
  'content',
  'value',
  'toolname',
  'tooldescription',
  'toolparamdescription',
] as const;

const SELECTOR = SPOKEN.map((name) => `[${name}]`).join(',');
/** A steering sentence needs some room. */
const MIN_LENGTH = 12;
/** Never text for a reader, or executable: left alone. */
const IGNORED = new Set(['style', 'd', 'points', 'srcset', 'integrity', 'nonce', 'srcdoc', 'transform', 'viewBox']);

export interface AttributeText {
  readonly element: Element;
  readonly name: string;
  readonly value: string;
}

/** Spoken attributes below `root` whose value passes the test. */
export function scanSpoken(
  root: ParentNode & Node,
  test: (text: string) => boolean,
  visit: (a: AttributeText) => void,
): void {
  if (root instanceof Element && root.matches(SELECTOR)) readSpoken(root, test, visit);
  for (const element of root.querySelectorAll(SELECTOR)) readSpoken(element, test, visit);
}

function readSpoken(element: Element, test: (text: string) => boolean, visit: (a: AttributeText) => void): void {
  for (const name of SPOKEN) {
    const value = element.getAttribute(name);
    if (value !== null && value.length >= MIN_LENGTH && test(value)) visit({ element, name, value });
  }
}

/** All other attributes of one element; called by the sweep. Addresses are links.ts. */
export function scanOther(element: Element, test: (text: string) => boolean, visit: (a: AttributeText) => void): void {
  if (!element.hasAttributes()) return;
  for (const name of element.getAttributeNames()) {
    if (IGNORED.has(name) || name.startsWith('on') || (SPOKEN as readonly string[]).includes(name)) continue;
    if (name === 'href' || name === 'src' || name === 'action' || name.endsWith(':href')) continue;
    const value = element.getAttribute(name);
    if (value !== null && value.length >= MIN_LENGTH && /\s/.test(value) && test(value))
      visit({ element, name, value });
  }
}

/** Values that scripts put into text controls (the attribute tells only the first one). */
export function scanValues(
  root: ParentNode,
  test: (text: string) => boolean,
  visit: (element: HTMLInputElement | HTMLTextAreaElement, value: string) => void,
): void {
  for (const element of root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('textarea,input')) {
    if (element instanceof HTMLInputElement && !/^(?:text|search|hidden|url|email)$/.test(element.type)) continue;
    const { value } = element;
    if (value.length >= MIN_LENGTH && value !== element.defaultValue && test(value)) visit(element, value);
  }
}

/** Text of `srcdoc` frames as it stands in the parent's markup; the frame's own guard reads the document itself. */
export function scanSrcdoc(root: ParentNode, test: (text: string) => boolean, visit: (a: AttributeText) => void): void {
  for (const element of root.querySelectorAll('iframe[srcdoc]')) {
    const value = (element.getAttribute('srcdoc') ?? '').slice(0, 50_000).replace(/<[^>]{0,500}>/g, ' ');
    if (test(value)) visit({ element, name: 'srcdoc', value });
  }
}
