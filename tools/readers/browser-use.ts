// The two ways in which browser-use reads a page, built anew from its published rules: the state that an agent sees at
// each step (own styles, box, cover by paint order; anything with an aria attribute counts as visible) and the extract
// action (the whole pierced document as markdown, nothing filtered for visibility). Pages are hostile; nothing is run.
import type { CDPSession, Page } from 'puppeteer';
import TurndownService from 'turndown';
import { CHROMIUM, sessionsOf } from './reader.ts';
import type { Reader } from './reader.ts';
import { STYLES, takeSnapshot } from './snapshot.ts';
import type { Box, SnapshotNode } from './snapshot.ts';

/** How far beyond the viewport the state reaches. */
const REACH = 1_000;
const COVER_OPACITY = 0.8;
const INTERACTIVE = new Set('a button input select textarea details summary option label'.split(' '));
const STATE_ATTRIBUTES =
  'title type name role value placeholder alt aria-label aria-expanded aria-valuetext checked pattern min max'.split(
    ' ',
  );
const MAX_OPTIONS = 4;
const SKIPPED = new Set(['script', 'style', 'head', 'meta', 'link', 'title', 'noscript', 'template']);

const styleOf = (node: SnapshotNode, name: (typeof STYLES)[number]): string =>
  node.layout?.styles[STYLES.indexOf(name)] ?? '';

interface Viewport {
  readonly width: number;
  readonly height: number;
}

function reachable(box: Box, view: Viewport): boolean {
  // A box without size is a box.
  const across = box.x <= view.width && box.x + box.width >= 0;
  return across && box.y <= view.height + REACH && box.y + box.height >= -REACH;
}

const hasAria = (node: SnapshotNode): boolean => [...node.attributes.keys()].some((name) => name.startsWith('aria-'));

function visible(node: SnapshotNode, view: Viewport, top: boolean): boolean {
  if (hasAria(node)) return true;
  if (node.layout === null) return false;
  if (styleOf(node, 'display') === 'none' || styleOf(node, 'visibility') === 'hidden') return false;
  if (!(Number(styleOf(node, 'opacity') || 1) > 0)) return false;
  // Boxes in frames are measured from their own document.
  return !top || reachable(node.layout.box, view);
}

const inside = (a: Box, b: Box): boolean =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

/** Boxes that hide what was painted before them. */
function covers(root: SnapshotNode): SnapshotNode[] {
  const found: SnapshotNode[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const colour = styleOf(node, 'background-color');
    const opaque = colour !== '' && !/^(transparent|rgba\(0, 0, 0, 0\))$/.test(colour);
    if (node.type === 1 && opaque && Number(styleOf(node, 'opacity') || 1) >= COVER_OPACITY) found.push(node);
    if (node.name !== 'iframe') open.push(...node.children);
  }
  return found;
}

const covered = (node: SnapshotNode, by: readonly SnapshotNode[]): boolean =>
  node.layout !== null &&
  by.some((other) => other.layout!.paint > node.layout!.paint && inside(node.layout!.box, other.layout!.box));

async function accessibleNames(session: CDPSession): Promise<Map<number, string>> {
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return new Map(
    nodes.flatMap((node) =>
      !node.ignored && node.backendDOMNodeId !== undefined && typeof node.name?.value === 'string'
        ? [[node.backendDOMNodeId, node.name.value] as const]
        : [],
    ),
  );
}

async function state(session: CDPSession, view: Viewport): Promise<string> {
  const [root, names] = await Promise.all([takeSnapshot(session), accessibleNames(session)]);
  if (root === null) return '';
  const above = covers(root);
  const lines: string[] = [];
  const visit = (node: SnapshotNode, parentVisible: boolean, top: boolean): void => {
    if (node.type === 3) {
      // A single character is taken for decoration.
      if (parentVisible && node.value.trim().length > 1) lines.push(node.value.trim());
      return;
    }
    if (SKIPPED.has(node.name) || node.pseudo) return;
    const seen = node.type !== 1 || (visible(node, view, top) && !(top && covered(node, above)));
    const active = INTERACTIVE.has(node.name) || node.attributes.has('tabindex') || node.attributes.has('onclick');
    if (node.type === 1 && seen && active) lines.push(described(node, names.get(node.backendId) ?? ''));
    const frame = node.name === 'iframe' || node.name === 'frame';
    for (const child of node.children) visit(child, seen, top && !frame);
  };
  visit(root, true, true);
  return lines.join('\n');
}

function described(node: SnapshotNode, name: string): string {
  const password = node.attributes.get('type') === 'password';
  const values = STATE_ATTRIBUTES.flatMap((attribute) => {
    const value = attribute === 'value' ? node.input || node.attributes.get('value') : node.attributes.get(attribute);
    return value === undefined || (password && attribute === 'value') ? [] : [`${attribute}=${value}`];
  });
  const options = node.name === 'select' ? optionTexts(node).slice(0, MAX_OPTIONS) : [];
  return `<${node.name} ${values.join(' ')} ax_name=${name} options=${options.join('|')}>`;
}

const textOf = (node: SnapshotNode): string => (node.type === 3 ? node.value : node.children.map(textOf).join(''));
const optionTexts = (node: SnapshotNode): string[] =>
  node.name === 'option' ? [textOf(node).trim()] : node.children.flatMap(optionTexts);

interface DomNode {
  readonly nodeName: string;
  readonly nodeType: number;
  readonly nodeValue: string;
  readonly attributes?: readonly string[];
  readonly children?: readonly DomNode[];
  readonly shadowRoots?: readonly DomNode[];
  readonly contentDocument?: DomNode;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/** Markup of the pierced tree without scripts, styles, head and comments. */
function markup(node: DomNode): string {
  if (node.nodeType === 3) return escaped(node.nodeValue);
  if (node.nodeType === 8 || node.nodeType === 10) return '';
  const name = node.nodeName.toLowerCase();
  if (['script', 'style', 'head', 'template'].includes(name)) return '';
  const list = node.attributes ?? [];
  const attributes = new Map<string, string>();
  for (let i = 0; i + 1 < list.length; i += 2) attributes.set(list[i] ?? '', list[i + 1] ?? '');
  if (name === 'img' && attributes.get('src')?.startsWith('data:')) attributes.delete('src');
  if (name === 'code' && /display:\s*none/.test(attributes.get('style') ?? '')) return '';
  const inner = [...(node.shadowRoots ?? []), ...(node.contentDocument ? [node.contentDocument] : [])];
  const body = [...inner, ...(node.children ?? [])].map(markup).join('');
  if (node.nodeType !== 1) return body;
  // Fields have no text of their own; their words are given in place.
  const words = name === 'input' ? (attributes.get('value') ?? attributes.get('placeholder') ?? '') : '';
  const label = name === 'optgroup' ? (attributes.get('label') ?? '') : '';
  const written = [...attributes].map(([key, value]) => ` ${key}="${escaped(value)}"`).join('');
  return `<${name}${written}>${VOID.has(name) ? escaped(words) : `${escaped(label)}${body}</${name}>`}`;
}

async function extract(session: CDPSession): Promise<string> {
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  const turndown = new TurndownService();
  turndown.addRule('image', {
    filter: 'img',
    replacement: (_content, node) => {
      const image = node as unknown as { getAttribute(name: string): string | null };
      return `![${image.getAttribute('alt') ?? ''}](${image.getAttribute('title') ?? ''})`;
    },
  });
  turndown.addRule('link', { filter: 'a', replacement: (content) => content });
  return turndown.turndown(markup(root));
}

async function everywhere(page: Page, read: (session: CDPSession) => Promise<string>): Promise<string> {
  return (await Promise.all(sessionsOf(page).map((session) => read(session)))).join('\n');
}

/** Readers after the rules of browser-use. */
export const BROWSER_USE_READERS: readonly Reader[] = [
  {
    id: 'browser-use-state',
    name: 'browser-use state',
    engines: CHROMIUM,
    tree: true,
    read: (page) => {
      const view = page.viewport() ?? { width: 1280, height: 800 };
      return everywhere(page, (session) => state(session, view));
    },
  },
  {
    id: 'browser-use-extract',
    name: 'browser-use extract',
    engines: CHROMIUM,
    tree: true,
    read: (page) => everywhere(page, extract),
  },
];
