// Values back in the answers that a person sees: where an answer holds a placeholder, its value is shown in its place. Shown
// only: for the page's scripts the placeholder stands as it came. Answers are looked at when they rest, so that a stream is
// not disturbed.
import { PutBack } from '../enforcement/put-back.ts';
import { answersIn } from '../sensors/assistants/composer.ts';
import type { Placeholders } from './placeholders.ts';
import type { Session } from './session.ts';

/** After the last change, and at most, before answers are looked at. */
const REST_MS = 150;
const MOST_MS = 1_000;
/** UTF-16 units of one text in an answer. */
const MAX_TEXT = 200_000;

export class Restored {
  private readonly putBack: PutBack;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since = 0;
  private observer: MutationObserver | undefined;

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
    this.observer.observe(document, { childList: true, characterData: true, subtree: true });
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
    for (const answer of answersIn(page, general)) {
      const walker = document.createTreeWalker(answer, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      for (let n = walker.nextNode(); n; n = walker.nextNode()) texts.push(n as Text);
      for (const text of texts) {
        if (text.length > MAX_TEXT || this.putBack.owns(text)) continue;
        const found = this.placeholders.found(text.data);
        if (found.length > 0) this.putBack.show(text, found);
      }
    }
    // What was just written is not news.
    this.observer?.takeRecords();
  }
}
