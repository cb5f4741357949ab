// Keeps an interaction from the page, and lets it go on later: what the editor gets is an event with the same data, so that
// caret, formatting and undo stay the editor's own business. Events made here are known by identity and not held again.

const ours = new WeakSet<Event>();

/** All that a page can hear of one press. */
export const PRESS_EVENTS = [
  'pointerdown',
  'mousedown',
  'pointerup',
  'mouseup',
  'touchstart',
  'touchend',
  'click',
] as const;

/** True for an event that this module made. */
export const isOurs = (event: Event): boolean => ours.has(event);

/** Nobody else hears of the event, and the browser does nothing on it. */
export function hold(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** What is pasted or dropped. */
export interface Carried {
  readonly plain: string;
  /** '' when it is plain text only. */
  readonly html: string;
  readonly files: readonly File[];
}

function transferOf({ plain, html, files }: Carried): DataTransfer {
  const data = new DataTransfer();
  if (plain !== '') data.setData('text/plain', plain);
  if (html !== '') data.setData('text/html', html);
  for (const file of files) data.items.add(file);
  return data;
}

function send(target: EventTarget, event: Event): boolean {
  ours.add(event);
  return target.dispatchEvent(event);
}

/**
 * Pastes into an element as if the person did; where the page does nothing with the event, the text is inserted as if it
 * were typed. True when somebody took it.
 */
export function pasteInto(target: HTMLElement, carried: Carried): boolean {
  const clipboardData = transferOf(carried);
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true });
  if (!send(target, event)) return true;
  return carried.plain !== '' && insertText(carried.plain);
}

/** Drops onto an element at a place of the window; likewise. */
export function dropOnto(target: HTMLElement, carried: Carried, x: number, y: number): boolean {
  const dataTransfer = transferOf(carried);
  const init = { dataTransfer, clientX: x, clientY: y, bubbles: true, cancelable: true, composed: true };
  send(target, new DragEvent('dragover', init));
  if (!send(target, new DragEvent('drop', init))) return true;
  if (carried.plain === '') return false;
  caretTo(target, x, y);
  return insertText(carried.plain);
}

/** Inserts at the caret of the focused editor, with the browser's own undo. */
export function insertText(text: string): boolean {
  return document.execCommand('insertText', false, text);
}

function caretTo(target: HTMLElement, x: number, y: number): void {
  target.focus({ preventScroll: true });
  const place = document.caretPositionFromPoint?.(x, y);
  const selection = target.ownerDocument.getSelection();
  if (place && selection && target.contains(place.offsetNode)) selection.collapse(place.offsetNode, place.offset);
}

/** Presses Enter in an element. */
export function pressEnter(target: HTMLElement): void {
  const init = { key: 'Enter', code: 'Enter', keyCode: 13, which: 13, bubbles: true, cancelable: true, composed: true };
  for (const type of ['keydown', 'keypress', 'keyup']) if (!send(target, new KeyboardEvent(type, init))) break;
}

/** Presses a button. */
export function press(button: HTMLElement): void {
  const init = { bubbles: true, cancelable: true, composed: true, view: window };
  const pointer = { ...init, pointerId: 1, isPrimary: true, pointerType: 'mouse' };
  for (const event of [
    new PointerEvent('pointerdown', pointer),
    new MouseEvent('mousedown', init),
    new PointerEvent('pointerup', pointer),
    new MouseEvent('mouseup', init),
    new MouseEvent('click', init),
  ])
    send(button, event);
}

/** Tells the page that a file field has files, as the browser does after a choice. */
export function tellChosen(input: HTMLInputElement): void {
  for (const type of ['input', 'change']) send(input, new Event(type, { bubbles: true, composed: type === 'input' }));
}

/** Puts other files in the place of those that were chosen; no files empties the field. */
export function chooseFiles(input: HTMLInputElement, files: readonly File[]): void {
  if (files.length === 0) input.value = '';
  else input.files = transferOf({ plain: '', html: '', files }).files;
}

/** Remembers where the caret is; the answer puts it back. An editor notices a moment later. */
export function caretOf(editable: HTMLElement): () => void {
  if ('selectionStart' in editable) {
    const field = editable as unknown as HTMLTextAreaElement;
    const { selectionStart, selectionEnd } = field;
    return () => {
      field.focus({ preventScroll: true });
      field.setSelectionRange(selectionStart, selectionEnd);
    };
  }
  const selection = editable.ownerDocument.getSelection();
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : null;
  return () => {
    const moved = editable.ownerDocument.activeElement !== editable;
    editable.focus({ preventScroll: true });
    if (!moved || !range || !editable.contains(range.startContainer)) return;
    selection?.removeAllRanges();
    selection?.addRange(range);
  };
}
