// What AI page readers get from a live page: the ways in which assistants and agents are known to read, run for real.
// The page is hostile: readers run in an isolated world where the page's own scripts cannot change their answers, their
// output is bounded, and nothing they return is ever interpreted.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CDPSession, Page, SerializedAXNode } from 'puppeteer';
import TurndownService from 'turndown';
import { err, ok } from '../../src/model/result.ts';
import type { Result } from '../../src/model/result.ts';
import type { BrowserKind } from '../browsers/launch.ts';
import { bounded } from '../browsers/bounded.ts';
import { BOTH, CHROMIUM, MAX_TEXT, evaluateIsolated, isolatedText, withSession } from './reader.ts';
import type { Reader } from './reader.ts';

export { evaluateIsolated } from './reader.ts';
export type { Reader } from './reader.ts';

export interface Reading {
  readonly reader: string;
  readonly result: Result<string>;
}

/** Above this many elements the tree readers take minutes and tell nothing new. */
const MAX_TREE_ELEMENTS = 40_000;
/** Turndown and Readability copy the whole page several times. */
const MAX_COPY_TEXT = 10_000_000;
const READ_TIMEOUT = 20_000;

export const readabilitySource = readFileSync(
  createRequire(import.meta.url).resolve('@mozilla/readability/Readability.js'),
  'utf8',
);

interface DomNode {
  readonly nodeName: string;
  readonly nodeType: number;
  readonly nodeValue: string;
  readonly children?: readonly DomNode[];
  readonly shadowRoots?: readonly DomNode[];
  readonly contentDocument?: DomNode;
}

const NO_TEXT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'HEAD']);

/** Text of the pierced tree: frames and shadow roots, closed ones too, as agents that read over CDP do. */
function piercedText(root: DomNode): string {
  const parts: string[] = [];
  const open: DomNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.nodeType === 3) parts.push(node.nodeValue);
    if (NO_TEXT.has(node.nodeName.toUpperCase())) continue;
    const inner = [...(node.shadowRoots ?? []), ...(node.contentDocument ? [node.contentDocument] : [])];
    // A stack: pushed in reverse, so that the text comes out in document order.
    open.push(...[...inner, ...(node.children ?? [])].reverse());
  }
  return parts.join('\n');
}

function snapshotText(node: SerializedAXNode | null): string {
  const parts: string[] = [];
  const open: SerializedAXNode[] = node === null ? [] : [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { children, role: _role, elementHandle: _handle, ...fields } = next;
    parts.push(...Object.values(fields).filter((value) => typeof value === 'string'));
    open.push(...[...(children ?? [])].reverse());
  }
  return parts.join('\n');
}

async function axFrameText(session: CDPSession, frameId: string): Promise<string> {
  const { nodes } = await session.send('Accessibility.getFullAXTree', { frameId });
  const values = nodes.flatMap((node) =>
    node.ignored
      ? []
      : [node.name, node.description, node.value, ...(node.properties ?? []).map((property) => property.value)],
  );
  return values.map((value) => (typeof value?.value === 'string' ? value.value : '')).join('\n');
}

interface FrameTree {
  readonly frame: { readonly id: string };
  readonly childFrames?: readonly FrameTree[];
}
const frameIds = (tree: FrameTree): string[] => [tree.frame.id, ...(tree.childFrames ?? []).flatMap(frameIds)];

/** Every reader, in the order of the report. */
export const READERS: readonly Reader[] = [
  {
    id: 'inner-text',
    name: 'innerText',
    engines: BOTH,
    tree: false,
    read: (page) => isolatedText(page, 'document.body?.innerText'),
  },
  {
    id: 'text-content',
    name: 'textContent',
    engines: BOTH,
    tree: false,
    read: (page) => isolatedText(page, 'document.body?.textContent'),
  },
  {
    id: 'outer-html',
    name: 'outerHTML',
    engines: BOTH,
    tree: false,
    read: (page) => isolatedText(page, 'document.documentElement?.outerHTML'),
  },
  {
    id: 'readability',
    name: 'Readability',
    engines: BOTH,
    tree: true,
    read: (page) =>
      isolatedText(
        page,
        `(() => { ${readabilitySource}
          const article = new Readability(document.cloneNode(true)).parse();
          return article === null ? '' :
            [article.title, article.byline, article.excerpt, article.textContent, article.content].join('\\n');
        })()`,
      ),
  },
  {
    id: 'turndown',
    name: 'Turndown markdown',
    engines: BOTH,
    tree: true,
    read: async (page) => {
      const html = await isolatedText(page, 'document.documentElement?.outerHTML');
      if (html.length > MAX_COPY_TEXT) throw new Error('the page is too large for this reader');
      // Script and style are no text to any reader of this kind; left in, they only slow it.
      return new TurndownService().remove(['script', 'style']).turndown(html);
    },
  },
  {
    id: 'ax-tree',
    name: 'accessibility tree',
    engines: CHROMIUM,
    tree: true,
    read: (page) =>
      withSession(page, async (session) => {
        const { frameTree } = await session.send('Page.getFrameTree');
        const texts: string[] = [];
        for (const id of frameIds(frameTree)) {
          // A frame of another process answers only in a session of its own; agents that read one session miss it too.
          texts.push(await axFrameText(session, id).catch(() => ''));
        }
        return texts.join('\n');
      }),
  },
  {
    id: 'ax-snapshot',
    name: 'accessibility snapshot',
    engines: CHROMIUM,
    tree: true,
    read: async (page) => snapshotText(await page.accessibility.snapshot({ includeIframes: true })),
  },
  {
    id: 'annotated-content',
    name: "Chrome's page content",
    engines: CHROMIUM,
    tree: true,
    read: (page) =>
      withSession(page, async (session) => {
        const send = session.send.bind(session) as unknown as (
          method: string,
          params: Readonly<Record<string, unknown>>,
        ) => Promise<{ readonly content?: unknown }>;
        const { content } = await send('Page.getAnnotatedPageContent', { includeActionableInformation: true });
        return typeof content === 'string' ? Buffer.from(content, 'base64').toString('utf8') : '';
      }),
  },
  {
    id: 'pierced-dom',
    name: 'pierced DOM',
    engines: CHROMIUM,
    tree: true,
    read: (page) =>
      withSession(page, async (session) => {
        const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
        return piercedText(root);
      }),
  },
];

/** The readers that exist in an engine. */
export const readersFor = (kind: BrowserKind, readers: readonly Reader[] = READERS): readonly Reader[] =>
  readers.filter((reader) => reader.engines.includes(kind));

/** Runs every reader of the engine on the page; a reader that fails or takes too long is an error of its own. */
export async function readAll(page: Page, kind: BrowserKind, timeout = READ_TIMEOUT): Promise<readonly Reading[]> {
  const counted = await bounded(evaluateIsolated(page, 'document.getElementsByTagName("*").length'), timeout);
  const elements = counted.ok && typeof counted.value === 'number' ? counted.value : Number.POSITIVE_INFINITY;
  const readings: Reading[] = [];
  for (const reader of readersFor(kind)) {
    if (reader.tree && elements > MAX_TREE_ELEMENTS) {
      readings.push({ reader: reader.id, result: err('the page is too large for this reader') });
      continue;
    }
    const text = await bounded(reader.read(page), timeout);
    readings.push({ reader: reader.id, result: text.ok ? ok(text.value.slice(0, MAX_TEXT)) : text });
  }
  return readings;
}
