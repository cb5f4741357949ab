// What comes in larger, stranger or by other ways than a person would bring it: the page goes on, the draft is not lost, and what
// was not looked at is said. Through the real clipboard and the browser's own choosers.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { AssistantPage } from '../support/assistant-page.ts';
import { choose, noticeOn, untilNotice } from '../support/door-notice.ts';
import { payloadOf } from '../support/hostile-server.ts';
import { PASSWORD, SECRET_LINE } from '../support/made-up-secrets.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const world = useWorld();
const { text: PAYLOAD } = payloadOf('display-none-news');
const folder = mkdtempSync(path.join(os.tmpdir(), 'demarc-hostile-'));
const secret = path.join(folder, 'settings.env');
writeFileSync(secret, `NAME=demo\n${SECRET_LINE}\n`);
afterAll(() => rmSync(folder, { recursive: true }));

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
const text = (key: string): Promise<string> => world.demarc.text(key);
// CodeMirror, because it alone shows so much at once; a text area takes the browser half a minute to lay out, with or without.
test('a paste of 50 megabytes goes in behind the draft, and is said to be scanned in part', async () => {
  const at = await open('replit');
  await at.type('My own words. ');
  const line = `${'A line of a log without anything in it. '.repeat(20)}\n`;
  const times = Math.ceil(50_000_000 / line.length);
  await at.paste({ text: line, times });
  const seen = await untilNotice(at.page);
  expect(seen.role).toBe('status');
  expect(seen.text).toContain(await text('doorPastePartly'));
  expect(await at.editorText()).toMatch(/^My own words\. A line of a log/);
});

test('a secret in the part that is read is replaced in a paste of five megabytes', async () => {
  const at = await open('replit');
  const block = `${SECRET_LINE}\n${'A line of a log. '.repeat(300)}\n`;
  await at.paste({ text: block, times: 1_000 });
  await until('it is in', async () => (await at.editorText()).includes('[PASSWORD_'), 20_000);
  expect(await at.editorText()).not.toContain(PASSWORD);
});

test('words that steer in a form that only an editor reads are held', async () => {
  const at = await open('perplexity');
  const node = { type: 'text', text: PAYLOAD, format: 0, style: '', mode: 'normal', detail: 0, version: 1 };
  const paragraph = { type: 'paragraph', children: [node], direction: 'ltr', format: '', indent: 0, version: 1 };
  const form = JSON.stringify({ namespace: 'editor', nodes: [paragraph] });
  await at.paste({ text: 'A harmless line', forms: { 'application/x-lexical-editor': form } });
  const seen = await untilNotice(at.page);
  expect(seen.role).toBe('alertdialog');
  expect(seen.text).toContain(PAYLOAD.slice(0, 30));
  expect(await at.editorText()).toBe('');
  await choose(at.page, await text('doorClean'));
  await until('it is in', async () => (await at.editorText()) === 'A harmless line');
});

test('forms of any name and content are left to the editor where nothing is in them', async () => {
  const at = await open('chatgpt');
  const forms = {
    'text/rtf': '{\\rtf1 words}',
    'text/uri-list': 'https://example.org/',
    'application/json': `${'['.repeat(100_000)}`,
    'application/x-\u00e4': '\u0000\ud800',
    'text/x-web-markdown': 'x'.repeat(1_000_000),
  };
  await at.paste({ text: 'plain words', html: `<p>plain <b>words</b>${'<i>'.repeat(2_000)}</p>`, forms });
  await until('it is in', async () => (await at.editorText()).includes('plain words'));
  expect((await noticeOn(at.page))?.role ?? 'status').toBe('status');
});

test('a file chosen with a field that is in no document is held like any other', async () => {
  const at = await open('chatgpt');
  const [chooser] = await Promise.all([
    at.page.waitForFileChooser(),
    at.page.evaluate(`{
      const field = document.createElement('input');
      field.type = 'file';
      field.onchange = async () => { globalThis.got = await field.files[0].text(); };
      field.click();
    }`),
  ]);
  await chooser.accept([secret]);
  const seen = await untilNotice(at.page);
  expect(seen.text).toContain('settings.env');
  expect(await at.page.evaluate('globalThis.got')).toBeUndefined();
  await choose(at.page, await text('doorRedactPaste'));
  const got = await until('the page has it', async () => (await at.page.evaluate('globalThis.got')) as string);
  expect(got).toContain('NAME=demo');
  expect(got).not.toContain(PASSWORD);
});

test('a picker that hands files to the page alone is named', async () => {
  const at = await open('chatgpt');
  await at.page.evaluate(`{ showOpenFilePicker().catch(() => undefined); }`);
  const seen = await untilNotice(at.page);
  expect(seen.role).toBe('status');
  expect(seen.text).toContain(await text('doorUnread_unseen'));
  const incident = await until('it is on record', async () =>
    (await world.demarc.incidents()).find(({ input }) => input?.way === 'file' && input.unscanned),
  );
  expect(incident.decision.key).toBe('unscannedFileAction');
});
