// What holds for every text, not only for chosen ones: nothing throws, offsets stay inside, folding is settled, honest
// words around a payload never lose it. What the prefilter must let pass: prefilter.test.ts.
// Payloads come from the catalogue's JSON; failures name the rule, never the words.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detect } from '../../src/engine/detect/detect.ts';
import { MAX_DECODED, MAX_EXCERPT, MAX_FINDINGS, MAX_LAYER, MAX_VIEWS } from '../../src/engine/limits.ts';
import { fold, foldText } from '../../src/engine/normalize/fold.ts';
import { views } from '../../src/engine/normalize/views.ts';
import type { View } from '../../src/engine/normalize/view.ts';
import { scan } from '../../src/engine/scan.ts';
import { judge } from '../../src/engine/verdict/judge.ts';
import { FAMILIES, SEVERITIES, type Finding } from '../../src/model/finding.ts';
import { anchored, honest, prefilter, rules, samples, strong } from '../support/rule-samples.ts';

/** Any UTF-16 text: letters of all scripts, lone surrogates, invisible code points, pieces of encodings. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 }).map((a) => String.fromCharCode(...a)),
  fc.constantFrom(
    '\u200b\u200c',
    '\u200d',
    '\ufe0f',
    '\u{e0041}\u{e0042}',
    '\u202e',
    '%41%42%43',
    '&#65;',
    '&lt;',
    '\\x41\\x42',
    'QUJDREVGR0hJSktMTU5PUFFSU1Q=',
    '616263646566676869',
  ),
  fc.base64String({ maxLength: 60 }),
  fc.constantFrom(...samples.slice(0, 60).map((s) => s.text)),
);
const anyText = fc.array(piece, { maxLength: 8 }).map((p) => p.join(''));

function checkMap(view: View, source: string): void {
  if (!view.map) {
    expect(view.text.length).toBe(source.length);
    return;
  }
  expect(view.map.length).toBe(view.text.length + 1);
  for (const offset of view.map) expect(offset >= 0 && offset <= source.length).toBe(true);
}

describe('for any text', () => {
  test('folding is settled, monotonic and inside', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const view = fold(text);
        expect(fold(view.text).text).toBe(view.text);
        expect(foldText(text)).toBe(view.text);
        checkMap(view, text);
        if (view.map)
          for (let i = 0; i + 1 < view.map.length; i++)
            expect(view.map[i] ?? 0).toBeLessThanOrEqual(view.map[i + 1] ?? 0);
      }),
      { numRuns: 1_500 },
    );
  });

  test('views never throw, are bounded, and map inside', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { folded, decoded, guesses } = views(text);
        expect(decoded.length).toBeLessThanOrEqual(MAX_VIEWS);
        expect(decoded.reduce((n, v) => n + v.text.length, 0)).toBeLessThanOrEqual(MAX_DECODED * 2);
        for (const view of [folded, ...decoded, ...guesses]) checkMap(view, text);
      }),
      { numRuns: 800 },
    );
  });

  test('a scan never throws, is the same twice, and its findings lie inside the text', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, hidden) => {
        const result = scan(rules, text, hidden);
        expect(scan(rules, text, hidden)).toEqual(result);
        const { verdict } = result;
        expect(verdict.confidence >= 0 && verdict.confidence <= 1).toBe(true);
        expect(verdict.findings.length).toBeLessThanOrEqual(MAX_FINDINGS);
        for (const f of verdict.findings) {
          expect(f.start >= 0 && f.start < f.end && f.end <= text.length).toBe(true);
          expect(f.excerpt.length > 0 && f.excerpt.length <= MAX_EXCERPT).toBe(true);
        }
        for (const l of verdict.layers) expect(l.text.length).toBeLessThanOrEqual(MAX_LAYER);
      }),
      { numRuns: 600 },
    );
  });

  test('the prefilter never throws; its places ascend, lie inside, and respect the limit', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 5 }), (text, limit) => {
        const places = prefilter.find(text, limit);
        expect(places.length).toBeLessThanOrEqual(limit);
        expect(places.length > 0).toBe(prefilter.test(text));
        places.forEach((p, i) => expect(p >= 0 && p < text.length && p >= (places[i - 1] ?? 0)).toBe(true));
      }),
      { numRuns: 1_500 },
    );
  });
});

test('the excerpt is what stands at the place of the finding, folded', () => {
  fc.assert(
    fc.property(fc.constantFrom(...samples), honest, honest, ({ text }, before, after) => {
      const whole = `${before}\n${text}\n${after}`;
      for (const f of detect(rules, whole)) {
        expect(f.excerpt.startsWith(fold(whole.slice(f.start, f.end)).text.slice(0, MAX_EXCERPT).trimEnd())).toBe(true);
      }
    }),
    { numRuns: 600 },
  );
});

test('honest words around a payload never lose it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...strong), honest, honest, (sample, before, after) => {
      const found = new Set(detect(rules, `${before}\n${sample.text}\n${after}`).map((f) => f.rule));
      const lost = detect(rules, sample.text)
        .map((f) => f.rule)
        .filter((r) => !found.has(r) && !anchored.has(r));
      expect(lost).toEqual([]);
      if (detect(rules, sample.text).some((f) => anchored.has(f.rule))) return;
      expect(scan(rules, `${before}\n${sample.text}\n${after}`, true).verdict.kind).toBe('malicious');
    }),
    { numRuns: 1_000 },
  );
});

test('a further finding never lowers the verdict', () => {
  const finding: fc.Arbitrary<Finding> = fc.record({
    rule: fc.constant('x.y'),
    family: fc.constantFrom(...FAMILIES),
    severity: fc.constantFrom(...SEVERITIES),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    start: fc.constant(0),
    end: fc.constant(1),
    transform: fc.constant('original' as const),
    excerpt: fc.constant('x'),
  });
  const rank = { clean: 0, suspicious: 1, malicious: 2, 'not-scanned': -1 } as const;
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 8 }), finding, fc.boolean(), (list, more, hidden) => {
      const a = judge(list, [], hidden);
      const b = judge([...list, more], [], hidden);
      expect(b.confidence).toBeGreaterThanOrEqual(a.confidence - 1e-12);
      expect(rank[b.kind]).toBeGreaterThanOrEqual(rank[a.kind]);
      expect(judge(list, [], true).confidence).toBe(judge(list, [], false).confidence);
      expect(rank[judge(list, [], true).kind]).toBeGreaterThanOrEqual(rank[judge(list, [], false).kind]);
    }),
    { numRuns: 2_000 },
  );
});
