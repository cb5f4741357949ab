// Puts things on the browser's real clipboard as another page does: by a copy that a key starts. What is copied is a test's
// own text, possibly hostile; it is handed over as data.
import type { Browser, Page } from 'puppeteer';

const sources = new WeakMap<Browser, Page>();

export interface Copied {
  readonly text: string;
  readonly html?: string;
  /** Further forms by their types, as programs put them beside the text. */
  readonly forms?: Readonly<Record<string, string>>;
  /** How often the text follows itself: texts of many megabytes are made where they are copied. */
  readonly times?: number;
}

/** Copies in a page of its own that stays open; the caller brings its own page to the front again. */
export async function copyIn(browser: Browser, copied: Copied): Promise<void> {
  const source = sources.get(browser) ?? (await browser.newPage());
  sources.set(browser, source);
  await source.bringToFront();
  await source.evaluate(`{
    const { text, html, forms = {}, times = 1 } = ${JSON.stringify(copied)};
    // Browsers copy nothing where nothing is selected.
    document.body.textContent = 'Copied from here.';
    document.getSelection().selectAllChildren(document.body);
    globalThis.copied = new Promise((resolve) => {
      document.addEventListener('copy', (event) => {
        event.preventDefault();
        event.clipboardData.setData('text/plain', text.repeat(times));
        if (html !== undefined) event.clipboardData.setData('text/html', html);
        for (const [type, form] of Object.entries(forms)) event.clipboardData.setData(type, form);
        resolve(true);
      }, { once: true });
    });
    // The value of this program is waited for; the copy is still to come.
    true;
  }`);
  await source.keyboard.down('Control');
  await source.keyboard.press('KeyC', { commands: ['Copy'] });
  await source.keyboard.up('Control');
  await source.evaluate('globalThis.copied');
}
