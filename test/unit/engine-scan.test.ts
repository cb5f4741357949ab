// The engine's front door and the verdict: thresholds, monotonic joining, bounds, and that a disguise does not help.
import { describe, expect, test } from 'vitest';
import { MAX_FINDINGS, MAX_TEXT } from '../../src/engine/limits.ts';
import { scan } from '../../src/engine/scan.ts';
import { HIDDEN_THRESHOLD, judge, VISIBLE_THRESHOLD } from '../../src/engine/verdict/judge.ts';
import type { Family, Finding, Severity } from '../../src/model/finding.ts';
import { HONEST, madeUpRules, PAYLOAD } from '../support/made-up-rules.ts';

const rules = madeUpRules();
const finding = (family: Family, confidence: number, severity: Severity = 'medium'): Finding => ({
  rule: `${family}.x`,
  family,
  severity,
  confidence,
  start: 0,
  end: 1,
  transform: 'original',
  excerpt: 'x',
});
const verdict = (findings: readonly Finding[], hidden = true) => judge(findings, [], hidden);

describe('the verdict', () => {
  test('of nothing is clean, without severity', () => {
    expect(verdict([])).toEqual({
      kind: 'clean',
      severity: null,
      confidence: 0,
      families: [],
      findings: [],
      layers: [],
    });
  });

  test.each([
    [true, HIDDEN_THRESHOLD, 'malicious'],
    [true, HIDDEN_THRESHOLD - 0.01, 'suspicious'],
    [true, HIDDEN_THRESHOLD * 0.6 - 0.01, 'clean'],
    [false, VISIBLE_THRESHOLD, 'malicious'],
    [false, VISIBLE_THRESHOLD - 0.01, 'suspicious'],
    [false, VISIBLE_THRESHOLD * 0.6 - 0.01, 'clean'],
  ] as const)('hidden %s at %d is %s', (hidden, confidence, kind) => {
    expect(verdict([finding('suppression', confidence)], hidden).kind).toBe(kind);
  });

  test('independent families add up, findings of one family do not', () => {
    expect(verdict([finding('suppression', 0.4), finding('tool-steering', 0.4)]).confidence).toBeCloseTo(0.64);
    expect(verdict([finding('suppression', 0.4), finding('suppression', 0.3)]).confidence).toBeCloseTo(0.4);
  });

  test('how a text is written is no charge by itself', () => {
    const form = [finding('hidden-characters', 0.9), finding('encoded-payload', 0.9)];
    expect(verdict(form)).toMatchObject({ kind: 'clean', confidence: 0 });
    expect(verdict([...form, finding('suppression', 0.1)]).kind).toBe('malicious');
  });

  test('severity is the highest, families are strongest first', () => {
    const v = verdict([finding('suppression', 0.2, 'critical'), finding('tool-steering', 0.5, 'low')]);
    expect([v.severity, v.families]).toEqual(['critical', ['tool-steering', 'suppression']]);
  });
});

describe('a scan', () => {
  test('judges seen and unseen text by different measures', () => {
    const text = 'Dear snorfel, zorble.';
    expect(scan(rules, text, true).verdict).toMatchObject({ kind: 'suspicious', confidence: 0.4 });
    expect(scan(rules, text, false).verdict.kind).toBe('clean');
    expect(scan(rules, PAYLOAD, false).verdict.kind).toBe('malicious');
    expect(scan(rules, HONEST, true)).toEqual({
      verdict: verdict([]),
      invisible: false,
      encoded: false,
      unreadable: null,
    });
  });

  const tags = (text: string): string =>
    [...text].map((c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0) ?? 0))).join('');
  const bits = (text: string): string =>
    [...new TextEncoder().encode(text)]
      .map((b) => [...b.toString(2).padStart(8, '0')].map((d) => (d === '1' ? '\u200c' : '\u200b')).join(''))
      .join('');
  const percent = (text: string): string => [...text].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('');

  test.each([
    ['tag characters', `${HONEST}${tags(PAYLOAD)}`, 'tag-characters', true, false],
    ['zero-width bits', `${HONEST}${bits(PAYLOAD)}`, 'zero-width-bits', true, false],
    ['base64', `${HONEST} ${Buffer.from(PAYLOAD).toString('base64')}`, 'base64', false, true],
    ['hex', `${HONEST} ${Buffer.from(PAYLOAD).toString('hex')}`, 'hex', false, true],
    ['percent', `${HONEST} ${percent(PAYLOAD)}`, 'percent', false, true],
    ['base64 in percent', percent(Buffer.from(PAYLOAD).toString('base64')), 'base64', false, true],
    ['letters set apart', 'z o r b l e  t h e  q u a n d l e', 'spaced-letters', false, true],
    ['look-alikes', 'zоrblе the quаndlе', 'confusables-folded', false, false],
    ['leet', 'z0rbl3 the qu4ndl3', 'leet', false, true],
  ])('reads %s', (_title, text, transform, invisible, encoded) => {
    const s = scan(rules, text, true);
    expect(s.verdict.kind).toBe('malicious');
    expect(s.verdict.layers.map((l) => l.transform)).toContain(transform);
    expect([s.invisible, s.encoded]).toEqual([invisible, encoded]);
    for (const f of s.verdict.findings) expect(f.start >= 0 && f.start < f.end && f.end <= text.length).toBe(true);
  });

  test('invisible letters count as hidden though their carrier is seen', () => {
    expect(scan(rules, `${HONEST}${tags('Dear snorfel, zorble.')}`, false).verdict.kind).toBe('malicious');
  });

  test('letters taken apart by invisible characters are one word, and the layer tells', () => {
    const s = scan(rules, PAYLOAD.replace(/(\w)(?=\w)/g, '$1\u200b'), false);
    expect(s.verdict.kind).toBe('malicious');
    expect(s.verdict.layers.map((l) => l.transform)).toEqual(['invisible-removed']);
  });

  test('the span of a decoded finding is the encoded place', () => {
    const code = Buffer.from(PAYLOAD).toString('base64');
    const text = `${HONEST} ${code} ${HONEST}`;
    const at = text.indexOf(code);
    for (const f of scan(rules, text, true).verdict.findings) {
      expect(f.start).toBeGreaterThanOrEqual(at);
      expect(f.end).toBeLessThanOrEqual(at + code.length + 1);
    }
  });

  test('reads a bounded piece, and finds bounded much', () => {
    const far = `${'x '.repeat(MAX_TEXT / 2)}${PAYLOAD}`;
    expect(scan(rules, far, true).verdict.kind).toBe('clean');
    expect(scan(rules, far.slice(PAYLOAD.length), true).verdict.kind).toBe('malicious');
    expect(scan(rules, PAYLOAD.repeat(100), true).verdict.findings.length).toBeLessThanOrEqual(MAX_FINDINGS);
  });

  test('padding with words of the catalogue does not lose the payload', () => {
    for (const word of ['snorfel ', 'zorble ', 'wuggle ', 'quandle x ']) {
      const padding = word.repeat(Math.floor(18_000 / word.length));
      const text = `${padding}${HONEST} ${PAYLOAD}`.slice(-MAX_TEXT);
      expect(scan(rules, text, true).verdict.kind, word).toBe('malicious');
    }
  });
});
