// What a node has of its own. A field of a form stands, by its name, in the place of the form's properties, in the guard's
// world too: with <input name="parentNode"> a walk upwards would never end, with <input name="getAttribute"> it would throw.

type Members = Record<PropertyKey, unknown>;

/**
 * The node to read properties of and to call methods on: itself, or for a form an object that answers as the form would
 * if its fields had no names. It stands for the node in `bare(node).member` only, never as an argument.
 */
export function bare<N extends Node>(node: N): N {
  // By tag, because an element may belong to another frame; a symbol cannot be the name of a field.
  return (node as unknown as Members)[Symbol.toStringTag] === 'HTMLFormElement' ? facade(node) : node;
}

/** Names are read all the time, and a field that stands in the place of one is no string. */
export function nodeNameOf(node: Node): string {
  const { nodeName } = node;
  return typeof nodeName === 'string' ? nodeName : bare(node).nodeName;
}

/** The same for the local name of an element. */
export function localNameOf(element: Element): string {
  const { localName } = element;
  return typeof localName === 'string' ? localName : bare(element).localName;
}

const facades = new WeakMap<Node, Node>();

function facade<N extends Node>(form: N): N {
  const known = facades.get(form);
  if (known) return known as N;
  const made = new Proxy({} as N, { get: (_, name) => member(form, name) });
  facades.set(form, made);
  return made;
}

/** Read from the prototypes, which pages cannot reach in the guard's world. */
function member(form: Node, name: PropertyKey): unknown {
  for (let holder = Object.getPrototypeOf(form) as object | null; holder; holder = Object.getPrototypeOf(holder)) {
    const found = Object.getOwnPropertyDescriptor(holder, name);
    if (!found) continue;
    const value: unknown = found.get ? found.get.call(form) : found.value;
    return typeof value === 'function' ? (value.bind(form) as unknown) : value;
  }
  return undefined;
}
