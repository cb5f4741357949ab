// What a person copies from an assistant's page: characters that they cannot see are told and, where policy says so, left
// out; commands that download and run are named before they reach a terminal. Copies by key and menu come as events, copies
// by the page's own buttons through the page hook. The page can lie here; all it gains is a note.
import { judgeOutput, type OutputJudgement } from '../../engine/output/judge-output.ts';
import { withoutHiddenCharacters } from '../../engine/normalize/hidden-characters.ts';
import { COPIED } from '../../model/page-channel.ts';
import type { Action } from '../../model/policy.ts';
import { isElement } from '../../model/node-kinds.ts';
import { sharedHook } from '../../sensors/shared-hook.ts';
import { lastClicked } from './last-clicked.ts';
import type { OutputTeller } from './output-teller.ts';

/** Texts longer than this are judged as far as this. */
const MAX_COPIED = 200_000;
/** A button often copies in two ways at once. */
const SAME_COPY_MS = 1_000;

export class Copies {
  private told: { readonly text: string; readonly at: number } = { text: '', at: -SAME_COPY_MS };

  constructor(
    private readonly teller: OutputTeller,
    private readonly signal: AbortSignal,
  ) {}

  /** Must run after the guard has met the page hook. */
  start(): void {
    const { signal } = this;
    for (const type of ['copy', 'cut'] as const) {
      let heard: Event | null = null;
      addEventListener(
        type,
        (event) => {
          // The page's handlers have run: what they put there is what is copied.
          if (event.isTrusted) this.onEvent((heard = event));
        },
        { signal },
      );
      // A page that keeps the event to itself does not keep the copy to itself.
      addEventListener(
        type,
        (event) => {
          const text = selectedText();
          setTimeout(() => {
            if (event.isTrusted && heard !== event) this.onWritten(text);
          });
        },
        { signal, capture: true },
      );
    }
    const clicked = lastClicked(signal);
    sharedHook()?.addEventListener(
      COPIED,
      (event) => {
        const text = (event as Partial<FocusEvent>).relatedTarget as Partial<Text> | null;
        this.onWritten(String(text?.data ?? '').slice(0, MAX_COPIED), clicked());
      },
      { signal },
    );
  }

  private onEvent(event: ClipboardEvent): void {
    const data = event.clipboardData;
    const own = event.defaultPrevented && data !== null;
    const text = (own ? data.getData('text/plain') : selectedText()).slice(0, MAX_COPIED);
    const found = this.judge(text);
    if (found === null) return;
    const { action } = this.teller.decide(found.findings);
    const change = changed(text, found, action);
    if (change !== null && data !== null) {
      // Formatting goes with it: what nobody sees would stay in it.
      data.clearData();
      data.setData('text/plain', change);
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    this.teller.tell('copied', text, found, change === null ? 'shown' : outcomeOf(change), selectedElement());
  }

  /** The text is on the clipboard already. */
  private onWritten(text: string, place: Element | null = selectedElement()): void {
    const found = this.judge(text);
    if (found === null) return;
    const change = changed(text, found, this.teller.decide(found.findings).action);
    if (change !== null)
      navigator.clipboard.writeText(change).catch(() => {
        // The browser allows it only while the page has the person's attention; the note says what was copied.
      });
    this.teller.tell('copied', text, found, change === null ? 'shown' : outcomeOf(change), place);
  }

  /** null: nothing to tell, or told a moment ago. */
  private judge(text: string): OutputJudgement | null {
    if (text === '' || this.teller.idle()) return null;
    const found = judgeOutput(text, this.teller.commands);
    if (found.findings.length === 0) return null;
    const now = performance.now();
    if (this.told.text === text && now - this.told.at < SAME_COPY_MS) return null;
    this.told = { text, at: now };
    return found;
  }
}

/** What has to be copied in its place; null: it stays. */
function changed(text: string, { commands, hidden }: OutputJudgement, action: Action): string | null {
  if (action === 'block' && commands.length > 0) return '';
  if ((action === 'redact' || action === 'block') && hidden !== null) return withoutHiddenCharacters(text);
  return null;
}

const outcomeOf = (change: string): 'stopped' | 'cleaned' => (change === '' ? 'stopped' : 'cleaned');

/** The selected text, also of a text field. */
function selectedText(): string {
  const field = document.activeElement as Partial<HTMLTextAreaElement> | null;
  const { value, selectionStart: from, selectionEnd: to } = field ?? {};
  if (typeof value === 'string' && typeof from === 'number' && typeof to === 'number' && to > from)
    return value.slice(from, to);
  return String(getSelection() ?? '').slice(0, MAX_COPIED);
}

function selectedElement(): Element | null {
  const node = getSelection()?.anchorNode ?? null;
  if (node === null) return document.activeElement;
  return isElement(node) ? node : node.parentElement;
}
