// Text that stands inside data: addresses: SVG images, captions, documents. Raw readers print the address, and tree readers
// the texts of an SVG image; a person sees at most a picture of it.
import type { AttributeText } from './attributes.ts';

const HEAD = 'data:(image/svg\\+xml|text/[a-z.+-]+|application/xhtml\\+xml)((?:;[a-z0-9=_-]+)*),';
/** An address takes the whole attribute, but for those in a list, which end at a space. */
const ADDRESS = new RegExp(`^\\s*${HEAD}([^]*)`, 'i');
const LISTED = new RegExp(`${HEAD}(\\S*)`, 'i');
/** Characters read of one address. */
const MAX_LENGTH = 200_000;

/** Nearly all addresses are done here: one with text in it says so at its beginning, in a list at the beginning of a part. */
const SIGN = /data:(?:image\/svg|text\/|application\/xhtml)/i;
const SIGN_LENGTH = 30;

/** The text inside the data: address that this attribute holds; null where there is none. */
export function addressText(element: Element, name: string, address: string): AttributeText | null {
  const signed = name === 'srcset' ? address : address.trimStart().slice(0, SIGN_LENGTH);
  if (!SIGN.test(signed) || address.length > MAX_LENGTH) return null;
  const m = (name === 'srcset' ? LISTED : ADDRESS).exec(address);
  if (!m) return null;
  const [whole, type = '', marks = '', body = ''] = m;
  const source = decode(body, /;base64/i.test(marks));
  if (source === null) return null;
  const markup = /^(?:image|application)|html/i.test(type);
  const value = markup ? source.replace(/<[^>]{0,2000}>/g, ' ') : source;
  // An SVG keeps its shapes, a caption file its first line; only the words go.
  const left = markup
    ? `>${source}<`.replace(/>[^<]+</g, '><').slice(1, -1)
    : (/^\s*WEBVTT[^\n]*/.exec(source)?.[0] ?? '');
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
