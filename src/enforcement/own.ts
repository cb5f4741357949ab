// Elements that Demarc put into a page. The guard and the doors are two scripts in one world of a frame and must know each
// other's: told by identity, because a name would be a place for a page to hide in.

const KEY = Symbol.for('demarc.own');
const world = globalThis as unknown as Record<symbol, WeakSet<Node> | undefined>;
const own: WeakSet<Node> = (world[KEY] ??= new WeakSet());

/** Says that a node is ours. */
export const claim = (node: Node): void => void own.add(node);

/** True for a node that is ours: it is neither read nor judged. */
export const isOwn = (node: Node): boolean => own.has(node);
