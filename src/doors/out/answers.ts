// Answers as they come: once one has stood still, it is looked through for characters that a person cannot see. While an
// answer streams nothing is read but what changed, and of that only which answer it belongs to.
import { judgeOutput } from '../../engine/output/judge-output.ts';
import { isElement } from '../../model/node-kinds.ts';
import type { Session } from '../session.ts';
import type { OutputTeller } from './output-teller.ts';

/** An answer that has not changed for so long is complete, or has stopped. */
const STILL_MS = 600;
/** An answer that never stands still is looked at all the same. */
const MAX_WAIT_MS = 5_000;
const MAX_ANSWER = 200_000;
/** Answers looked at in one go; the others follow in the next task. */
const AT_ONCE = 20;

interface Told {
  readonly id: string;
  readonly signs: string;
}

export class Answers {
  private readonly changed = new Map<Element, { first: number; last: number }>();
  private readonly told = new WeakMap<Element, Told>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private selector = '';

  constructor(
    private readonly session: Session,
    private readonly teller: OutputTeller,
    private readonly signal: AbortSignal,
  ) {}

  start(): void {
    const observer = new MutationObserver((records) => this.onChange(records));
    this.signal.addEventListener('abort', () => {
      observer.disconnect();
      clearTimeout(this.timer);
    });
    const begin = (): void => {
      this.selector = usable([...this.session.setup.page.answer, ...this.session.setup.general.answer]);
      if (this.selector === '') return;
      observer.observe(document, { subtree: true, childList: true, characterData: true });
      for (const answer of document.querySelectorAll(this.selector)) this.note(answer);
    };
    void this.session.atHand().then(() => {
      if (!this.signal.aborted) begin();
    });
  }

  private onChange(records: readonly MutationRecord[]): void {
    const seen = new Set<Node>();
    for (const { target, addedNodes, type } of records) {
      // Streaming changes the same places over and over.
      if (!seen.has(target)) {
        seen.add(target);
        const answer = answerOf(target, this.selector);
        if (answer !== null) {
          this.note(answer);
          continue;
        }
      }
      if (type !== 'childList') continue;
      for (const node of addedNodes)
        if (isElement(node))
          for (const answer of node.matches(this.selector) ? [node] : node.querySelectorAll(this.selector))
            this.note(answer);
    }
  }

  private note(answer: Element): void {
    const now = performance.now();
    const known = this.changed.get(answer);
    if (known) known.last = now;
    else this.changed.set(answer, { first: now, last: now });
    this.timer ??= setTimeout(() => this.look(), STILL_MS);
  }

  private look(): void {
    this.timer = undefined;
    if (this.signal.aborted) return;
    const now = performance.now();
    let left = AT_ONCE;
    for (const [answer, { first, last }] of this.changed) {
      if (now - last < STILL_MS && now - first < MAX_WAIT_MS) continue;
      if (left-- <= 0) break;
      this.changed.delete(answer);
      if (answer.isConnected) this.read(answer);
    }
    if (this.changed.size > 0) this.timer = setTimeout(() => this.look(), left < 0 ? 0 : STILL_MS);
    this.teller.place();
  }

  private read(answer: Element): void {
    const text = (answer.textContent ?? '').slice(0, MAX_ANSWER);
    const found = judgeOutput(text, null);
    const known = this.told.get(answer);
    // Said once for what it carries; said anew when that has changed.
    const signs = found.findings.map((f) => f.excerpt).join('\n');
    if (known?.signs === signs || (signs === '' && known === undefined)) return;
    if (known !== undefined) this.teller.forget(known.id);
    this.told.delete(answer);
    if (signs !== '') this.told.set(answer, { id: this.teller.tell('answer', text, found, 'shown', answer), signs });
  }
}

/** The selectors that this browser understands, joined. */
function usable(selectors: readonly string[]): string {
  const probe = document.createDocumentFragment();
  return selectors
    .filter((selector) => {
      try {
        probe.querySelector(selector);
        return true;
      } catch {
        return false;
      }
    })
    .join(',');
}

function answerOf(node: Node, selector: string): Element | null {
  const element = isElement(node) ? node : node.parentElement;
  return element?.closest(selector) ?? null;
}
