// The popup as a person uses it: what it says of the site, what was stopped, the line, undo, pause. It runs the built page.
import type { ElementHandle, Page } from 'puppeteer';
import { until } from './until.ts';

export interface ShownControl {
  readonly title: string;
  readonly status: string;
}

export class PopupPage {
  constructor(readonly page: Page) {}

  /** Waits until an answer of the worker is shown. */
  async ready(): Promise<void> {
    await until('the popup shows the tab', async () => (await this.page.$('.verdict-word')) !== null, 8_000);
  }

  site(): Promise<string> {
    return this.textOf('.site h1');
  }

  verdict(): Promise<string> {
    return this.textOf('.verdict-word');
  }

  notices(): Promise<string[]> {
    return this.textsOf('.notice');
  }

  /** Excerpts of the texts that were stopped here. */
  stopped(): Promise<string[]> {
    return this.textsOf('.stopped .item-text');
  }

  /** What was done to each and why, in words. */
  reasons(): Promise<string[]> {
    return this.textsOf('.stopped .item-foot > p');
  }

  /** Hosts that something was kept from; all of them are shown from then on. */
  async heldHosts(): Promise<string[]> {
    const more = await this.page.$('.held > button[aria-expanded="false"]');
    await more?.click();
    await until('the hosts are shown', async () => (await this.page.$('.held .item-text')) !== null);
    return this.textsOf('.held .item-text');
  }

  async controls(): Promise<ShownControl[]> {
    const titles = await this.textsOf('.control-title');
    const words = await this.textsOf('.control-head .word');
    return titles.map((title, i) => ({ title, status: words[i] ?? '' }));
  }

  /** The last button of the first stopped text: the details come first, then the way back. */
  async undoFirst(label: string): Promise<void> {
    await (await this.button(label, '.stopped .item-buttons button')).click();
  }

  /** Presses a button by its words. */
  async press(label: string): Promise<void> {
    await (await this.button(label, 'button')).click();
  }

  async has(label: string): Promise<boolean> {
    return (await this.textsOf('button')).includes(label);
  }

  async close(): Promise<void> {
    await this.page.close().catch(() => undefined);
  }

  private button(label: string, selector: string): Promise<ElementHandle> {
    return until(`the popup offers "${label}"`, async () => {
      for (const button of await this.page.$$(selector)) {
        if ((await button.evaluate((element) => element.textContent?.trim())) === label) return button;
      }
      return null;
    });
  }

  private async textOf(selector: string): Promise<string> {
    return (await this.textsOf(selector))[0] ?? '';
  }

  private textsOf(selector: string): Promise<string[]> {
    return this.page.$$eval(selector, (found) => found.map((element) => element.textContent?.trim() ?? ''));
  }
}
