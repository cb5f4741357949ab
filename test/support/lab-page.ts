// The console's Lab as its users work with it, by the keyboard where that is how they would. It runs the built page.
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { until } from './until.ts';

export const LAB_TABS = ['text', 'rule', 'compare'] as const;

export class LabPage {
  constructor(readonly page: Page) {}

  /** Waits until something of the page is there. */
  shown(selector: string, ms = 15_000): Promise<ElementHandle> {
    return until(`the Lab shows ${selector}`, () => this.page.$(selector), ms);
  }

  /** Goes to a part by the arrow keys, from the tab that is chosen. */
  async tab(name: (typeof LAB_TABS)[number]): Promise<void> {
    await this.shown('[role=tab]');
    await this.page.focus('[role=tab][aria-selected=true]');
    await this.page.keyboard.press('Home');
    for (let i = 0; i < LAB_TABS.indexOf(name); i++) await this.page.keyboard.press('ArrowRight');
    await this.shown(`#lab-tab-${name}[aria-selected=true]`);
  }

  /** Puts a text into a field in the place of what is there, as pasting does. */
  async paste(selector: string, text: string): Promise<void> {
    await this.shown(selector);
    await this.page.$eval(
      selector,
      (field, value) => {
        (field as HTMLTextAreaElement).value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      text,
    );
  }

  value(selector: string): Promise<string> {
    return this.page.$eval(selector, (field) => (field as HTMLTextAreaElement).value);
  }

  /** Text of an element, once it is there and says what is asked for. */
  said(selector: string, fits: (words: string) => boolean = (words) => words !== ''): Promise<string> {
    const say = async (): Promise<string | null> => {
      const words = await this.page
        .$eval(selector, (element) => (element as HTMLElement).innerText.trim())
        .catch(() => '');
      return fits(words) ? words : null;
    };
    return until(`${selector} says it`, say, 15_000);
  }

  /** Presses a button by its words. */
  async press(words: string): Promise<void> {
    const pressed = async (): Promise<boolean> =>
      this.page.$$eval(
        'main button:not([role=tab])',
        (buttons, name) => {
          const button = buttons.find((one) => one.textContent?.trim() === name && !one.disabled);
          button?.focus();
          return button !== undefined;
        },
        words,
      );
    await until(`there is a button ${words}`, pressed);
    await this.page.keyboard.press('Enter');
  }

  /** Gives a file to the field behind a selector. */
  async giveFile(selector: string, name: string, text: string): Promise<void> {
    const file = path.join(tmpdir(), `demarc-lab-${String(process.pid)}-${name}`);
    writeFileSync(file, text);
    const field = (await this.shown(selector)) as ElementHandle<HTMLInputElement>;
    await field.uploadFile(file);
  }

  /** Rows of the list of texts: text, where, how it is concealed, verdict. */
  texts(count: number): Promise<string[][]> {
    return until(`${String(count)} texts are judged`, async () => {
      // At one moment: the rows change places when they are judged.
      const rows = await this.page.evaluate(() =>
        [...document.querySelectorAll('.lab-rows tbody tr')].map((row) =>
          [...row.querySelectorAll('td')].map((cell) => cell.innerText.trim()),
        ),
      );
      return rows.length >= count && rows.every((row) => row.at(-1) !== '') ? rows : null;
    });
  }
}
