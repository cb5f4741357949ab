// The slow, complete look: visits every element once in idle slices to find shadow roots (closed ones too) and
// attributes that no query can select by value. Costs nothing while the page is busy.
import { shadowRootOf } from './flat-tree.ts';
import { bare } from '../model/bare.ts';

/** Elements that the platform lets have a shadow root (DOM standard, attachShadow); custom elements have a hyphen. */
const HOSTS = new Set(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(' '),
);

export const canHost = (element: Element): boolean =>
  HOSTS.has(bare(element).localName) || bare(element).localName.includes('-');

/**
 * Calls `visit` for every element below `root`. Returns false when it was stopped by `yieldNow`.
 * New elements inserted while it runs are the watcher's business.
 */
export async function sweep(
  root: ParentNode & Node,
  visit: (element: Element, shadow: ShadowRoot | null) => void,
  yieldNow: () => Promise<boolean>,
  hasTime: () => boolean,
): Promise<boolean> {
  const elements = bare(root).querySelectorAll('*');
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i];
    if (!element) continue;
    visit(element, canHost(element) ? shadowRootOf(element) : null);
    if ((i & 31) === 31 && !hasTime() && !(await yieldNow())) return false;
  }
  return true;
}
