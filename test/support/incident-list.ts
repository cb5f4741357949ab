// The console's list of incidents as a person uses it, and a record of many made-up ones for it to show.
import type { Page } from 'puppeteer';
import type { Incident } from '../../src/model/incident.ts';
import { storeBundle } from '../../tools/bench/store-bundle.ts';
import type { Demarc } from './demarc.ts';
import { until } from './until.ts';

/** Stores made-up incidents by the store's own code, `count` of them in the ninety days before `now`. */
export async function fillRecord(demarc: Demarc, count: number, now: number): Promise<void> {
  const view = await demarc.openConsole('/about');
  await view.page.evaluate(await storeBundle());
  await view.page.evaluate(`demarcBench.fill(0, ${count}, ${count}, ${now})`);
  await view.close();
}

/** Stores incidents from a page that shows the list, and tells the pages as the worker does. */
export async function store(page: Page, incidents: readonly Incident[]): Promise<void> {
  await page.evaluate(await storeBundle());
  await page.evaluate(`demarcBench.addIncidents(${JSON.stringify(incidents)})`);
  await page.evaluate(`(globalThis.browser ?? chrome).storage.session.set({ 'incidents.revision': Date.now() })`);
}

export class IncidentListPage {
  constructor(readonly page: Page) {}

  static async open(demarc: Demarc, search = ''): Promise<IncidentListPage> {
    const { page } = await demarc.openConsole(`/incidents${search}`);
    await page.bringToFront();
    const list = new IncidentListPage(page);
    await list.settled();
    return list;
  }

  /** Waits until what is seen is what was asked for. */
  async settled(): Promise<void> {
    await until('the list has settled', () =>
      this.page.evaluate(() => {
        const shown = document.querySelector('.row-grid, .incident-list .state') !== null;
        return shown && document.querySelector('.is-stale, .is-awaited, .loading') === null;
      }),
    );
  }

  /** How many rows the list says it has. */
  async count(): Promise<number> {
    return this.page.evaluate(() => {
      const grid = document.querySelector('[role="grid"]');
      return grid ? Number(grid.getAttribute('aria-rowcount')) - 1 : 0;
    });
  }

  /** Waits until the list has so many rows. */
  async hasRows(count: number): Promise<void> {
    let seen = -1;
    await until(
      `the list has ${count} rows`,
      async () => (seen = await this.count()) === count,
      5_000,
      () => String(seen),
    );
    await this.settled();
  }

  /** Rows in the document, as numbers from 0. */
  drawn(): Promise<number[]> {
    return this.page.$$eval('.row-body .row', (rows) => rows.map((row) => Number(row.ariaRowIndex) - 2));
  }

  /** Number of the row that has the focus; -1: none has. */
  async focusedRow(): Promise<number> {
    return this.page.evaluate(() => Number(document.activeElement?.closest('.row-body .row')?.ariaRowIndex ?? 1) - 2);
  }

  /** Waits until a row has the focus and is seen in full. */
  async atRow(index: number): Promise<void> {
    await until(`row ${index} has the focus and is seen`, () =>
      this.page.evaluate((wanted) => {
        const row = document.activeElement;
        const grid = document.querySelector('.row-grid');
        const head = document.querySelector('.row-head');
        if (!row || !grid || !head || Number(row.ariaRowIndex) - 2 !== wanted) return false;
        const [r, g, h] = [row, grid, head].map((e) => e.getBoundingClientRect()) as [DOMRect, DOMRect, DOMRect];
        return r.top >= h.bottom - 2 && r.bottom <= g.bottom + 2;
      }, index),
    );
  }

  /** Words of a row that is drawn. */
  words(index: number): Promise<string> {
    return this.page.$eval(`.row-body .row[aria-rowindex="${index + 2}"]`, (row) => (row as HTMLElement).innerText);
  }

  get field(): string {
    return '.query-field input';
  }

  /** Types a query in the place of the one that is there. */
  async ask(query: string): Promise<void> {
    await this.page.click(this.field, { count: 3 });
    await this.page.keyboard.press('Backspace');
    await this.page.keyboard.sendCharacter(query);
    await this.page.keyboard.press('Enter');
    await until('the address has it', () =>
      this.page.evaluate(
        (q) => (new URLSearchParams(location.hash.split('?')[1] ?? '').get('q') ?? '') === q.trim(),
        query,
      ),
    );
    await this.settled();
  }

  typed(): Promise<string> {
    return this.page.$eval(this.field, (input) => (input as HTMLInputElement).value);
  }

  /** How many rows the page says are chosen; 0 where it says nothing. */
  async chosen(): Promise<number> {
    const said = await this.page.$eval('.acts [role="status"]', (p) => p.textContent ?? '');
    return Number(said.replaceAll(',', '').match(/\d+/)?.[0] ?? 0);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const parts = key.split('+');
      const last = parts.pop() ?? '';
      for (const held of parts) await this.page.keyboard.down(held as 'Shift');
      await this.page.keyboard.press(last as 'Enter');
      for (const held of parts.reverse()) await this.page.keyboard.up(held as 'Shift');
    }
  }

  /** Clicks a button by its words. */
  async button(words: string): Promise<void> {
    await until(`there is a button "${words}"`, () =>
      this.page.evaluate((wanted) => {
        const found = [...document.querySelectorAll('button')].find((b) => b.textContent?.trim() === wanted);
        found?.click();
        return found !== undefined;
      }, words),
    );
  }

  /** Whether the list says that incidents came since. */
  async fresh(): Promise<boolean> {
    return (await this.page.$('.list-line button')) !== null;
  }

  async showFresh(): Promise<void> {
    await this.page.click('.list-line button');
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}
