// What a reader is, and the ways by which all of them reach a page: an isolated world, where the page's own scripts
// cannot change the answers, and sessions of the debugging protocol. Everything a page returns is data and bounded.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CDPSession, Page } from 'puppeteer';
import type { BrowserKind } from '../browsers/launch.ts';

export interface Reader {
  readonly id: string;
  readonly name: string;
  /** Engines in which this way of reading exists. */
  readonly engines: readonly BrowserKind[];
  /** Builds a tree of every element: out of reach on very large pages. */
  readonly tree: boolean;
  read(page: Page): Promise<string>;
}

/** Characters kept of one reader's answer. */
export const MAX_TEXT = 20_000_000;
export const BOTH: readonly BrowserKind[] = ['chromium', 'firefox'];
export const CHROMIUM: readonly BrowserKind[] = ['chromium'];

/** Evaluates in the isolated world that puppeteer keeps for itself in both engines. */
export async function evaluateIsolated(page: Page, expression: string): Promise<unknown> {
  const frame = page.mainFrame() as unknown as {
    isolatedRealm(): { evaluate(expression: string): Promise<unknown> };
  };
  return frame.isolatedRealm().evaluate(expression);
}

/** The value of an expression as text. */
export async function isolatedText(page: Page, expression: string): Promise<string> {
  const value = await evaluateIsolated(page, `String(${expression} ?? '').slice(0, ${MAX_TEXT})`);
  return typeof value === 'string' ? value : '';
}

/**
 * A program that runs inside the page, kept as a file of its own: what bundlers add to functions is not known there.
 * Such a file holds one expression; the comment above it and the semicolon after it are no part of that.
 */
export const expressionOf = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, 'in-page', `${name}.js`), 'utf8')
    .replace(/^\/\/.*\n/gm, '')
    .trim()
    .replace(/;$/, '');

/** Uses a session of the page and gives it back, whatever happens. */
export async function withSession<T>(page: Page, use: (session: CDPSession) => Promise<T>): Promise<T> {
  const session = await page.createCDPSession();
  try {
    return await use(session);
  } finally {
    await session.detach().catch(() => undefined);
  }
}

/** One session for each process that draws a part of the page: agents attach to the frames of other sites, too. */
export function sessionsOf(page: Page): readonly CDPSession[] {
  const clients = page.frames().map((frame) => (frame as unknown as { readonly client: CDPSession }).client);
  return [...new Set(clients)];
}
