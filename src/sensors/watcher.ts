// Notices what changes after the first scan. Collects changed places without reading them; the guard reads them later,
// in one go. Observers see every shadow root that was found; class and style changes are not observed at all: the few
// texts that matter are looked at again instead.
import { bare } from '../model/bare.ts';
import { isCharacterData, isElement } from '../model/node-kinds.ts';

export interface Changes {
  /** Trees that were added or whose text changed. */
  readonly roots: ReadonlySet<Node>;
  /** Elements with a changed attribute other than class or style. */
  readonly attributes: ReadonlyMap<Element, ReadonlySet<string>>;
}

/** More changed places than this in one go: the common ancestor is scanned instead of each. */
const MAX_ROOTS = 2_000;

export class Watcher {
  private roots = new Set<Node>();
  private attributes = new Map<Element, Set<string>>();
  private readonly observer: MutationObserver;

  constructor(
    private readonly changed: () => void,
    signal: AbortSignal,
  ) {
    this.observer = new MutationObserver((records) => this.collect(records));
    signal.addEventListener('abort', () => this.observer.disconnect());
  }

  observe(root: Node): void {
    this.observer.observe(root, { childList: true, characterData: true, attributes: true, subtree: true });
  }

  /** What has changed since the last call. */
  take(): Changes {
    this.collect(this.observer.takeRecords());
    const taken = { roots: topMost(this.roots), attributes: this.attributes };
    this.roots = new Set();
    this.attributes = new Map();
    return taken;
  }

  private collect(records: readonly MutationRecord[]): void {
    let any = false;
    for (const r of records) {
      if (r.type === 'attributes') {
        const name = r.attributeName ?? '';
        if (name === 'style' || name === 'class') {
          any = true; // may hide or show a text that is known; nothing to read
          continue;
        }
        const element = r.target as Element;
        const names = this.attributes.get(element);
        if (names) names.add(name);
        else this.attributes.set(element, new Set([name]));
        any = true;
      } else if (r.type === 'characterData') {
        this.roots.add(r.target);
        any = true;
      } else {
        for (const node of r.addedNodes) {
          if (isElement(node) || isCharacterData(node)) {
            this.roots.add(this.roots.size < MAX_ROOTS ? node : r.target);
            any = true;
          }
        }
      }
    }
    if (any) this.changed();
  }
}

/** Drops nodes that lie inside another node of the set. */
function topMost(nodes: Set<Node>): Set<Node> {
  if (nodes.size < 2) return nodes;
  const out = new Set<Node>();
  // Most of them have the same few parents.
  const known = new Map<Node, boolean>();
  for (const node of nodes) {
    const parent = bare(node).parentNode;
    let inside = parent ? known.get(parent) : false;
    if (inside === undefined) {
      inside = false;
      for (let p = parent; p && !inside; p = bare(p).parentNode) inside = nodes.has(p);
      if (parent) known.set(parent, inside);
    }
    if (!inside) out.add(node);
  }
  return out;
}
