// The trained part of the judgement as it is delivered: bounded, the same again, with places inside the text, and not to be
// outrun by long texts, by texts of signs or by the end of what is cut at once. Attacks come from the corpus by rule.
import { describe, expect, test } from 'vitest';
import { Classifier, MIN_WORDS, STRIDE, WINDOW } from '../../src/engine/classify/classifier.ts';
import { fold } from '../../src/engine/normalize/fold.ts';
import { FAMILIES } from '../../src/model/finding.ts';
import { classifier, corpus, covertAttacks, quietTexts, some, trained } from '../support/trained.ts';

const attacks = some(
  [...covertAttacks()].filter((e) => e.language === 'en'),
  12,
  40,
);
const quiet = some(quietTexts(), 12, 200);
const folded = (text: string): string => fold(text).text;
const filler = `${folded(quiet.map((q) => q.text).join(' '))} `;

test('there is something to test with', () => expect([attacks.length, quiet.length]).toEqual([12, 12]));

describe('claims', () => {
  test('are probabilities, for every text of the corpus', () => {
    for (const { id, text } of corpus.filter((_, i) => i % 7 === 0)) {
      const { seen, unseen } = classifier.claims(folded(text));
      expect(seen >= 0 && seen <= 1 && unseen >= 0 && unseen <= 1, id).toBe(true);
    }
  });

  test('are the same for the same text, whatever was read before, by this classifier or another', () => {
    for (const { id, text } of attacks) {
      const own = classifier.claims(folded(text));
      classifier.claims(filler.repeat(3));
      expect(classifier.claims(folded(text)), id).toEqual(own);
      expect(new Classifier(trained).claims(folded(text)), id).toEqual(own);
    }
  });

  test('about less than a few words are none', () => {
    for (const text of ['', ' ', 'x', 'one two three', '!!!', '龘鱻羴', '   1 2 3  ', 't h e s e a r e n o w o r d s'])
      expect(classifier.claims(text)).toEqual({ seen: 0, unseen: 0 });
    expect(classifier.claims(Array.from({ length: MIN_WORDS }, () => 'word').join(' ')).unseen).toBeGreaterThan(0);
  });

  // What honest text of many words costs a payload is measured in test/properties/classifier.test.ts; this is one line, over
  // and over, so that only the place counts.
  test.each([
    ['at the beginning', 0],
    ['in the middle', 9_600],
    ['at the end', 19_200],
  ])('find a payload %s of as much text as is ever read', (_title, at) => {
    const line = 'the boat calls at three islands before it turns back and the crew sells tea. ';
    const all = line.repeat(300);
    const kept = attacks.filter(({ text }) => {
      const whole = `${all.slice(0, at)} ${folded(text)} ${all.slice(0, 20_000 - at - text.length - 2)}`;
      return classifier.claims(whole).unseen > 0.6;
    });
    expect(kept.length).toBeGreaterThanOrEqual(attacks.length * 0.75);
  });

  // Regression: of a text of nothing but tokens what stood before its last window was not read.
  test.each(['龘', '!'])('find a payload wherever it stands among %s', (token) => {
    const [attack] = attacks;
    for (let at = 19_000; at < 19_700; at += 90) {
      const rest = Math.max(0, 20_000 - at - (attack?.text.length ?? 0) - 2);
      const whole = `${token.repeat(at)} ${folded(attack?.text ?? '')} ${token.repeat(rest)}`;
      expect(classifier.claims(whole).unseen, `at ${at}`).toBeGreaterThan(0.9);
    }
  });

  // Regression: one character may fold into several tokens, and what came behind 20,000 of them was not read.
  test('find a payload behind characters that fold into many', () => {
    const [attack] = attacks;
    const whole = fold(`${'\u3300'.repeat(6_000)} ${attack?.text ?? ''}`).text;
    expect(classifier.claims(whole).unseen).toBeGreaterThan(0.9);
    const { start } = classifier.reason(whole, true);
    expect(start).toBeGreaterThan(6_000);
  });

  test('on the longest texts take bounded time', () => {
    for (const text of [
      '龘'.repeat(60_000),
      '! '.repeat(30_000),
      filler.repeat(40).slice(0, 60_000),
      'x'.repeat(60_000),
    ]) {
      const start = performance.now();
      classifier.claims(text);
      expect(performance.now() - start).toBeLessThan(3_000);
    }
  });
});

describe('the reason', () => {
  test('lies inside the text and names a family', () => {
    for (const { id, text } of [...attacks, ...quiet]) {
      const whole = folded(text);
      classifier.claims(whole);
      for (const hidden of [true, false]) {
        const { start, end, family } = classifier.reason(whole, hidden);
        expect(start >= 0 && start < end && end <= whole.length, id).toBe(true);
        expect(FAMILIES).toContain(family);
      }
    }
  });

  test('lies where the payload stands, not in the honest text around it', () => {
    let met = 0;
    for (const { text } of attacks) {
      const before = '龘'.repeat(500);
      const own = folded(text);
      const whole = `${before} ${own} ${before}`;
      classifier.claims(whole);
      const { start, end } = classifier.reason(whole, true);
      if (start < before.length + own.length && end > before.length) met++;
    }
    // A few payloads are so like their surroundings that a neighbour says more.
    expect(met).toBeGreaterThanOrEqual(attacks.length - 2);
  });

  test('windows overlap by more than most sentences have words', () => {
    expect(WINDOW - STRIDE).toBeGreaterThanOrEqual(30);
  });
});
