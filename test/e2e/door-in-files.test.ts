// Files on their way in: chosen or dropped, of every format that is read, and those that are not: locked, scanned, broken,
// larger than they look. One replica; what became of a file is asked of its server.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AssistantPage } from '../support/assistant-page.ts';
import { choose, noticeOn, untilNotice } from '../support/door-notice.ts';
import { payloadOf } from '../support/hostile-server.ts';
import { PASSWORD, SECRET_LINE } from '../support/made-up-secrets.ts';
import { bomb, docx } from '../support/office-files.ts';
import { lockedPdf, pdfOf, scannedPdf } from '../support/pdf-files.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const world = useWorld();
const { text: PAYLOAD } = payloadOf('display-none-news');
const folder = mkdtempSync(path.join(os.tmpdir(), 'demarc-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
}

let at: AssistantPage;
beforeEach(async () => {
  at = await AssistantPage.open(world.demarc.browser, world.range, 'chatgpt');
  await at.focus();
});
afterEach(() => at.close());
const text = (key: string): Promise<string> => world.demarc.text(key);
const uploads = (): readonly { name: string; text: string; size: number }[] =>
  at.received().flatMap((got) => (got.kind === 'upload' ? got.files : []));

describe('files', () => {
  test('a text with a secret is held; it goes on with placeholders', async () => {
    await at.attach([file('settings.env', `NAME=demo\n${SECRET_LINE}\n`)]);
    const seen = await untilNotice(at.page);
    expect(seen.text).toContain('settings.env');
    expect(uploads()).toEqual([]);
    await choose(at.page, await text('doorRedactPaste'));
    const [got] = await until('it is uploaded', () => Promise.resolve(uploads().length > 0 && uploads()));
    expect(got?.name).toBe('settings.env');
    expect(got?.text).toMatch(/NAME=demo\n.*\[PASSWORD_\d+\]/);
    expect(got?.text).not.toContain(PASSWORD);
  });

  test('left out, nothing is uploaded', async () => {
    await at.attach([file('settings.env', SECRET_LINE)]);
    await choose(at.page, await text('doorLeaveOut'));
    await until('the notice is gone', async () => (await noticeOn(at.page)) === null);
    expect(uploads()).toEqual([]);
  });

  test('a document with hidden words that steer is held', async () => {
    await at.attach([file('paper.docx', docx('An honest paper.', PAYLOAD))]);
    const seen = await untilNotice(at.page);
    expect(seen.text).toContain(PAYLOAD.slice(0, 30));
    expect(uploads()).toEqual([]);
    await choose(at.page, await text('doorGoFile'));
    await until('it is uploaded', () => Promise.resolve(uploads().length > 0));
  });

  test('clean files arrive as they are, in their order', async () => {
    await at.attach([file('a.csv', 'a,b\n1,2\n'), file('b.docx', docx('Honest words.'))]);
    await until('both are there', () => Promise.resolve(uploads().length === 2));
    expect(uploads().map((f) => f.name)).toEqual(['a.csv', 'b.docx']);
    expect(uploads()[0]?.text).toBe('a,b\n1,2\n');
    expect(await noticeOn(at.page)).toBeNull();
  });

  test.each([
    ['a picture', 'photo.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'binary'],
    ['a broken document', 'broken.docx', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9, 9, 9]), 'broken'],
    ['a bomb', 'bomb.docx', bomb(), 'binary'],
    ['a locked PDF file', 'locked.pdf', lockedPdf(), 'encrypted'],
    ['a scanned PDF file', 'scan.pdf', scannedPdf(), 'pictures'],
  ])('%s goes on, and is said not to be scanned, and why', async (_, name, bytes, why) => {
    await at.attach([file(name, bytes)]);
    const seen = await untilNotice(at.page);
    expect(seen.role).toBe('status');
    expect(seen.text).toContain(await text('doorNotScanned'));
    expect(seen.text).toContain(`${name}: ${await text(`doorUnread_${why}`)}`);
    await until('it is uploaded', () => Promise.resolve(uploads().length > 0));
    expect(uploads()[0]?.size).toBe(bytes.length);
  });

  test('a PDF file as a browser prints it is read: a secret in it is held', async () => {
    const printed = await world.demarc.browser.newPage();
    await printed.setContent(`<h1>Set-up</h1><p>Use <b>${SECRET_LINE.replace(/"/g, '&quot;')}</b> for now.</p>`);
    const bytes = await printed.pdf();
    await printed.close();
    await at.page.bringToFront();
    await at.attach([file('printed.pdf', bytes)]);
    const seen = await untilNotice(at.page);
    expect(seen.role).toBe('alertdialog');
    expect(seen.text).toContain('printed.pdf');
    // A PDF file cannot be written anew, so there is no choice of placeholders.
    expect(seen.buttons).not.toContain(await text('doorRedactPaste'));
    expect(uploads()).toEqual([]);
    await choose(at.page, await text('doorLeaveOut'));
    await until('the notice is gone', async () => (await noticeOn(at.page)) === null);
    expect(uploads()).toEqual([]);
  });

  test('a clean PDF file arrives as it is', async () => {
    const bytes = pdfOf('Ferries leave at nine.');
    await at.attach([file('ferries.pdf', bytes)]);
    await until('it is uploaded', () => Promise.resolve(uploads().length > 0));
    expect(uploads()[0]?.size).toBe(bytes.length);
    expect(await noticeOn(at.page)).toBeNull();
  });

  test('a dropped file is held like a chosen one', async () => {
    await at.drop({ files: [file('drop.txt', SECRET_LINE)] });
    await untilNotice(at.page);
    expect(uploads()).toEqual([]);
    await choose(at.page, await text('doorRedactPaste'));
    const [got] = await until('it is uploaded', () => Promise.resolve(uploads().length > 0 && uploads()));
    expect(got?.text).not.toContain(PASSWORD);
  });
});
