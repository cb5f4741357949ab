// The door in, in Firefox: the same script, other events. The notice is closed to the driver there, so it is answered blindly
// with the keyboard and known by what it does.
import { afterEach, expect, test } from 'vitest';
import { AssistantPage } from '../support/assistant-page.ts';
import { PASSWORD, SECRET_LINE } from '../support/made-up-values.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const world = useWorld({ kind: 'firefox' });

let page: AssistantPage | undefined;
afterEach(async () => {
  await page?.close();
  page = undefined;
});

// One of each editor.
test.each(['chatgpt', 'gemini', 'perplexity', 'copilot', 'replit'])(
  '%s: a typed secret is held; placeholders are sent, and the draft is whole after Escape',
  async (id) => {
    const at = (page = await AssistantPage.open(world.demarc.browser, world.range, id));
    await at.focus();
    const words = `My line is ${SECRET_LINE} and it fails`;
    await at.type(words);
    await at.sendByEnter();
    await until(
      'a notice stands',
      () => at.evaluate(`document.querySelector('demarc-notice') !== null`) as Promise<boolean>,
    );
    expect(at.prompts()).toEqual([]);
    await at.page.keyboard.press('Escape');
    await until(
      'it is gone',
      () => at.evaluate(`document.querySelector('demarc-notice') === null`) as Promise<boolean>,
    );
    expect(await at.editorText()).toBe(words);
    await at.sendByEnter();
    await until(
      'a notice stands',
      () => at.evaluate(`document.querySelector('demarc-notice') !== null`) as Promise<boolean>,
    );
    await at.page.keyboard.press('Tab');
    await at.page.keyboard.press('Enter');
    const sent = await at.untilSent();
    expect(sent).toMatch(/^My line is db_password = "\[PASSWORD_\d+\]" and it fails$/);
    expect(sent).not.toContain(PASSWORD);
  },
);

test.each(['perplexity', 'copilot'])('%s: a pasted secret goes in as a placeholder', async (id) => {
  const at = (page = await AssistantPage.open(world.demarc.browser, world.range, id));
  await at.focus();
  await at.paste({ text: SECRET_LINE });
  await until('it is in', async () => (await at.editorText()).includes('[PASSWORD_'));
  expect(await at.editorText()).not.toContain(PASSWORD);
});
