// The door in, as a person meets it: pasted, typed, dropped and attached values on replicas of assistants with their real
// editors; what the service got is asked of its server. Without Demarc the same value arrives.
import { afterEach, describe, expect, test } from 'vitest';
import { AssistantPage } from '../support/assistant-page.ts';
import { choose, noticeOn, untilNotice, valuesShown } from '../support/door-notice.ts';
import { PASSWORD, SECRET_LINE } from '../support/made-up-values.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const world = useWorld({ with: 'demarc and plain' });

let page: AssistantPage | undefined;
const open = async (id: string): Promise<AssistantPage> => {
  page = await AssistantPage.open(world.demarc.browser, world.range, id);
  await page.focus();
  return page;
};
afterEach(async () => {
  await page?.close();
  page = undefined;
});

const SERVICES = ['chatgpt', 'copilot'] as const;

describe.each(SERVICES)('%s', (id) => {
  test('control: without Demarc a pasted secret arrives', async () => {
    page = await AssistantPage.open(world.plain, world.range, id);
    await page.focus();
    await page.paste({ text: SECRET_LINE });
    await page.sendByEnter();
    expect(await page.untilSent()).toContain(PASSWORD);
  });

  test('a pasted secret goes in as a placeholder, and its value is shown in the answer', async () => {
    const at = await open(id);
    await at.paste({ text: `Why does this fail?\n${SECRET_LINE}` });
    await untilNotice(at.page);
    const draft = await at.editorText();
    expect(draft).toContain('[PASSWORD_1]');
    expect(draft).not.toContain(PASSWORD);
    at.answer('Set it with [PASSWORD_1] again.');
    await at.sendByEnter();
    expect(await at.untilSent()).not.toContain(PASSWORD);
    await until('the value is shown', async () => (await valuesShown(at.page)).includes(PASSWORD));
  });

  test('a clean paste is not touched, and undo takes it back', async () => {
    const at = await open(id);
    await at.type('Before ');
    await at.paste({ text: 'a plain sentence' });
    expect(await at.editorText()).toBe('Before a plain sentence');
    expect(await noticeOn(at.page)).toBeNull();
    await at.undo();
    expect(await at.editorText()).not.toContain('sentence');
  });

  test('a typed secret is held before it is sent; placeholders go instead', async () => {
    const at = await open(id);
    await at.type(`My line is ${SECRET_LINE} and it fails`);
    await at.sendByEnter();
    const seen = await untilNotice(at.page);
    expect(seen.role).toBe('alertdialog');
    expect(seen.text).not.toContain(PASSWORD);
    expect(at.prompts()).toEqual([]);
    await choose(at.page, await world.demarc.text('doorRedactSend'));
    const sent = await at.untilSent();
    expect(sent).toMatch(/My line is .*\[PASSWORD_\d+\].* and it fails/);
    expect(sent).not.toContain(PASSWORD);
  });

  test('Escape goes back: nothing is sent and the draft is whole', async () => {
    const at = await open(id);
    await at.type(SECRET_LINE);
    await at.sendByClick();
    await untilNotice(at.page);
    await at.page.keyboard.press('Escape');
    await until('the notice is gone', async () => (await noticeOn(at.page)) === null);
    expect(await at.editorText()).toBe(SECRET_LINE);
    await at.type('!');
    expect(await at.editorText()).toBe(`${SECRET_LINE}!`);
    expect(at.prompts()).toEqual([]);
  });
});
