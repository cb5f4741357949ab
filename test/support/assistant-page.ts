// One replica of an AI service in a browser, with the verbs of a person: type, paste, drop, attach, send, undo. Input is the
// browser's own (trusted keys, a real clipboard, real drags, the file chooser); what the service got is asked of its server.
import type { Browser, ElementHandle, Frame, Page } from 'puppeteer';
import catalogFile from '../../src/catalog/assistants.json' with { type: 'json' };
import type { Assistant, AssistantCatalog, AssistantPageFacts } from '../../src/model/assistant.ts';
import type { Answer, Received } from '../../tools/range/assistants.ts';
import type { Range } from '../../tools/range/server.ts';
import { withSession } from '../../tools/readers/reader.ts';
import { ALL, CARET, DRAFT, SHOWN, SHOWN_TEXT } from './assistant-look.ts';
import { copyIn, type Copied } from './clipboard.ts';
import { bounded } from '../../tools/browsers/bounded.ts';
import { until } from './until.ts';

/** A part of a page that the catalogue has selectors for. */
export type Part = Exclude<keyof AssistantPageFacts, 'confidence' | 'sources' | 'editorKind'>;

export const catalog = catalogFile as AssistantCatalog;

export function assistantOf(id: string): Assistant {
  const found = catalog.assistants.find((assistant) => assistant.id === id);
  if (!found) throw new Error(`the catalogue has no assistant ${id}`);
  return found;
}

/** What the replicas mark for tests; used where no selector of the real page is known. */
const MARKS: Partial<Record<Part, readonly string[]>> = {
  send: ['[data-replica-send]'],
  uploadButton: ['[data-replica-upload]'],
  answer: ['[data-replica-answer]'],
};

interface Realm {
  evaluate(expression: string): Promise<unknown>;
  evaluateHandle(expression: string): Promise<{ asElement(): ElementHandle<Element> | null }>;
}

export interface Dragged {
  readonly text?: string;
  readonly html?: string;
  /** Paths of files. */
  readonly files?: readonly string[];
}

export class AssistantPage {
  private constructor(
    readonly page: Page,
    /** Where the replica lives: the page itself, or a frame of it. */
    readonly frame: Frame,
    readonly facts: Assistant,
    private readonly range: Range,
    readonly conversation: string,
  ) {}

  /** Opens a replica in a new tab; `address` is joined to its home. Resolves when a person could write. */
  static async open(browser: Browser, range: Range, id: string, address = ''): Promise<AssistantPage> {
    const replica = range.assistants.replicas.find((entry) => entry.id === id);
    if (!replica) throw new Error(`there is no replica ${id}`);
    const page = await browser.newPage();
    await page.goto(new URL(address, replica.home).href, { waitUntil: 'domcontentloaded' });
    return AssistantPage.on(page, range, id);
  }

  /** Opens the replica inside a page of another host, where the service is found there too. */
  static async openFramed(browser: Browser, range: Range, id: string): Promise<AssistantPage> {
    const { host } = range.assistants.replicas.find((entry) => entry.id === id) ?? {};
    if (host === undefined) throw new Error(`${id} is in no other page`);
    const page = await browser.newPage();
    await page.goto(host, { waitUntil: 'domcontentloaded' });
    return AssistantPage.on(page, range, id);
  }

  /** The replica in a tab that shows one already, or is about to. */
  static async on(page: Page, range: Range, id: string): Promise<AssistantPage> {
    await page.bringToFront();
    const ready = `document.documentElement.dataset.replicaReady === '' ? document.documentElement.dataset.replica : null`;
    const found = await until(
      `the replica ${id} is ready`,
      async () => {
        for (const frame of page.frames()) {
          // A frame on its way elsewhere may never answer.
          const answer = await bounded(realmOf(frame).evaluate(ready), 3_000);
          if (answer.ok && typeof answer.value === 'string') return { frame, conversation: answer.value };
        }
        return null;
      },
      20_000,
    );
    return new AssistantPage(page, found.frame, assistantOf(id), range, found.conversation);
  }

  /** Address that fills the draft, as links in other pages have it; null where the service knows none. */
  static prefilled(id: string, prompt: string, index = 0): string | null {
    const { prefill, hosts } = assistantOf(id);
    const way = prefill[index];
    if (!way) return null;
    const slash = way.path.indexOf('/');
    const url = new URL(`https://${slash === 0 ? (hosts[0] ?? '') : way.path.slice(0, slash)}${way.path.slice(slash)}`);
    for (const [name, value] of Object.entries(way.with ?? {})) url.searchParams.set(name, value);
    if (way.in === 'query') url.searchParams.set(way.name, prompt);
    else url.hash = new URLSearchParams({ [way.name]: prompt }).toString();
    return url.href;
  }

  /** Opens the replica by a link with a prompt in it. */
  static async openPrefilled(browser: Browser, range: Range, id: string, prompt: string): Promise<AssistantPage> {
    const address = AssistantPage.prefilled(id, prompt);
    if (address === null) throw new Error(`${id} knows no prompt in its address`);
    return AssistantPage.open(browser, range, id, address);
  }

  /** Loads the page again: the same conversation, as the service kept it. */
  async reload(): Promise<AssistantPage> {
    await this.page.reload({ waitUntil: 'domcontentloaded' });
    return AssistantPage.on(this.page, this.range, this.facts.id);
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  /** Everything shown that matches one of the catalogue's selectors, for the first selector that has any. */
  async all(part: Part): Promise<ElementHandle<Element>[]> {
    const count = Number(await this.evaluate(`${this.shown(part)}.length`));
    const handles: ElementHandle<Element>[] = [];
    for (let at = 0; at < count; at++) {
      const handle = await realmOf(this.frame).evaluateHandle(`${this.shown(part)}[${at}]`);
      const element = handle.asElement();
      if (element) handles.push(element);
    }
    return handles;
  }

  /** The catalogue's selectors for a part that match something now, shown or not. */
  async matching(part: Part): Promise<readonly string[]> {
    const list = JSON.stringify(this.facts.page[part]);
    return (await this.evaluate(`${list}.filter((selector) => (${ALL})(selector).length > 0)`)) as string[];
  }

  /** The part as a person finds it: the first of its elements that is shown. */
  async part(part: Part): Promise<ElementHandle<Element>> {
    return until(`${this.facts.id} shows its ${part}`, async () => (await this.all(part))[0]);
  }

  async focus(): Promise<void> {
    await this.click(await this.part('editor'));
  }

  /** Types with the keyboard where the focus is; a line break is Shift and Enter. */
  async type(text: string): Promise<void> {
    for (const [at, line] of text.split('\n').entries()) {
      if (at > 0) await this.press('Enter', 'Shift');
      await this.page.keyboard.type(line);
    }
  }

  /** Copies from a page of another site and pastes with the keyboard. */
  async paste(copied: Copied): Promise<void> {
    await copyIn(this.page.browser(), copied);
    await this.page.bringToFront();
    await this.press('KeyV', 'Control', 'Paste');
  }

  /** Drags something from outside the page over the editor and lets it fall (Chromium). */
  async drop({ text, html, files = [] }: Dragged): Promise<void> {
    const box = await (await this.part('editor')).boundingBox();
    if (!box) throw new Error('the editor has no box');
    const items = [
      ...(text === undefined ? [] : [{ mimeType: 'text/plain', data: text }]),
      ...(html === undefined ? [] : [{ mimeType: 'text/html', data: html }]),
    ];
    const data = { items, files: [...files], dragOperationsMask: 1 };
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await withSession(this.page, async (session) => {
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await session.send('Input.dispatchDragEvent', { type, ...at, data });
      }
    });
  }

  /** Chooses files with the service's own button; where the driver knows no chooser (Firefox), the input gets them. */
  async attach(files: readonly string[]): Promise<void> {
    if (await this.inFirefox()) {
      const input = await realmOf(this.frame).evaluateHandle(`(${ALL})('input[type="file"]')[0]`);
      await (input.asElement() as ElementHandle<HTMLInputElement>).uploadFile(...files);
      return;
    }
    const button = await this.part('uploadButton');
    const [chooser] = await Promise.all([this.page.waitForFileChooser(), button.click()]);
    await chooser.accept([...files]);
  }

  /** Writes with an input method: each step is shown in the composition, the last one stays (Chromium). */
  async compose(steps: readonly string[]): Promise<void> {
    await withSession(this.page, async (session) => {
      for (const text of steps) {
        const end = text.length;
        await session.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end });
      }
      await session.send('Input.insertText', { text: steps.at(-1) ?? '' });
    });
  }

  async undo(): Promise<void> {
    await this.press('KeyZ', 'Control', 'Undo');
  }

  async sendByEnter(): Promise<void> {
    await this.press('Enter');
  }

  async sendByClick(): Promise<void> {
    await this.click(await this.part('send'));
  }

  /** The draft as a person sees it; '' for an empty one. */
  async editorText(): Promise<string> {
    await this.part('editor');
    return String(await this.evaluate(`(${DRAFT})(${this.shown('editor')}[0])`));
  }

  async caret(): Promise<number> {
    return Number(await this.evaluate(`(${CARET})(${this.shown('editor')}[0])`));
  }

  /** What the service got in this conversation so far. */
  received(): readonly Received[] {
    return this.range.assistants.received(this.conversation);
  }

  prompts(): readonly string[] {
    return this.received().flatMap((got) => (got.kind === 'prompt' ? [got.text] : []));
  }

  /** Waits until the service has got so many prompts; the last of them. */
  untilSent(count = 1): Promise<string> {
    return until(`the service has ${count} prompts`, async () => {
      const prompts = this.prompts();
      return prompts.length >= count ? (prompts.at(-1) ?? '') : null;
    });
  }

  /** Writes the service's next answer. */
  answer(answer: string | Answer): void {
    this.range.assistants.answerWith(this.conversation, typeof answer === 'string' ? { text: answer } : answer);
  }

  /** Texts of the answers that stand in the page. */
  async answers(): Promise<readonly string[]> {
    return (await this.evaluate(`${this.shown('answer')}.map(${SHOWN_TEXT})`)) as string[];
  }

  /** Runs an expression where the replica lives and its scripts cannot change the answer. */
  evaluate(expression: string): Promise<unknown> {
    return realmOf(this.frame).evaluate(expression);
  }

  /** A click of the mouse; the driver of Firefox has to be told the place of what lies in a frame. */
  private async click(element: ElementHandle<Element>): Promise<void> {
    if (this.frame === this.page.mainFrame() || !(await this.inFirefox())) return element.click();
    const read = (expression: string): Promise<unknown> => realmOf(this.page.mainFrame()).evaluate(expression);
    const origin = JSON.stringify(new URL(this.frame.url()).origin);
    const box = '(({ x, y, width, height }) => [x, y, width, height])';
    const [fx = 0, fy = 0] = (await read(
      `${box}([...document.querySelectorAll('iframe')].find((f) => f.src.startsWith(${origin})).getBoundingClientRect())`,
    )) as number[];
    const [x = 0, y = 0, width = 0, height = 0] = (await element.evaluate((e) => {
      const { x, y, width, height } = e.getBoundingClientRect();
      return [x, y, width, height];
    })) as number[];
    await this.page.mouse.click(fx + x + width / 2, fy + y + height / 2);
  }

  private async inFirefox(): Promise<boolean> {
    return /firefox/i.test(await this.page.browser().version());
  }

  /** Expression of all elements of a part. */
  private shown(part: Part): string {
    return `(${SHOWN})(${JSON.stringify([...this.facts.page[part], ...(MARKS[part] ?? [])])})`;
  }

  /** A key with a modifier; in Chromium the driver has to name the editing command that a key stands for. */
  private async press(
    code: 'Enter' | 'KeyV' | 'KeyZ',
    modifier?: 'Control' | 'Shift',
    command?: string,
  ): Promise<void> {
    const { keyboard } = this.page;
    if (modifier) await keyboard.down(modifier);
    await keyboard.press(code, command === undefined ? {} : { commands: [command] });
    if (modifier) await keyboard.up(modifier);
  }
}

function realmOf(frame: Frame): Realm {
  return (frame as unknown as { isolatedRealm(): Realm }).isolatedRealm();
}
