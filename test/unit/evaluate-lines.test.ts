// `npm run evaluate` on anyone's lines: bad ones are told and the rest goes on, order and ids stay, markup is read as
// markup, and the channel says whether a person sees the text. The program itself runs once; the rest asks its parts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../tools/browsers/launch.ts';
import { loadJudge, looksLikeHtml } from '../../tools/evaluate/judge.ts';
import { evaluateLine } from '../../tools/evaluate/line.ts';
import { escapeHtml } from '../support/hostile-server.ts';
import { covertAttacks, quietTexts, some } from '../support/trained.ts';

interface Answer {
  readonly id?: unknown;
  readonly error?: string;
  readonly verdict?: string;
  readonly score?: number;
  readonly findings?: readonly { readonly hidden?: boolean; readonly start?: number; readonly end?: number }[];
}
const judge = loadJudge();
const line = (row: unknown): Answer => evaluateLine(judge, JSON.stringify(row)) as Answer;
const raw = (text: string): Answer => evaluateLine(judge, text) as Answer;
const [attack = ''] = some(covertAttacks(), 1).map((e) => e.text);
const [quiet = ''] = some(quietTexts(), 1).map((e) => e.text);

describe('a line', () => {
  test.each([
    ['that is no JSON', '{"id":1,', 'not JSON'],
    ['that is empty', '', 'not JSON'],
    ['of a list', '[1]', 'not an object'],
    ['of null', 'null', 'not an object'],
    ['of a number', '7', 'not an object'],
    ['without a text', '{}', 'no "text"'],
    ['whose text is a number', '{"text":5}', 'no "text"'],
    ['whose channel is a list', '{"text":"x","channel":[]}', '"channel"'],
  ])('%s is told of', (_title, text, error) => {
    expect(raw(text).error).toContain(error);
    expect(raw(text).verdict).toBeUndefined();
  });

  test('keeps its id, whatever that is', () => {
    for (const id of ['a', 7, 0, '', false, null, [1], { a: 1 }]) {
      expect(line({ id, text: quiet }).id).toEqual(id);
      expect(line({ id }).id).toEqual(id);
    }
    expect('id' in line({ text: quiet })).toBe(false);
  });

  test('may begin with a byte order mark, and hold any characters', () => {
    expect(raw(`\ufeff${JSON.stringify({ id: 1, text: quiet })}`).verdict).toBe('clean');
    for (const text of ['', '\ud800', '\0', '\u2028 \u2029', '\u202e'.repeat(50), '\ufeff'])
      expect(line({ text })).toMatchObject({ verdict: 'clean' });
  });

  test('has a score in four places and places inside its text', () => {
    const { score = -1, findings = [] } = line({ text: attack, channel: 'hidden' });
    expect(score).toBe(Number(score.toFixed(4)));
    expect(findings.length).toBeGreaterThan(0);
    for (const { start = -1, end = -1 } of findings)
      expect(start >= 0 && start < end && end <= attack.length).toBe(true);
  });

  test('that cannot be judged is told of with its id', () => {
    const failing = (): never => {
      throw new Error('made up');
    };
    expect(evaluateLine(failing, '{"id":3,"text":"words"}')).toEqual({ id: 3, error: 'could not be judged: made up' });
  });
});

describe('the channel', () => {
  test.each(['hidden', 'attribute', 'comment', 'meta', 'json', 'alt', 'aria', 'url'])('%s is unseen', (channel) => {
    expect(line({ text: attack, channel }).verdict).toBe('malicious');
    expect(line({ text: attack, channel })).toEqual(line({ text: attack, channel: 'hidden' }));
  });

  test.each(['', 'paragraph', 'mail', 'constructor', null])('%s is seen', (channel) => {
    expect(line({ text: attack, channel })).toEqual(line({ text: attack }));
  });
});

describe('markup', () => {
  const page = (inside: string): string => `<!doctype html><title>Pier</title><p>${escapeHtml(quiet)}</p>${inside}`;
  const hidden = page(`<p style="display:none">${escapeHtml(attack)}</p>`);

  test.each([
    ['in "html"', { html: hidden }],
    ['in "text"', { text: hidden }],
    ['by its channel', { text: `<p hidden>${escapeHtml(attack)}`, channel: 'html' }],
  ])('%s is read as markup', (_title, row) => {
    const answer = line(row);
    expect([answer.verdict, answer.findings?.[0]?.hidden]).toEqual(['malicious', true]);
  });

  test('"html" is read before "text"', () => {
    expect(line({ html: page(''), text: attack, channel: 'hidden' }).verdict).toBe('clean');
  });

  test('without a payload is clean', () => {
    expect(line({ html: page('<p hidden>Dogs are welcome on the open deck of the ferry.</p>') }).verdict).toBe('clean');
    expect(line({ html: '' })).toMatchObject({ verdict: 'clean', score: 0, findings: [] });
  });

  test('a text that speaks of a tag is none', () => {
    expect(looksLikeHtml('Close it with </p> and go on.')).toBe(false);
    expect(looksLikeHtml('a < b and c > d')).toBe(false);
    expect(looksLikeHtml('<p>x</p><p>y</p>')).toBe(true);
  });
});

describe('the program', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'demarc-evaluate-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (...args: string[]): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, ['--import', 'tsx', path.join(ROOT, 'tools/evaluate/main.ts'), ...args], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, DEMARC_CWD: folder },
    });

  test('answers line for line, in order, around bad lines, odd line ends and separators', { timeout: 30_000 }, () => {
    const rows = [
      JSON.stringify({ id: 'a', text: quiet }),
      'broken',
      '',
      JSON.stringify({ id: 'b', text: attack, channel: 'comment' }),
      JSON.stringify({ id: 'c', text: `one\u2028two\u2029three ${quiet}` }),
      JSON.stringify({ id: 'd' }),
      JSON.stringify({ id: 'e', html: '<p>x</p>'.repeat(150_000) }),
    ];
    writeFileSync(path.join(folder, 'in.jsonl'), `\ufeff${rows.join('\r\n')}`);
    const { status, stdout } = run('in.jsonl');
    const answers = String(stdout)
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Answer);
    expect(status).toBe(0);
    expect(answers.map((a) => a.id ?? null)).toEqual(['a', null, 'b', 'c', 'd', 'e']);
    expect(answers.map((a) => a.verdict ?? 'error')).toEqual([
      'clean',
      'error',
      'malicious',
      'clean',
      'error',
      'clean',
    ]);
  });

  test('ends with 2 when the file is none', { timeout: 20_000 }, () => {
    expect(run('nothing.jsonl').status).toBe(2);
    expect(run('.').status).toBe(2);
  });
});
