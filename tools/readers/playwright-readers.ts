// Playwright's accessibility snapshots, as its MCP server hands them to a model: the real library, connected to the
// browser that puppeteer drives. Both only see loopback pages of the bench.
import { rmSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import type { Browser as PlaywrightBrowser, Page as PlaywrightPage } from 'playwright';
import type { Browser, Page } from 'puppeteer';
import { launchChromium } from '../browsers/launch.ts';
import type { LaunchOptions } from '../browsers/launch.ts';
import { CHROMIUM } from './reader.ts';
import type { Reader } from './reader.ts';

const connections = new WeakMap<Browser, PlaywrightBrowser>();
const pages = new WeakMap<Page, PlaywrightPage>();
const PORT_FILE_TRIES = 100;
const PORT_FILE_WAIT = 50;

async function debuggingPort(folder: string): Promise<number> {
  for (let tries = 0; tries < PORT_FILE_TRIES; tries += 1) {
    const text = await readFile(path.join(folder, 'DevToolsActivePort'), 'utf8').catch(() => '');
    const port = Number(text.split('\n')[0]);
    if (port > 0) return port;
    await new Promise((resolve) => setTimeout(resolve, PORT_FILE_WAIT));
  }
  throw new Error('The browser did not say on which port it can be reached.');
}

/** Starts Chromium so that Playwright can read its pages, too. The profile goes when the browser ends. */
export async function launchForPlaywright(options: LaunchOptions = {}): Promise<Browser> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'demarc-readers-'));
  const args = ['--remote-debugging-pipe', '--remote-debugging-port=0', ...(options.args ?? [])];
  const browser = await launchChromium({ ...options, userDataDir: folder, args });
  // Not earlier: the browser may write for a moment longer than it is connected.
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  browser.process()?.once('exit', remove);
  process.once('exit', remove);
  try {
    connections.set(browser, await chromium.connectOverCDP(`http://127.0.0.1:${await debuggingPort(folder)}`));
  } catch (error) {
    await browser.close();
    throw error;
  }
  return browser;
}

const targetId = (page: Page): string => (page.target() as unknown as { readonly _targetId: string })._targetId;

async function counterpart(page: Page): Promise<PlaywrightPage> {
  const known = pages.get(page);
  if (known !== undefined) return known;
  const connection = connections.get(page.browser());
  if (connection === undefined) throw new Error('This browser was not started for Playwright.');
  for (const context of connection.contexts()) {
    for (const candidate of context.pages()) {
      const session = await context.newCDPSession(candidate);
      const { targetInfo } = await session.send('Target.getTargetInfo');
      await session.detach();
      if (targetInfo.targetId !== targetId(page)) continue;
      pages.set(page, candidate);
      return candidate;
    }
  }
  throw new Error('Playwright does not see this tab.');
}

const TIMEOUT = 10_000;

/** Only in a browser that launchForPlaywright started. */
export const PLAYWRIGHT_READERS: readonly Reader[] = [
  {
    id: 'playwright-aria',
    name: 'Playwright snapshot',
    engines: CHROMIUM,
    tree: true,
    read: async (page) => (await counterpart(page)).locator('html').ariaSnapshot({ timeout: TIMEOUT }),
  },
  {
    id: 'playwright-ai',
    name: 'Playwright snapshot for AI',
    engines: CHROMIUM,
    tree: true,
    read: async (page) => (await counterpart(page)).ariaSnapshot({ mode: 'ai', timeout: TIMEOUT }),
  },
];
