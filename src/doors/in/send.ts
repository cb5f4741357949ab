// Sending: Enter, a press on the send button, a form. The whole draft is judged; what is held keeps its draft, and goes on
// by the same way once it may. A press is held from its first event on, because some services send on that one.
import { caretOf, hold, isOurs, press, pressEnter } from '../../enforcement/hold.ts';
import { rewrite } from '../../enforcement/rewrite.ts';
import { bare } from '../../model/bare.ts';
import { isHtml } from '../../model/node-kinds.ts';
import { findComposer, lastButtonOf, sendButtonFor, sendButtonOf } from '../../sensors/assistants/composer.ts';
import { rangeOf, readDraft } from '../../sensors/assistants/draft.ts';
import { editableOf, focusedEditable, isShown, type Editable } from '../../sensors/assistants/editable.ts';
import type { Gate, Incoming } from './gate.ts';
import type { Hand } from './hand.ts';
import { NO_STEERING, RANK } from './judge.ts';
import type { Opinions } from './opinions.ts';

/** How long a message waits for the classifier. */
const OPINION_MS = 1_500;

type Again = (editable: Editable) => void;

export class Send {
  /** The composer that was written in last. */
  private last: Editable | null = null;
  /** A press on the send button was held: the rest of it is, too. */
  private swallowing = false;
  private busy = false;

  constructor(
    private readonly gate: Gate,
    private readonly hand: Hand,
    private readonly opinions: Opinions,
    /** Hears of every message that goes. */
    private readonly sent: () => void,
  ) {}

  /** Enter in an editor. */
  key(event: KeyboardEvent): void {
    const editable = editableOf(event);
    if (!editable) return;
    this.last = editable;
    // An input method's Enter takes over a word, Shift and Enter begins a line.
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229 || event.shiftKey || isOurs(event)) return;
    const again: Again = (e) => {
      const button = sendButtonFor(e, this.gate.session.setup.page);
      if (button) press(button);
      else pressEnter(e);
    };
    this.check(event, editable, again);
  }

  /** Any event of a press. */
  press(event: Event): void {
    if (isOurs(event)) return;
    const begins = event.type === 'pointerdown' || event.type === 'touchstart';
    if (begins) this.swallowing = false;
    if (this.swallowing) {
      hold(event);
      if (event.type === 'click') this.swallowing = false;
      return;
    }
    const { page } = this.gate.session.setup;
    const path = event.composedPath();
    const known = sendButtonOf(path, page);
    const editable = known ? this.composer(known) : this.unknownSend(path);
    const button = known ?? (editable && lastButtonOf(editable));
    if (!editable || !button) return;
    if (this.check(event, editable, () => press(button))) this.swallowing = event.type !== 'click';
  }

  /** A form that holds an editor. */
  submit(event: Event): void {
    if (isOurs(event)) return;
    const form = event.target as Node;
    if (!isHtml(form, 'form')) return;
    const inside = this.last && bare(form).contains(this.last) ? this.last : null;
    const editable = inside ?? this.composer(form);
    if (!editable || !bare(form).contains(editable)) return;
    this.check(event, editable, () => form.requestSubmit());
  }

  /** Holds the event where the draft may not go; true when held. */
  private check(event: Event, editable: Editable, again: Again): boolean {
    const { gate } = this;
    if (gate.notice.asking || this.busy) {
      // A question about this draft stands.
      hold(event);
      return true;
    }
    const { text: draft, partial } = readDraft(editable);
    if (draft.trim() === '') return false;
    if (!gate.session.ready || this.opinions.waitsFor(draft)) {
      hold(event);
      this.busy = true;
      void Promise.all([gate.session.atHand(), this.opinions.settled(OPINION_MS)])
        .then(() => this.held(editable, again))
        .finally(() => (this.busy = false));
      return true;
    }
    const incoming = this.incoming(editable, draft, partial);
    const decision = gate.decide(incoming);
    if (!gate.holds(decision)) {
      gate.record(incoming, decision, 'passed');
      this.sent();
      return false;
    }
    hold(event);
    this.busy = true;
    void this.held(editable, again).finally(() => (this.busy = false));
    return true;
  }

  private incoming(editable: Editable, draft: string, unscanned: boolean): Incoming {
    const { gate } = this;
    const written = this.hand.foreign(editable, draft);
    const foreign = gate.wasAllowed(written) ? '' : written;
    const opinion = this.opinions.worstIn(draft);
    const ruled = foreign === '' ? NO_STEERING : gate.judge.steering(foreign, false);
    const worst = RANK[ruled.kind] > RANK[opinion.kind] ? ruled : opinion;
    const steering = gate.wasAllowed(worst.text) ? NO_STEERING : worst;
    const way = foreign !== '' ? 'foreign' : steering.kind === 'clean' ? 'send' : 'paste';
    return { way, text: draft, spans: gate.spansOf(draft), steering, foreign, unscanned };
  }

  /** Asks until the draft may go or the person goes back to it. */
  private async held(editable: Editable, again: Again): Promise<void> {
    const { gate } = this;
    const draft = readDraft(editable);
    const incoming = this.incoming(editable, draft.text, draft.partial);
    const decision = gate.decide(incoming);
    if (!gate.holds(decision)) {
      gate.record(incoming, decision, 'passed');
      this.go(editable, again);
      return;
    }
    const values = incoming.spans.filter((_, i) => !['allow', 'audit'].includes(decision.spanActions[i] ?? 'allow'));
    const canRedact = decision.key === 'sensitiveActions' && values.length > 0 && !draft.partial;
    const restore = caretOf(editable);
    const sending: Incoming = { ...incoming, spans: canRedact ? values : incoming.spans };
    const { choice } = await gate.ask(sending, gate.decide(sending), { canRedact, canClean: false }, editable);
    restore();
    if (choice === 'back') return;
    if (choice === 'redact') {
      const current = readDraft(editable).text;
      const spans = current === draft.text ? values : gate.spansOf(current);
      const reader = {
        text: () => readDraft(editable).text,
        range: (start: number, end: number) => rangeOf(readDraft(editable), start, end),
      };
      const replacements = gate.placeholders.replacements(current, spans);
      if (!(await rewrite(editable, reader, replacements))) {
        this.failed(editable);
        return;
      }
      this.hand.brought(editable, current);
    }
    // What else is to be said about it is said now.
    const left = readDraft(editable);
    const rest = this.incoming(editable, left.text, left.partial);
    if (gate.holds(gate.decide(rest))) await this.held(editable, again);
    else this.go(editable, again);
  }

  private go(editable: Editable, again: Again): void {
    this.busy = false;
    this.sent();
    again(editable);
  }

  private failed(editable: Editable): void {
    const say = this.gate.env.text;
    this.gate.tell('block', say('doorNotReplaced'), [say('doorNotReplacedDetail')], editable);
  }

  /** The editor whose last button was pressed, where no send button is known for it. */
  private unknownSend(path: readonly EventTarget[]): Editable | null {
    const { last } = this;
    if (!last || !isShown(last)) return null;
    const button = lastButtonOf(last);
    return button && path.includes(button) && sendButtonFor(last, this.gate.session.setup.page) === button
      ? last
      : null;
  }

  /** The editor that a button or a form sends from. */
  private composer(near: Element): Editable | null {
    if (this.last && isShown(this.last)) return this.last;
    const { page, general } = this.gate.session.setup;
    const focused = focusedEditable();
    return focused ?? findComposer(page, general)?.editable ?? (near.querySelector('textarea') as Editable | null);
  }
}
