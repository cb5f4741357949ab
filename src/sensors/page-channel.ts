// The guard's end of the line to the page hook: hears of shadow roots attached to standing elements and of style sheets
// filled by script. A page may speak here as well; all that it gets is that the guard looks at places it would read anyway.
import { ASK, LOOK, MODEL, OFFER, ROOT, SHEET, VALUE } from '../model/page-channel.ts';
import { bare } from '../model/bare.ts';
import { shareHook } from './shared-hook.ts';

export interface PageEvents {
  /** A root was attached to this element, or to one in its shadow tree. */
  readonly root: (host: Element) => void;
  /** A sheet got text that can be painted. */
  readonly sheet: () => void;
  /** Somewhere in the document a root was attached from another frame. */
  readonly look: () => void;
  /** The page asked for the browser's own model. */
  readonly model?: () => void;
  /** A script gave this text control a value. */
  readonly value: (control: Element) => void;
}

/** Starts listening; must run before the page's first script. */
export function listenToPage(on: PageEvents, signal: AbortSignal): void {
  const related = (event: Event): EventTarget | null => (event as Partial<FocusEvent>).relatedTarget ?? null;
  const taken = new AbortController();
  signal.addEventListener('abort', () => taken.abort());
  const take = (event: Event): void => {
    const node = related(event);
    if (!node) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    taken.abort();
    shareHook(node);
    const told = (job: (element: Element) => void) => (e: Event) => {
      const element = related(e) as Partial<Element> | null;
      if (!element || bare(element as Element).nodeType !== Node.ELEMENT_NODE) return;
      // A page can call the function of one frame for an element of another, whose own guard has to look.
      const owner = bare(element as Element).ownerDocument;
      if (owner === document) job(element as Element);
      else owner?.dispatchEvent(new Event(LOOK));
    };
    node.addEventListener(ROOT, told(on.root), { signal });
    node.addEventListener(VALUE, told(on.value), { signal });
    node.addEventListener(SHEET, () => on.sheet(), { signal });
    node.addEventListener(MODEL, () => on.model?.(), { signal, once: true });
  };
  document.addEventListener(OFFER, take, { signal: taken.signal });
  document.addEventListener(LOOK, () => on.look(), { signal });
  document.dispatchEvent(new Event(ASK));
}
