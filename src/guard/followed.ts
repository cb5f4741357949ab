// Texts that are written bit by bit, as chats and agents do: the guard takes the beginning away as soon as it steers, and
// what is added behind it says nothing by itself. It belongs to the same case while a person cannot see it either.
import { blockOf } from '../sensors/flat-tree.ts';
import { nodesOf } from '../sensors/text.ts';
import { concealmentOf } from '../sensors/visibility.ts';

/** A writer who pauses longer has begun something new, ms. */
const PAUSE_MS = 2_000;

/** Nodes of one text that are asked whether they are still there. */
const MAX_REFS = 200;

interface Taken {
  readonly id: string;
  /** What each taken node has been seen to hold since; null once it grows, so that all it gets belongs to the text. */
  readonly nodes: WeakMap<Text, string | null>;
  readonly refs: WeakRef<Text>[];
  at: number;
}

/** The rest of a text: where it stands, and whose case it is. */
export interface Rest {
  readonly id: string;
  readonly place: Node;
  readonly nodes: readonly Text[];
}

export class Followed {
  private readonly blocks = new WeakMap<Element, Taken>();

  /** Text of these nodes was taken away under a case. */
  add(id: string, nodes: readonly Text[]): void {
    const at = performance.now();
    for (const node of nodes) {
      const block = blockOf(node);
      if (!block) continue;
      const taken = this.blocks.get(block);
      const known = taken?.id === id ? taken : { id, nodes: new WeakMap<Text, string | null>(), refs: [], at };
      known.at = at;
      if (!known.nodes.has(node)) {
        known.nodes.set(node, '');
        if (known.refs.length < MAX_REFS) known.refs.push(new WeakRef(node));
      }
      this.blocks.set(block, known);
    }
  }

  /** What the page has added behind a taken text; null when nothing was taken here, or when this is another text. */
  goesOn(changed: Node): Rest | null {
    const block = blockOf(changed);
    const taken = block && this.blocks.get(block);
    if (!block || !taken || performance.now() - taken.at > PAUSE_MS) return null;
    const fresh = nodesOf(block).filter((n) => /\S/.test(n.data));
    // Something of it has gone from the page: what stands there now was written instead of it, not behind it.
    if (fresh.length === 0 || !taken.refs.every((ref) => block.contains(ref.deref() ?? null))) return null;
    const behind = fresh.every((n) => !taken.nodes.has(n) || grows(taken, n));
    return behind && fresh.every((n) => concealmentOf(n) !== null)
      ? { id: taken.id, place: fresh[0] ?? block, nodes: fresh }
      : null;
  }
}

/** A node that gets its text bit by bit holds more each time; one that was written anew holds something else, once. */
function grows(taken: Taken, node: Text): boolean {
  const before = taken.nodes.get(node) ?? null;
  if (before === null) return true;
  const more = before !== '' && node.data.length > before.length && node.data.startsWith(before);
  taken.nodes.set(node, more ? null : node.data);
  return more;
}
