// Values back in the answers that a person sees: where an answer holds a placeholder, its value is shown in its place. Shown
// only: for the page's scripts the placeholder stands as it came. Answers are looked at when they rest, so that a stream is
// not disturbed.
import { PutBack } from '../enforcement/put-back.ts';
import { isElement, isText } from '../model/node-kinds.ts';
import { answersIn } from '../sensors/assistants/composer.ts';
import { editableAt, rootsIn } from '../sensors/assistants/editable.ts';
import { shadowRootOf } from '../sensors/flat-tree.ts';
import type { Placeholders } from './placeholders.ts';
import type { Session } from './session.ts';

/** After the last change, and at most, before answers are looked at. */
const REST_MS = 150;
const MOST_MS = 1_000;
/** UTF-16 units of one text in an answer. */
const MAX_TEXT = 200_000;
/** Elements looked at for shadow roots. */
const MAX_ELEMENTS = 5_000;
/** Shadow roots waiting to be looked at, below one answer. */
const MAX_ROOTS = 200;

export class Restored {
  private readonly putBack: PutBack;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since = 0;
  private observer: MutationObserver | undefined;
  private readonly observed = new WeakSet<Node>();

  constructor(
    private readonly session: Session,
    private readonly placeholders: Placeholders,
    say: (key: string) => string,
    private readonly signal: AbortSignal,
  ) {
    this.putBack = new PutBack(() => say('doorRestored'));
    signal.addEventListener('abort', () => {
      clearTimeout(this.timer);
      this.observer?.disconnect();
      this.putBack.undoAll();
    });
  }

  start(): void {
    this.observer = new MutationObserver((records) => {
      // The page writes anew what it has written: the value's place goes first, so that nothing stands twice.
      for (const record of records) this.putBack.changed(record.target);
      if (this.placeholders.any) this.look();
    });
    this.observe(document);
  }

  private observe(root: Node): void {
    if (this.observed.has(root)) return;
    this.observed.add(root);
    this.observer?.observe(root, { childList: true, characterData: true, subtree: true });
  }

  /** Looks at the answers soon. */
  look(): void {
    if (this.signal.aborted || !this.placeholders.any) return;
    const now = performance.now();
    if (this.timer === undefined) this.since = now;
    else if (now - this.since > MOST_MS) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.now();
    }, REST_MS);
  }

  private now(): void {
    const { page, general } = this.session.setup;
    const roots = rootsIn(MAX_ELEMENTS);
    for (const root of roots) this.observe(root);
    const answers = answersIn(page, general);
    // Where no selector fits, an answer may stand anywhere but in an editor.
    for (const answer of answers.length > 0 ? answers : roots) this.show(answer);
    // What was just written is not news.
    this.observer?.takeRecords();
  }

  private show(place: Node): void {
    const texts: Text[] = [];
    const places: Node[] = [place];
    for (let at = places.pop(); at; at = places.pop()) {
      const walker = document.createTreeWalker(at, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
      for (let n: Node | null = walker.currentNode; n; n = walker.nextNode()) {
        if (isText(n)) texts.push(n);
        // An answer may be an element whose words are in its shadow root.
        else if (isElement(n) && n.localName.includes('-') && !this.putBack.owns(n)) {
          const root = shadowRootOf(n);
          if (root && places.length < MAX_ROOTS) places.push(root);
        }
      }
    }
    for (const text of texts) {
      if (text.length > MAX_TEXT || this.putBack.owns(text)) continue;
      const found = this.placeholders.found(text.data);
      if (found.length > 0 && isProse(text)) this.putBack.show(text, found);
    }
  }
}

/** Not in an editor, and not in what is no text for people. */
function isProse(text: Text): boolean {
  const parent = text.parentElement;
  return (
    parent !== null &&
    !/^(?:script|style|textarea|noscript|title|option)$/.test(parent.localName) &&
    !editableAt(parent)
  );
}
