// Loads one address in one tab and says in plain words when that cannot be done. The page is hostile: every wait has an
// end, dialogs are dismissed, and nothing of the page runs outside the browser.
import type { Browser, Page } from 'puppeteer';
import { TimeoutError } from 'puppeteer';
import { err, ok } from '../../src/model/result.ts';
import type { Result } from '../../src/model/result.ts';
import { bounded, pause, problemOf } from '../browsers/bounded.ts';
import { evaluateIsolated } from '../readers/readers.ts';

export interface LoadedPage {
  readonly page: Page;
  readonly stillLoading: boolean;
  /** Demarc stopped the prompt in the address and shows it instead of the page: the id of its incident, else ''. */
  readonly stoppedPrompt: string;
}

const ANSWER_TIMEOUT = 10_000;
/** A stopped prompt is shown within this time after the browser has refused the way to its address. */
const LED_AWAY_TIMEOUT = 5_000;
const STEP = 100;

const NET_PROBLEMS: readonly (readonly [RegExp, string])[] = [
  [/NAME_NOT_RESOLVED|dnsNotFound|UNKNOWN_HOST/i, 'there is no server of this name'],
  [/CONNECTION_REFUSED|connectionFailure/i, 'the server refused the connection'],
  [/INTERNET_DISCONNECTED|ADDRESS_UNREACHABLE|netOffline/i, 'the network is not reachable'],
  [/CONNECTION_(RESET|CLOSED|ABORTED)|EMPTY_RESPONSE|netReset/i, 'the server closed the connection'],
  [/TUNNEL_CONNECTION_FAILED|PROXY/i, 'the proxy could not reach the server'],
  [/CERT|SSL|nssFailure|SEC_ERROR/i, 'the certificate of the server is not valid'],
  [/TIMED_OUT|netTimeout/i, 'the server did not answer in time'],
  [/ERR_ABORTED|NS_BINDING_ABORTED/i, 'the server sent a download, not a page'],
  [/UNSAFE_PORT|PORT_ACCESS_NOT_ALLOWED|deniedPortAccess/i, 'the browser does not open this port'],
  [/INVALID_URL|UNKNOWN_PROTOCOL|malformedURI/i, 'the address is not valid'],
  [/TOO_MANY_REDIRECTS|redirectLoop/i, 'the server redirects in a circle'],
];

/** A browser's error in words. */
export function loadProblem(error: unknown): string {
  const text = problemOf(error);
  return NET_PROBLEMS.find(([pattern]) => pattern.test(text))?.[1] ?? text;
}

const PAGE_TYPES = /^(text\/html|application\/xhtml\+xml|text\/plain|text\/xml|application\/xml|image\/svg\+xml)\b/i;

const PROMPT_PAGE = /^(?:chrome|moz)-extension:\/\/[^/]+\/src\/entrypoints\/prompt\/index\.html#([\w-]+)$/;

/**
 * The incident of the stopped prompt that this tab shows; '' when it shows something else. The tab itself is asked: in
 * Firefox the driver does not hear of a tab that an extension led elsewhere.
 */
export async function stoppedPromptOf(page: Page): Promise<string> {
  const address = await bounded(evaluateIsolated(page, 'location.href'), ANSWER_TIMEOUT);
  return (address.ok && PROMPT_PAGE.exec(String(address.value))?.[1]) || '';
}

/** Waits for the page that shows a stopped prompt; '' when none comes. */
async function ledAway(page: Page): Promise<string> {
  const end = Date.now() + LED_AWAY_TIMEOUT;
  let stopped = await stoppedPromptOf(page);
  while (stopped === '' && Date.now() < end) {
    await pause(STEP);
    stopped = await stoppedPromptOf(page);
  }
  return stopped;
}

/** What Chromium and Firefox say when an extension stopped a navigation, or led the tab elsewhere while it was under way. */
const STOPPED = /BLOCKED_BY_CLIENT|ERR_ABORTED|NS_BINDING_ABORTED|NS_ERROR_ABORT|navigation/i;

type Opened = Omit<LoadedPage, 'page'>;

async function open(page: Page, url: string, timeout: number): Promise<Result<Opened>> {
  try {
    const response = await page.goto(url, { waitUntil: 'load', timeout });
    const status = response?.status() ?? 200;
    if (status >= 400) return err(`the server answered ${status}`);
    const type = response?.headers()['content-type'] ?? 'text/html';
    if (!PAGE_TYPES.test(type)) return err(`it is not HTML (${type.split(';')[0]})`);
    return ok({ stillLoading: false, stoppedPrompt: await stoppedPromptOf(page) });
  } catch (error) {
    if (!(error instanceof TimeoutError)) {
      const stopped = STOPPED.test(problemOf(error)) ? await ledAway(page) : '';
      return stopped === '' ? err(loadProblem(error)) : ok({ stillLoading: false, stoppedPrompt: stopped });
    }
  }
  const seconds = Math.round(timeout / 1000);
  // A tab that has not left its first empty document answers nothing while it waits.
  if (page.url() === '' || page.url() === 'about:blank') return err(`nothing arrived within ${seconds} seconds`);
  const length = await bounded(
    evaluateIsolated(page, 'document.documentElement?.textContent.length ?? 0'),
    ANSWER_TIMEOUT,
  );
  if (!length.ok) return err(`the page did not answer after ${seconds} seconds of loading`);
  if (length.value === 0) return err(`nothing arrived within ${seconds} seconds`);
  return ok({ stillLoading: true, stoppedPrompt: '' });
}

/** Opens the address in a new tab. On failure the tab is closed again. */
export async function loadPage(browser: Browser, url: string, timeout: number): Promise<Result<LoadedPage>> {
  const tab = await bounded(browser.newPage(), ANSWER_TIMEOUT);
  if (!tab.ok) return err(`the browser did not open a tab: ${tab.error}`);
  const page = tab.value;
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
  // A second, outer end: a page can keep even the time-out of the navigation from being noticed.
  const opened = await bounded(open(page, url, timeout), timeout + ANSWER_TIMEOUT + 5_000);
  const result = opened.ok ? opened.value : err(loadProblem(opened.error));
  if (result.ok) return ok({ page, ...result.value });
  await closePage(page);
  return result;
}

/** Closes a tab; one that does not answer is left to the end of the browser. */
export async function closePage(page: Page): Promise<void> {
  await bounded(page.close(), 3_000);
}
