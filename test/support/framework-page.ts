// One page of test/corpus/frameworks in the browser with the built extension, in the words of the tests: change its state,
// see what stands where, was there any error. What stands in the page is read in an isolated world.
import type { Page } from 'puppeteer';
import type { Demarc } from './demarc.ts';
import { inPage } from './demarc.ts';
import type { State } from './framework-pages.ts';
import { until } from './until.ts';

/** A text that the page changed is blank again, or shown, at the latest after this. */
export const WITHIN_MS = 2_000;

export interface Shown {
  readonly count: string;
  readonly typed: string;
  readonly secret: string;
  readonly mixed: string;
  readonly joined: string;
  readonly alt: string;
  readonly label: string;
  /** null while the part is not shown. */
  readonly box: string | null;
  readonly list: readonly string[];
  /** Everything, as markup. */
  readonly source: string;
}

const READ = `(() => {
  const root = document.querySelector('ferry-app')?.shadowRoot ?? document.querySelector('#app');
  const at = (id) => root.querySelector('#' + id);
  const text = (id) => at(id)?.textContent ?? null;
  return JSON.stringify({
    count: text('count'), typed: at('typed')?.value ?? null, secret: text('secret'), mixed: text('mixed'),
    joined: text('joined'), alt: at('picture')?.getAttribute('alt') ?? null,
    label: at('picture')?.getAttribute('title') ?? null, box: text('box'),
    list: [...root.querySelectorAll('#list > li')].map((item) => item.textContent),
    source: root.innerHTML,
  });
})()`;

export class FrameworkPage {
  readonly errors: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly demarc: Demarc,
    private readonly canary: string,
  ) {
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
  }

  /** Opens a page that waits to be mounted. `canary`: a word of the text that must not stay. */
  static async open(demarc: Demarc, url: string, canary: string): Promise<FrameworkPage> {
    return new FrameworkPage(await demarc.open(url), demarc, canary);
  }

  async mount(state: State): Promise<void> {
    await this.page.evaluate(`app.mount(${JSON.stringify(state)})`);
  }
  async set(patch: Partial<State>): Promise<void> {
    await this.page.evaluate(`app.set(${JSON.stringify(patch)})`);
  }
  async unmount(): Promise<void> {
    await this.page.evaluate('app.unmount()');
  }

  /** A click of a person on the page's own button. */
  async more(): Promise<void> {
    await (await this.handle('#more')).click();
  }

  async type(words: string): Promise<void> {
    await (await this.handle('#typed')).type(words);
  }

  async shown(): Promise<Shown> {
    return JSON.parse(String(await inPage(this.page, READ))) as Shown;
  }

  /** Waits until the text is nowhere, with the worker's word on it. */
  async untilBlank(): Promise<Shown> {
    const shown = await until(
      'the text is blank',
      async () => {
        const now = await this.shown();
        return !now.source.includes(this.canary) && now;
      },
      WITHIN_MS,
    );
    await until('Demarc says so', async () => {
      const items = (await this.demarc.statusOf(this.page))?.items ?? [];
      return items.length > 0 && items.every((item) => item.enforcement === 'blanked');
    });
    return shown;
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  private async handle(selector: string): Promise<NonNullable<Awaited<ReturnType<Page['$']>>>> {
    const found = await this.page.$(`pierce/${selector}`);
    if (!found) throw new Error(`the page has no ${selector}`);
    return found;
  }
}
