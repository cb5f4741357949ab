// Shows values in the place of placeholders without telling the page: the text node is split, the placeholder goes into an
// element of ours as it is, and a closed shadow root shows the value. The node that the page's framework knows stays where
// it is, first in its row, so that writing to it or taking it away works as ever; what was split off then goes.
import { claim } from './own.ts';
import type { Replacement } from './rewrite.ts';

interface Split {
  /** The page's own node, now with the beginning of its text. */
  readonly first: Text;
  /** What the page's node held. */
  readonly whole: string;
  readonly head: string;
  /** Elements and texts behind it, ours. */
  readonly rest: readonly ChildNode[];
}

const STYLE =
  ':host{all:unset}span{text-decoration:underline dotted;text-underline-offset:3px;text-decoration-thickness:1px;cursor:help;white-space:pre-wrap;overflow-wrap:anywhere}';

export class PutBack {
  private readonly splits = new Map<Text, Split>();
  private readonly ours = new WeakSet<Node>();

  /** @param note what the value's tip says */
  constructor(private readonly note: () => string) {}

  /** True for the texts that were split off or stand for a value. */
  owns(node: Node): boolean {
    return this.ours.has(node) || (node.parentNode !== null && this.ours.has(node.parentNode));
  }

  /** Shows values in a text. `found`: places in order, apart, with the value of each. */
  show(node: Text, found: readonly Replacement[]): void {
    const parent = node.parentNode;
    if (!parent || this.splits.has(node)) return;
    const whole = node.data;
    const rest: ChildNode[] = [];
    let at = found[0]?.start ?? 0;
    const head = whole.slice(0, at);
    for (const [i, { start, end, text }] of found.entries()) {
      if (start > at) rest.push(document.createTextNode(whole.slice(at, start)));
      rest.push(this.element(whole.slice(start, end), text));
      at = end;
      const next = found[i + 1];
      if (!next && at < whole.length) rest.push(document.createTextNode(whole.slice(at)));
    }
    for (const part of rest) this.ours.add(part);
    node.data = head;
    node.after(...rest);
    this.splits.set(node, { first: node, whole, head, rest });
  }

  /** Something of the page changed: splits whose text the page wrote anew or took away end. */
  changed(target: Node): void {
    if (this.splits.size === 0) return;
    for (const split of this.splits.values()) {
      const { first, head, rest } = split;
      if (first !== target && target !== first.parentNode && first.isConnected) continue;
      const stands = first.data === head && first.isConnected && follows(first, rest);
      if (!stands) this.end(split, first.data === head);
    }
  }

  /** Everything as the page wrote it. */
  undoAll(): void {
    for (const split of [...this.splits.values()]) this.end(split, true);
  }

  private end(split: Split, untouched: boolean): void {
    this.splits.delete(split.first);
    for (const part of split.rest) part.remove();
    if (untouched) split.first.data = split.whole;
  }

  private element(placeholder: string, value: string): HTMLElement {
    const host = document.createElement('demarc-value');
    host.textContent = placeholder;
    const root = host.attachShadow({ mode: 'closed' });
    const style = document.createElement('style');
    style.textContent = STYLE;
    const shown = document.createElement('span');
    shown.textContent = value;
    shown.title = this.note();
    root.append(style, shown);
    claim(host);
    claim(root);
    return host;
  }
}

function follows(first: Text, rest: readonly ChildNode[]): boolean {
  let node: ChildNode | null = first;
  for (const part of rest) {
    node = node.nextSibling;
    if (node !== part) return false;
  }
  return true;
}
