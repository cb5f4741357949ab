// Looks, at the moments when it shows, how far the catalogue still fits this page: when it has loaded, while a person writes,
// and after a message went. What it finds is told to the worker when it changes; the text that is written is not.
import { ADAPTER_PARTS, joined, NOT_SEEN, type AdapterCheck } from '../model/adapter.ts';
import { isHtml } from '../model/node-kinds.ts';
import { checkAdapter, type Occasion } from '../sensors/assistants/adapter-check.ts';
import { editableOf } from '../sensors/assistants/editable.ts';
import type { DoorsEnvironment, Session } from './session.ts';

/** Pages build themselves for a while after they have loaded. */
const LOADED_MS = 1_500;
/** After the last key: the send button is there. */
const REST_MS = 600;
/** After a message went, an answer is looked for so often; after the last of them it is missing. */
const ANSWERED_MS = [2_000, 6_000, 20_000] as const;
/** A page whose parts were all found is not looked at more often than that. */
const FOUND_HOLDS_MS = 30_000;

export class AdapterHealth {
  private found = NOT_SEEN;
  private told = '';
  private lookedAt = -Infinity;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private loading: ReturnType<typeof setTimeout> | undefined;
  private answers: ReturnType<typeof setTimeout>[] = [];

  constructor(
    private readonly env: DoorsEnvironment,
    private readonly session: Session,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => {
      clearTimeout(this.resting);
      clearTimeout(this.loading);
      this.forgetAnswers();
    });
  }

  start(): void {
    this.session.onChange(() => {
      clearTimeout(this.loading);
      this.loading = setTimeout(() => this.look(LOOK), LOADED_MS);
    });
    const written = (event: Event): void => {
      const editable = event.isTrusted ? editableOf(event) : null;
      if (!editable || isHtml(editable, 'input') || this.isFresh) return;
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.look({ ...LOOK, writing: true }), REST_MS);
    };
    addEventListener('input', written, { capture: true, passive: true, signal: this.signal });
  }

  /** Looks now, and says what is known. */
  now(): AdapterCheck {
    this.look(LOOK);
    return this.found;
  }

  /** A message is about to go to the service: its draft still stands. */
  sent(): void {
    if (this.isFresh || this.answers.length > 0) return;
    this.look({ ...LOOK, writing: true });
    this.answers = ANSWERED_MS.map((ms, i) =>
      setTimeout(() => {
        const last = i === ANSWERED_MS.length - 1;
        this.look({ ...LOOK, answered: last });
        if (last || this.isFresh) this.forgetAnswers();
      }, ms),
    );
  }

  /** All parts were where the catalogue says, a moment ago. */
  private get isFresh(): boolean {
    const complete = ADAPTER_PARTS.every((part) => this.found[part] === 'matched');
    return complete && performance.now() - this.lookedAt < FOUND_HOLDS_MS;
  }

  private look(occasion: Occasion): void {
    if (this.signal.aborted || !this.session.ready) return;
    const { page, general } = this.session.setup;
    this.lookedAt = performance.now();
    this.found = joined(this.found, checkAdapter(page, general, occasion));
    const said = JSON.stringify(this.found);
    if (said === this.told || said === JSON.stringify(NOT_SEEN)) return;
    this.told = said;
    void this.env.send('adapter.report', { check: this.found }).catch(() => (this.told = ''));
  }

  private forgetAnswers(): void {
    for (const timer of this.answers) clearTimeout(timer);
    this.answers = [];
  }
}

const LOOK: Occasion = { writing: false, answered: false };
