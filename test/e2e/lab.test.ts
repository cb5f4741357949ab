// The Lab in the built extension, by keyboard: texts, pages, rules and corpora; nothing that is pasted runs, loads or stays in
// the way. Attack texts come from the corpus and the catalogue; they are judged and compared, never shown. One browser.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Demarc } from '../support/demarc.ts';
import { escapeHtml, payloadOf } from '../support/hostile-server.ts';
import { LAB_TABS, LabPage } from '../support/lab-page.ts';
import { until } from '../support/until.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { text: payload } = payloadOf('display-none-news');
const HONEST = 'The kettle sang while the rain went on over the roofs of the town.';

let demarc: Demarc;
let lab: LabPage;
let server: Server;
let requests: string[];
let base: string;

beforeAll(async () => {
  requests = [];
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  demarc = await Demarc.start('chromium');
  await demarc.policyKnown('none');
  lab = new LabPage((await demarc.openConsole('/lab')).page);
});

afterAll(async () => {
  await demarc?.stop();
  server?.close();
});

const text = (key: string): Promise<string> => demarc.text(key);

async function violations(): Promise<string[]> {
  await lab.page.evaluate(AXE);
  const all: string[] = [];
  for (const value of ['light', 'dark']) {
    await lab.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    const found = await lab.page.evaluate(
      `axe.run(document).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' '))[0]))`,
    );
    all.push(...(found as string[]).map((one) => `${value}: ${one}`));
  }
  return all;
}

describe.sequential('the Lab', () => {
  test('judges a text while it is typed, as seen and as unseen, and what policies would do', async () => {
    await lab.tab('text');
    await lab.page.focus('#lab-text');
    await lab.page.keyboard.type('The kettle');
    await lab.said('.lab-side', (words) => words.includes('0'));
    await lab.paste('#lab-text', payload);
    const bad = await text('verdict_malicious');
    await lab.said('.lab-side:last-child', (words) => words.includes(bad));
    const decisions = await lab.said('.lab-decisions');
    for (const key of ['action_audit', 'action_block', 'preset_strict', 'labInForce'])
      expect(decisions).toContain(await text(key));
    expect(await lab.page.$$eval('.inert mark', (found) => found.length)).toBeGreaterThan(0);
    expect(await violations()).toEqual([]);
  });

  test('keeps the draft across a reload, and forgets it when told to', async () => {
    await until('it is kept', async () => (await lab.page.evaluate('localStorage.length')) === 1);
    await lab.page.reload();
    await lab.shown('#lab-text');
    expect(await lab.value('#lab-text')).toBe(payload);
    await lab.press(await text('labClear'));
    await until('it is gone', async () => (await lab.page.evaluate('localStorage.length')) === 0);
    expect(await lab.value('#lab-text')).toBe('');
  });

  test('takes a page apart as the sensors see it, and nothing in it lives', async () => {
    const said = escapeHtml(payload);
    const url = (name: string): string => `${base}/${name}`;
    await lab.paste(
      '#lab-text',
      `<!doctype html><html><head><meta http-equiv="refresh" content="0;url=${url('refresh')}"><link rel="stylesheet" href="${url('sheet')}">
      <base href="${base}/"><style>@import "${url('import')}"; p { background: url(${url('background')}) }</style></head>
      <body onload="fetch('${url('onload')}')"><p>${HONEST}</p><p style="display:none">${said}</p><img src="${url('picture')}" alt="${said}" onerror="top.document.title='hit'">
      <script>top.document.title='hit'</script><iframe src="${url('frame')}"></iframe><svg><script>top.document.title='hit'</script></svg>
      <form action="${url('form')}"><button autofocus>x</button></form><!-- ${said.replaceAll('--', '')} -->
      <a href="https://a.example/?q=${encodeURIComponent(payload)}">link</a></body></html>`,
    );
    const rows = await lab.texts(6);
    const concealed = rows.map((row) => row[2]);
    for (const key of ['concealment_not_rendered', 'concealment_never_painted', 'concealmentVisible'])
      expect(concealed).toContain(await text(key));
    const honest = rows.find((row) => row[0]?.includes('The kettle')) ?? [];
    expect(honest.at(-1)).toContain(await text('verdict_clean'));
    expect(rows[0]?.at(-1)).toContain(await text('verdict_malicious'));
    await lab.said('.lab-side:last-child');
    expect(await violations()).toEqual([]);
    expect(requests).toEqual([]);
    expect(await lab.page.title()).not.toContain('hit');
    expect(lab.page.url()).toMatch(/#\/lab$/);
  });

  test('takes an address apart without opening it', async () => {
    await lab.paste('#lab-text', `${base}/a?q=${encodeURIComponent(payload)}&b=1%2C000`);
    const rows = await lab.texts(2);
    expect(rows[0]?.[1]).toContain('?q');
    expect(rows[0]?.at(-1)).toContain(await text('verdict_malicious'));
    expect(requests).toEqual([]);
  });

  test('shows what is hostile as what it is: boxes for what nobody sees, long lines', async () => {
    const odd = `\u202ea\u200b<b onclick="x">b</b>\u{e0041}`.repeat(300);
    await lab.page.select('.toolbar select', 'text');
    await lab.paste('#lab-text', `${odd}\n${'x'.repeat(200_000)}\n${payload}`);
    await lab.said('.lab-judgement .notice', (words) => /\d/.test(words));
    expect(
      await lab.page.$$eval('.lab-judgement .inert *', (found) => [...new Set(found.map((e) => e.localName))]),
    ).toEqual(expect.not.arrayContaining(['b']));
    await lab.paste('#lab-text', odd);
    await lab.shown('.lab-judgement .char-box');
    await lab.press(await text('labClear'));
  });

  test('edits a delivered rule: form and file are one, samples are tried, mistakes have places', async () => {
    await lab.tab('rule');
    await until('rules are in stock', () =>
      lab.page.$$eval('.toolbar select option', (options) => options.length > 20),
    );
    await lab.page.select('.toolbar select', 'phishing-relay.lure');
    await lab.press(await text('labBegin'));
    const json = await until('the rule is there', async () => (await lab.value('#lab-json').catch(() => '')) || null);
    await lab.said('.lab-timing', (words) => /\d/.test(words));
    expect(await violations()).toEqual([]);
    await lab.page.$$eval('.lab-form .lab-pair label:nth-child(2) select', (found) => found[0]?.focus());
    await lab.page.keyboard.type('crit');
    await until('the form writes into the file', async () =>
      (await lab.value('#lab-json')).includes('"severity": "critical"'),
    );
    await lab.paste('#lab-json', json.replace('"within": 130', '"within": 0'));
    const line = String(json.slice(0, json.indexOf('"within"')).split('\n').length);
    expect(await lab.said('#lab-mistakes li', (words) => words.includes(line))).toContain('1.');
    await lab.paste('#lab-json', '{');
    await lab.said('#lab-mistakes', (words) => words.includes('1'));
    await lab.said('.lab-form, .lab-rule section', (words) => words !== '');
    await lab.paste('#lab-json', json);
    await lab.said('.lab-timing', (words) => /\d/.test(words));
  });

  test('refuses a pattern that could be slow before it runs', async () => {
    const json = JSON.parse(await lab.value('#lab-json')) as {
      rules: [{ match: unknown; samples: { match: string[] } }];
    };
    json.rules[0].match = { pattern: '(?:a?){40}a{40}b' };
    json.rules[0].samples.match = ['a'.repeat(50), 'a', 'aa'];
    const before = await lab.value('#lab-json');
    await lab.paste('#lab-json', JSON.stringify(json, null, 2));
    const many = await text('labMistake_many');
    await lab.said('#lab-mistakes', (words) => words.includes(many));
    await lab.paste('#lab-json', before);
  });

  test('tries it on the texts that come with it, and on those of a file with bad lines', async () => {
    await lab.press(await text('labRun'));
    expect(await lab.said('.lab-corpus-said', (words) => /\d/.test(words))).toContain('682');
    const sample = (JSON.parse(await lab.value('#lab-json')) as { rules: [{ samples: { match: string[] } }] }).rules[0]
      .samples.match[0];
    const row = (id: string, label: string, words = HONEST): string => JSON.stringify({ id, label, text: words });
    const lines = [
      row('a', 'attack', sample),
      row('b', 'honest', sample),
      row('c', 'attack'),
      'no json',
      row('d', 'honest'),
    ];
    await lab.giveFile('input[accept^=".jsonl"]', 'own.jsonl', lines.join('\n'));
    await lab.press(await text('labRun'));
    await lab.said('.lab-corpus-said', (words) => words.includes('4'));
    for (const [list, count] of [
      ['matches', '2'],
      ['falsePositives', '1'],
      ['misses', '1'],
    ] as const)
      expect(await lab.said(`.lab-count-${list}`)).toBe(count);
    expect(await lab.page.$$eval('.lab-outcome .problems li', (found) => found.length)).toBe(1);
    expect(await violations()).toEqual([]);
  });

  test('compares the delivered rules with the rule that is written', async () => {
    await lab.tab('compare');
    await lab.press(await text('labCompare'));
    await lab.said('.lab-changed', (words) => /\d/.test(words));
    expect(await violations()).toEqual([]);
    expect(LAB_TABS).toHaveLength(3);
  });

  test('changes nothing of what protects', async () => {
    expect(await demarc.incidents()).toEqual([]);
    expect((await demarc.policy()).settings.hiddenTextAction).toBe('block');
    expect(requests).toEqual([]);
  });
});
