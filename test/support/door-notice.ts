// The doors' notice as a person meets it: read through the browser, because its root is closed to every script of the page,
// and answered with the keyboard.
import type { Page } from 'puppeteer';
import { withSession } from '../../tools/readers/reader.ts';
import { until } from './until.ts';

interface DomNode {
  readonly nodeName: string;
  readonly nodeValue: string;
  readonly attributes?: readonly string[];
  readonly children?: readonly DomNode[];
  readonly shadowRoots?: readonly DomNode[];
  readonly contentDocument?: DomNode;
}

const inside = (node: DomNode): readonly DomNode[] => [
  ...(node.shadowRoots ?? []),
  ...(node.children ?? []),
  ...(node.contentDocument ? [node.contentDocument] : []),
];

function find(node: DomNode, name: string): DomNode[] {
  const own = node.nodeName.toLowerCase() === name ? [node] : [];
  return [...own, ...inside(node).flatMap((child) => find(child, name))];
}

function textOf(node: DomNode): string {
  if (node.nodeName === 'STYLE') return '';
  if (node.nodeName === '#text') return node.nodeValue;
  const parts = inside(node).map(textOf);
  return parts.join(/^(?:BUTTON|P|H2|DT|DD|DIV|BLOCKQUOTE|SPAN|LABEL)$/.test(node.nodeName) ? ' ' : '');
}

async function tree(page: Page): Promise<DomNode> {
  return withSession(page, async (session) => {
    const { root } = (await session.send('DOM.getDocument', { depth: -1, pierce: true })) as { root: unknown };
    return root as DomNode;
  });
}

export interface NoticeSeen {
  readonly text: string;
  readonly role: string;
  readonly buttons: readonly string[];
}

/** What the notice says; null when there is none. */
export async function noticeOn(page: Page): Promise<NoticeSeen | null> {
  const [host] = find(await tree(page), 'demarc-notice');
  if (!host) return null;
  const [box] = find(host, 'div');
  const role = box?.attributes?.[box.attributes.indexOf('role') + 1] ?? '';
  return {
    text: textOf(host).replace(/\s+/g, ' ').trim(),
    role,
    buttons: find(host, 'button').map((button) => textOf(button).trim()),
  };
}

/** Waits until a notice asks or tells. */
export const untilNotice = (page: Page): Promise<NoticeSeen> => until('the doors say something', () => noticeOn(page));

/** Chooses a button by its words, with Tab and Enter as somebody without a mouse does. */
export async function choose(page: Page, label: string): Promise<void> {
  const seen = await untilNotice(page);
  const at = seen.buttons.indexOf(label);
  if (at < 0) throw new Error(`the notice has no "${label}", only: ${seen.buttons.join(', ')}`);
  for (let i = 0; i <= at; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
}

/** Values that are shown in the place of placeholders, in the order of the page. */
export async function valuesShown(page: Page): Promise<readonly string[]> {
  return find(await tree(page), 'demarc-value').flatMap((host) =>
    (host.shadowRoots ?? []).map((root) => textOf(root).trim()),
  );
}
