// The door in, as a person meets it in every editor: pasted and typed values on replicas of assistants; what the service got
// is asked of its server. Without Demarc the same value arrives.
import { afterEach, describe, expect, test } from 'vitest';
import catalog from '../corpus/assistants/replicas.json' with { type: 'json' };
import { AssistantPage } from '../support/assistant-page.ts';
import { choose, noticeOn, untilNotice, valuesShown } from '../support/door-notice.ts';
import { PASSWORD, SECRET_LINE } from '../support/made-up-secrets.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const world = useWorld({ with: 'demarc and plain' });

let page: AssistantPage | undefined;
const open = async (id: string, browser = world.demarc.browser): Promise<AssistantPage> => {
  page = await AssistantPage.open(browser, world.range, id);
  await page.focus();
  return page;
};
afterEach(async () => {
  await page?.close();
  page = undefined;
});

const PLACEHOLDER = /\[PASSWORD_\d+\]/;

test.each(['chatgpt', 'copilot', 'perplexity'])('control: without Demarc a pasted secret arrives at %s', async (id) => {
  const at = await open(id, world.plain);
  await at.paste({ text: SECRET_LINE });
  await at.sendByEnter();
  expect(await at.untilSent()).toContain(PASSWORD);
});

describe.each(catalog.replicas.map((r) => [r.id, r.editor] as const))('%s, %s', (id) => {
  test('a pasted secret goes in as a placeholder, and its value is shown in the answer', async () => {
    const at = await open(id);
    await at.type('Why? ');
    await at.paste({ text: SECRET_LINE });
    const draft = await until('it is in', async () => {
      const text = await at.editorText();
      return text.includes('PASSWORD_') && text;
    });
    expect(draft).toMatch(/^Why\? db_password = "\[PASSWORD_\d+\]"$/);
    at.answer(`Set it with **${PLACEHOLDER.exec(draft)?.[0] ?? ''}** again.`);
    await at.sendByEnter();
    expect(await at.untilSent()).toBe(draft);
    await until('the value is shown', async () => (await valuesShown(at.page)).includes(PASSWORD));
    expect((await at.answers()).join()).not.toContain(PASSWORD);
  });

  test('a typed secret is held; Escape goes back to the draft; then placeholders are sent', async () => {
    const at = await open(id);
    const words = `My line is ${SECRET_LINE} and it fails`;
    await at.type(words);
    await at.sendByClick();
    const seen = await untilNotice(at.page);
    expect(seen.role).toBe('alertdialog');
    expect(seen.text).not.toContain(PASSWORD);
    await at.page.keyboard.press('Escape');
    await until('the notice is gone', async () => (await noticeOn(at.page)) === null);
    expect(await at.editorText()).toBe(words);
    expect(at.prompts()).toEqual([]);
    await at.type('.');
    await at.sendByEnter();
    await choose(at.page, await world.demarc.text('doorRedactSend'));
    const sent = await at.untilSent();
    expect(sent).toMatch(/^My line is db_password = "\[PASSWORD_\d+\]" and it fails\.$/);
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
});
