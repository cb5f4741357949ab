// Which element a person last pressed, so that a note about what a button copied can stand at that button.

import { isElement } from '../../model/node-kinds.ts';

/** A button that copies does it at once, or after a word with its server. */
const RECENT_MS = 5_000;

/** Starts listening; the returned function gives the element of the last trusted click of the last seconds, else null. */
export function lastClicked(signal: AbortSignal): () => Element | null {
  let element: WeakRef<Element> | null = null;
  let at = -RECENT_MS;
  addEventListener(
    'click',
    (event) => {
      const [target] = event.composedPath();
      if (!event.isTrusted || !isElement(target)) return;
      element = new WeakRef(target);
      at = performance.now();
    },
    { signal, capture: true, passive: true },
  );
  return () => (performance.now() - at < RECENT_MS ? (element?.deref() ?? null) : null);
}
