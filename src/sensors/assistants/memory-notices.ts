// Notices of an assistant's page that something was saved to its memory: short texts that the catalogue knows, wherever they
// stand, because selectors change monthly and words seldom. What was saved is read where the notice itself says it. Chats
// stream, so changes are looked at in batches, and only what is new.
import { bare } from '../../model/bare.ts';
import { isElement, isText } from '../../model/node-kinds.ts';

export interface SeenNotice {
  readonly notice: string;
  readonly saved: string;
  /** Place among the notices of this document, from 0. */
  readonly ordinal: number;
}

const BATCH_MS = 400;
/** Text nodes looked at in one batch; a page that writes more is looked at again with its next change. */
const MAX_NODES = 3_000;
const MAX_QUEUE = 500;
/** A notice is a line, not a paragraph that quotes one. */
const MAX_NOTICE = 90;
const MAX_SAVED = 2_000;
/** Notices told of one document. */
const MAX_NOTICES = 200;
/** Steps up from the words to the row that is the notice. */
const MAX_STEPS = 3;

/** Tells of each notice once until the signal ends. `texts`: the words of notices. */
export function watchMemoryNotices(
  texts: readonly string[],
  told: (notices: readonly SeenNotice[]) => void,
  signal: AbortSignal,
): void {
  if (texts.length === 0) return;
  const wanted = texts.map((text) => text.toLowerCase());
  const known = new WeakSet<Node>();
  let queue: Node[] = [document];
  let count = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = (): void => {
    timer = undefined;
    const nodes = queue;
    queue = [];
    const found: SeenNotice[] = [];
    let left = MAX_NODES;
    for (const node of nodes) {
      for (const text of textsIn(node)) {
        if (left-- <= 0 || count >= MAX_NOTICES) break;
        const words = text.data.trim();
        if (words.length === 0 || words.length > MAX_NOTICE) continue;
        const lower = words.toLowerCase();
        const element = text.parentNode;
        if (!isElement(element) || known.has(element) || !wanted.some((w) => lower.startsWith(w))) continue;
        known.add(element);
        found.push({ notice: words, saved: savedBy(element, wanted), ordinal: count++ });
      }
    }
    if (found.length > 0) told(found);
  };
  const soon = (): void => {
    timer ??= setTimeout(look, BATCH_MS);
  };
  const observer = new MutationObserver((records) => {
    for (const { addedNodes, target, type } of records) {
      if (queue.length >= MAX_QUEUE) break;
      if (type === 'characterData') queue.push(target);
      else queue.push(...[...addedNodes].slice(0, MAX_QUEUE - queue.length));
    }
    soon();
  });
  observer.observe(document, { childList: true, characterData: true, subtree: true });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(timer);
  });
  soon();
}

function* textsIn(node: Node): Generator<Text> {
  if (isText(node)) {
    yield node;
    return;
  }
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let next = walker.nextNode(); next; next = walker.nextNode()) if (isText(next)) yield next;
}

/** What the notice says was saved: in a tooltip or a name of it, or as further words in its row. */
function savedBy(element: Element, wanted: readonly string[]): string {
  const isNotice = (text: string): boolean => wanted.some((w) => text.toLowerCase().startsWith(w));
  let at: Element | null = element;
  for (let i = 0; at && i < MAX_STEPS; i++) {
    const own: Element = bare(at);
    for (const name of ['title', 'aria-description', 'data-tooltip', 'aria-label']) {
      const value = (own.getAttribute(name) ?? '').trim();
      if (value !== '' && !isNotice(value)) return value.slice(0, MAX_SAVED);
    }
    at = own.parentElement;
  }
  return '';
}
