// The way back in the real browser: a site is paused, Demarc is switched off or updated under an open page; a person
// follows a shortened link, or asks for a masked text. Pages are to the byte what they are without Demarc.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import { BROWSER_KINDS } from '../../tools/browsers/launch.ts';
import { Demarc, inPage, sourceOf } from '../support/demarc.ts';
import {
  escapeHtml,
  ordinaryPage,
  payloadOf,
  scriptString,
  startHostile,
  type HostileServer,
} from '../support/hostile-server.ts';
import { stays, until } from '../support/until.ts';

const payload = payloadOf('display-none-news');
const text = escapeHtml(payload.text);
const WITHIN_MS = 2_000;
/** As the browser sends it. */
const query = encodeURIComponent(payload.text).replaceAll("'", '%27');

const everywhere = ordinaryPage(
  `<p style="display:none">${text}</p><img alt="${text}" title="Pier" width="9" height="9"><!-- ${payload.text} -->
  <p class="note" aria-label="${text}" lang="en">Kiosk</p><input value="${text}" type="hidden" name="a">
  <a href="/target?q=${query}" class="b">More</a><template><p>${text}</p></template>
  <script type="application/ld+json">{ "name": "Ferry", "about": ${scriptString(payload.text)}, "price": 1.50 }</script>`,
  `<meta name="description" content="${text}"><style>.note::after { content: "${payload.text.replace(/["\\]/g, '')}"; opacity: 0 }</style>`,
);

describe.each(BROWSER_KINDS)('%s', (kind) => {
  let server: HostileServer;
  let demarc: Demarc;

  beforeAll(async () => {
    server = await startHostile({
      '/everywhere': everywhere,
      '/link': ordinaryPage(`<a id="more" href="/target?q=${query}">More</a>`),
      '/target': ordinaryPage(''),
      [`/target?q=${query}`]: ordinaryPage(''),
      '/seen': ordinaryPage(`<p id="note">${text}</p><p id="mixed">Kiosk: <b>open</b></p>`),
      '/favicon.ico': { body: '', type: 'image/x-icon' },
    });
    demarc = await Demarc.start(kind);
    await demarc.policyKnown('none');
  });

  afterAll(async () => {
    await demarc?.stop();
    await server?.close();
  });

  const holds = async (page: Page): Promise<boolean> => (await sourceOf(page)).includes(payload.canary);
  async function blanked(path: string): Promise<Page> {
    const page = await demarc.open(server.url(path));
    await until('the text is blank', async () => !(await holds(page)), WITHIN_MS);
    await demarc.settled(page);
    return page;
  }

  afterEach(() => demarc.changeSettings({ enabled: true, excludedSites: [] }));

  describe.sequential('an open page is released at once', () => {
    test('pausing a site releases the page at once, to the byte', async () => {
      const page = await blanked('/everywhere');
      const popup = kind === 'chromium' ? await demarc.openPopup(page) : null;
      if (popup) await popup.press(await demarc.text('pauseHere'));
      else await demarc.changeSettings({ excludedSites: ['127.0.0.1'] });
      await until('the text is back', () => holds(page), WITHIN_MS);
      await popup?.close();
      const untouched = await demarc.open(server.url('/everywhere'));
      // What is held there while the worker is asked is put back first.
      const alike = async (): Promise<boolean> => (await sourceOf(page)) === (await sourceOf(untouched));
      await until('both are the same', alike, WITHIN_MS);
      await stays('the text is there', () => holds(page), 500);
      expect(await demarc.badgeOf(page)).not.toMatch(/[1-9]/);
      await untouched.close();
      await page.close();
      await demarc.changeSettings({ excludedSites: [] });
    });

    test('switching Demarc off releases every page', async () => {
      const page = await blanked('/everywhere');
      await demarc.changeSettings({ enabled: false });
      await until('the text is back', () => holds(page), WITHIN_MS);
      await demarc.changeSettings({ enabled: true });
      await page.close();
    });

    // Firefox ends content scripts without a word: nothing of them can run any more.
    test.runIf(kind === 'chromium')('an extension that is reloaded under the page leaves it as it came', async () => {
      const own = await Demarc.start(kind);
      try {
        const page = await own.open(server.url('/everywhere'));
        await until('the text is blank', async () => !(await holds(page)), WITHIN_MS);
        await own.settled(page);
        const worker = await until('the worker runs', async () => own.worker()?.worker());
        await worker.evaluate('chrome.runtime.reload()').catch(() => undefined);
        await until('the text is back', () => holds(page), 5_000);
      } finally {
        await own.stop();
      }
    });
  });

  describe('a shortened link', () => {
    const newTab = async (page: Page, act: () => Promise<void>): Promise<string> => {
      const before = new Set(await demarc.browser.pages());
      await act();
      const tab = await until('a tab opens', async () =>
        (await demarc.browser.pages()).find((p) => !before.has(p) && p.url().includes('/target')),
      );
      const url = tab.url();
      await tab.close();
      await page.bringToFront();
      return url;
    };
    const hrefOf = async (page: Page): Promise<unknown> =>
      inPage(page, 'document.querySelector("#more").getAttribute("href")');

    test('opens the original in a new tab on a middle click and a click with the control key', async () => {
      const page = await blanked('/link');
      expect(await hrefOf(page)).toBe('/target');
      expect(await newTab(page, () => page.click('#more', { button: 'middle' }))).toContain(query);
      await page.keyboard.down('Control');
      const second = await newTab(page, () => page.click('#more'));
      await page.keyboard.up('Control');
      expect(second).toContain(query);
      await until('it is short again', async () => (await hrefOf(page)) === '/target');
      await page.close();
    });

    test.each([
      ['a click', (page: Page) => page.click('#more')],
      [
        'the keyboard',
        async (page: Page) => {
          await page.focus('#more');
          await page.keyboard.press('Enter');
        },
      ],
    ])('opens the original on %s', async (_how, act) => {
      const page = await blanked('/link');
      await act(page);
      await until('the original opens', async () => page.url().includes(query));
      await page.close();
    });

    test('a click that a script makes opens the short address', async () => {
      const page = await blanked('/link');
      await page.evaluate('more.click()');
      await until('the short address opens', async () => page.url() === server.url('/target'));
      await page.close();
    });
  });

  describe.sequential('a masked text', () => {
    beforeAll(async () => {
      await demarc.changeSettings({ visibleTextAction: 'redact' });
    });
    afterAll(async () => {
      await demarc.changeSettings({ visibleTextAction: 'warn' });
    });
    /** Firefox's driver finds nothing in closed shadow roots. */
    const show = async (page: Page): Promise<void> => {
      if (kind === 'chromium') return page.locator(`::-p-aria(${await demarc.text('maskShow')})`).click();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
    };
    const noteIsGone = async (page: Page): Promise<boolean> =>
      (await inPage(page, 'document.querySelector("demarc-note") === null')) === true;
    const undone = async (page: Page): Promise<void> => {
      await until('the text is back', () => holds(page), WITHIN_MS);
      await demarc.untilDone(page, 'undone');
      await until('our note is gone', () => noteIsGone(page));
      const id = (await demarc.statusOf(page))?.items[0]?.id;
      expect((await demarc.incidents()).find((i) => i.id === id)).toMatchObject({ enforcement: 'undone' });
    };

    test('leaves its place, and comes back on a click', async () => {
      const page = await blanked('/seen');
      await demarc.untilDone(page, 'blanked');
      const height = 'document.querySelector("#note").getBoundingClientRect().height';
      const before = Number(await inPage(page, height));
      expect(before).toBeGreaterThan(15);
      await page.evaluate('document.querySelector("demarc-note").click()');
      await stays('a script brings nothing back', async () => !(await holds(page)), 300);
      await show(page);
      await undone(page);
      expect(Number(await inPage(page, height))).toBe(before);
      expect(await inPage(page, 'document.querySelector("#note").hasAttribute("style")')).toBe(false);
      await page.close();
    });

    test('comes back by the keyboard', async () => {
      const page = await blanked('/seen');
      await demarc.untilDone(page, 'blanked');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await undone(page);
      await page.close();
    });

    test('stays away where putting back is not allowed, and says so', async () => {
      expect((await demarc.changeSettings({ allowUndo: false })).problem).toBe('');
      const page = await blanked('/seen');
      await show(page);
      if (kind === 'chromium') {
        const problem = await demarc.text('undoNotAllowed');
        await until('it says so', async () => JSON.stringify(await page.accessibility.snapshot()).includes(problem));
      } else await stays('the text stays away', async () => !(await holds(page)), 500);
      expect(await holds(page)).toBe(false);
      await demarc.changeSettings({ allowUndo: true });
      await page.close();
    });
  });
});
