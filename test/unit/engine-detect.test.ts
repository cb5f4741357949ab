// Where terms are met, and when the words of a rule stand close enough. Made-up words throughout (support/made-up-rules).
import { describe, expect, test } from 'vitest';
import { detect } from '../../src/engine/detect/detect.ts';
import { findConcepts } from '../../src/engine/detect/concepts.ts';
import { compileRules } from '../../src/engine/detect/compile.ts';
import { type RuleFile } from '../../src/engine/detect/rule-set.ts';
import { MAX_EXCERPT, MAX_FINDINGS } from '../../src/engine/limits.ts';
import { fold } from '../../src/engine/normalize/fold.ts';
import { HONEST, LEXICON, madeUpRules, PAYLOAD } from '../support/made-up-rules.ts';

const rules = madeUpRules();
const hits = (text: string): string[] => {
  const folded = fold(text).text;
  return findConcepts(rules, folded).map((h) => folded.slice(h.start, h.end));
};
const found = (text: string): string[] => detect(rules, text).map((f) => f.rule);
const TURN = 'instruction-override.turn-thing';
const ORDERED = 'assistant-address.who-turn';
const NARROW = 'assistant-address.anybody-who-thing';

describe('terms', () => {
  test.each([
    ['a whole word', 'a quandle, then', ['quandle']],
    ['in capitals and with accents', 'QUÁNDLE', ['quandle']],
    ['not inside a word', 'equandle quandlery squandle', []],
    ['not before a digit or after one', 'quandle2 2quandle', []],
    ['after a hyphen, a quote, a bracket', '-quandle "quandle" (quandle)', ['quandle', 'quandle', 'quandle']],
    ['a stem with its ending', 'flimmer flimmered flimmeringly', ['flimmer', 'flimmered', 'flimmeringly']],
    ['a stem not inside a word', 'aflimmered', []],
    ['a stem with an ending without end', `flimmer${'x'.repeat(60)}`, [`flimmer${'x'.repeat(24)}`]],
    ['a phrase over a line break', 'glompf\n  away', ['glompf away']],
    ['Chinese inside a sentence', '一二龘龘三四', ['龘龘']],
    ['Arabic with a prefix', 'وزخشرف الظغضث', ['زخشرف', 'ظغضث']],
    ['Hangul with a particle', '뷁쉛을 그뛟쀍에서', ['뷁쉛', '뛟쀍']],
    ['Devanagari as a word', 'यह झञणषं है', ['झञणषं']],
    ['Persian stem with a non-joiner', 'گچپژ\u200cها', ['گچپژها']],
    ['at the very end and the very start', 'quandle', ['quandle']],
  ])('%s', (_title, text, expected) => {
    expect(hits(text)).toEqual(expected);
  });

  test('hits come in order of their start', () => {
    const starts = findConcepts(rules, fold(`${PAYLOAD} ${PAYLOAD} snorfel wuggle quandles`).text).map((h) => h.start);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(starts.length).toBeGreaterThan(5);
  });
});

describe('windows', () => {
  test.each([
    ['both orders when order is free', `zorble a quandle`, TURN, true],
    ['the other way round', `a quandle to zorble`, TURN, true],
    ['just inside the window', `zorble${' x'.repeat(23)} quandle`, TURN, true],
    ['just outside the window', `zorble${' x'.repeat(24)} quandle`, TURN, false],
    ['ordered, in order', 'snorfel, zorble', ORDERED, true],
    ['ordered, in the wrong order', 'zorble, snorfel', ORDERED, false],
    ['ordered, wrong order first, then right', 'zorble snorfel and zorble', ORDERED, true],
    ['a lonely word', 'zorble zorble zorble', TURN, false],
    ['the same word cannot fill two slots', 'snorfel quandle', NARROW, false],
    ['two words fill two slots', 'bramblin snorfel quandle', NARROW, true],
    ['a wide slot leaves the narrow slot its only word', 'snorfel quandle wuggle', NARROW, true],
    ['also when the wide one stands farther off', 'wuggle x x x x x x snorfel quandle', NARROW, true],
  ])('%s', (_title, text, rule, expected) => {
    expect(found(text).includes(rule)).toBe(expected);
  });

  test('a wide slot that is filled first does not take the word a narrow slot needs', () => {
    // The slot of `thing` is the rarest; the nearest word fits both other slots, and only one of them has another.
    const both: readonly RuleFile[] = [
      {
        family: 'suppression',
        rules: [
          {
            id: 'suppression.a',
            status: 'stable',
            severity: 'low',
            confidence: 0.5,
            match: { concepts: [['thing'], ['anybody'], ['who']], within: 80 },
          },
          {
            id: 'suppression.b',
            status: 'stable',
            severity: 'low',
            confidence: 0.5,
            match: { concepts: [['thing'], ['who'], ['anybody']], within: 80 },
          },
        ],
      },
    ];
    const set = compileRules(LEXICON, both);
    for (const text of [
      'quandle snorfel wuggle',
      'wuggle snorfel quandle',
      'wuggle quandle snorfel',
      'snorfel quandle wuggle',
    ]) {
      expect(
        detect(set, text).map((f) => f.rule),
        text,
      ).toEqual(['suppression.a', 'suppression.b']);
    }
  });

  test('many words of one slot before the place do not hide it', () => {
    const padding = 'snorfel wuggle '.repeat(150);
    expect(
      found(
        `${'zorble x '.repeat(300)}${HONEST.repeat(3)}${'quandle x '.repeat(3)}${HONEST.repeat(3)} zorble every quandle`,
      ),
    ).toContain(TURN);
    expect(found(`${padding} ${HONEST} bramblin snorfel quandle`)).toContain(NARROW);
  });

  test('markup rules match anywhere and report their place', () => {
    const [f] = detect(rules, 'Some words [[FROB]] and more').filter((x) => x.family === 'chat-template');
    expect([f?.start, f?.end, f?.excerpt]).toEqual([11, 19, '[[frob]]']);
  });
});

describe('findings', () => {
  test('point at the original characters, whatever was folded before them', () => {
    for (const before of ['', 'é ﬁ \u{1f600}  ', 'a\u200b\u200bb\n\n\t', 'Ｗｉｄｅ ']) {
      const text = `${before}Now zórble the ＱＵＡＮＤＬＥ! End`;
      const [f] = detect(rules, text);
      expect(text.slice(f?.start, f?.end)).toBe('zórble the ＱＵＡＮＤＬＥ');
      expect(f?.excerpt).toBe('zorble the quandle');
    }
  });

  test('one for each rule, bounded in number and in excerpt', () => {
    expect(found(`${PAYLOAD} ${PAYLOAD} ${PAYLOAD}`)).toEqual([TURN]);
    const many = compileRules(LEXICON, [
      {
        family: 'suppression',
        rules: Array.from({ length: 100 }, (_, i) => ({
          id: `suppression.r${i}`,
          status: 'stable',
          severity: 'low' as const,
          confidence: 0.1,
          match: { concepts: [['turn'], ['thing']], within: 900 },
        })),
      },
    ]);
    const findings = detect(many, `zorble${' x'.repeat(300)} quandle`);
    expect(findings.length).toBe(MAX_FINDINGS);
    expect(findings[0]?.excerpt.length).toBe(MAX_EXCERPT);
  });

  test('nothing in honest text and in nothing', () => {
    expect([found(HONEST), found(''), found(' '), found('\ud800')]).toEqual([[], [], [], []]);
  });
});

test('a catalogue with an unknown concept or a broken pattern does not compile', () => {
  const broken = (match: RuleFile['rules'][number]['match']): (() => unknown) => {
    const rule = { id: 'suppression.x', status: 'stable', severity: 'low', confidence: 1, match } as const;
    return () => compileRules(LEXICON, [{ family: 'suppression', rules: [rule] }]);
  };
  expect(broken({ concepts: [['nobody-knows']], within: 10 })).toThrow('nobody-knows');
  expect(broken({ pattern: '(' })).toThrow();
  expect(broken({ pattern: 'a\\S+B' })).toThrow('capital');
});
