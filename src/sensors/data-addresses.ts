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

/** A data: address that is text, taken apart. */
interface Source {
  /** As it stands in the attribute. */
  readonly whole: string;
  readonly type: string;
  readonly source: string;
}

function sourceOf(name: string, address: string): Source | null {
  const signed = name === 'srcset' ? address : address.trimStart().slice(0, SIGN_LENGTH);
  if (!SIGN.test(signed) || address.length > MAX_LENGTH) return null;
  const m = (name === 'srcset' ? LISTED : ADDRESS).exec(address);
  if (!m) return null;
  const [whole, type = '', marks = '', body = ''] = m;
  const source = decode(body, /;base64/i.test(marks));
  return source === null ? null : { whole, type, source };
}

const addressOf = (type: string, source: string): string => `data:${type},${encodeURIComponent(source)}`;
const isMarkup = (type: string): boolean => /^(?:image|application)|html/i.test(type);

/** The text inside the data: address that this attribute holds; null where there is none. */
export function addressText(element: Element, name: string, address: string): AttributeText | null {
  const found = sourceOf(name, address);
  if (!found) return null;
  const { whole, type, source } = found;
  // A caption file keeps its first line.
  const { words, left } = isMarkup(type)
    ? parted(source, () => false)
    : { words: [source], left: /^\s*WEBVTT[^\n]*/.exec(source)?.[0] ?? '' };
  return { element, name, value: words.join(' '), cleaned: address.replace(whole, () => addressOf(type, left)) };
}

/** A picture whose words can be taken away one by one. */
export interface WordedPicture {
  readonly words: readonly string[];
  /** The picture alone, with those of its words that are kept, by their place in `words`. */
  drawn(kept: (index: number) => boolean): string;
  /** The same for the whole attribute. */
  attribute(kept: (index: number) => boolean): string;
}

/** The picture that this attribute holds as markup; null where there is none. */
export function wordedPicture(name: string, address: string): WordedPicture | null {
  const found = sourceOf(name, address);
  if (!found || !isMarkup(found.type)) return null;
  const { whole, type, source } = found;
  const drawn = (kept: (index: number) => boolean): string => addressOf(type, parted(source, kept).left);
  const { words } = parted(source, () => true);
  return { words, drawn, attribute: (kept) => address.replace(whole, () => drawn(kept)) };
}

/**
 * What markup is made of: comments, CDATA, declared entities, style sheets, tags, text. Nothing of it is left over; no part is
 * looked for beyond the next one's beginning, so that this is linear.
 */
const PARTS =
  /<!--([^]*?)(?:-->|$)|<!\[CDATA\[([^]*?)(?:\]\]>|$)|(<!doctype[^<>[]*\[[^]*?(?:\]\s*>|$))|(<style\b[^<>]*>(?:[^<]|<!\[CDATA\[)*)|<[^<>]*>|([^<]+)|</gi;
/** Attributes that say something and draw nothing. */
const SPEAKING = /\s(?:aria-[\w-]+|data-[\w-]+|alt|title|label|content|id)\s*=\s*("[^"]*"|'[^']*')/gi;

/**
 * The words of some markup, and the markup without those that are not kept, by their place in the list: shapes, their
 * style and their order stay.
 */
function parted(source: string, kept: (index: number) => boolean): { readonly words: string[]; readonly left: string } {
  const words: string[] = [];
  const take = (said: string, part: string): string => (kept(words.push(said) - 1) ? part : '');
  const part = (
    all: string,
    comment?: string,
    cdata?: string,
    entities?: string,
    style?: string,
    text?: string,
  ): string => {
    const said = comment ?? cdata ?? entities ?? text;
    if (said !== undefined) return /\S/.test(said) ? take(said, all) : all;
    if (style !== undefined) return style.replace(NOTE, (note) => take(note, note));
    if (all.length < MIN_SPEAKING) return all;
    return all.replace(SPEAKING, (pair, quoted: string) =>
      /\S\s+\S/.test(quoted) ? take(quoted.slice(1, -1), pair) : pair,
    );
  };
  return { left: source.replace(PARTS, part), words };
}

const NOTE = /\/\*[^]*?(?:\*\/|$)/g;
/** A tag shorter than this says nothing. */
const MIN_SPEAKING = 20;

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
