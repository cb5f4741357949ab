// The door in, in Firefox: the same script, other events. The notice is closed to the driver there, so it is answered blindly
// with the keyboard and known by what it does.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { AssistantPage } from '../support/assistant-page.ts';
import { PASSWORD, SECRET_LINE } from '../support/made-up-secrets.ts';
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

test('a text file is read: what is in it is on record, and it goes on', async () => {
  await world.demarc.policyKnown('none');
  await world.demarc.changeSettings({ sensitiveActions: ['*=audit'] });
  const folder = mkdtempSync(path.join(tmpdir(), 'demarc-file-'));
  const file = path.join(folder, 'settings.ini');
  writeFileSync(file, `[db]\n${SECRET_LINE}\n`);
  try {
    const at = (page = await AssistantPage.open(world.demarc.browser, world.range, 'gemini-enterprise'));
    await at.attach([file]);
    const incident = await until('a record', async () =>
      (await world.demarc.incidents()).find(({ input }) => input?.way === 'file'),
    );
    expect(incident.input).toMatchObject({ spanCount: 1, unscanned: false });
    expect(JSON.stringify(incident)).not.toContain(PASSWORD);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
