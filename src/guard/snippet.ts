// A bounded piece of markup around a finding, as text for the record: enough to lay it out again as it stood.
// Never parsed again as live HTML.
import { bare, localNameOf } from '../model/bare.ts';
import { isElement } from '../model/node-kinds.ts';

const MAX = 2_000;
/** Of a larger element only its own tag is told: serialising its contents could take long. */
const MAX_TEXT = 20_000;
/** How far up surroundings are told, and how many elements they may have. */
const MAX_UP = 2;
const MAX_ELEMENTS = 100;

const isFrame = (element: Element): boolean => /^(?:html|head|body)$/.test(localNameOf(element));

/**
 * Outer markup of the nearest element, shortened in the middle of its length, and of what is around it as long as all of
 * that is short. To be called before anything is taken out.
 */
export function snippetOf(node: Node): string {
  let element = isElement(node) ? node : node.parentElement;
  if (!element || isFrame(element)) return '';
  const large = (bare(element).textContent ?? '').length >= MAX_TEXT;
  let markup = bare(large ? (bare(element).cloneNode(false) as Element) : element).outerHTML;
  if (large || markup.length > MAX) return markup.length > MAX ? `${markup.slice(0, MAX - 1)}…` : markup;
  for (let up = 0; up < MAX_UP; up++) {
    element = bare(element).parentElement;
    if (!element || isFrame(element) || bare(element).getElementsByTagName('*').length > MAX_ELEMENTS) break;
    const wider = bare(element).outerHTML;
    if (wider.length > MAX) break;
    markup = wider;
  }
  return markup;
}
