// The layout snapshot of the debugging protocol as a tree that can be walked: every process of the page, its frames,
// shadow roots (closed ones too), boxes, paint order and a few computed styles. Strings in it are hostile data.
import type { CDPSession, Protocol } from 'puppeteer';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface SnapshotNode {
  readonly type: number;
  readonly name: string;
  readonly value: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly backendId: number;
  /** What a form field holds now. */
  readonly input: string;
  readonly pseudo: boolean;
  /** null where nothing is laid out. */
  readonly layout: { readonly box: Box; readonly paint: number; readonly styles: readonly string[] } | null;
  readonly children: SnapshotNode[];
  parent: SnapshotNode | null;
}

export const STYLES = ['display', 'visibility', 'opacity', 'background-color'] as const;

type Snapshot = Protocol.DOMSnapshot.CaptureSnapshotResponse;
type DocumentSnapshot = Protocol.DOMSnapshot.DocumentSnapshot;

function sparse(
  data: Protocol.DOMSnapshot.RareStringData | undefined,
  strings: readonly string[],
): Map<number, string> {
  return new Map(data?.index.map((node, i) => [node, strings[data.value[i] ?? -1] ?? ''] as const) ?? []);
}

function pairs(list: readonly number[] | undefined, strings: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (let i = 0; i + 1 < (list?.length ?? 0); i += 2) {
    found.set(strings[list?.[i] ?? -1] ?? '', strings[list?.[i + 1] ?? -1] ?? '');
  }
  return found;
}

function nodesOf(document: DocumentSnapshot, strings: readonly string[]): SnapshotNode[] {
  const { nodes, layout } = document;
  const input = sparse(nodes.inputValue, strings);
  const text = sparse(nodes.textValue, strings);
  const pseudo = sparse(nodes.pseudoType, strings);
  const boxes = new Map<number, NonNullable<SnapshotNode['layout']>>();
  layout.nodeIndex.forEach((node, i) => {
    const [x = 0, y = 0, width = 0, height = 0] = layout.bounds[i] ?? [];
    const styles = (layout.styles[i] ?? []).map((at) => strings[at] ?? '');
    boxes.set(node, {
      box: { x: x - (document.scrollOffsetX ?? 0), y: y - (document.scrollOffsetY ?? 0), width, height },
      paint: layout.paintOrders?.[i] ?? 0,
      styles,
    });
  });
  const made = (nodes.nodeType ?? []).map((type, i): SnapshotNode => ({
    type,
    name: (strings[nodes.nodeName?.[i] ?? -1] ?? '').toLowerCase(),
    value: strings[nodes.nodeValue?.[i] ?? -1] ?? '',
    attributes: pairs(nodes.attributes?.[i], strings),
    backendId: nodes.backendNodeId?.[i] ?? 0,
    input: input.get(i) ?? text.get(i) ?? '',
    pseudo: pseudo.has(i),
    layout: boxes.get(i) ?? null,
    children: [],
    parent: null,
  }));
  made.forEach((node, i) => {
    const parent = made[nodes.parentIndex?.[i] ?? -1];
    if (parent === undefined || parent === node) return;
    node.parent = parent;
    parent.children.push(node);
  });
  return made;
}

/** The document of one process, the documents of its frames hung below their frame elements. */
export async function takeSnapshot(session: CDPSession): Promise<SnapshotNode | null> {
  const { documents, strings }: Snapshot = await session.send('DOMSnapshot.captureSnapshot', {
    computedStyles: [...STYLES],
    includePaintOrder: true,
    includeDOMRects: true,
  });
  const all = documents.map((document) => nodesOf(document, strings));
  documents.forEach((document, i) => {
    const frames = document.nodes.contentDocumentIndex;
    frames?.index.forEach((node, k) => {
      const inner = all[frames.value[k] ?? -1]?.[0];
      const frame = all[i]?.[node];
      if (inner !== undefined && frame !== undefined) frame.children.push(inner);
    });
  });
  return all[0]?.[0] ?? null;
}
