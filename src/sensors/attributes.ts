// What the attributes of one element say (threats.md §2, carrier list): words that AI readers print, words anywhere else,
// addresses. Values wait in a batch with those of many other elements and are read together.
import { bare } from '../model/bare.ts';
import { isHtml } from '../model/node-kinds.ts';
import { Batch, type Finder } from './batch.ts';
import { addressText } from './data-addresses.ts';
import { linkText } from './links.ts';

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
/** A steering sentence needs some room. */
const MIN_LENGTH = 12;
/** Read of one attribute. */
const MAX_LENGTH = 100_000;
/** How an attribute is read; one that is not named here may be a sentence. */
type Reading = 'spoken' | 'ignored' | 'address' | 'class' | 'srcdoc';
const READINGS: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ...SPOKEN_NAMES.map((name) => [name, 'spoken'] as const),
  // Never text for a reader.
  ...'style d points integrity nonce transform viewBox action formaction'
    .split(' ')
    .map((n) => [n, 'ignored'] as const),
  ...'src href data poster srcset xlink:href'.split(' ').map((name) => [name, 'address'] as const),
  ['class', 'class'],
  ['srcdoc', 'srcdoc'],
]);
/** True for an attribute that readers pass on as text. */
export const isSpoken = (name: string): boolean => READINGS.get(name) === 'spoken';
/** True for an attribute that holds an address. */
export const isAddress = (name: string): boolean => READINGS.get(name) === 'address';
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

/** What found it: links and the source of frames are judged in ways of their own. */
export type AttributeKind = 'attribute' | 'link' | 'srcdoc';

export interface Waiting extends AttributeText {
  readonly kind: AttributeKind;
}

type Add = (text: string, item: Waiting) => void;

/** Tells everything that the attributes of this element say. */
export function readAttributes(element: Element, add: Add): void {
  const own = bare(element);
  for (const name of own.getAttributeNames()) {
    const reading = READINGS.get(name);
    if (reading === 'ignored') continue;
    const value = own.getAttribute(name);
    if (value === null || value.length < MIN_LENGTH) continue;
    if (reading === 'address') readAddress(element, name, value, add);
    else if (reading === 'srcdoc') readSource(element, value, add);
    else if (reading === 'spoken' || isSentence(name, value))
      add(value.slice(0, MAX_LENGTH), { kind: 'attribute', element, name, value });
  }
}

function isSentence(name: string, value: string): boolean {
  if (name === 'class') return CLASS_SENTENCE.test(value);
  return SENTENCE.test(value) && !name.startsWith('on') && !name.endsWith(':href');
}

function readAddress(element: Element, name: string, value: string, add: Add): void {
  const text = addressText(element, name, value);
  if (text) add(text.value, { kind: 'attribute', ...text });
  const link = name === 'href' ? linkText(element, value) : null;
  if (link) add(link.value, { kind: 'link', ...link });
}

/** Text of `srcdoc` frames as it stands in the parent's markup; the frame's own guard reads the document itself. */
function readSource(element: Element, source: string, add: Add): void {
  if (!isHtml(element, 'iframe')) return;
  const value = source.slice(0, MAX_LENGTH).replace(/<[^>]{0,500}>/g, ' ');
  add(value, { kind: 'srcdoc', element, name: 'srcdoc', value });
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
