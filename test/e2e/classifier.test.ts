// What only the classifier in the worker knows, in both browsers: hidden attacks of the corpus that the rules miss are
// blanked, honest twins stay, visible ones are treated as the verdict says, excluded sites are left alone, and a worker
// that dies is asked again. Texts are chosen by what judges them, so that training anew breaks nothing; they are hostile.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import { BROWSER_KINDS } from '../../tools/browsers/launch.ts';
import type { Example } from '../../tools/train/texts.ts';
import { Demarc, inPage } from '../support/demarc.ts';
import { escapeHtml, ordinaryPage, startHostile, type HostileServer } from '../support/hostile-server.ts';
import { corpus, covertAttacks, judged, quietTexts, some } from '../support/trained.ts';
import { stays, until } from '../support/until.ts';

const WITHIN_MS = 8_000;

const attacks = some(covertAttacks(), 5, 300);
const twins = some(quietTexts(), 5, 900);
/** Seen by people: rules and classifier are of one mind. */
const plain = corpus.find(
  (e) => e.attack && e.text.length < 600 && judged(e.text).seen.verdict.kind === 'malicious' && e.language === 'en',
);

const box = (inside: string): string => ordinaryPage(`<div id="box">${inside}</div>`);
const hiding = (text: string, way: number): string =>
  [
    `<p id="p" style="display:none">${escapeHtml(text)}</p>`,
    `<p id="p" style="opacity:0">${escapeHtml(text)}</p>`,
    `<p id="p" style="position:absolute;left:-9999px">${escapeHtml(text)}</p>`,
    `<img id="p" width="9" height="9" alt="${escapeHtml(text)}">`,
    `<template id="p"><p>${escapeHtml(text)}</p></template>`,
  ][way % 5] ?? '';
/** What stands in the place of the fixture. */
const READ = `(() => { const p = document.querySelector('#p');
  return p.alt ?? (p.content ?? p).textContent; })()`;
const read = async (page: Page): Promise<string> => String(await inPage(page, READ));
const normal = (text: string): string => text.replace(/\r\n?/g, '\n');

let server: HostileServer;
beforeAll(async () => {
  const pages = (list: readonly Example[], name: string): [string, string][] =>
    list.map((e, i) => [`/${name}-${i}`, box(hiding(e.text, i))]);
  server = await startHostile({
    ...Object.fromEntries([...pages(attacks, 'attack'), ...pages(twins, 'twin')]),
    '/visible': box(`<p id="p">${escapeHtml(plain?.text ?? '')}</p>`),
    '/quiet-visible': box(`<p id="p">${escapeHtml(attacks[0]?.text ?? '')}</p>`),
  });
});
afterAll(() => server.close());

test('the corpus has what is tested here', () => {
  expect([attacks.length, twins.length, plain !== undefined]).toEqual([5, 5, true]);
});

describe.each(BROWSER_KINDS)('in %s', (kind) => {
  let demarc: Demarc;
  beforeAll(async () => {
    demarc = await Demarc.start(kind, { eventPageIdle: 1_000 });
  });
  afterAll(() => demarc.stop());

  test.each(attacks.map((e, i) => [e.id, i] as const))('hidden, %s is blanked and recorded', async (_id, i) => {
    const page = await demarc.open(server.url(`/attack-${i}`));
    await demarc.untilDone(page, 'blanked', WITHIN_MS);
    await until('it is gone', async () => (await read(page)).trim() === '');
    const text = normal(attacks[i]?.text ?? '');
    const record = (await demarc.incidents()).filter((incident) => normal(incident.text) === text);
    expect(record.map((r) => [r.enforcement, r.verdict.kind])).toEqual([['blanked', 'malicious']]);
    await page.close();
  });

  test.each(twins.map((e, i) => [e.id, i] as const))('its honest twin %s stays', async (_id, i) => {
    const page = await demarc.open(server.url(`/twin-${i}`));
    const before = await read(page);
    expect(before.length).toBeGreaterThan(50);
    await stays('it is there', async () => (await read(page)) === before, 1_200);
    expect((await demarc.settled(page)).items).toEqual([]);
    await page.close();
  });

  test('visible, what rules and classifier say together is labelled and stays', async () => {
    const page = await demarc.open(server.url('/visible'));
    const before = await read(page);
    await demarc.untilDone(page, 'labelled', WITHIN_MS);
    expect(await read(page)).toBe(before);
    await page.close();
  });

  test('visible, what only the classifier says changes nothing', async () => {
    const page = await demarc.open(server.url('/quiet-visible'));
    const before = await read(page);
    await stays('it is there', async () => (await read(page)) === before, 1_200);
    expect((await demarc.settled(page)).items).toEqual([]);
    await page.close();
  });

  test('a worker that dies before and after the question is asked again', { timeout: 90_000 }, async () => {
    for (let run = 0; run < 3; run++) {
      const kill = (): Promise<unknown> => (kind === 'chromium' ? demarc.killWorker() : demarc.eventPageStopped());
      await kill();
      const [page] = await Promise.all([demarc.open(server.url('/attack-1')), kill()]);
      await kill();
      await until('it is gone', async () => (await read(page)).trim() === '', 20_000);
      await page.close();
    }
  });

  test('an excluded site is left alone', async () => {
    const { problem } = await demarc.changeSettings({ excludedSites: ['127.0.0.1'] });
    expect(problem).toBe('');
    try {
      const before = (await demarc.incidents()).length;
      const page = await demarc.open(server.url('/attack-0'));
      const text = await read(page);
      expect(text.length).toBeGreaterThan(50);
      await stays('it is there', async () => (await read(page)) === text, 1_500);
      expect((await demarc.incidents()).length).toBe(before);
      await page.close();
    } finally {
      await demarc.changeSettings({ excludedSites: [] });
    }
  });
});
