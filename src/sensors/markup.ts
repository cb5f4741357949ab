// Markup that is never painted: comments, <title>, inert scripts (JSON-LD, templates), <template> and <noscript>
// contents, stylesheet strings. <meta content> is read with the attributes.
import { bare } from '../model/bare.ts';
import { isCharacterData, isElement, isHtml, isSvg, isText } from '../model/node-kinds.ts';

/** Comments that frameworks use as markers (React, Lit, Vue, Angular, conditional comments): never touched. */
const FRAMEWORK_COMMENT =
  /^(?:\s*|\/?\$.*|\[if .*|!\[endif\].*|\/?lit-.*|\?lit\$.*|v-if|v-for|\[|\]|ng-.*|bindings=.*|\/?ko .*)$/s;
/** Script types that a browser never runs; text in them is data that raw readers see. */
const INERT_SCRIPT =
  'script[type]:not([type=""]):not([type="module"]):not([type="importmap"]):not([type="speculationrules"])';
const EXECUTABLE = /^(?:text|application)\/(?:x-)?(?:java|ecma|j|live)script/i;

export interface MarkupText {
  readonly carrier: 'comment' | 'structured-data' | 'noscript' | 'title';
  readonly node: CharacterData;
  readonly value: string;
  /** What holds it, e.g. the script type. */
  readonly name: string;
}

/** Comments below `root`. */
export function scanComments(root: Node, test: (text: string) => boolean, visit: (m: MarkupText) => void): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    const value = (n as Comment).data;
    if (value.length < 12 || FRAMEWORK_COMMENT.test(value)) continue;
    if (test(value)) visit({ carrier: 'comment', node: n as Comment, value, name: '' });
  }
}

/** Text of scripts that do not run, of <noscript> (one text node while scripting is on) and of <title>. */
export function scanInert(
  root: ParentNode & Node,
  test: (text: string) => boolean,
  visit: (m: MarkupText) => void,
): void {
  const own = isElement(root) && bare(root).matches(INERT_SCRIPT) ? [root] : [];
  for (const script of [...own, ...bare(root).querySelectorAll(INERT_SCRIPT)]) {
    const type = script.getAttribute('type') ?? '';
    if (EXECUTABLE.test(type)) continue;
    visitText(script, 'structured-data', type.slice(0, 60), test, visit);
  }
}

function visitText(
  element: Element,
  carrier: MarkupText['carrier'],
  name: string,
  test: (text: string) => boolean,
  visit: (m: MarkupText) => void,
): void {
  for (const node of element.childNodes) {
    if (isCharacterData(node) && node.data.length >= 12 && test(node.data))
      visit({ carrier, node, value: node.data, name });
  }
}

export interface StyleText {
  readonly node: Text;
  /** The pieces that pass the test, as they are written. */
  readonly pieces: readonly string[];
}

/**
 * Words in the source of <style> elements that are never painted: comments, selectors, custom properties that the sheet
 * does not use. What is painted is pseudo.ts.
 */
export function scanStyleSource(
  root: ParentNode & Node,
  test: (text: string) => boolean,
  visit: (s: StyleText) => void,
): void {
  const own = isHtml(root, 'style') || isSvg(root, 'style') ? [root] : [];
  for (const style of [...own, ...bare(root).querySelectorAll('style')]) {
    for (const node of style.childNodes) {
      if (!isText(node) || node.data.length < 12 || !test(node.data)) continue;
      const pieces = unpainted(node.data).filter((piece) => piece.length >= 12 && test(piece));
      if (pieces.length > 0) visit({ node, pieces });
    }
  }
}

function unpainted(css: string): string[] {
  const comments = [...css.matchAll(/\/\*([^]*?)(?:\*\/|$)/g)].map((m) => m[1] ?? '');
  const selectors = [...css.matchAll(/\[[^\]"']*=\s*(?:"([^"]*)"|'([^']*)')/g)].map((m) => m[1] ?? m[2] ?? '');
  const properties = [...css.matchAll(/(--[\w-]+)\s*:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^;{}"']*)/g)]
    .filter((m) => !css.includes(`var(${m[1] ?? ''}`))
    .map((m) => (m[2] ?? '').replace(/^(["'])([^]*)\1$/, '$2').trim());
  return [...comments, ...selectors, ...properties];
}

/** Contents of <template> elements below `root`: trees of their own. */
export function templatesIn(root: ParentNode & Node): DocumentFragment[] {
  return [...bare(root).querySelectorAll('template')].map((t) => t.content);
}
