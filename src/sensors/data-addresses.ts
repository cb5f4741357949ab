// Text that stands inside data: addresses: SVG images, captions, documents. Raw readers print the address, and tree readers
// the texts of an SVG image; a person sees at most a picture of it.
import type { AttributeText } from './attributes.ts';
import { Batch, type Finder } from './batch.ts';
import { bare } from '../model/bare.ts';
import { isElement } from '../model/node-kinds.ts';

const NAMES = ['src', 'href', 'data', 'poster', 'srcset', 'xlink:href'];
const SELECTOR = NAMES.flatMap((name) => {
  const escaped = name.replace(':', '\\:');
  return [
    `[${escaped}*="data:image/svg" i]`,
    `[${escaped}^="data:text/" i]`,
    `[${escaped}^="data:application/xhtml" i]`,
  ];
}).join(',');
const HEAD = 'data:(image/svg\\+xml|text/[a-z.+-]+|application/xhtml\\+xml)((?:;[a-z0-9=_-]+)*),';
/** An address takes the whole attribute, but for those in a list, which end at a space. */
const ADDRESS = new RegExp(`^\\s*${HEAD}([^]*)`, 'i');
const LISTED = new RegExp(`${HEAD}(\\S*)`, 'i');
/** Characters read of one address. */
const MAX_LENGTH = 200_000;

/** Attributes of `root` and below it whose data: address holds text in which the finder hits. */
export function scanDataAddresses(root: ParentNode & Node, finder: Finder, visit: (a: AttributeText) => void): void {
  const batch = new Batch<AttributeText>();
  const read = (element: Element): void => {
    for (const name of NAMES) {
      const text = textOf(element, name);
      if (text) batch.add(text.value, text, true);
    }
  };
  if (isElement(root) && bare(root).matches(SELECTOR)) read(root);
  for (const element of bare(root).querySelectorAll(SELECTOR)) read(element);
  batch.flush(finder, visit);
}

function textOf(element: Element, name: string): AttributeText | null {
  const address = element.getAttribute(name);
  if (address === null || address.length > MAX_LENGTH) return null;
  const m = (name === 'srcset' ? LISTED : ADDRESS).exec(address);
  const [whole = '', type = '', marks = '', body = ''] = m ?? [];
  const source = decode(body, /;base64/i.test(marks));
  if (source === null) return null;
  const markup = /^(?:image|application)|html/i.test(type);
  const value = markup ? source.replace(/<[^>]{0,2000}>/g, ' ') : source;
  // An SVG keeps its shapes, a caption file its first line; only the words go.
  const left = markup ? source.replace(/>[^<]+</g, '><') : (/^\s*WEBVTT[^\n]*/.exec(source)?.[0] ?? '');
  const cleaned = address.replace(whole, `data:${type},${encodeURIComponent(left)}`);
  return { element, name, value, cleaned };
}

/** null where the address is broken: then no reader gets a text from it either. */
function decode(body: string, base64: boolean): string | null {
  try {
    if (!base64) return decodeURIComponent(body);
    const bytes = Uint8Array.from(atob(decodeURIComponent(body)), (c) => c.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}
