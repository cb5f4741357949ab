// Puts a payload into a place of a page without breaking out of it: one function per place, chained left to right
// (`text:attr` is HTML text inside an attribute). Input is hostile wording from the corpus; output is safe to embed.

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const html = (value: string): string => value.replace(/[&<>"']/g, (c) => HTML[c] ?? c);

/** Characters that could end a script, a JSON block or a JavaScript string are written as escapes. */
const json = (value: string): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A comment ends at `-->` or `--!>`, and must not start with `>` or `->`. */
const comment = (value: string): string =>
  value
    .replace(/-(?=-)/g, '- ')
    .replace(/^(-?>)/, ' $1')
    .replace(/<!/g, '< !')
    .replace(/-$/, '- ');

const css = (value: string): string =>
  `"${value.replace(/["\\<>\u0000-\u001f\u007f]/g, (c) => `\\${c.charCodeAt(0).toString(16)} `)}"`;

const url = (value: string): string =>
  encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** ASCII spelt in Unicode tag characters; other characters cannot be written that way. */
const tags = (value: string): string =>
  [...value]
    .map((c) => {
      const cp = c.codePointAt(0) ?? 0;
      if (cp < 0x20 || cp > 0x7e) throw new Error(`tag characters spell ASCII only, got U+${cp.toString(16)}`);
      return String.fromCodePoint(0xe0000 + cp);
    })
    .join('');

/** A zero-width space after every letter that another letter follows. */
const zeroWidth = (value: string): string => value.replace(/(\p{L})(?=\p{L})/gu, '$1\u200b');

const base64 = (value: string): string => Buffer.from(value, 'utf8').toString('base64');

const words = (value: string): string =>
  value
    .split(/\s+/)
    .map((word) => `<span>${html(word)}</span>`)
    .join(' ');

/** Disguises come first in a chain, places last. */
export const DISGUISES = { tags, 'zero-width': zeroWidth, base64 } as const;
export const PLACES = { text: html, attr: html, comment, json, js: json, css, url, words } as const;

/**
 * Applies a chain such as `text`, `base64:text` or `text:attr`.
 * @throws Error for an unknown step or a chain that does not end in a place: such a page must not be built.
 */
export function embed(value: string, chain: string): string {
  const steps = chain.split(':');
  if (!Object.hasOwn(PLACES, steps.at(-1) ?? '')) throw new Error(`"${chain}" does not end in a place`);
  return steps.reduce((text, step) => {
    if (Object.hasOwn(PLACES, step)) return PLACES[step as keyof typeof PLACES](text);
    if (Object.hasOwn(DISGUISES, step)) return DISGUISES[step as keyof typeof DISGUISES](text);
    throw new Error(`unknown step "${step}" in "${chain}"`);
  }, value);
}
