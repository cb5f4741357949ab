// The door in: hears of every way in which something gets into a message, before the page does, and gives each to the part
// that knows it. Nothing here throws into the page: a part that fails lets the event go on, and says so in the console.
import { dropOnto, hold, isOurs, pasteInto, PRESS_EVENTS } from '../../enforcement/hold.ts';
import type { Notice } from '../../enforcement/notice.ts';
import { bare } from '../../model/bare.ts';
import { isHtml } from '../../model/node-kinds.ts';
import { PICK } from '../../model/page-channel.ts';
import { findComposer } from '../../sensors/assistants/composer.ts';
import { editableOf, focusedEditable, rootsIn } from '../../sensors/assistants/editable.ts';
import { sharedHook } from '../../sensors/shared-hook.ts';
import type { Placeholders } from '../placeholders.ts';
import type { DoorsEnvironment, Session } from '../session.ts';
import { Attach } from './attach.ts';
import { Gate } from './gate.ts';
import { Hand } from './hand.ts';
import type { Judge } from './judge.ts';
import { KnownDrafts } from './known-drafts.ts';
import { Opinions } from './opinions.ts';
import { Paste } from './paste.ts';
import { Send } from './send.ts';

const MAX_ELEMENTS = 2_000;
/** Words of each kind that the engine reads, a few times over. */
const WARM = 'name: value; call 0123 456, 2026-01-02, key=value\n'.repeat(200);
const WARM_MS = 3_000;

export class DoorIn {
  readonly gate: Gate;
  private readonly hand: Hand;
  private readonly opinions: Opinions;
  private readonly paste: Paste;
  private readonly attach: Attach;
  private readonly send: Send;
  /** Shadow roots whose file fields are listened to: `change` does not leave a root. */
  private readonly rooted = new WeakSet<Node>();
  /** A drag that began in an editor moves text that is there already. */
  private ownDrag = false;

  constructor(
    env: DoorsEnvironment,
    private readonly session: Session,
    judge: Judge,
    placeholders: Placeholders,
    notice: Notice,
    private readonly signal: AbortSignal,
    sent: () => void,
  ) {
    this.gate = new Gate(env, session, judge, placeholders, notice);
    const drafts = new KnownDrafts(env, session);
    this.hand = new Hand(
      (draft) => drafts.has(draft),
      (draft) => drafts.note(draft),
      signal,
    );
    this.opinions = new Opinions(env);
    this.paste = new Paste(this.gate, (editable, text) => {
      this.hand.brought(editable, text);
      this.opinions.ask(text);
    });
    this.attach = new Attach(this.gate, () => this.anchor());
    this.send = new Send(this.gate, this.hand, this.opinions, sent);
  }

  /** Starts listening; must run before the page's first script, so that nobody hears of an event before. */
  start(): void {
    addEventListener('load', () => this.warmUp(this.gate.judge), { once: true, signal: this.signal });
    this.hear('paste', (e) => this.pasted(e as ClipboardEvent));
    this.hear('dragstart', (e) => (this.ownDrag = editableOf(e) !== null));
    this.hear('dragend', () => (this.ownDrag = false));
    this.hear('drop', (e) => this.dropped(e as DragEvent));
    this.hear('keydown', (e) => {
      this.hand.key(e as KeyboardEvent);
      this.send.key(e as KeyboardEvent);
    });
    for (const type of ['beforeinput', 'input']) this.hear(type, (e) => this.hand.input(e as InputEvent));
    for (const type of PRESS_EVENTS)
      this.hear(type, (e) => {
        if (type === 'pointerdown') this.hand.press(e);
        if (type === 'click') this.listenInRoots(e);
        this.send.press(e);
      });
    this.hear('submit', (e) => this.send.submit(e));
    for (const type of ['input', 'change']) this.hear(type, (e) => this.attach.chosen(e));
    // A page can choose files with a field that is in no document, or with none.
    this.hear(PICK, (e) => this.picked((e as Partial<FocusEvent>).relatedTarget ?? null), sharedHook());
    this.hear('focusin', (e) => {
      this.listenInRoots(e);
      const editable = editableOf(e);
      if (editable) this.hand.watch(editable);
    });
  }

  /** The first paste does not pay for what can be made ready before. */
  private warmUp(judge: Judge): void {
    const warm = (): void => void judge.spans(WARM);
    if (typeof requestIdleCallback === 'function') requestIdleCallback(warm, { timeout: WARM_MS });
    else setTimeout(warm, WARM_MS);
  }

  private hear(type: string, job: (event: Event) => void, on: EventTarget | undefined = window): void {
    const guarded = (event: Event): void => {
      const { target } = event;
      if (target && this.gate.notice.owns(target as Node)) return;
      if (!this.active()) return;
      try {
        job(event);
      } catch (error) {
        console.error('Demarc could not judge this.', error);
      }
    };
    on.addEventListener(type, guarded, { capture: true, signal: this.signal });
  }

  /** Off, and on sites that the policy spares, nothing is looked at. */
  private active(): boolean {
    return this.session.setup.policy.settings.enabled;
  }

  private pasted(event: ClipboardEvent): void {
    if (isOurs(event)) return;
    const editable = editableOf(event);
    const files = filesOf(event.clipboardData);
    if (files.length > 0) {
      const [target] = event.composedPath();
      hold(event);
      const at = (editable ?? target) as HTMLElement;
      const plain = event.clipboardData?.getData('text/plain') ?? '';
      const html = event.clipboardData?.getData('text/html') ?? '';
      void this.attach.passed(files).then((kept) => {
        // Programs put a picture of a text beside the text itself.
        if (kept.length > 0) pasteInto(at, { plain, html, files: kept });
      });
      return;
    }
    if (editable) this.paste.paste(event, editable);
  }

  private dropped(event: DragEvent): void {
    if (isOurs(event)) return;
    const files = filesOf(event.dataTransfer);
    const editable = editableOf(event);
    if (files.length > 0) {
      const [target] = event.composedPath();
      const { clientX, clientY } = event;
      hold(event);
      void this.attach.passed(files).then((kept) => {
        if (kept.length > 0) dropOnto(target as HTMLElement, { plain: '', html: '', files: kept }, clientX, clientY);
      });
      return;
    }
    if (this.ownDrag) return;
    // Pages take a drop anywhere on their composer and put it into the editor by themselves.
    const into = editable ?? this.anchor();
    if (into) this.paste.drop(event, into);
  }

  /** File fields in shadow roots tell their root only. */
  private listenInRoots(event: Event): void {
    for (const node of event.composedPath()) {
      const root = bare(node as Node).nodeType === Node.DOCUMENT_FRAGMENT_NODE ? (node as Node) : null;
      if (root) this.listenIn(root);
    }
    for (const root of event.type === 'focusin' ? rootsIn(MAX_ELEMENTS) : [])
      if (root !== document) this.listenIn(root);
  }

  private listenIn(root: Node): void {
    if (this.rooted.has(root)) return;
    this.rooted.add(root);
    this.hear('change', (e) => this.attach.chosen(e), root);
  }

  /** The page's own word: all that a false one gets is that a field is listened to, or a note. */
  private picked(by: EventTarget | null): void {
    if (by === null) this.attach.pickedUnseen();
    else if (isHtml(by as Node, 'input')) {
      this.listenIn(by as Node);
      this.hear('input', (e) => this.attach.chosen(e), by);
    }
  }

  /** What a notice stands beside. */
  private anchor(): HTMLElement | null {
    const { page, general } = this.session.setup;
    return focusedEditable() ?? findComposer(page, general)?.editable ?? null;
  }
}

function filesOf(data: DataTransfer | null): File[] {
  try {
    return [...(data?.files ?? [])];
  } catch {
    return [];
  }
}
