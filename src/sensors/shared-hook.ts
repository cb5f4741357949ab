// The node over which the page hook speaks is handed to one script only: the guard, which runs first. The doors run beside
// it in the same world, which pages cannot reach, and find the node here.
const KEY = Symbol.for('demarc.hook');
const world = globalThis as unknown as Record<symbol, EventTarget | undefined>;

export function shareHook(node: EventTarget): void {
  world[KEY] = node;
}

/** undefined where no hook runs, or none has spoken yet. */
export const sharedHook = (): EventTarget | undefined => world[KEY];
