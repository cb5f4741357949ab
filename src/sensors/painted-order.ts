// S10 of threats.md §3, for texts made of several nodes: words that are painted in another order than they stand, by
// `order`, by floats, by places given to each. A reader gets the sentence, a person sees the words in a heap.
import type { Concealment } from '../model/observation.ts';
import { flatParent } from './flat-tree.ts';

/** Nodes asked for their boxes. */
const MAX_NODES = 400;
/** Steps backwards that make a heap: so many, and so large a part of all steps. Columns step back once for each. */
const MIN_STEPS = 3;
const SHARE = 0.25;
/** Boxes of neighbours may overlap by this much, px: kerning, italics. */
const OVERLAP = 3;
/** Part of the lower one by which two boxes on one line overlap at least. */
const ONE_LINE = 0.3;

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

interface Placed {
  readonly first: DOMRect;
  readonly last: DOMRect;
  readonly rtl: boolean;
}

/** Why a person cannot read what these nodes of one text say one after the other; null where they can. Forces layout. */
export function paintedInHeap(nodes: readonly Text[]): Concealment | null {
  const placed: Placed[] = [];
  for (const node of nodes) {
    if (placed.length >= MAX_NODES) break;
    if (!/\S/.test(node.data)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = range.getClientRects();
    const [first, last] = [rects[0], rects[rects.length - 1]];
    if (first && last) placed.push({ first, last, rtl: RIGHT_TO_LEFT.test(node.data) });
  }
  if (placed.length <= MIN_STEPS) return null;
  const parent = nodes[0] && flatParent(nodes[0]);
  if (!parent || !getComputedStyle(parent).writingMode.startsWith('horizontal')) return null;
  const steps = placed.slice(1).filter((next, i) => isBackwards(placed[i] as Placed, next)).length;
  if (steps < MIN_STEPS || steps < (placed.length - 1) * SHARE) return null;
  const evidence = { order: 'painted in another order', steps: `${steps} of ${placed.length - 1} backwards` };
  return { reason: 'masked', evidence };
}

/** True when `next` is not where a reader's eye goes on after `before`: on the same line behind it, or below. */
function isBackwards({ last, rtl }: Placed, next: Placed): boolean {
  const { first } = next;
  const lines = Math.min(last.bottom, first.bottom) - Math.max(last.top, first.top);
  // Raised and lowered letters stand on the same line.
  if (lines < Math.min(last.height, first.height) * ONE_LINE) return first.top < last.top;
  // Where two directions meet, either side is honest.
  if (rtl !== next.rtl) return false;
  return rtl ? first.right > last.left + OVERLAP : first.left < last.right - OVERLAP;
}
