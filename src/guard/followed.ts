// Texts that are written bit by bit, as chats and agents do: the guard takes the beginning away as soon as it steers, and
// what is added behind it says nothing by itself. It belongs to the same case while a person cannot see it either.
import { blockOf } from '../sensors/flat-tree.ts';
import { nodesOf } from '../sensors/text.ts';
import { concealmentOf } from '../sensors/visibility.ts';

/** A writer who pauses longer has begun something new, ms. */
const PAUSE_MS = 2_000;

interface Taken {
  readonly id: string;
  readonly nodes: WeakSet<Text>;
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
      if (taken?.id === id) taken.at = at;
      else this.blocks.set(block, { id, nodes: new WeakSet(nodes), at });
      this.blocks.get(block)?.nodes.add(node);
    }
  }

  /** What the page has added behind a taken text; null when nothing was taken here, or when this is another text. */
  goesOn(changed: Node): Rest | null {
    const block = blockOf(changed);
    const taken = block && this.blocks.get(block);
    if (!block || !taken || performance.now() - taken.at > PAUSE_MS) return null;
    const all = nodesOf(block);
    const fresh = all.filter((n) => /\S/.test(n.data));
    // The beginning has gone from the page: what stands there now was written instead of it, not behind it.
    if (fresh.length === 0 || !all.some((n) => taken.nodes.has(n))) return null;
    const behind = fresh.every((n) => (taken.nodes.has(n) ? continues(n.data) : true) && concealmentOf(n) !== null);
    return behind ? { id: taken.id, place: fresh[0] ?? block, nodes: fresh } : null;
  }
}

/** The middle of a sentence: a text written anew begins with a capital, a digit or a sign of its own. */
const continues = (text: string): boolean => /^[\s\p{Ll}\p{Lo}.,;:!?)\]}'’"”-]/u.test(text);
