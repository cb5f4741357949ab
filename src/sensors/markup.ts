// Markup that is never painted: comments, <title>, inert scripts (JSON-LD, templates), <template> and <noscript>
// contents, stylesheet strings. <meta content> is read with the attributes.
import { bare } from '../model/bare.ts';
import { isCharacterData, isComment, isText } from '../model/node-kinds.ts';
import { Batch, type Finder } from './batch.ts';

/** Comments that frameworks use as markers (React, Lit, Vue, Angular, conditional comments): never touched. */
const FRAMEWORK_COMMENT =
  /^(?:\s*|\/?\$.*|\[if .*|!\[endif\].*|\/?lit-.*|\?lit\$.*|v-if|v-for|\[|\]|ng-.*|bindings=.*|\/?ko .*)$/s;
/** Script types that a browser runs, or reads in a way of its own; text in all others is data that raw readers see. */
const EXECUTABLE =
  /^(?:(?:module|importmap|speculationrules)?$|(?:text|application)\/(?:x-)?(?:java|ecma|j|live)script)/i;

export interface MarkupText {
  readonly carrier: 'comment' | 'structured-data' | 'noscript' | 'title';
  readonly node: CharacterData;
  readonly value: string;
  /** What holds it, e.g. the script type. */
  readonly name: string;
}

/** Comments are read in pieces of about this many UTF-16 units. */
const PIECE = 16_000;

/** A comment that may say something; null for marks of frameworks and for what is too short. */
export function commentText(node: Comment): MarkupText | null {
  const { data } = node;
  if (data.length < 12 || FRAMEWORK_COMMENT.test(data)) return null;
  return { carrier: 'comment', node, value: data, name: '' };
}

/**
 * The roots that are comments, and comments below the others.
 * @param more lets other tasks run; false ends the reading
 * @param met gets every comment that may say something
 */
export async function scanComments(
  roots: Iterable<Node>,
  finder: Finder,
  visit: (m: MarkupText) => void,
  more: () => boolean | Promise<boolean>,
  met?: MarkupText[],
): Promise<void> {
  const batch = new Batch<MarkupText>();
  const flush = (): void => void batch.flush(finder, visit);
  for (const root of roots) {
    const { firstChild, lastChild } = bare(root);
    // Thousands of rows are put into pages; most hold one text.
    if (firstChild === lastChild && !isComment(root) && (firstChild === null || isText(firstChild))) continue;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
    for (let node = isComment(root) ? root : walker.nextNode(); node; node = walker.nextNode()) {
      const comment = commentText(node as Comment);
      if (!comment) continue;
      batch.add(comment.value, comment, true);
      met?.push(comment);
      if (batch.length < PIECE) continue;
      flush();
      if (!(await more())) return;
    }
  }
  flush();
}

/** Text of a script that does not run. */
export function readInert(script: Element, visit: (m: MarkupText) => void): void {
  const type = script.getAttribute('type') ?? '';
  if (EXECUTABLE.test(type)) return;
  for (const node of script.childNodes) {
    if (isCharacterData(node) && node.data.length >= 12)
      visit({ carrier: 'structured-data', node, value: node.data, name: type.slice(0, 60) });
  }
}

export interface StyleText {
  readonly node: Text;
  /** The pieces that pass the test, as they are written. */
  readonly pieces: readonly string[];
}

/**
 * Words in the source of a <style> element that are never painted: comments, selectors, custom properties that the sheet
 * does not use. What is painted is pseudo.ts: true when the sheet may hold something for it.
 */
export function readStyleSource(
  style: Element,
  test: (text: string) => boolean,
  visit: (s: StyleText) => void,
): boolean {
  let painted = false;
  for (const node of style.childNodes) {
    // Nearly all sheets are done here: they hold no words at all.
    if (!isText(node) || !WORDS.test(node.data)) continue;
    painted ||= test(quoted(node.data));
    const words = unpainted(node.data).filter((piece) => piece.length >= 12);
    const pieces = words.length > 0 && test(words.join('\n')) ? words.filter(test) : [];
    if (pieces.length > 0) visit({ node, pieces });
  }
  return painted;
}

/** A comment, a string of some length, an attribute selector, a custom property of some length. */
const WORDS = /\/\*|"[^"\n]{8}|'[^'\n]{8}|\[[^\]]{12}|--[\w-]+\s*:[^;}]{12}/;
const QUOTED = /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/g;

/** What a sheet says in strings, those side by side as one, each other on a line of its own; addresses left out. */
function quoted(css: string): string {
  let out = '';
  let end = -1;
  for (const m of css.matchAll(QUOTED)) {
    const text = m[0].slice(1, -1);
    if (/^(?:data|https?):/i.test(text)) continue;
    if (css.slice(end, m.index).trim() !== '' || end < 0) out += '\n';
    out += text;
    end = m.index + m[0].length;
  }
  return out;
}

function unpainted(css: string): string[] {
  const comments = [...css.matchAll(/\/\*([^]*?)(?:\*\/|$)/g)].map((m) => m[1] ?? '');
  const selectors = [...css.matchAll(/\[[^\]"']*=\s*(?:"([^"]*)"|'([^']*)')/g)].map((m) => m[1] ?? m[2] ?? '');
  const properties = [...css.matchAll(/(--[\w-]+)\s*:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^;{}"']*)/g)]
    .filter((m) => !css.includes(`var(${m[1] ?? ''}`))
    .map((m) => (m[2] ?? '').replace(/^(["'])([^]*)\1$/, '$2').trim());
  return [...new Set([...comments, ...selectors, ...properties, ...unpaintedStrings(css)])];
}

const STRING_OR_END = new RegExp(`${QUOTED.source}|[;{}]`, 'g');
/** Where the name of a declaration ends at the latest. */
const MAX_NAME = 200;

/** Declarations whose strings are painted: pseudo.ts. Properties of the page's own may be used by one of them. */
const PAINTING =
  /^\s*(?:--[\w-]+|content|quotes|list-style(?:-type)?|symbols|additive-symbols|prefix|suffix|negative|pad)\s*:/i;

/** Strings of other declarations and of at-rules: names of fonts and grid areas, addresses, first values of properties. */
function unpaintedStrings(css: string): string[] {
  const out: string[] = [];
  let start = 0;
  for (const { 0: found, index } of css.matchAll(STRING_OR_END)) {
    if (found.length === 1) start = index + 1;
    else if (/\s|[^\0-\xff]{6}/.test(found) && !PAINTING.test(css.slice(start, Math.min(index, start + MAX_NAME))))
      out.push(found.slice(1, -1));
  }
  return out;
}
