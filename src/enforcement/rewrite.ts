// Replaces values in a draft through the editor, so that its model, its caret and its undo history know of it: the value is
// selected and typed over. An editor learns of a selection a moment later, so each step waits for the browser.
import { isHtml } from '../model/node-kinds.ts';
import { insertText, pasteInto } from './hold.ts';

/** A span of the draft and what to put in its place. In order, apart. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The draft as the sensors read it, and the place of a span of it in the page. */
export interface DraftReader {
  readonly text: () => string;
  readonly range: (start: number, end: number) => Range | null;
}

/** More replacements than this are made in one go: each one by itself takes two frames. */
const ONE_BY_ONE = 12;
/** Frames do not come in a tab that is out of sight. */
const FRAME_MS = 60;

/** Replaces spans; false when the draft does not read as it should afterwards. The draft is never emptied for it. */
export async function rewrite(
  editable: HTMLElement,
  reader: DraftReader,
  replacements: readonly Replacement[],
): Promise<boolean> {
  const before = reader.text();
  const wanted = replaced(before, replacements);
  editable.focus({ preventScroll: true });
  if (isHtml(editable, 'textarea') || isHtml(editable, 'input')) {
    for (const { start, end, text } of [...replacements].reverse()) {
      editable.setSelectionRange(start, end);
      insertText(text);
    }
    return editable.value === wanted || reader.text() === wanted;
  }
  if (replacements.length <= ONE_BY_ONE) {
    for (const { start, end, text } of [...replacements].reverse()) {
      if (!(await select(editable, reader.range(start, end)))) break;
      insertText(text);
      await frame();
    }
    if (same(reader.text(), wanted)) return true;
  }
  // What is left: everything selected and the whole text put in its place, which costs its formatting.
  const all = document.createRange();
  all.selectNodeContents(editable);
  await select(editable, all);
  pasteInto(editable, { plain: wanted, html: '', files: [] });
  await frame();
  return same(reader.text(), wanted);
}

/** A text with its replacements made. */
export function replaced(text: string, replacements: readonly Replacement[]): string {
  let out = '';
  let at = 0;
  for (const r of replacements) {
    out += text.slice(at, r.start) + r.text;
    at = r.end;
  }
  return out + text.slice(at);
}

async function select(editable: HTMLElement, range: Range | null): Promise<boolean> {
  const selection = editable.ownerDocument.getSelection();
  if (!range || !selection) return false;
  selection.removeAllRanges();
  selection.addRange(range);
  await frame();
  return true;
}

/** Editors have their own idea of lines; the words must be the same. */
const same = (a: string, b: string): boolean => a.replace(/\s+/g, ' ').trim() === b.replace(/\s+/g, ' ').trim();

const frame = (): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, FRAME_MS);
    requestAnimationFrame(() =>
      setTimeout(() => {
        clearTimeout(timer);
        resolve();
      }, 0),
    );
  });
