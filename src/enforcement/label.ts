// Labels for text that a person can see and that addresses an assistant: a small note beside the block, in a closed
// shadow root of our own, outside the page's body. The page's nodes are not touched. Nothing hostile is shown in it.

const STYLE = `
:host{all:initial!important;position:absolute!important;top:0!important;left:0!important;width:0!important;height:0!important;z-index:2147483646!important}
.note{position:absolute;box-sizing:border-box;display:flex;gap:6px;align-items:center;width:max-content;max-width:min(320px,90vw);padding:3px 4px 3px 8px;
font:600 12px/1.35 system-ui,sans-serif;color:#3d2a00;background:#fff4d6;border:1px solid #b98900;border-radius:4px;box-shadow:0 1px 3px #0003}
.note::before{content:"\\25B2";font-size:9px}
button{all:unset;box-sizing:border-box;min-width:24px;min-height:24px;text-align:center;cursor:pointer;font:inherit}
button:focus-visible{outline:2px solid currentcolor;outline-offset:-2px}
@media (prefers-color-scheme:dark){.note{color:#ffe3a3;background:#3a2c05;border-color:#b98900}}
@media (forced-colors:active){.note{color:CanvasText;background:Canvas;border-color:CanvasText}}
@media print{.note{display:none}}`;

/** Labels kept at most; a page with more is labelled as far as this. */
const MAX_LABELS = 50;

export interface LabelTexts {
  readonly note: string;
  readonly dismiss: string;
}

export class Labels {
  private host: HTMLElement | undefined;
  private root: ShadowRoot | undefined;
  private readonly notes = new Map<string, { readonly note: HTMLElement; readonly target: Element }>();

  constructor(
    private readonly texts: () => LabelTexts,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.host?.remove());
  }

  /** True for our own element: the guard does not read it. */
  owns(node: Node): boolean {
    return node === this.host || node === this.root;
  }

  /** Puts a note beside an element. A second note for the same id is ignored. */
  add(id: string, target: Element): void {
    if (this.notes.has(id) || this.notes.size >= MAX_LABELS) return;
    const root = this.root ?? this.open();
    const { note: text, dismiss } = this.texts();
    const note = document.createElement('div');
    note.className = 'note';
    note.setAttribute('role', 'note');
    const words = document.createElement('span');
    words.textContent = text;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = '\u00d7';
    button.setAttribute('aria-label', dismiss);
    button.addEventListener('click', (event) => {
      if (event.isTrusted) this.remove(id);
    });
    note.append(words, button);
    root.append(note);
    this.notes.set(id, { note, target });
    this.place();
  }

  remove(id: string): void {
    this.notes.get(id)?.note.remove();
    this.notes.delete(id);
    if (this.notes.size > 0) return;
    this.host?.remove();
    this.host = this.root = undefined;
  }

  /** Moves every note to where its text is now; reads layout once for all. */
  place(): void {
    const origin = this.host?.getBoundingClientRect();
    if (!origin) return;
    const places = [...this.notes.values()].map(({ note, target }) => ({ note, rect: target.getBoundingClientRect() }));
    for (const { note, rect } of places) {
      // Above the text, so that it hides nothing of it; its right end where the text ends.
      note.style.display = rect.width > 0 && rect.height > 0 ? '' : 'none';
      note.style.top = `${Math.max(0, rect.top - origin.top - note.offsetHeight)}px`;
      note.style.left = `${Math.max(0, rect.right - origin.left - note.offsetWidth)}px`;
    }
  }

  private open(): ShadowRoot {
    const host = document.createElement('demarc-note');
    const root = host.attachShadow({ mode: 'closed' });
    const sheet = document.createElement('style');
    sheet.textContent = STYLE;
    root.append(sheet);
    document.documentElement.append(host);
    addEventListener('resize', () => this.place(), { signal: this.signal, passive: true });
    this.host = host;
    this.root = root;
    return root;
  }
}
