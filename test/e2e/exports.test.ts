// Exports and imports in the built console: by a file that the person chose and by a download, with and without texts; a
// file of another machine, whose lines may be anything; the report of a false alarm. By keyboard, and looked at by axe.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ElementHandle, Page } from 'puppeteer';
import type { Incident } from '../../src/model/incident.ts';
import { schemaProblems } from '../support/ajv.ts';
import type { ConsolePage } from '../support/console-page.ts';
import { exported, found, hostile, WORST } from '../support/exports.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const schema = JSON.parse(readFileSync('src/catalog/incident.schema.json', 'utf8')) as object;
const world = useWorld();
let folder: string;
let incident: Incident;
let view: ConsolePage;
let page: Page;

const EXPORT_FOUND = '.list-tools > button:last-of-type';

/** The picker of files is the browser's own window; instead of it stands a real file in the page's private file system. */
const CHOSEN = `
  window.showSaveFilePicker = async ({ suggestedName }) => {
    window.suggested = suggestedName;
    return (await navigator.storage.getDirectory()).getFileHandle('chosen', { create: true });
  }`;
const READ_CHOSEN = `
  navigator.storage.getDirectory().then((d) => d.getFileHandle('chosen')).then((h) => h.getFile()).then((f) => f.text())`;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'demarc-exports-'));
  await world.demarc.policyKnown('none');
  const attacked = await world.demarc.open(world.page('display-none-news').url);
  await world.demarc.untilDone(attacked, 'blanked');
  incident = (await world.demarc.incidents())[0] as Incident;
  view = await world.demarc.openConsole('/incidents');
  ({ page } = view);
  await view.shown(EXPORT_FOUND);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const press = async (selector: string): Promise<void> => {
  await view.shown(selector);
  await page.$eval(selector, (e) => (e as HTMLElement).focus());
  await page.keyboard.press('Enter');
};
/** Chooses a radio button or a box by its key. */
const choose = async (end: string): Promise<void> => {
  const input = `dialog[open] input[id$="${end}"]`;
  await view.shown(input);
  await page.focus(input);
  await page.keyboard.press('Space');
  expect(await page.$eval(input, (e) => (e as HTMLInputElement).checked)).toBe(true);
};
const said = (): Promise<string> => page.$eval('dialog[open] [role=status]', (e) => e.textContent ?? '');
async function exportDone(): Promise<void> {
  await press('dialog[open] button[type=submit]');
  await view.shown('dialog[open] .export-done');
}
async function closeDialog(): Promise<void> {
  await page.keyboard.press('Escape');
  await until('the dialogue is closed', async () => (await page.$('dialog[open]')) === null);
}
async function bring(name: string, content: string): Promise<void> {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  const input = (await page.$('.file-bar input[type=file]')) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(file);
}
async function violations(scheme: string): Promise<string[]> {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.evaluate(AXE);
  return (await page.evaluate(
    `axe.run(document).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' '))[0]))`,
  )) as string[];
}
const axe = async (): Promise<void> => {
  for (const scheme of ['light', 'dark']) expect(await violations(scheme)).toEqual([]);
};

describe('an export', () => {
  test('without texts, to a file that was chosen', async () => {
    await page.evaluate(CHOSEN);
    await press(EXPORT_FOUND);
    await view.shown('dialog[open] input[type=radio]');
    await axe();
    await exportDone();
    const file = (await page.evaluate(READ_CHOSEN)) as string;
    expect(await page.evaluate('window.suggested')).toMatch(/^demarc-incidents-\d{4}-\d\d-\d\d-\d{4}\.jsonl$/);
    const [line = '', ...rest] = file.trimEnd().split('\n');
    expect(rest).toEqual([]);
    const record = JSON.parse(line) as Incident;
    expect(schemaProblems(schema, record)).toEqual([]);
    expect(record).toMatchObject({ id: incident.id, site: incident.site, text: '', redacted: true });
    expect(file).not.toContain(world.page('display-none-news').canary);
    // The focus is on what is left to press, and goes back to where it came from.
    expect(await page.evaluate('document.activeElement.closest("dialog") !== null')).toBe(true);
    await closeDialog();
    expect(await page.evaluate('document.activeElement.closest(".list-tools") !== null')).toBe(true);
  });

  test('in full, and with codes for hosts, in another format', async () => {
    await press(EXPORT_FOUND);
    await choose('-full');
    await exportDone();
    const full = JSON.parse((await page.evaluate(READ_CHOSEN)) as string) as Incident;
    expect(full.text).toBe(incident.text);
    await closeDialog();
    await press(EXPORT_FOUND);
    await choose('-csv');
    await choose('-codes');
    await exportDone();
    const file = (await page.evaluate(READ_CHOSEN)) as string;
    expect(file).toMatch(/\r\n.*,h-[0-9a-f]{16}\.invalid,/);
    expect(file).not.toContain(incident.site);
    await closeDialog();
  });

  test('of one incident, as a download where no file can be chosen', async () => {
    await page.evaluate('window.showSaveFilePicker = undefined');
    const client = await page.createCDPSession();
    await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    await page.evaluate((id) => (location.hash = `#/incident/${id}`), incident.id);
    await press('main section:last-of-type .toolbar button');
    await choose('-html');
    await exportDone();
    const name = await until('the download is there', () =>
      Promise.resolve(readdirSync(folder).find((f) => f.endsWith('.html'))),
    );
    expect(readFileSync(path.join(folder, name), 'utf8')).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
    await closeDialog();
  });

  test('of a case waits for the texts', async () => {
    await press('main section:last-of-type .toolbar button');
    await choose('-regression');
    const submit = 'dialog[open] button[type=submit]';
    expect(await page.$eval(submit, (b) => (b as HTMLButtonElement).disabled)).toBe(true);
    expect(await said()).not.toBe('');
    await choose('-full');
    expect(await page.$eval(submit, (b) => (b as HTMLButtonElement).disabled)).toBe(false);
    await closeDialog();
  });
});

test('a false alarm: the whole file is on show, and what is on show is saved', async () => {
  await page.evaluate(CHOSEN);
  await press('main section:last-of-type .toolbar button:nth-of-type(2)');
  await view.shown('dialog[open] textarea');
  await axe();
  await page.type('dialog[open] input[type=text]', 'A note of ours');
  const shown = await page.$eval('dialog[open] textarea', (t) => (t as HTMLTextAreaElement).value);
  expect(JSON.parse(shown)).toMatchObject({ cases: [{ why: 'A note of ours', expect: { kind: 'clean' } }] });
  expect(shown).not.toContain(incident.site);
  await press('dialog[open] button[type=submit]');
  await until('it is saved', async () => (await said()) !== '');
  expect(await page.evaluate(READ_CHOSEN)).toBe(shown);
  await closeDialog();
});

describe('a file of another machine', () => {
  const others = Array.from({ length: 40 }, (_, i) =>
    // Half of them from a clock that is ahead.
    found({ site: 'elsewhere.example', time: Date.now() + (i - 20) * 86_400_000 }),
  );
  const stored = async (): Promise<string> => JSON.stringify((await world.demarc.incidents()).map((i) => i.id));

  test('is on show instead of this device’s record, is marked, and changes nothing', async () => {
    const before = await stored();
    await page.evaluate(() => (location.hash = '#/incidents'));
    await view.shown('.file-bar input[type=file]');
    await bring('others.jsonl', `${exported('jsonl', others)}no record\n`);
    await view.shown('.foreign');
    expect(await view.words()).toContain('elsewhere.example');
    expect(await view.words()).not.toContain(incident.site);
    await page.click('.foreign summary');
    expect(await page.$$eval('.bad-lines li', (all) => all.map((e) => e.textContent))).toEqual([
      expect.stringContaining('41'),
    ]);
    await axe();
    // One of them in full: marked too, and not to be put back.
    await page.evaluate((id) => (location.hash = `#/incident/${id}`), others[0]?.id ?? '');
    await view.shown('main .inert');
    expect(await page.$('.foreign')).not.toBeNull();
    const buttons = await page.$$eval('main button', (all) => all.map((b) => b.textContent));
    expect(buttons).not.toContain(await world.demarc.text('undo'));
    expect(await stored()).toBe(before);
    await press('.foreign > button');
    await page.evaluate(() => (location.hash = '#/incidents'));
    await until('this device’s record is back', async () => (await view.words()).includes(incident.site));
    expect(await view.words()).not.toContain('elsewhere.example');
  });

  test('of hostile lines stays text', async () => {
    const elements = (): Promise<number> =>
      page.$$eval('main script, main img, main link, main object, main iframe:not([sandbox])', (all) => all.length);
    const before = await elements();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => asked.push('dialog')));
    const lines = Object.values(WORST).map((text) => {
      const one = hostile(text);
      const findings = one.verdict.findings.map((f) => ({ ...f, rule: 'assistant-address.made-up' }));
      return { ...one, url: '', decision: incident.decision, verdict: { ...one.verdict, findings } };
    });
    await bring('worst.jsonl', `${exported('jsonl', lines)}${Object.values(WORST).join('\n')}\n`);
    await view.shown('.foreign');
    await page.evaluate((id) => (location.hash = `#/incident/${id}`), lines[0]?.id ?? '');
    await view.shown('main .inert');
    expect(await view.words()).toContain('<script>alert(1)</script>');
    expect(await elements()).toBe(before);
    // Frames without an address and pictures of the page's own are no requests to anybody.
    expect(asked.filter((url) => !/^(?:chrome-extension|about|data|blob):/.test(url)).join(' ')).toBe('');
    await press('.foreign > button');
  });

  test('that is none says so', async () => {
    await page.evaluate(() => (location.hash = '#/incidents'));
    await view.shown('.file-bar input[type=file]');
    await bring('none.jsonl', 'nothing\nof the kind\n');
    await view.shown('.notice');
    expect(await view.words()).toContain(await world.demarc.text('importNone'));
  });
});
