// The judge of the reader matrix: what counts as a leak, as a known limit, as void, and what makes the bench fail.
// Outcomes here are made up; the real ones come from browsers in matrix.test.ts.
import { describe, expect, test } from 'vitest';
import { held, reportOf, tableOf, summaryOf } from '../../tools/bench/readers-report.ts';
import type { KnownLimit } from '../../tools/bench/readers-report.ts';
import type { FixtureOutcome, PairOutcome } from '../../tools/bench/readers-run.ts';
import { MATRIX_READERS } from '../../tools/readers/matrix.ts';

const pair = (rest: Partial<PairOutcome> = {}): PairOutcome => ({
  reader: 'inner-text',
  before: true,
  after: false,
  lasting: false,
  problem: '',
  ...rest,
});

const outcome = (rest: Partial<FixtureOutcome> = {}): FixtureOutcome => ({
  key: 'made-up.article',
  technique: 'made-up',
  size: 'article',
  visible: false,
  payload: 'en-1',
  done: ['blanked'],
  pairs: [pair()],
  problem: '',
  ...rest,
});

const limit: KnownLimit = {
  technique: 'made-up',
  readers: ['inner-text'],
  browser: '',
  reason: 'Made up for this test.',
};
const leaking = outcome({ pairs: [pair({ after: true, lasting: true }), pair({ reader: 'turndown' })] });

describe('the matrix', () => {
  test('holds when nothing leaks', () => {
    const report = reportOf([outcome()], [], 'chromium');
    expect(report).toMatchObject({ before: 1, after: 0, leaks: [], voids: [] });
    expect(held(report)).toBe(true);
  });

  test('fails on a leak, and names it', () => {
    const report = reportOf([leaking], [], 'chromium');
    expect(report).toMatchObject({ before: 2, after: 1 });
    expect(held(report)).toBe(false);
    expect(summaryOf(report)).toContain('made-up, article: inner-text');
    expect(tableOf([leaking], MATRIX_READERS, report)).toMatch(/^made-up\s+X/m);
  });

  test('holds when the leak is a known limit of that reader and engine, and not of another', () => {
    expect(held(reportOf([leaking], [limit], 'chromium'))).toBe(true);
    expect(held(reportOf([leaking], [{ ...limit, readers: ['turndown'] }], 'chromium'))).toBe(false);
    expect(held(reportOf([leaking], [{ ...limit, browser: 'firefox' }], 'chromium'))).toBe(false);
  });

  test('names a known limit that does not show', () => {
    expect(reportOf([outcome()], [limit], 'chromium').unusedLimits).toHaveLength(1);
    expect(reportOf([leaking], [limit], 'chromium').unusedLimits).toEqual([]);
    // What was not read says nothing about it.
    expect(reportOf([outcome({ technique: 'other' })], [limit], 'chromium').unusedLimits).toEqual([]);
  });

  test('does not count visible text, but fails when it gets no label', () => {
    const seen = outcome({ visible: true, done: ['labelled'], pairs: [pair({ after: true })] });
    const report = reportOf([seen], [], 'chromium');
    expect(report).toMatchObject({ pairs: 0, after: 0 });
    expect(held(report)).toBe(true);
    expect(held(reportOf([{ ...seen, done: [] }], [], 'chromium'))).toBe(false);
    expect(held(reportOf([{ ...seen, done: [] }], [{ ...limit, readers: ['label'] }], 'chromium'))).toBe(true);
  });

  test('names fixtures that prove nothing, and fails where there was no answer', () => {
    expect(reportOf([outcome({ pairs: [pair({ before: false })] })], [], 'chromium').voids).toEqual([
      'made-up.article',
    ]);
    expect(held(reportOf([outcome({ problem: 'gone', pairs: [] })], [], 'chromium'))).toBe(false);
    expect(held(reportOf([outcome({ pairs: [pair({ after: null, problem: 'no answer' })] })], [], 'chromium'))).toBe(
      false,
    );
  });
});
