// The paragraphs of a text as views of their own. A payload of one sentence is watered down among honest paragraphs; by
// itself it speaks as plainly as ever.
import { fold } from './fold.ts';
import type { View } from './view.ts';

/** Lines are taken together until they have this many UTF-16 units: a list is one paragraph. */
const MIN_PARAGRAPH = 80;
/** Paragraphs told of one text. */
const MAX_PARAGRAPHS = 100;

/** Each paragraph folded, mapped to the offsets of the whole text; none where the text is only one. Linear. */
export function paragraphs(text: string): View[] {
  // Lines of data and code are no paragraphs.
  if (text.length < 2 * MIN_PARAGRAPH || !text.includes('\n') || /^\s*[[{]/.test(text)) return [];
  const out: View[] = [];
  let from = 0;
  while (from < text.length && out.length < MAX_PARAGRAPHS) {
    let to = text.indexOf('\n', Math.min(text.length, from + MIN_PARAGRAPH));
    if (to < 0 || text.length - to < MIN_PARAGRAPH) to = text.length;
    // An empty line ends a paragraph, however short it is.
    const blank = text.slice(from, to).search(/\n\s*\n/);
    if (blank >= MIN_PARAGRAPH / 2) to = from + blank;
    out.push(shifted(fold(text.slice(from, to)), from));
    from = to + 1;
  }
  return out.length > 1 ? out : [];
}

function shifted(view: View, by: number): View {
  const map = new Int32Array(view.text.length + 1);
  for (let i = 0; i < map.length; i++) map[i] = by + (view.map ? (view.map[i] ?? 0) : i);
  return { ...view, map };
}
