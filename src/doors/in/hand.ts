// Watches a person's hand on the editors of a page: what keys, input methods, pastes and drops bring, and what appears
// without them. Per key it only counts; the draft is read when the hand rests, when something appears, and before it is sent.
import { isOurs } from '../../enforcement/hold.ts';
import { readDraft } from '../../sensors/assistants/draft.ts';
import { editableOf, isControl, type Editable } from '../../sensors/assistants/editable.ts';
import { Provenance } from './provenance.ts';

/** After the last key: the draft is read. */
const REST_MS = 500;
/** Something appeared: read once it has settled. */
const APPEARED_MS = 60;
/** A change this soon after a key or an input event is that event's doing. */
const HAND_MS = 250;
/** After a press on the page, it may write for the person. */
const PAGE_MS = 2_000;
/** Text without keys up to this length is an emoji panel's or an autocorrection's. */
const MAX_KEYLESS = 16;
/** Enter and Tab can take over a suggestion. */
const SUGGESTION = 64;

export class Hand {
  private readonly drafts = new WeakMap<Editable, Provenance>();
  private readonly watched = new WeakSet<Editable>();
  private lastKey = -Infinity;
  private lastHand = -Infinity;
  private lastPress = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param knows whether a draft stood in an editor of this service before, as the person's own: pages restore drafts
   * @param remember a draft stands and is the person's own
   */
  constructor(
    private readonly knows: (draft: string) => boolean,
    private readonly remember: (draft: string) => void,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => clearTimeout(this.timer));
  }

  /** What of the draft the person did not write. */
  foreign(editable: Editable, draft: string): string {
    const provenance = this.of(editable);
    provenance.settle(draft, this.pageMayWrite() || this.knows(draft));
    return provenance.foreignIn(draft);
  }

  /** A text goes in by the person's hand. */
  brought(editable: Editable, text: string): void {
    this.lastHand = performance.now();
    this.watch(editable);
    this.of(editable).brought(text.length);
    this.later(editable, APPEARED_MS);
  }

  key(event: KeyboardEvent): void {
    if (!event.isTrusted) return;
    this.lastKey = this.lastHand = event.timeStamp;
    const editable = editableOf(event);
    if (!editable) return;
    this.watch(editable);
    const provenance = this.of(editable);
    const { key } = event;
    if ((event.ctrlKey || event.metaKey) && /^[zy]$/i.test(key)) provenance.history();
    else if (key === 'Enter' || key === 'Tab' || key === 'ArrowRight') {
      // What stands there before the key is not the key's doing.
      this.settle(editable);
      provenance.brought(SUGGESTION);
    } else if (key.length <= 2) provenance.key();
    this.later(editable, REST_MS);
  }

  /** `beforeinput`, and `input` for editors that stop the former. */
  input(event: InputEvent): void {
    const editable = editableOf(event);
    if (!editable || isOurs(event)) return;
    this.watch(editable);
    const provenance = this.of(editable);
    const data = event.data ?? event.dataTransfer?.getData('text/plain') ?? '';
    const keyless =
      event.inputType === 'insertText' &&
      !event.isComposing &&
      data.length > MAX_KEYLESS &&
      event.timeStamp - this.lastKey > HAND_MS;
    // A script can only make an event that looks like typing by the browser's own command, which has no key before it.
    if (!event.isTrusted || keyless) {
      this.later(editable, APPEARED_MS);
      return;
    }
    this.lastHand = event.timeStamp;
    if (event.inputType.startsWith('history')) provenance.history();
    else if (event.type === 'beforeinput') provenance.inserted(data);
    this.later(editable, REST_MS);
  }

  /** A press on the page, outside of the editors. */
  press(event: Event): void {
    if (event.isTrusted && !editableOf(event)) this.lastPress = performance.now();
  }

  private pageMayWrite(): boolean {
    return performance.now() - this.lastPress < PAGE_MS;
  }

  private of(editable: Editable): Provenance {
    let provenance = this.drafts.get(editable);
    if (!provenance) this.drafts.set(editable, (provenance = new Provenance()));
    return provenance;
  }

  /** Sees what appears without an event. */
  watch(editable: Editable): void {
    if (this.watched.has(editable)) return;
    this.watched.add(editable);
    // What stands there before the first key was restored or filled in by the page, or by somebody else.
    this.settle(editable);
    if (isControl(editable)) return;
    const observer = new MutationObserver(() => {
      if (performance.now() - this.lastHand > HAND_MS) this.later(editable, APPEARED_MS);
    });
    observer.observe(editable, { childList: true, characterData: true, subtree: true });
    this.signal.addEventListener('abort', () => observer.disconnect());
  }

  private later(editable: Editable, ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(editable), ms);
  }

  private settle(editable: Editable): void {
    const { text } = readDraft(editable);
    const provenance = this.of(editable);
    provenance.settle(text, this.pageMayWrite() || this.knows(text));
    if (text.trim() !== '' && provenance.foreignIn(text) === '') this.remember(text);
  }
}
