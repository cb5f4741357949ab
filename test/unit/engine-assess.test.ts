// Rules and classifier together over all readings of a text: what is folded or decoded is judged too, and places point into
// the text as it was given. Attacks come from the corpus by rule.
import { describe, expect, test } from 'vitest';
import { CLASSIFIER_RULE } from '../../src/engine/assess.ts';
import { MAX_EXCERPT, MAX_FINDINGS, MAX_LAYER, MAX_TEXT } from '../../src/engine/limits.ts';
import { fold } from '../../src/engine/normalize/fold.ts';
import { scan } from '../../src/engine/scan.ts';
import { prefilter } from '../support/rule-samples.ts';
import { corpus, covertAttacks, judged, quietTexts, rules, some } from '../support/trained.ts';

const english = [...covertAttacks()].filter((e) => e.language === 'en' && /^[\x20-\x7e]+$/.test(e.text));
const attacks = some(english, 8, 40);
const [quiet] = some(quietTexts(), 1);
const own = (text: string) => judged(text).unseen.verdict.findings.find((f) => f.rule === CLASSIFIER_RULE);

describe('an assessment', () => {
  test('says what only the classifier knows, in the words that it was said of', () => {
    for (const { id, text } of attacks) {
      const { verdict, score } = judged(text).unseen;
      expect(verdict.kind, id).toBe('malicious');
      expect(verdict.confidence).toBe(score);
      const found = own(text);
      expect(found?.excerpt).toBe(fold(text).text.slice(found?.start, found?.end).slice(0, MAX_EXCERPT));
      expect(verdict.families).toContain(found?.family);
    }
  });

  test('tells which words weighed most, where they stand, and that they do', () => {
    for (const { id, text } of attacks) {
      const why = judged(text).unseen.verdict.explanation;
      expect(why?.unseen, id).toBe(true);
      expect(why?.words.length, id).toBeGreaterThan(2);
      expect(why?.words.length, id).toBeLessThanOrEqual(12);
      let before = -1;
      for (const { text: words, start, end, weight } of why?.words ?? []) {
        expect(fold(text).text.slice(start, end).slice(0, 60), id).toBe(words);
        expect(start, id).toBeGreaterThan(before);
        expect(Math.abs(weight), id).toBeGreaterThanOrEqual(0.05);
        before = start;
      }
    }
    // Without the words that speak for it a text is, in sum, less of an attack; without those against it, not.
    const without = (sign: number): number =>
      attacks
        .map(({ text }) => {
          const words = judged(text).unseen.verdict.explanation?.words ?? [];
          let left = text;
          for (const w of [...words].reverse())
            if (w.weight * sign > 0) left = left.slice(0, w.start) + ' '.repeat(w.end - w.start) + left.slice(w.end);
          return Math.log(judged(text).unseen.score) - Math.log(judged(left).unseen.score);
        })
        .reduce((sum, n) => sum + n, 0);
    expect(without(1)).toBeGreaterThan(1);
    expect(without(-1)).toBeLessThan(0.5);
  });

  test('of honest text is clean, with the score that it has', () => {
    const { seen, unseen } = judged(quiet?.text ?? '');
    expect([seen.verdict.kind, unseen.verdict.kind, unseen.verdict.layers]).toEqual(['clean', 'clean', []]);
    expect(unseen.verdict.confidence).toBe(unseen.score);
  });

  test('of nothing is clean', () => {
    for (const text of ['', ' ', 'x'])
      expect([judged(text).seen.verdict.kind, judged(text).unseen.verdict.kind]).toEqual(['clean', 'clean']);
  });

  test('is never milder for text that nobody sees than for text that people see', { timeout: 20_000 }, () => {
    const rank = { 'not-scanned': 0, clean: 0, suspicious: 1, malicious: 2 };
    const milder = corpus
      .filter((e, i) => e.attack && i % 4 === 0)
      .filter(({ text }) => {
        const { seen, unseen } = judged(text);
        return rank[unseen.verdict.kind] < rank[seen.verdict.kind];
      });
    expect(milder.map((e) => e.id)).toEqual([]);
  });

  test('reads as much as is read of any text', () => {
    const text = attacks[0]?.text ?? '';
    expect(judged(`${'x '.repeat(MAX_TEXT / 2)}${text}`).unseen.verdict.kind).toBe('clean');
    expect(judged(`${'x '.repeat(MAX_TEXT / 2 - text.length)}${text}`).unseen.verdict.kind).not.toBe('clean');
  });
});

describe('a reading', () => {
  const tags = (text: string): string =>
    [...text].map((c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0) ?? 0))).join('');
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const hex = (text: string): string => Buffer.from(text).toString('hex');
  const percent = (text: string): string =>
    [...text].map((c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
  const wide = (text: string): string => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  const split = (text: string): string => text.replace(/(\w)(?=\w)/g, '$1\u200b');

  test.each<[string, string, (text: string) => string, boolean]>([
    ['of tag characters', 'tag-characters', tags, true],
    ['of base64', 'base64', base64, false],
    ['of hex', 'hex', hex, false],
    ['of percent signs', 'percent', percent, false],
    ['of base64 in percent signs', 'base64', (text) => percent(base64(text)), false],
    ['of full-width letters', 'original', wide, false],
    ['of letters set apart by nothing', 'invisible-removed', split, false],
    ['from behind', 'reversed', (text) => [...text].reverse().join(''), false],
  ])('%s is judged, and its place is where it stands', (_title, transform, encode) => {
    let met = 0;
    for (const { text } of attacks) {
      const code = encode(text);
      const before = 'The kettle sang. ';
      const found = own(`${before}${code} Rain.`);
      if (found?.transform !== transform) continue;
      met++;
      expect(found.start).toBeGreaterThanOrEqual(0);
      expect(found.start).toBeLessThan(found.end);
      expect(found.end).toBeLessThanOrEqual(before.length + code.length + 6);
      expect(found.end).toBeGreaterThan(before.length);
      expect(found.start).toBeLessThan(before.length + code.length);
    }
    // A reading that must be guessed at is not made of every text.
    expect(met).toBeGreaterThanOrEqual(transform === 'reversed' ? 1 : attacks.length - 1);
  });

  test('that nobody can read counts as unseen, also where people see the code', () => {
    const kinds = attacks.map(({ text }) => judged(`Kettle: ${base64(text)}`).seen.verdict.kind);
    expect(kinds.filter((kind) => kind === 'clean').length).toBeLessThanOrEqual(1);
  });

  test('is kept as a layer, bounded', () => {
    const text = attacks[0]?.text ?? '';
    const { verdict } = judged(`Kettle: ${base64(text.repeat(20).slice(0, 9_000))}`).unseen;
    expect(verdict.layers.map((l) => l.transform)).toContain('base64');
    expect(verdict.layers.every((l) => l.text.length <= MAX_LAYER)).toBe(true);
    expect(verdict.findings.length).toBeLessThanOrEqual(MAX_FINDINGS);
    for (const f of verdict.findings) expect(f.excerpt.length).toBeLessThanOrEqual(MAX_EXCERPT);
  });

  test('of code in code, and of many codes, takes bounded time', () => {
    const deep = base64(base64(base64('the rain went on over the roofs. '.repeat(200)))).slice(0, MAX_TEXT);
    const many = Array.from({ length: 60 }, (_, i) => base64(`h3ll0 k3ttl3 ${i} `.repeat(12))).join(' ');
    for (const text of [deep, many, '&#65018;'.repeat(2_400), '%ef%b7%ba'.repeat(2_000), '\ufdfa '.repeat(10_000)]) {
      const start = performance.now();
      judged(text);
      expect(performance.now() - start).toBeLessThan(3_000);
    }
  });

  test('places of rules and classifier lie inside, for texts of the corpus', { timeout: 30_000 }, () => {
    const outside = corpus.filter(
      ({ text }, i) =>
        i % 4 === 1 &&
        Object.values(judged(text)).some((a) =>
          a.verdict.findings.some((f) => !(f.start >= 0 && f.start < f.end && f.end <= text.length)),
        ),
    );
    expect(outside.map((e) => e.id)).toEqual([]);
  });
});

// Regression: a run of characters without glyphs was followed to its end from each of them, in every page's own thread.
test.each(['\u200b', '\ufdfb', '\u115f', '\u2060', '\ufeff', '\u180e'])(
  'a long run of %j takes bounded time',
  (character) => {
    const start = performance.now();
    scan(rules, `${character} `.repeat(10_000), true);
    scan(rules, character.repeat(20_000), true);
    prefilter.find(character.repeat(64_000), 50);
    prefilter.find(`a${character}`.repeat(16_000), 50);
    expect(performance.now() - start).toBeLessThan(1_000);
  },
);
