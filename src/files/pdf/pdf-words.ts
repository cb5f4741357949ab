// The words of a PDF file: its pages in their order, what stands in its forms and notes, and whether that is all. Files are
// anybody's: found by looking for objects, bounded in bytes, operators and pages, and done in slices, because a page waits.
import { PageText } from './content.ts';
import { type Dict, type Value, Ref } from './lexer.ts';
import { Objects } from './objects.ts';
import { utf16 } from './code-map.ts';

const MAX_PAGES = 3_000;
const MAX_TREE = 60;
const MAX_NOTES = 5_000;
/** UTF-16 units; more than is judged of one text. */
const MAX_WORDS = 1_200_000;
/** Between two breaths of the page. */
const SLICE_MS = 12;
/** Letters in a hundred that may be unreadable, as symbols are. */
const MAX_UNKNOWN = 5;

export type PdfWords =
  | { readonly kind: 'words'; readonly text: string; readonly partial: boolean }
  | { readonly kind: 'unread'; readonly why: 'encrypted' | 'broken' | 'pictures' };

/** Never rejects. `breathe` lets others run. */
export async function pdfWords(bytes: Uint8Array, breathe: () => Promise<void>): Promise<PdfWords> {
  const objects = new Objects(bytes);
  if (objects.encrypted) return { kind: 'unread', why: 'encrypted' };
  const pages = pagesOf(objects);
  if (pages.length === 0) return { kind: 'unread', why: 'broken' };
  const parts: string[] = [];
  let [length, unknown, pictures] = [0, 0, 0];
  let partial = objects.partial || pages.length >= MAX_PAGES;
  let since = performance.now();
  for (const { page, resources } of pages) {
    const text = new PageText(objects);
    const program = contentsOf(objects, page.get('Contents'));
    text.run(program.text, resources);
    parts.push(text.parts.join(''), ...notesOf(objects, page));
    length += text.length;
    unknown += text.unknown;
    // Words in a picture are words that nobody has read.
    if (text.length === 0) pictures += text.pictures;
    partial ||= text.partial || program.partial || (text.length === 0 && text.pictures > 0);
    if (length > MAX_WORDS) {
      partial = true;
      break;
    }
    if (performance.now() - since > SLICE_MS) {
      await breathe();
      since = performance.now();
    }
  }
  const words = parts.filter((part) => part.trim() !== '').join('\n');
  if (words === '' && (pictures > 0 || unknown > 0)) return { kind: 'unread', why: 'pictures' };
  if (words === '' && partial) return { kind: 'unread', why: 'broken' };
  return { kind: 'words', text: words, partial: partial || unknown * 100 > length * MAX_UNKNOWN };
}

interface Page {
  readonly page: Dict;
  readonly resources: Dict;
}

/** Pages by the tree; by their own word where there is none. */
function pagesOf(objects: Objects): readonly Page[] {
  const out: Page[] = [];
  const seen = new Set<number>();
  const visit = (value: Value | undefined, inherited: Dict, depth: number): void => {
    if (out.length >= MAX_PAGES || depth > MAX_TREE) return;
    if (value instanceof Ref) {
      if (seen.has(value.number)) return;
      seen.add(value.number);
    }
    const node = objects.dict(value);
    const own = objects.dict(node.get('Resources'));
    const resources = own.size > 0 ? own : inherited;
    const kids = objects.list(node.get('Kids'));
    for (const kid of kids) visit(kid, resources, depth + 1);
    if (kids.length === 0 && (node.has('Contents') || objects.name(node.get('Type')) === 'Page'))
      out.push({ page: node, resources });
  };
  const all = [...objects.numbers].map((number) => new Ref(number));
  const kind = (ref: Ref): string => {
    const value = objects.at(ref);
    return value instanceof Map ? objects.name(value.get('Type')) : '';
  };
  const kinds = all.map((ref) => [ref, kind(ref)] as const);
  for (const [ref, type] of kinds) if (type === 'Catalog') visit(objects.dict(ref).get('Pages'), new Map(), 0);
  // What no tree leads to may be shown all the same by a reader that repairs.
  for (const [ref, type] of kinds) if (type === 'Page') visit(ref, new Map(), 0);
  return out;
}

/** The parts of a page's program are one program. */
function contentsOf(objects: Objects, value: Value | undefined): { text: string; partial: boolean } {
  const list = value instanceof Ref && objects.stream(value) ? [value] : objects.list(value);
  const streams = list.map((one) => objects.stream(one)?.content ?? { text: '', partial: true });
  return { text: streams.map((s) => s.text).join('\n'), partial: streams.some((s) => s.partial) };
}

/** What was filled into a form, and what notes say. */
function notesOf(objects: Objects, page: Dict): readonly string[] {
  return objects
    .list(page.get('Annots'))
    .slice(0, MAX_NOTES)
    .flatMap((one) => {
      const note = objects.dict(one);
      const parent = objects.dict(note.get('Parent'));
      const values = [note.get('V') ?? parent.get('V'), note.get('Contents')].map((v) => objects.at(v));
      return values.flatMap((v) => (typeof v === 'string' ? [textOf(v)] : []));
    });
}

/** Texts beside the pages are UTF-16 with a mark, UTF-8 with a mark, or one byte a letter. */
function textOf(bytes: string): string {
  if (bytes.startsWith('\xfe\xff')) return utf16(bytes.slice(2));
  const codes = Uint8Array.from(bytes, (c) => c.charCodeAt(0));
  return new TextDecoder(bytes.startsWith('\xef\xbb\xbf') ? 'utf-8' : 'windows-1252').decode(codes);
}
