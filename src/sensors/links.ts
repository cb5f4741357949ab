// Link addresses that carry sentences in their query or fragment.
import { bare } from '../model/bare.ts';
import { isElement } from '../model/node-kinds.ts';

export interface LinkText {
  readonly element: Element;
  readonly name: 'href';
  /** Decoded query and fragment. */
  readonly value: string;
  /** The address without query and fragment. */
  readonly cleaned: string;
}

/** Only a query or a fragment carries words; one native query finds them. */
const SELECTOR = 'a[href*="?"],a[href*="#"],area[href*="?"],area[href*="#"]';
/** Signs of words: encoded or literal spaces and what stands for them, letters beyond ASCII, encoded or not. */
const WORDS = /%(?:2|[c-f])|[+_ ]|[^\0-\x7f]/i;

export function scanLinks(
  root: ParentNode & Node,
  test: (text: string) => boolean,
  visit: (l: LinkText) => void,
): void {
  if (isElement(root) && bare(root).matches(SELECTOR)) readLink(root, test, visit);
  for (const element of bare(root).querySelectorAll(SELECTOR)) readLink(element, test, visit);
}

function readLink(element: Element, test: (text: string) => boolean, visit: (l: LinkText) => void): void {
  const href = element.getAttribute('href') ?? '';
  if (href.length < 16 || /^(?:javascript|data|blob):/i.test(href.trim())) return;
  const cut = href.search(/[?#]/);
  if (cut < 0 || href.length - cut < 12 || !WORDS.test(href.slice(cut))) return;
  const value = decodeWords(href.slice(cut + 1));
  if (value.length >= 12 && test(value)) visit({ element, name: 'href', value, cleaned: href.slice(0, cut) || '#' });
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
