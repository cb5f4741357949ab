// Reads text nodes. The whole tree is read as one native string first; only where the prefilter hits are nodes touched.
// Input is any page: sizes are bounded, nodes may vanish between two steps.
import { blockOf } from './flat-tree.ts';

/** Finds places worth a closer look in a text; offsets in ascending order. */
export interface Finder {
  find(text: string, limit: number): number[];
}

/** A block of text with the nodes it is made of. */
export interface TextBlock {
  readonly block: Element | null;
  readonly nodes: readonly Text[];
  /** Concatenated data of the nodes. */
  readonly text: string;
}

/** Hits followed up in one tree per pass; a page with more is reported as partly scanned. */
const MAX_HITS = 4_000;
/** UTF-16 units read around a hit when the block is larger than this. */
const BLOCK_LIMIT = 20_000;
/** Trees with more text than this are read in pieces so that no slice grows long. */
const PIECE = 200_000;
/** UTF-16 units read of one tree; no honest page comes near, and the rest is reported as not read. */
const TREE_LIMIT = 12_000_000;

const SKIPPED = new Set(['SCRIPT', 'STYLE']);

export interface TextScan {
  readonly length: number;
  readonly partly: boolean;
}

/**
 * Calls `visit` for each block under `root` in which the finder hits, once per block. `yieldNow` is awaited between
 * pieces of a large tree. Text of scripts and styles is left to markup.ts.
 */
export async function scanText(
  root: Node,
  finder: Finder,
  visit: (block: TextBlock) => void,
  yieldNow: () => Promise<boolean>,
  textOf: (node: Node) => string = (n) => n.textContent ?? '',
): Promise<TextScan> {
  const whole = textOf(root);
  if (whole.length <= PIECE) {
    const partly = visitHits(root, finder, whole, visit);
    return { length: whole.length, partly };
  }
  return scanPieces(root, finder, visit, yieldNow);
}

/** One piece: find hits in the joined string, then the nodes that hold them. */
function visitHits(root: Node, finder: Finder, whole: string, visit: (block: TextBlock) => void): boolean {
  const hits = finder.find(whole, MAX_HITS);
  if (hits.length === 0) return false;
  const seen = new Set<Element | Node>();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_CDATA_SECTION);
  let start = 0;
  let next = 0;
  let node: Node | null = root.nodeType === Node.TEXT_NODE ? root : walker.nextNode();
  for (; node && next < hits.length; node = walker.nextNode()) {
    const end = start + (node as Text).data.length;
    let hit = false;
    while (next < hits.length && (hits[next] ?? 0) < end) {
      hit = true;
      next++;
    }
    if (hit) visitNode(node as Text, seen, visit);
    start = end;
  }
  return hits.length >= MAX_HITS;
}

/** A large tree, read node by node in pieces; the walker survives changes, a cut branch only ends its piece early. */
async function scanPieces(
  root: Node,
  finder: Finder,
  visit: (block: TextBlock) => void,
  yieldNow: () => Promise<boolean>,
): Promise<TextScan> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_CDATA_SECTION);
  const seen = new Set<Element | Node>();
  let total = 0;
  let partly = false;
  let piece: Text[] = [];
  let size = 0;
  const flush = (): void => {
    const whole = piece.map((n) => n.data).join('');
    const hits = finder.find(whole.length > 2_000_000 ? whole.slice(0, 2_000_000) : whole, MAX_HITS);
    if (whole.length > 2_000_000 || hits.length >= MAX_HITS) partly = true;
    let start = 0;
    let next = 0;
    for (const node of piece) {
      const end = start + node.data.length;
      let hit = false;
      while (next < hits.length && (hits[next] ?? 0) < end) {
        hit = true;
        next++;
      }
      if (hit && node.isConnected) visitNode(node, seen, visit);
      start = end;
    }
    piece = [];
    size = 0;
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node as Text;
    piece.push(text);
    size += text.data.length;
    total += text.data.length;
    if (size >= PIECE / 8) {
      flush();
      if (total > TREE_LIMIT || !(await yieldNow())) return { length: total, partly: true };
      if (!walker.currentNode.isConnected) return { length: total, partly: true };
    }
  }
  flush();
  return { length: total, partly };
}

function visitNode(node: Text, seen: Set<Element | Node>, visit: (block: TextBlock) => void): void {
  const parent = node.parentNode;
  if (parent instanceof Element && SKIPPED.has(parent.tagName.toUpperCase())) return;
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
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_CDATA_SECTION);
  for (let n = walker.nextNode(); n && out.length < 20_000; n = walker.nextNode()) {
    const parent = n.parentNode;
    if (parent !== block && blockOf(n) !== block) continue;
    if (parent instanceof Element && SKIPPED.has(parent.tagName.toUpperCase())) continue;
    out.push(n as Text);
  }
  return out;
}

/** Every text node below an element, scripts and styles left out, up to a number of characters. */
export function allTextNodes(element: Node, maxLength: number): Text[] {
  const out: Text[] = [];
  let length = 0;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_CDATA_SECTION);
  for (let n = walker.nextNode(); n && length <= maxLength; n = walker.nextNode()) {
    const parent = n.parentNode;
    if (parent instanceof Element && SKIPPED.has(parent.tagName.toUpperCase())) continue;
    out.push(n as Text);
    length += (n as Text).data.length;
  }
  return out;
}
