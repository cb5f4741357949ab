// Link addresses that carry sentences in their query or fragment.
import { bare } from '../model/bare.ts';

export interface LinkText {
  readonly element: Element;
  readonly name: 'href';
  /** Decoded query and fragment. */
  readonly value: string;
  /** The address without query and fragment. */
  readonly cleaned: string;
}

const LINKS: ReadonlySet<string> = new Set(['a', 'area']);
/** Signs of words: encoded or literal spaces and what stands for them, letters beyond ASCII, encoded or not. */
const WORDS = /%(?:2|[c-f])|[+_ ]|[^\0-\x7f]/i;

/** The words in the query or the fragment of a link; null where there are none. */
export function linkText(element: Element, href: string): LinkText | null {
  if (href.length < 16) return null;
  const cut = href.search(/[?#]/);
  if (cut < 0 || href.length - cut < 12 || !WORDS.test(href.slice(cut))) return null;
  if (!LINKS.has(bare(element).localName) || /^(?:javascript|data|blob):/i.test(href.trimStart().slice(0, 20)))
    return null;
  const value = decodeWords(href.slice(cut + 1));
  return value.length >= 12 ? { element, name: 'href', value, cleaned: href.slice(0, cut) || '#' } : null;
}

/** Query text as a reader would understand it. */
export function decodeWords(query: string): string {
  let text = query.replace(/\+/g, ' ');
  for (let depth = 0; depth < 2 && /%[0-9a-f]{2}/i.test(text); depth++) {
    // Run by run: one broken escape must not keep the rest of the words from being read.
    text = text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run.replaceAll('%20', ' ');
      }
    });
  }
  return text;
}
