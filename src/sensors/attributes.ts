// Attributes that carry text (threats.md §2, carrier list). Those that AI readers print are selected by one native query;
// all others (data-*, class, id …) are collected by the sweep, which visits every element in idle slices.
import { Batch, type Finder } from './batch.ts';
import { bare } from '../model/bare.ts';
import { isElement, isHtml } from '../model/node-kinds.ts';

/** Attributes that at least one measured reader passes on as text. */
export const SPOKEN_NAMES = [
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
];
const SPOKEN: ReadonlySet<string> = new Set(SPOKEN_NAMES);
/** True for an attribute that readers pass on as text. */
export const isSpoken = (name: string): boolean => SPOKEN.has(name);
const SELECTOR = SPOKEN_NAMES.map((name) => `[${name}]`).join(',');
/** A steering sentence needs some room. */
const MIN_LENGTH = 12;
/** Read of one attribute. */
const MAX_LENGTH = 100_000;
/** Never text for a reader, or an address, which links.ts and data-addresses.ts read. */
const IGNORED: ReadonlySet<string> = new Set(
  'style d points srcset integrity nonce srcdoc transform viewBox href src action formaction data poster'.split(' '),
);
/** Class names are many and mostly the same few; only what reads like a sentence is looked at. */
const CLASS_SENTENCE = /(?:[A-Za-z\u00c0-\uffff'’,.:]+\s+){4}/;
/** A sentence, in scripts with and without spaces; anything else is an id, a number or an address. */
const SENTENCE =
  /\s|%20|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7a3]{6}|[^\x00-\x7f]{12}|[A-Za-z0-9+/]{32}/;

export interface AttributeText {
  readonly element: Element;
  readonly name: string;
  readonly value: string;
  /** What is left when the text is taken away; the attribute goes where this is absent. */
  readonly cleaned?: string;
}

type Visit = (a: AttributeText) => void;
const add = (batch: Batch<AttributeText>, element: Element, name: string): void => {
  const value = bare(element).getAttribute(name);
  if (value !== null && value.length >= MIN_LENGTH)
    batch.add(value.slice(0, MAX_LENGTH), { element, name, value }, true);
};

/** Spoken attributes of `root` and below it that are long enough to steer. */
export function* spokenIn(root: ParentNode & Node): Generator<AttributeText> {
  const own = isElement(root) && bare(root).matches(SELECTOR) ? [root] : [];
  for (const element of [...own, ...bare(root).querySelectorAll(SELECTOR)]) {
    for (const name of bare(element).getAttributeNames()) {
      if (!SPOKEN.has(name)) continue;
      const value = bare(element).getAttribute(name) ?? '';
      if (value.length >= MIN_LENGTH) yield { element, name, value };
    }
  }
}

/** Spoken attributes of `root` and below it in whose value the finder hits. */
export function scanSpoken(root: ParentNode & Node, finder: Finder, visit: Visit): void {
  const batch = new Batch<AttributeText>();
  const read = (element: Element): void => {
    for (const name of bare(element).getAttributeNames()) if (SPOKEN.has(name)) add(batch, element, name);
  };
  if (isElement(root) && bare(root).matches(SELECTOR)) read(root);
  for (const element of bare(root).querySelectorAll(SELECTOR)) read(element);
  batch.flush(finder, visit);
}

/** Collects all other attributes of one element that may hold a sentence. */
export function collectOther(element: Element, batch: Batch<AttributeText>): void {
  for (const name of bare(element).getAttributeNames()) {
    if (IGNORED.has(name) || SPOKEN.has(name) || name.startsWith('on') || name.endsWith(':href')) continue;
    const value = bare(element).getAttribute(name);
    if (value === null || value.length < MIN_LENGTH) continue;
    if ((name === 'class' ? CLASS_SENTENCE : SENTENCE).test(value))
      batch.add(value.slice(0, MAX_LENGTH), { element, name, value }, true);
  }
}

/** Values that scripts put into text controls (the attribute tells only the first one). */
export function scanValues(
  root: ParentNode & Node,
  finder: Finder,
  visit: (element: HTMLInputElement | HTMLTextAreaElement, value: string) => void,
): void {
  const batch = new Batch<HTMLInputElement | HTMLTextAreaElement>();
  for (const element of bare(root).querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('textarea,input')) {
    if (isHtml(element, 'input') && !/^(?:text|search|hidden|url|email)$/.test(element.type)) continue;
    const { value } = element;
    if (value.length >= MIN_LENGTH && value !== element.defaultValue)
      batch.add(value.slice(0, MAX_LENGTH), element, true);
  }
  batch.flush(finder, (element) => visit(element, element.value));
}

/** Text of `srcdoc` frames as it stands in the parent's markup; the frame's own guard reads the document itself. */
export function scanSrcdoc(root: ParentNode & Node, finder: Finder, visit: Visit): void {
  const batch = new Batch<AttributeText>();
  for (const element of bare(root).querySelectorAll('iframe[srcdoc]')) {
    const value = (element.getAttribute('srcdoc') ?? '').slice(0, MAX_LENGTH).replace(/<[^>]{0,500}>/g, ' ');
    batch.add(value, { element, name: 'srcdoc', value }, true);
  }
  batch.flush(finder, visit);
}
