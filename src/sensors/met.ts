// What a reading of a page has met, noted down as it goes by: whoever reads the same once more need not walk the page again.
import { isComment } from '../model/node-kinds.ts';
import type { Waiting } from './attributes.ts';
import { meetElements } from './elements.ts';
import { blockOf } from './flat-tree.ts';
import { commentText, type MarkupText } from './markup.ts';
import { isSource } from './text.ts';

/** In the order in which it stood. What the page does with it meanwhile shows in the nodes alone. */
export interface Met {
  /** The text nodes of each block, by the block or, where there is none, by the first of them. */
  readonly blocks: Map<Node, Text[]>;
  readonly attributes: Waiting[];
  /** Comments and inert scripts. */
  readonly markup: MarkupText[];
}

export const nothingMet = (): Met => ({ blocks: new Map(), attributes: [], markup: [] });

/** Notes a text node of this block; the nodes of a block come in their order. */
export function noteText({ blocks }: Met, node: Text, block: Element | null): void {
  const nodes = blocks.get(block ?? node);
  if (nodes) nodes.push(node);
  else blocks.set(block ?? node, [node]);
}

/** Adds what was met later. A block that was read again counts as it was read last. */
export function addMet(to: Met, later: Met): void {
  for (const [block, nodes] of later.blocks) {
    const before = to.blocks.get(block) ?? [];
    // Of a very long block only what stands around a change is read.
    to.blocks.set(block, before.length > nodes.length ? [...new Set([...before, ...nodes])] : nodes);
  }
  for (const found of later.attributes) to.attributes.push(found);
  for (const found of later.markup) to.markup.push(found);
}

/** How much was met. */
export const sizeOfMet = ({ blocks, attributes, markup }: Met): number =>
  blocks.size + attributes.length + markup.length;

/** Nodes between two looks at the clock. */
const STEP = 255;

/**
 * Notes down all that stands below `root`, contents of templates included, shadow trees left out.
 * @param more lets other tasks run when it is their turn; false ends the walk
 */
export async function meet(root: ParentNode & Node, more: () => boolean | Promise<boolean>): Promise<Met> {
  const met = nothingMet();
  await meetBelow(root, met, more);
  return met;
}

async function meetBelow(root: ParentNode & Node, met: Met, more: () => boolean | Promise<boolean>): Promise<void> {
  const shown = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_CDATA_SECTION | NodeFilter.SHOW_COMMENT;
  const walker = document.createTreeWalker(root, shown);
  let count = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (isComment(node)) {
      const comment = commentText(node);
      if (comment) met.markup.push(comment);
    } else if (!isSource(node.parentNode)) noteText(met, node as Text, blockOf(node));
    if ((++count & STEP) === 0 && !(await more())) return;
  }
  for (const content of await meetElements(root, met, more)) await meetBelow(content, met, more);
}
