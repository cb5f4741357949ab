// The text of an editable as its person would read it, with the way back from a place in the text to the place in the page.
// Read without layout, because it is read while a person waits. Input: any page's DOM, hostile.
import { isElement, isHtml, isText } from '../../model/node-kinds.ts';
import { isInline } from '../flat-tree.ts';
import { isControl, type Editable } from './editable.ts';

/** UTF-16 units of a draft that are read; more than any service takes. */
export const MAX_DRAFT = 1_000_000;

export interface Draft {
  readonly text: string;
  /** Longer than MAX_DRAFT, or the editor keeps lines that are out of sight out of the page. */
  readonly partial: boolean;
  /** Text nodes in order with the offset at which each begins in `text`; empty for a text control. */
  readonly nodes: readonly { readonly node: Text; readonly at: number }[];
}

export function readDraft(editable: Editable): Draft {
  if (isControl(editable)) {
    const { value } = editable;
    return { text: value.slice(0, MAX_DRAFT), partial: value.length > MAX_DRAFT, nodes: [] };
  }
  const nodes: { node: Text; at: number }[] = [];
  const parts: string[] = [];
  let length = 0;
  let partial = false;
  const add = (text: string): void => {
    parts.push(text);
    length += text.length;
  };
  const newLine = (): void => {
    if (length > 0 && !(parts.at(-1) ?? '').endsWith('\n')) add('\n');
  };
  const visit = (start: Node): void => {
    // No recursion: an editor of a hostile page may be any number of levels deep.
    let node: Node | null = start.firstChild;
    const leave: Node[] = [];
    while (node && length < MAX_DRAFT) {
      if (isText(node)) {
        if (node.data !== '') {
          nodes.push({ node, at: length });
          add(node.data);
        }
      } else if (isElement(node)) {
        if (isHtml(node, 'br')) newLineAlways(node);
        else if (!isInline(node)) newLine();
        if (node.classList.contains('cm-gap')) partial = true;
        if (node.firstChild) {
          leave.push(node);
          node = node.firstChild;
          continue;
        }
      }
      while (node && !node.nextSibling) {
        const parent = leave.pop();
        if (!parent) return;
        if (!isInline(parent)) newLine();
        node = parent;
      }
      node = node?.nextSibling ?? null;
    }
  };
  /** A break that only keeps an empty or last line open is no line of its own. */
  const newLineAlways = (br: Element): void => {
    if (br.nextSibling ?? (br.parentElement && isInline(br.parentElement))) add('\n');
    else if (!br.previousSibling) add('\n');
  };
  visit(editable);
  let text = parts.join('');
  if (length >= MAX_DRAFT) partial = true;
  text = text.slice(0, MAX_DRAFT);
  return { text: text.endsWith('\n') ? text.slice(0, -1) : text, partial, nodes };
}

/** The range of the page for a span of the draft; null for a text control, or where the span lies outside. */
export function rangeOf(draft: Draft, start: number, end: number): Range | null {
  const from = placeAt(draft, start, false);
  const to = placeAt(draft, end, true);
  if (!from || !to || !from.node.isConnected || !to.node.isConnected) return null;
  const range = document.createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return range;
}

function placeAt({ nodes }: Draft, offset: number, end: boolean): { node: Text; offset: number } | null {
  let low = 0;
  let high = nodes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const at = nodes[middle]?.at ?? 0;
    if (at < offset || (!end && at === offset)) low = middle;
    else high = middle - 1;
  }
  const found = nodes[low];
  if (!found) return null;
  return { node: found.node, offset: Math.max(0, Math.min(offset - found.at, found.node.length)) };
}
