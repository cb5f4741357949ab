// The few WebDriver BiDi calls that puppeteer does not offer but Firefox needs, kept in one place because they reach
// into puppeteer's internals. Input: addresses made by this project's own tools.
import type { Browser, Page } from 'puppeteer';

interface BidiConnection {
  send(method: string, params: Readonly<Record<string, unknown>>): Promise<{ readonly result: unknown }>;
}

function connectionOf(browser: Browser): BidiConnection {
  const { connection } = browser as unknown as { readonly connection?: BidiConnection };
  if (typeof connection?.send !== 'function') throw new Error('This puppeteer has no BiDi connection to send to.');
  return connection;
}

const contextOf = (page: Page): string => (page.mainFrame() as unknown as { readonly _id: string })._id;

/** Opens a page of an add-on: Page.goto loads it, but then waits for an event that never comes. */
export async function openInFirefox(browser: Browser, page: Page, url: string): Promise<void> {
  await connectionOf(browser).send('browsingContext.navigate', { context: contextOf(page), url, wait: 'complete' });
}
