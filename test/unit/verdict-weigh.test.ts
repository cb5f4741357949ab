// How rules, classifier and hiding make one verdict: nothing that speaks more for an attack ever makes it milder.
import { describe, expect, test } from 'vitest';
import { MALICIOUS, SUSPICIOUS, weigh, whereHidden } from '../../src/engine/verdict/weigh.ts';
import { CONCEALMENTS } from '../../src/model/observation.ts';
import { VERDICT_KINDS, type Verdict } from '../../src/model/verdict.ts';

const steps = Array.from({ length: 101 }, (_, i) => i / 100);
const RANK = { clean: 0, suspicious: 1, malicious: 2, 'not-scanned': -1 } as const;
type Weight = ReturnType<typeof weigh>;
const noMilder = (a: Weight, b: Weight): boolean => b.score >= a.score - 1e-12 && RANK[b.kind] >= RANK[a.kind];

describe('the weight', () => {
  test('is a probability with a kind, also at and beyond the ends', () => {
    for (const claimed of [-1, 0, 1e-12, 0.5, 1 - 1e-12, 1, 2])
      for (const byRules of [0, 0.5, 1])
        for (const hidden of [true, false]) {
          const { score, kind } = weigh(claimed, byRules, hidden);
          expect(score >= 0 && score <= 1).toBe(true);
          expect(VERDICT_KINDS).toContain(kind);
          expect(kind === 'clean').toBe(score < SUSPICIOUS);
        }
  });

  test('never sinks with what the classifier claims', () => {
    for (const byRules of steps)
      for (const hidden of [true, false])
        for (let i = 1; i < steps.length; i++)
          expect(noMilder(weigh(steps[i - 1]!, byRules, hidden), weigh(steps[i]!, byRules, hidden))).toBe(true);
  });

  test('never sinks with certainty of the rules', () => {
    for (const claimed of steps)
      for (const hidden of [true, false])
        for (let i = 1; i < steps.length; i++)
          expect(noMilder(weigh(claimed, steps[i - 1]!, hidden), weigh(claimed, steps[i]!, hidden))).toBe(true);
  });

  test('never sinks with hiding', () => {
    for (const claimed of steps)
      for (const byRules of steps)
        expect(noMilder(weigh(claimed, byRules, false), weigh(claimed, byRules, true))).toBe(true);
  });
});

describe('the kind', () => {
  test.each<[string, number, number, boolean, Weight['kind']]>([
    ['nothing known', 0, 0, false, 'clean'],
    ['the classifier alone, of visible text, however sure', 1, 0, false, 'suspicious'],
    ['the classifier, of hidden text', 0.92, 0, true, 'malicious'],
    ['the classifier, less sure, of hidden text', 0.8, 0, true, 'suspicious'],
    ['the classifier just below, of hidden text', SUSPICIOUS - 0.01, 0, true, 'clean'],
    ['classifier and rules, of visible text', 0.7, 0.5, false, 'malicious'],
    ['sure rules, of hidden text, against the classifier', 0, 0.9, true, 'malicious'],
    ['sure rules, of visible text, with the classifier’s veto', 0, 0.9, false, 'clean'],
    ['sure rules, of visible text, without a veto', 0.05, 0.9, false, 'malicious'],
    ['rules alone, not sure', 0.3, 0.5, false, 'clean'],
  ])('%s', (_title, claimed, byRules, hidden, kind) => {
    expect(weigh(claimed, byRules, hidden).kind).toBe(kind);
  });

  test('of what is not malicious by score is never malicious', () => {
    for (const claimed of steps)
      for (const byRules of steps)
        for (const hidden of [true, false]) {
          const { score, kind } = weigh(claimed, byRules, hidden);
          if (kind === 'malicious') expect(score).toBeGreaterThanOrEqual(MALICIOUS);
        }
  });
});

describe('how a text is hidden', () => {
  const verdict = (kind: Verdict['kind'], confidence: number): Verdict => ({
    kind,
    confidence,
    severity: 'medium',
    families: [],
    findings: [],
    layers: [],
  });
  const kinds = (given: Verdict): string[] => CONCEALMENTS.filter((r) => whereHidden(given, r).kind === 'malicious');

  test('makes a suspicious text malicious only where honest text is hardly ever hidden so', () => {
    expect(kinds(verdict('suspicious', SUSPICIOUS))).toEqual(['tiny', 'off-screen', 'low-contrast']);
  });

  test('changes nothing about what is clean, and nothing about what only weak rules say', () => {
    expect(kinds(verdict('clean', 0.7))).toEqual([]);
    expect(kinds(verdict('suspicious', 0.4))).toEqual([]);
    expect(kinds(verdict('malicious', 0.95))).toEqual([...CONCEALMENTS]);
  });
});
