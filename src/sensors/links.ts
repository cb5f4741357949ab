// Link addresses that carry sentences in their query or fragment.

export interface LinkText {
  readonly element: Element;
  readonly name: 'href';
  /** Decoded query and fragment. */
  readonly value: string;
  /** The address without query and fragment. */
  readonly cleaned: string;
}

/** Only addresses with encoded spaces (or literal ones) can carry a sentence; one native query finds them. */
const SELECTOR = ['%20', '+', '%2520', ' ', '_'].map((s) => `a[href*="${s}"],area[href*="${s}"]`).join(',');

export function scanLinks(
  root: ParentNode & Node,
  test: (text: string) => boolean,
  visit: (l: LinkText) => void,
): void {
  if (root instanceof Element && root.matches(SELECTOR)) readLink(root, test, visit);
  for (const element of root.querySelectorAll(SELECTOR)) readLink(element, test, visit);
}

function readLink(element: Element, test: (text: string) => boolean, visit: (l: LinkText) => void): void {
  const href = element.getAttribute('href') ?? '';
  if (href.length < 16 || /^(?:javascript|data|blob):/i.test(href.trim())) return;
  const cut = href.search(/[?#]/);
  if (cut < 0) return;
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
