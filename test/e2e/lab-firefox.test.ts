// The Lab in Firefox: its worker starts there, too, texts and pages are judged, and a rule is tried.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Demarc } from '../support/demarc.ts';
import { escapeHtml, payloadOf } from '../support/hostile-server.ts';
import { LabPage } from '../support/lab-page.ts';
import { until } from '../support/until.ts';

const { text: payload } = payloadOf('display-none-news');
let demarc: Demarc;
let lab: LabPage;

beforeAll(async () => {
  demarc = await Demarc.start('firefox');
  lab = new LabPage((await demarc.openConsole('/lab')).page);
}, 60_000);

afterAll(() => demarc?.stop());

test('a text and a page are judged', async () => {
  await lab.paste('#lab-text', payload);
  const bad = await demarc.text('verdict_malicious');
  await lab.said('.lab-side:last-child', (words) => words.includes(bad));
  await lab.paste('#lab-text', `<!doctype html><h1>Tea</h1><p style="font-size:1px">${escapeHtml(payload)}</p>`);
  const rows = await lab.texts(2);
  expect(rows[0]?.[2]).toBe(await demarc.text('concealment_tiny'));
  expect(rows[0]?.at(-1)).toContain(bad);
});

test('a delivered rule is tried', async () => {
  await lab.tab('rule');
  await until('rules are in stock', () => lab.page.$$eval('.toolbar select option', (options) => options.length > 20));
  await lab.page.select('.toolbar select', 'phishing-relay.lure');
  await lab.press(await demarc.text('labBegin'));
  expect(await lab.said('.lab-timing', (words) => /\d/.test(words))).toContain('1,000');
});
