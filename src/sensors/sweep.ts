// Walks over every element of some trees in slices, and tells of shadow roots, closed ones too.
import { shadowRootOf } from './flat-tree.ts';
import { bare, localNameOf } from '../model/bare.ts';
import { isElement } from '../model/node-kinds.ts';

/** Elements that the platform lets have a shadow root (DOM standard, attachShadow); custom elements have a hyphen. */
const HOSTS = new Set(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(' '),
);

/** Elements between two looks at the clock. */
const STEP = 31;

type More = () => boolean | Promise<boolean>;

/** The same as walk, with the shadow root of each element. */
export const sweep = (
  roots: Iterable<ParentNode & Node>,
  visit: (element: Element, name: string, shadow: ShadowRoot | null) => void,
  more: More,
): Promise<boolean> =>
  walk(
    roots,
    (element, name) => visit(element, name, HOSTS.has(name) || name.includes('-') ? shadowRootOf(element) : null),
    more,
  );

/**
 * Calls `visit` for the roots that are elements and for every element below them. Returns false when it was stopped by
 * `more`, which is asked every few elements. New elements inserted while it runs are the watcher's business.
 */
export async function walk(
  roots: Iterable<ParentNode & Node>,
  visit: (element: Element, name: string) => void,
  more: More,
): Promise<boolean> {
  let count = 0;
  const look = (element: Element): void => visit(element, localNameOf(element));
  for (const root of roots) {
    if (isElement(root)) look(root);
    // Thousands of small trees are put into pages; most of their elements hold no others.
    if (bare(root).firstElementChild === null) {
      if ((++count & STEP) === 0 && !(await more())) return false;
      continue;
    }
    const elements = bare(root).querySelectorAll('*');
    for (let i = 0; i < elements.length; i++) {
      look(elements[i] as Element);
      if ((++count & STEP) === 0 && !(await more())) return false;
    }
  }
  return true;
}
