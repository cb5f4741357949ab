// What a reading of a page has met, noted down as it goes by: whoever reads the same once more need not walk the page again.
import { bare } from '../model/bare.ts';
import { isComment } from '../model/node-kinds.ts';
import type { Waiting } from './attributes.ts';
import { meetElements } from './elements.ts';
import { commentText, type MarkupText } from './markup.ts';
import { isSource } from './text.ts';

/** Nodes and values in the order in which they stood. What the page does with them meanwhile shows in the nodes alone. */
export interface Met {
  readonly texts: Text[];
  readonly attributes: Waiting[];
  readonly markup: MarkupText[];
}

export const nothingMet = (): Met => ({ texts: [], attributes: [], markup: [] });

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
    } else if (!isSource(bare(node).parentNode)) met.texts.push(node as Text);
    if ((++count & STEP) === 0 && !(await more())) return;
  }
  for (const content of await meetElements(root, met, more)) await meetBelow(content, met, more);
}
