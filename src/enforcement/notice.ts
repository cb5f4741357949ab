// The doors' notice: small, beside the draft, in a closed shadow root of our own. It takes no focus by itself and changes
// nothing of the draft: Tab goes into it, Escape goes back. Only a person's own keys and clicks count. What it quotes is
// hostile and shown as inert text.
import { hold } from './hold.ts';
import { claim } from './own.ts';
import { NOTICE_STYLE } from './notice-style.ts';

export interface NoticeChoice {
  readonly id: string;
  readonly label: string;
  readonly kind: 'main' | 'plain' | 'quiet';
  /** Asks for a reason first: the question, and the words of the button that goes on. */
  readonly reason?: { readonly question: string; readonly confirm: string };
}

export interface NoticeContent {
  readonly tone: 'warn' | 'block' | 'done';
  readonly title: string;
  readonly by: string;
  readonly details: readonly string[];
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  /** Words of others, shown inert; '' for none. */
  readonly quote: string;
  /** How the keyboard works here; '' where nothing is asked. */
  readonly hint: string;
  readonly choices: readonly NoticeChoice[];
}

export interface NoticeAnswer {
  /** Id of the choice; '' when the person went back, or something else took the notice's place. */
  readonly choice: string;
  readonly reason: string;
}

/** Shortest reason that counts, in characters. */
const MIN_REASON = 3;
const MAX_REASON = 500;
const GAP = 8;
/** How often the place of an open notice is looked at. */
const FOLLOW_MS = 250;
const BACK: NoticeAnswer = { choice: '', reason: '' };
/** What the page would hear of keys and words in the notice. */
const KEY_EVENTS = [
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'input',
  'compositionstart',
  'compositionend',
] as const;

export class Notice {
  private host: HTMLElement | undefined;
  private root: ShadowRoot | undefined;
  /** Its place, in the root, where the page's styles cannot reach it. */
  private spot: HTMLStyleElement | undefined;
  private anchor: HTMLElement | null = null;
  private done: ((answer: NoticeAnswer) => void) | undefined;
  private open: AbortController | undefined;

  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => this.close());
  }

  /** True while a choice is waited for. */
  get asking(): boolean {
    return this.done !== undefined;
  }

  owns(node: Node): boolean {
    return node === this.host;
  }

  /** Shows a question until the person has chosen. A question before it is answered with "back". */
  ask(content: NoticeContent, anchor: HTMLElement | null): Promise<NoticeAnswer> {
    this.close();
    this.draw(content, anchor, 'alertdialog');
    return new Promise((resolve) => {
      this.done = resolve;
    });
  }

  /** Says something; it stays until it is closed or something else is said. `act` hears of a choice. */
  tell(content: NoticeContent, anchor: HTMLElement | null, act: (choice: string) => void): void {
    if (this.asking) return;
    this.close();
    this.draw(content, anchor, 'status');
    this.done = undefined;
    this.act = act;
  }
  private act: ((choice: string) => void) | undefined;

  /** Takes the notice away; a question that stands is answered with "back". */
  close(): void {
    this.answer(BACK);
  }

  private answer(answer: NoticeAnswer): void {
    const { done, act } = this;
    const inside = this.root?.activeElement !== null && this.root !== undefined;
    this.open?.abort();
    this.host?.remove();
    this.host = this.root = this.open = this.done = this.act = undefined;
    if (inside) this.anchor?.focus({ preventScroll: true });
    if (done) done(answer);
    else if (answer.choice !== '') act?.(answer.choice);
  }

  private draw(content: NoticeContent, anchor: HTMLElement | null, role: 'alertdialog' | 'status'): void {
    const host = document.createElement('demarc-notice');
    const root = host.attachShadow({ mode: 'closed' });
    const sheet = document.createElement('style');
    sheet.textContent = NOTICE_STYLE;
    const spot = document.createElement('style');
    root.append(sheet, spot, this.boxOf(content, role));
    this.spot = spot;
    claim(host);
    claim(root);
    this.host = host;
    this.root = root;
    this.anchor = anchor;
    this.open = new AbortController();
    const { signal } = this.open;
    document.documentElement.append(host);
    // Above the page's own dialogs, where the browser can.
    host.popover = 'manual';
    try {
      host.showPopover();
    } catch {
      // Shown in the ordinary way.
    }
    for (const type of KEY_EVENTS) addEventListener(type, (e) => this.key(e), { capture: true, signal });
    for (const type of ['resize', 'scroll'] as const)
      addEventListener(type, () => this.place(), { capture: true, passive: true, signal });
    // A page that takes it away does not answer it: the question stands, and what was held stays held.
    const back = new MutationObserver(() => {
      if (!host.isConnected) document.documentElement.append(host);
    });
    back.observe(document.documentElement, { childList: true });
    // What the page adds later, as the name of a file above the draft, moves the draft.
    const follow = setInterval(() => this.place(), FOLLOW_MS);
    signal.addEventListener('abort', () => {
      back.disconnect();
      clearInterval(follow);
    });
    this.place();
  }

  private boxOf(content: NoticeContent, role: 'alertdialog' | 'status'): HTMLElement {
    const box = make('div', `box ${content.tone}`);
    box.dir = 'auto';
    box.setAttribute('role', role);
    box.setAttribute('aria-labelledby', 'title');
    box.setAttribute('aria-describedby', 'about');
    box.setAttribute('aria-live', role === 'status' ? 'polite' : 'assertive');
    const head = make('div', 'head');
    const title = make('h2', 'title', content.title);
    title.id = 'title';
    head.append(title, make('span', 'by', content.by));
    const about = make('div', '');
    about.id = 'about';
    about.append(...content.details.map((text) => make('p', '', text)));
    if (content.rows.length > 0) {
      const list = make('dl', '');
      for (const { label, value } of content.rows) list.append(make('dt', '', label), make('dd', '', value));
      about.append(list);
    }
    if (content.quote !== '') about.append(make('blockquote', '', content.quote));
    const choices = make('div', 'choices');
    for (const choice of content.choices) choices.append(this.buttonOf(choice, box));
    box.append(head, about, choices);
    if (content.hint !== '') box.append(make('p', 'muted small', content.hint));
    return box;
  }

  private buttonOf(choice: NoticeChoice, box: HTMLElement): HTMLButtonElement {
    const button = make('button', choice.kind, choice.label);
    button.type = 'button';
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      if (!event.isTrusted) return;
      if (choice.reason) this.askReason(choice, choice.reason, box);
      else this.answer({ choice: choice.id, reason: '' });
    });
    return button;
  }

  private askReason(
    { id }: NoticeChoice,
    { question, confirm }: NonNullable<NoticeChoice['reason']>,
    box: HTMLElement,
  ): void {
    box.querySelector('.choices')?.remove();
    const label = make('label', '', question);
    const field = make('input', '');
    field.maxLength = MAX_REASON;
    label.append(field);
    const button = make('button', 'main', confirm);
    button.type = 'button';
    button.addEventListener('click', (event) => {
      const reason = field.value.trim();
      if (!event.isTrusted) return;
      if (reason.length < MIN_REASON) field.focus();
      else this.answer({ choice: id, reason });
    });
    const row = make('div', 'choices');
    row.append(button);
    box.append(label, row);
    field.focus();
    this.place();
  }

  /** The keyboard while a notice is there. */
  private key(event: Event): void {
    const { host, root } = this;
    if (!host || !root) return;
    const inside = event.target === host;
    if (event.type !== 'keydown') {
      // Keys and words in the notice are not for the page; what the browser does with them is.
      if (inside) event.stopImmediatePropagation();
      return;
    }
    const { key, shiftKey, isTrusted, isComposing } = event as KeyboardEvent;
    if (!isTrusted || isComposing) return;
    const stops = [...root.querySelectorAll<HTMLElement>('button,input')];
    const at = stops.indexOf(root.activeElement as HTMLElement);
    if (key === 'Escape' && (inside || this.asking)) {
      hold(event);
      this.answer(BACK);
    } else if (key === 'Tab' && (inside || (!shiftKey && this.asking))) {
      hold(event);
      const next = stops[at + (shiftKey ? -1 : 1)] ?? (shiftKey ? this.anchor : stops[0]);
      next?.focus({ preventScroll: true });
    } else if (inside) {
      event.stopImmediatePropagation();
      // Enter in the field goes on, as in any form.
      if (key === 'Enter' && at === 0 && stops[0]?.localName === 'input') {
        event.preventDefault();
        const reason = (stops[0] as HTMLInputElement).value.trim();
        if (reason.length >= MIN_REASON) stops[1]?.focus();
      }
    }
  }

  /** Above the draft, else below it, else at the edge of the window; never over the caret. */
  private place(): void {
    const { host, anchor } = this;
    if (!host) return;
    const box = host.getBoundingClientRect();
    const at = anchor?.isConnected ? anchor.getBoundingClientRect() : null;
    const [width, height] = [document.documentElement.clientWidth, innerHeight];
    let top = height - box.height - GAP;
    if (at && at.top - box.height - GAP >= 0) top = at.top - box.height - GAP;
    else if (at && at.bottom + GAP + box.height <= height) top = at.bottom + GAP;
    else if (at && at.top > height - at.bottom) top = GAP;
    const left = at ? Math.min(at.left, width - box.width - GAP) : (width - box.width) / 2;
    const css = `:host{top:${Math.max(GAP, top)}px!important;left:${Math.max(GAP, left)}px!important}`;
    if (this.spot && this.spot.textContent !== css) this.spot.textContent = css;
  }
}

function make<K extends keyof HTMLElementTagNameMap>(name: K, className: string, text = ''): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (className !== '') element.className = className;
  element.textContent = text;
  return element;
}
