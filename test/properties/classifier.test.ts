// What holds of the whole judgement for every text: it never throws, is the same twice, its places lie inside, hiding makes
// nothing milder. And what does not hold for every text, with the share that is known: honest text around a payload
// waters it down. Payloads come from the corpus by rule; failures name ids, never words.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Classifier } from '../../src/engine/classify/classifier.ts';
import { MAX_EXCERPT, MAX_FINDINGS, MAX_LAYER } from '../../src/engine/limits.ts';
import { weigh } from '../../src/engine/verdict/weigh.ts';
import { fold } from '../../src/engine/normalize/fold.ts';
import { corpus, covertAttacks, judged, quietTexts, some, trained } from '../support/trained.ts';

const attacks = some(covertAttacks(), 200, 16);
const quiet = some(quietTexts(), 150, 20);

/** Any UTF-16 text: all scripts, lone surrogates, invisibles, pieces of encodings, pieces of the corpus. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((a) => String.fromCharCode(...a)),
  fc.constantFrom(
    '\u200b',
    '\u200d',
    '\ufe0f',
    '\u{e0041}\u{e0042}',
    '\u202e',
    '\u3300',
    '\ufdfa',
    '&#65;',
    '%41%42',
    '://',
  ),
  fc.base64String({ maxLength: 80 }),
  fc.integer({ min: 1, max: 400 }).map((n) => 'x! '.repeat(n)),
  fc
    .tuple(fc.constantFrom(...corpus.filter((_, i) => i % 50 === 0)), fc.nat(400), fc.nat(400))
    .map(([{ text }, from, length]) => text.slice(from, from + length)),
);
const anyText = fc.array(piece, { maxLength: 8 }).map((p) => p.join(''));
const RANK = { 'not-scanned': 0, clean: 0, suspicious: 1, malicious: 2 } as const;

describe('for any text', () => {
  test('an assessment never throws, is the same twice, and is inside its bounds', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const both = judged(text);
        expect(judged(text)).toEqual(both);
        for (const { score, verdict } of [both.seen, both.unseen]) {
          expect(score >= 0 && score <= 1 && verdict.confidence >= 0 && verdict.confidence <= 1).toBe(true);
          expect(verdict.findings.length).toBeLessThanOrEqual(MAX_FINDINGS);
          expect(new Set(verdict.families).size).toBe(verdict.families.length);
          for (const f of verdict.findings) {
            expect(f.start >= 0 && f.start < f.end && f.end <= text.length).toBe(true);
            expect(f.excerpt.length).toBeLessThanOrEqual(MAX_EXCERPT);
          }
          for (const l of verdict.layers) expect(l.text.length).toBeLessThanOrEqual(MAX_LAYER);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('a classifier that has read other texts claims the same, with reasons inside', () => {
    const [one, other] = [new Classifier(trained), new Classifier(trained)];
    fc.assert(
      fc.property(anyText, anyText, (text, before) => {
        const folded = fold(text).text;
        one.claims(fold(before).text);
        const claims = one.claims(folded);
        expect(other.claims(folded)).toEqual(claims);
        for (const hidden of [true, false]) {
          const { start, end } = one.reason(folded, hidden);
          expect(start >= 0 && start <= end && end <= folded.length).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('more certainty of any kind never makes the verdict milder', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, share, share, fc.boolean(), (a, b, c, d, hidden) => {
        const less = weigh(Math.min(a, b), Math.min(c, d), false);
        const more = weigh(Math.max(a, b), Math.max(c, d), hidden);
        expect(more.score).toBeGreaterThanOrEqual(less.score - 1e-12);
        expect(RANK[more.kind]).toBeGreaterThanOrEqual(RANK[less.kind]);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('honest text around a payload', () => {
  const near = (language: string, i: number): string => {
    const own = quiet.filter((q) => q.language === language);
    return own.length === 0 ? '' : (own[i % own.length]?.text ?? '');
  };
  const english = attacks.filter((e) => e.language === 'en');
  const kept = (around: (text: string, i: number) => string, list = english): number =>
    list.filter((e, i) => judged(around(e.text, i)).unseen.verdict.kind !== 'clean').length / list.length;

  // Paragraphs are judged by themselves: measured on 2026-11-28, 98 to 100 % kept as not clean. Before they were, 45 % were
  // kept between two paragraphs. A payload in the middle of one long paragraph is still watered down by its window.
  test('of one sentence seldom loses it', () => {
    expect(kept((text) => `The kettle sang while the rain went on. ${text}`)).toBeGreaterThan(0.85);
  });

  test('of paragraphs of its own seldom loses it', { timeout: 60_000 }, () => {
    const shares = {
      before: kept((text, i) => `${near('en', i)}\n\n${text}`),
      behind: kept((text, i) => `${text}\n\n${near('en', i)}`),
      around: kept((text, i) => `${near('en', i)}\n\n${text}\n\n${near('en', i + 1)}`),
    };
    console.log(`kept in one block with honest paragraphs: ${JSON.stringify(shares)}`);
    expect(Math.min(shares.before, shares.behind, shares.around)).toBeGreaterThan(0.9);
  });

  test('of another language, in a paragraph of its own, seldom loses it', () => {
    const foreign = attacks.filter((e) => e.language !== 'en');
    const share = kept((text, i) => `${near('en', i)}\n\n${text}`, foreign);
    console.log(`kept in one block with honest text of another language: ${share.toFixed(3)}`);
    expect(foreign.length).toBeGreaterThan(20);
    expect(share).toBeGreaterThan(0.9);
  });

  test('never makes a text of its own of what the rules are sure of', () => {
    const sure = corpus
      .filter((e) => e.attack && judged(e.text).unseen.score > 0.85 && e.style === 'overt')
      .slice(0, 60);
    const lost = sure.filter((e, i) => {
      const alone = judged(e.text).unseen;
      const rules = alone.verdict.findings.some((f) => f.confidence >= 0.85 && f.rule !== 'classifier.steering');
      return rules && judged(`${near('en', i)}\n\n${e.text}`).unseen.verdict.kind !== 'malicious';
    });
    expect(lost.map((e) => e.id)).toEqual([]);
  });
});
