// A bounded piece of markup around a finding, as text for the record. Never parsed again as live HTML.
import { bare } from '../model/bare.ts';
import { isElement } from '../model/node-kinds.ts';

const MAX = 2_000;

/** Outer markup of the nearest element, shortened in the middle of its length. */
export function snippetOf(node: Node): string {
  const element = isElement(node) ? node : node.parentElement;
  if (!element || element === document.documentElement || element === document.body) return '';
  // A huge element is named by its own tag; serialising its contents could take long.
  const shallow = bare(bare(element).cloneNode(false) as Element).outerHTML;
  const length = (bare(element).textContent ?? '').length;
  const markup = length < 20_000 ? bare(element).outerHTML : shallow;
  return markup.length <= MAX ? markup : `${markup.slice(0, MAX - 1)}…`;
}
