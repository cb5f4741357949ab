// A bounded piece of markup around a finding, as text for the record: enough to lay it out again as it stood.
// Never parsed again as live HTML.
import { bare, localNameOf } from '../model/bare.ts';
import { isElement } from '../model/node-kinds.ts';

const MAX = 2_000;

/**
 * Outer markup of the nearest element, shortened in the middle of its length, and of two steps around it as far as all of
 * that is short. To be called before anything is taken out.
 */
export function snippetOf(node: Node): string {
  let markup = '';
  let element = isElement(node) ? node : node.parentElement;
  for (let up = 0; up < 3 && element && !/^(?:html|head|body)$/.test(localNameOf(element)); up++) {
    const own = bare(element);
    // Of a huge element only its own tag is told: serialising its contents could take long.
    const huge = (own.textContent ?? '').length >= 20_000;
    if (up > 0 && (huge || own.getElementsByTagName('*').length > 100)) break;
    const more = bare(huge ? (own.cloneNode(false) as Element) : element).outerHTML;
    if (more.length > MAX) return markup || `${more.slice(0, MAX - 1)}…`;
    markup = more;
    element = own.parentElement;
  }
  return markup;
}
