// Reads text nodes. Their data is joined and read natively in pieces; blocks are looked at only where the prefilter hits.
// Input is any page: sizes are bounded, nodes may vanish between two steps.
import { Batch, STRETCH, type Finder } from './batch.ts';
import { blockOf } from './flat-tree.ts';
import { noteText, type Met } from './met.ts';
import { bare, nodeNameOf } from '../model/bare.ts';
import { isElement, isText } from '../model/node-kinds.ts';

/** A block of text with the nodes it is made of. */
export interface TextBlock {
  readonly block: Element | null;
  readonly nodes: readonly Text[];
  /** Concatenated data of the nodes; of a single node that is very long, what stands around a hit. */
  readonly text: string;
}

/** UTF-16 units read around a hit when the block is larger than this. */
const BLOCK_LIMIT = 20_000;
/** Text is read in pieces of about this many UTF-16 units, with a chance for other work in between. */
const PIECE = 16_000;
/** And this much of a piece is read again with the next one: more than the widest rule reaches. */
const OVERLAP = 400;
/** UTF-16 units read of one node at once, and of one tree; no honest page comes near, the rest is reported as not read. */
const NODE_LIMIT = 2_000_000;
const TREE_LIMIT = 12_000_000;

/** In SVG and XHTML names keep their case. */
const SKIPPED = new Set(['SCRIPT', 'STYLE', 'script', 'style']);
/** True for an element whose text is no text of the page. */
export const isSource = (parent: Node | null): boolean => parent !== null && SKIPPED.has(nodeNameOf(parent));
const SHOWN = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_CDATA_SECTION;

export interface TextScan {
  /** UTF-16 units read, scripts and styles left out. */
  readonly length: number;
  readonly partly: boolean;
}

/**
 * Calls `visit` for each block in the trees in which the finder hits, once per block and call. `more` is asked
 * between pieces; the trees may change meanwhile, what is added is the watcher's business. Text of scripts and styles is
 * left to markup.ts.
 * @param met gets every text node that was read
 */
export async function scanText(
  roots: Iterable<Node>,
  finder: Finder,
  visit: (block: TextBlock) => void,
  more: () => boolean | Promise<boolean>,
  met?: Met,
): Promise<TextScan> {
  const seen = new Set<Node>();
  const batch = new Batch<Text>();
  let hits: (readonly [node: Text, place: number])[] = [];
  let stretch: readonly [node: Text, place: number] | null = null;
  const hit = (node: Text, place: number): void => {
    // The overlap of two pieces is read twice.
    if (node === stretch?.[0] && place - stretch[1] < STRETCH) return;
    stretch = [node, place];
    hits.push(stretch);
  };
  /** A hit may ask for layout, and a page can have thousands: other tasks get their turn between two. */
  const follow = async (): Promise<boolean> => {
    const found = hits;
    hits = [];
    for (const [node, place] of found) {
      if (node.data.length > BLOCK_LIMIT) visitStretch(node, place, visit);
      else if (node.parentNode) visitNode(node, seen, visit);
      if (!(await more())) return false;
    }
    return true;
  };
  let total = 0;
  let partly = false;
  for (const root of roots) {
    // Thousands of rows are put into pages; most hold one text.
    const only = isText(root) ? root : onlyText(root);
    const walker = only ? null : document.createTreeWalker(root, SHOWN);
    let before: Node | null = null;
    let block: Element | null = null;
    let source = false;
    for (let node = only ?? walker?.nextNode() ?? null; node; node = walker?.nextNode() ?? null) {
      const parent = node.parentNode;
      let gap = false;
      if (parent !== before && parent) {
        before = parent;
        source = isSource(parent);
        if (!source) {
          // Texts of one block run on without a gap.
          const own = blockOf(node);
          gap = own !== block;
          block = own;
        }
      }
      if (source) continue;
      const { data } = node as Text;
      if (data.length > NODE_LIMIT) partly = true;
      if (!/\S/.test(data)) batch.space(gap);
      else batch.add(data.length > NODE_LIMIT ? data.slice(0, NODE_LIMIT) : data, node as Text, gap);
      if (met) noteText(met, node as Text, block);
      total += data.length;
      if (batch.length < PIECE) continue;
      if (!batch.flush(finder, hit, OVERLAP)) partly = true;
      if (!(await follow()) || total > TREE_LIMIT || !(await more())) return { length: total, partly: true };
      // A branch that was cut off under the walker ends the reading of this tree; the watcher has noted what came instead.
      if (walker && !bare(walker.currentNode).isConnected && bare(root).isConnected) break;
    }
  }
  if (!batch.flush(finder, hit)) partly = true;
  if (!(await follow())) partly = true;
  return { length: total, partly };
}

/** The text that is all an element holds; null where it holds anything else. */
function onlyText(root: Node): Text | null {
  const { firstChild, lastChild } = bare(root);
  return firstChild === lastChild && isText(firstChild) ? firstChild : null;
}

/** A node too long to be judged as one: only what stands around a hit. */
function visitStretch(node: Text, place: number, visit: (block: TextBlock) => void): void {
  if (!node.parentNode) return;
  const text = node.data.slice(Math.max(0, place - STRETCH), place + 2 * STRETCH);
  visit({ block: blockOf(node), nodes: [node], text });
}

function visitNode(node: Text, seen: Set<Node>, visit: (block: TextBlock) => void): void {
  // In a huge block every hit is a place of its own; each node is looked at once.
  if (seen.has(node)) return;
  seen.add(node);
  const block = blockOf(node);
  const key = block ?? node;
  if (seen.has(key)) return;
  const whole = block ? nodesOf(block) : [node];
  const length = whole.reduce((n, t) => n + t.data.length, 0);
  if (length <= BLOCK_LIMIT) {
    seen.add(key);
    visit({ block, nodes: whole, text: whole.map((t) => t.data).join('') });
    return;
  }
  // A huge block (a log, a novel in one element): only the surroundings of this node.
  const at = whole.indexOf(node);
  let [from, to, size] = [at, at, node.data.length];
  while (size < BLOCK_LIMIT / 4 && (from > 0 || to < whole.length - 1)) {
    if (from > 0) size += whole[--from]?.data.length ?? 0;
    if (to < whole.length - 1) size += whole[++to]?.data.length ?? 0;
  }
  const nodes = whole.slice(Math.max(0, from), to + 1);
  visit({ block, nodes, text: nodes.map((t) => t.data).join('') });
}

/** Text nodes that belong to this block itself: nested blocks are texts of their own. */
export function nodesOf(block: Element): Text[] {
  const out: Text[] = [];
  const walker = document.createTreeWalker(block, SHOWN);
  for (let n = walker.nextNode(); n && out.length < 20_000; n = walker.nextNode()) {
    const parent = n.parentNode;
    if (parent !== block && blockOf(n) !== block) continue;
    if (isElement(parent) && SKIPPED.has(bare(parent).nodeName)) continue;
    out.push(n as Text);
  }
  return out;
}

/** Every text node below an element, scripts and styles left out, up to a number of characters. */
export function allTextNodes(element: Node, maxLength: number): Text[] {
  const out: Text[] = [];
  let length = 0;
  const walker = document.createTreeWalker(element, SHOWN);
  for (let n = walker.nextNode(); n && length <= maxLength; n = walker.nextNode()) {
    const parent = n.parentNode;
    if (isElement(parent) && SKIPPED.has(bare(parent).nodeName)) continue;
    out.push(n as Text);
    length += (n as Text).data.length;
  }
  return out;
}

/** Nodes looked at to learn whether an element holds much. */
const MAX_NODES = 2_000;

/** True when an element holds more text than this, or so many nodes that reading them for every text in it takes long. */
export function holdsMore(element: Node, length: number): boolean {
  const walker = document.createTreeWalker(element, SHOWN);
  let rest = length;
  let nodes = MAX_NODES;
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    rest -= (n as Text).data.length;
    if (rest < 0 || nodes-- <= 0) return true;
  }
  return false;
}
