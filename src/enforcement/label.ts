// Notes for text that a person can see and that addresses an assistant, in a closed shadow root of our own outside the
// page's body: a label beside the text, or a mask in the place of a text that was taken away, with a button that brings
// it back. Nothing hostile is shown in them.
import type { Ledger } from './ledger.ts';
import { claim, isOwn } from './own.ts';
import { isHtml } from '../model/node-kinds.ts';

const STYLE = `
:host{all:initial!important;position:absolute!important;top:0!important;left:0!important;width:0!important;height:0!important;z-index:2147483646!important}
.note{position:absolute;box-sizing:border-box;display:flex;gap:2px;align-items:center;width:max-content;max-width:min(340px,92vw);min-height:26px;
padding-inline:8px 0;font:500 12px/1.35 system-ui,sans-serif;letter-spacing:normal;text-align:start;color:#3d2a00;background:#fff4d6;border:1px solid #b98900;border-radius:5px}
span::before{content:"";display:inline-block;margin-inline-end:7px;border:5px solid transparent;border-top:0;border-bottom:9px solid #b98900}
.small{padding:0;width:26px;overflow:hidden}
.small span{flex:none;padding-inline:7px;white-space:nowrap}
.small:hover,.small:focus-within{width:max-content;z-index:1}
.over{max-width:none;min-height:0;align-content:flex-start;flex-wrap:wrap;padding:5px 10px;overflow:hidden;font-size:13px;
background:repeating-linear-gradient(135deg,#fff8e6 0 10px,#fff1cc 10px 20px);border-style:dashed}
button{all:unset;box-sizing:border-box;flex:none;min-width:24px;min-height:24px;padding:0 6px;border-radius:4px;text-align:center;cursor:pointer;font:inherit;font-weight:600}
.over button{min-height:28px;margin-inline-start:-6px}
.over span{margin-inline-end:12px}
.show{text-decoration:underline;text-underline-offset:2px}
button:hover{background:#b9890033}
button:focus-visible{outline:2px solid currentcolor;outline-offset:-2px}
@media (prefers-color-scheme:dark){.note{color:#ffe3a3;background:#3a2c05;border-color:#b98900}
.over{background:repeating-linear-gradient(135deg,#2e2304 0 10px,#3a2c05 10px 20px)}}
@media (forced-colors:active){.note,.over{color:CanvasText;background:Canvas;border-color:CanvasText;forced-color-adjust:none}
span::before{border-bottom-color:CanvasText}}
@media print{.note{display:none}}`;

/** Notes kept at most; a page with more is labelled as far as this. */
const MAX_NOTES = 50;
/** A mask is drawn over a block that is at least this high, else beside it. */
const MASK_HEIGHT = 38;

export interface LabelTexts {
  readonly note: string;
  readonly dismiss: string;
  readonly masked: string;
  readonly show: string;
  /** Something did not work, in general. */
  readonly failed: string;
}

/** Asks to see a masked text again; `problem` is a text for the person, '' when it is back. */
export type Reveal = (id: string) => Promise<{ readonly undone: boolean; readonly problem: string }>;

interface Note {
  readonly note: HTMLElement;
  target: Element;
  readonly mask: boolean;
}

export class Labels {
  private host: HTMLElement | undefined;
  private root: ShadowRoot | undefined;
  private readonly notes = new Map<string, Note>();

  constructor(
    private readonly texts: () => LabelTexts,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.host?.remove());
  }

  /** True for our own element: the guard does not read it. */
  owns(node: Node): boolean {
    return isOwn(node);
  }

  /**
   * Puts a note beside an element. A second note for the same id only moves it.
   * @param words what it says besides that the text addresses an assistant; without that where the texts have no note
   */
  add(id: string, target: Element, words = ''): void {
    const { note, dismiss } = this.texts();
    const button = this.put(id, target, sentences(note, words), false);
    if (!button) return;
    button.textContent = '\u00d7';
    button.setAttribute('aria-label', dismiss);
    button.addEventListener('click', (event) => {
      if (event.isTrusted) this.remove(id);
    });
  }

  /**
   * Marks the place of a text that was taken away. The place keeps its height, through the ledger.
   * @param height of the target before its text was taken
   * @param show brings the text back and answers '', or answers what to tell the person
   * @param words what the mask says besides
   */
  mask(id: string, target: Element, height: number, ledger: Ledger, show: () => Promise<string>, words = ''): void {
    const block = blockLeftBy(target);
    if (isHtml(block) && isEmpty(block) && height > block.getBoundingClientRect().height)
      ledger.setInlineStyle(id, block, 'min-height', `${Math.ceil(height)}px`);
    const { masked, show: word, failed } = this.texts();
    const button = this.put(id, block, sentences(masked, words), true);
    if (!button) return;
    button.textContent = word;
    button.className = 'show';
    // Only a person's click: a page or its script must not bring the text back in somebody's name.
    button.addEventListener('click', (event) => {
      if (!event.isTrusted) return;
      button.disabled = true;
      const tell = (problem: string): void => {
        button.disabled = false;
        const words = this.notes.get(id)?.note.querySelector('span');
        if (words && problem !== '') words.textContent = problem;
      };
      show().then(tell, () => tell(failed));
    });
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
    if (!this.host) return;
    // A page that clears its document takes our element with it.
    if (!this.host.isConnected) document.documentElement?.append(this.host);
    for (const { note } of this.notes.values()) note.classList.remove('small', 'over');
    const origin = this.host.getBoundingClientRect();
    const places = [...this.notes.values()].map(({ note, target, mask }) => ({
      note,
      ...(mask ? placeOfMask(note, target) : placeOfLabel(note, target)),
      rtl: isRtl(target),
      flip: isRtl(note) !== isRtl(target),
    }));
    for (const { note, shape, left, top, box, rtl, flip } of places) {
      note.style.display = shape === 'none' ? 'none' : '';
      if (shape !== 'none' && shape !== 'beside') note.classList.add(shape);
      note.style.width = box ? `${box.width}px` : '';
      note.style.minHeight = box ? `${box.height}px` : '';
      note.style.justifyContent = box && flip ? 'flex-end' : '';
      // A small note at the right grows to the left when it is looked at.
      const fromRight = shape === 'small' && !rtl;
      note.style.left = fromRight ? '' : `${left - origin.left}px`;
      note.style.right = fromRight ? `${origin.left - left - SMALL}px` : '';
      note.style.top = `${Math.max(0, top - origin.top)}px`;
    }
  }

  /** Makes a note; null where there is one already, which now belongs to the new target, or where there are too many. */
  private put(id: string, target: Element, text: string, mask: boolean): HTMLButtonElement | null {
    const known = this.notes.get(id);
    if (known) known.target = target;
    if (known || this.notes.size >= MAX_NOTES) {
      this.place();
      return null;
    }
    const root = this.root ?? this.open();
    const note = document.createElement('div');
    note.className = 'note';
    note.dir = 'auto';
    note.setAttribute('role', 'note');
    const words = document.createElement('span');
    words.textContent = text;
    const button = document.createElement('button');
    button.type = 'button';
    note.append(words, button);
    root.append(note);
    this.notes.set(id, { note, target, mask });
    // The caller still names the button, which changes the size of the note.
    queueMicrotask(() => this.place());
    return button;
  }

  private open(): ShadowRoot {
    const host = document.createElement('demarc-note');
    const root = host.attachShadow({ mode: 'closed' });
    const sheet = document.createElement('style');
    sheet.textContent = STYLE;
    root.append(sheet);
    document.documentElement.append(host);
    addEventListener('resize', () => this.place(), { signal: this.signal, passive: true });
    claim(host);
    claim(root);
    this.host = host;
    this.root = root;
    return root;
  }
}

const sentences = (note: string, words: string): string => [note, words].filter((s) => s !== '').join('. ');

interface Spot {
  /** 'small': the words are shown on hover and focus only; 'over': covers the whole place. */
  readonly shape: 'none' | 'beside' | 'small' | 'over';
  readonly left: number;
  readonly top: number;
  readonly box?: DOMRect;
}
const NOWHERE: Spot = { shape: 'none', left: 0, top: 0 };
/** Room between a text and the note beside it, and the width of a small note. */
const GAP = 8;
const SMALL = 26;

/** A label hides nothing of the page: in the margin, or behind the last line; else it is small, at the text's own end. */
function placeOfLabel(note: HTMLElement, target: Element): Spot {
  const rect = target.getBoundingClientRect();
  if (!target.isConnected || !target.checkVisibility() || rect.width === 0 || rect.height === 0) return NOWHERE;
  const rtl = isRtl(target);
  const { offsetWidth: width, offsetHeight: height } = note;
  const page = document.documentElement.clientWidth;
  const beside = (edge: number): number => (rtl ? edge - GAP - width : edge + GAP);
  const fits = (left: number, from: number, to: number): boolean => left >= from && left + width <= to;

  const margin = beside(rtl ? rect.left : rect.right);
  if (fits(margin, 0, page)) return { shape: 'beside', left: margin, top: rect.top };
  const range = document.createRange();
  range.selectNodeContents(target);
  const lines = [...range.getClientRects()].filter((r) => r.width > 0);
  const bottom = Math.max(...lines.map((r) => r.bottom));
  const last = lines.filter((r) => r.bottom > bottom - 3);
  const end = rtl ? Math.min(...last.map((r) => r.left)) : Math.max(...last.map((r) => r.right));
  const behind = beside(end);
  const middle = bottom - (last[0]?.height ?? 0) / 2;
  if (last.length > 0 && fits(behind, Math.max(0, rect.left), Math.min(page, rect.right)))
    return { shape: 'beside', left: behind, top: middle - height / 2 };
  const left = rtl ? rect.left : rect.right - SMALL;
  return { shape: 'small', left: Math.max(0, Math.min(left, page - SMALL)), top: rect.bottom - SMALL };
}

/** A mask covers its place; where other things share it, it is as a label above. */
function placeOfMask(note: HTMLElement, target: Element): Spot {
  if (!target.isConnected || !target.checkVisibility()) return NOWHERE;
  const rect = target.getBoundingClientRect();
  if (rect.height >= MASK_HEIGHT && isEmpty(target))
    return { shape: 'over', left: rect.left, top: rect.top, box: rect };
  const end = isRtl(target) ? rect.left : rect.right - note.offsetWidth;
  const most = document.documentElement.clientWidth - note.offsetWidth;
  return { shape: 'beside', left: Math.max(0, Math.min(end, most)), top: rect.top - note.offsetHeight };
}

const isEmpty = (element: Element): boolean => !/\S/.test(element.textContent ?? '') && !element.querySelector(MEDIA);
const MEDIA = 'img,svg,video,canvas,input,textarea,select,button,iframe,object';
const isRtl = (element: Element): boolean => getComputedStyle(element).direction === 'rtl';

/** The nearest block around a text that is gone, as long as nothing else is in it; else the element itself. */
function blockLeftBy(target: Element): Element {
  let element = target;
  while (getComputedStyle(element).display === 'inline') {
    const parent = element.parentElement;
    if (!parent || parent === document.body || !isEmpty(parent)) return target;
    element = parent;
  }
  return element;
}
