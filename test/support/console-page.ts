// The console as a researcher uses it: the list of incidents, one incident in full, the policy. It runs the built page.
import type { Page } from 'puppeteer';
import { until } from './until.ts';

export interface ShownIncident {
  /** Route of the full view. */
  readonly href: string;
  readonly site: string;
  readonly text: string;
  readonly done: string;
}

export class ConsolePage {
  constructor(readonly page: Page) {}

  /** The rows of the list, once there are at least `count`. */
  incidents(count = 1): Promise<ShownIncident[]> {
    return until('the console lists incidents', async () => {
      const rows = await this.page.$$eval('.row-body .row:not(.is-awaited)', (found) =>
        found.map((row) => ({
          href: row.querySelector('a')?.getAttribute('href') ?? '',
          site: row.querySelector('.cell-site')?.textContent?.trim() ?? '',
          text: row.querySelector('.cell-text')?.textContent?.trim() ?? '',
          done: row.querySelector('.cell-done')?.textContent?.trim() ?? '',
        })),
      );
      return rows.length >= count && rows;
    });
  }

  /** Follows a row to the full view and waits for it. */
  async openIncident(href: string): Promise<void> {
    await this.page.click(`a[href="${href}"]`);
    await this.shown('.inert');
  }

  /** Waits until something of the page is there. */
  async shown(selector: string): Promise<void> {
    await until(`the console shows ${selector}`, async () => (await this.page.$(selector)) !== null);
  }

  /** Everything a person reads on this view. */
  async words(): Promise<string> {
    return this.page.$eval('main', (main) => (main as HTMLElement).innerText);
  }

  /** Text of the first inert block, boxes for invisible characters left out, and what it is made of. */
  payload(): Promise<{ text: string; elements: string[] }> {
    return this.page.$eval('.inert', (block) => {
      const copy = block.cloneNode(true) as Element;
      for (const box of copy.querySelectorAll('.char-box')) box.remove();
      return { text: copy.textContent ?? '', elements: [...block.querySelectorAll('*')].map((e) => e.localName) };
    });
  }

  /** Whether a setting has an editor on the policy page, or only its value. */
  async canEdit(setting: string): Promise<boolean> {
    await this.shown(`#setting-${setting}`);
    return this.page.$eval(
      `#setting-${setting}`,
      (heading) => heading.closest('li')?.querySelector('input, select, textarea') !== null,
    );
  }

  /** Problems that the policy page lists. */
  problems(): Promise<string[]> {
    return this.page.$$eval('.problems li', (found) => found.map((item) => item.textContent ?? ''));
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}
