// The other half of the promise: the same techniques with an honest sentence. The page must be the same to the byte and
// to the pixel with Demarc and without. Compares two browsers; pages are our own and only compared.
import type { Page } from 'puppeteer';
import { bounded, problemOf } from '../browsers/bounded.ts';
import type { BrowserKind } from '../browsers/launch.ts';
import { evaluateIsolated, withSession } from '../readers/reader.ts';
import type { Fixture } from './readers-pages.ts';
import type { MatrixRun } from './readers-run.ts';

export interface HonestOutcome {
  readonly key: string;
  /** What differs: the document, its picture, or why it could not be compared; '' for nothing. */
  readonly difference: string;
}

const LIMIT = 30_000;

interface DomNode {
  readonly nodeName: string;
  readonly nodeType: number;
  readonly nodeValue: string;
  readonly attributes?: readonly string[];
  readonly children?: readonly DomNode[];
  readonly shadowRoots?: readonly DomNode[];
  readonly templateContent?: DomNode;
  readonly contentDocument?: DomNode;
}

/** Everything a node is, without the numbers that the protocol gives it. */
function lines(node: DomNode, depth = 0): string[] {
  const own = `${' '.repeat(depth)}${node.nodeName} ${JSON.stringify([node.nodeType, node.nodeValue, node.attributes ?? []])}`;
  const inner = [...(node.shadowRoots ?? []), node.templateContent, node.contentDocument, ...(node.children ?? [])];
  return [own, ...inner.flatMap((child) => (child === undefined ? [] : lines(child, depth + 1)))];
}

async function serialised(page: Page, kind: BrowserKind): Promise<string[]> {
  if (kind === 'firefox') return String(await evaluateIsolated(page, 'document.documentElement.outerHTML')).split('\n');
  return withSession(page, async (session) => {
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    return lines(root);
  });
}

/** Loads the honest twin on both sides and compares. */
export async function compareHonest(run: MatrixRun, fixture: Fixture, kind: BrowserKind): Promise<HonestOutcome> {
  const work = (async (): Promise<string> => {
    const tabs = await run.open(fixture, 'honest');
    await run.settled();
    const [plain, guarded] = await Promise.all(tabs.map((tab) => serialised(tab, kind)));
    const at = guarded!.findIndex((line, i) => line !== plain![i]);
    if (at >= 0 || plain!.length !== guarded!.length) {
      const line = at >= 0 ? (guarded![at] ?? '') : 'the end';
      return `the document differs at: ${line.trim().slice(0, 160)}`;
    }
    const [before, after] = await Promise.all(tabs.map((tab) => tab.screenshot({ encoding: 'base64' })));
    return before === after ? '' : 'the picture differs';
  })();
  const result = await bounded(work, LIMIT);
  if (!result.ok) await run.close();
  return { key: fixture.key, difference: result.ok ? result.value : `not compared: ${problemOf(result.error)}` };
}
