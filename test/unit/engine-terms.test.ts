// The term table as the product carries it: every term is found again, every leading one is met by the expression for word
// starts, and nothing in it costs two bytes. Failures name numbers, never the words.
import { describe, expect, test } from 'vitest';
import { buildTermTable, lookupForm } from '../../src/engine/detect/term-build.ts';
import { BASE, characterOf, digitOf, expandStarts } from '../../src/engine/detect/term-format.ts';
import { termsAt, type Term } from '../../src/engine/detect/terms.ts';
import { wordStarts } from '../../src/engine/detect/prefilter.ts';
import { compileRules } from '../../src/engine/detect/compile.ts';
import { readRules } from '../../tools/rule-catalog.ts';

const { lexicon, files, common } = readRules(process.cwd());
const rules = compileRules(lexicon, files, common);
const { table } = rules;
const concepts = Object.entries(lexicon.concepts);
const terms = concepts.flatMap(([, { terms: all }], concept) =>
  Object.values(all)
    .flat()
    .map((raw) => ({ concept, text: lookupForm(raw.replace(/\*$/, '')) }))
    .filter(({ text }) => text !== ''),
);
const found = (text: string, at = 0): Term[] => {
  const out: Term[] = [];
  termsAt(table, text, at, out);
  return out;
};

describe('the table', () => {
  test('has every term, with its concept', () => {
    const lost = terms.filter(
      ({ text, concept }) => !found(text).some((t) => t.end === text.length && rules.sets[t.set]?.includes(concept)),
    );
    expect(lost.length).toBe(0);
  });

  test('takes hardly any other word for a term', () => {
    let state = 1;
    const letter = (): string => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return String.fromCharCode(0x61 + Math.floor((state / 2 ** 32) * 26));
    };
    const words = Array.from({ length: 50_000 }, () => Array.from({ length: 11 }, letter).join(''));
    expect(words.filter((word) => found(word).some((t) => t.end - 0 >= 7)).length).toBeLessThan(5);
  });

  test('leads where a rule does, and for what leads to a pattern', () => {
    for (const [set, ids] of rules.sets.entries()) {
      const leads = set === 0 || ids.some((id) => (rules.led[id]?.length ?? 0) > 0);
      expect(set < table.leading).toBe(leads);
    }
  });

  test('is written in single bytes that no string escapes', () => {
    expect(/^[ !(-[\]-_a-~]*$/.test(table.packed)).toBe(true);
    for (let digit = 0; digit < BASE; digit++) expect(digitOf(characterOf(digit))).toBe(digit);
  });

  test('begins its hashes elsewhere rather than let two terms have one key', () => {
    const many = Array.from({ length: 20_000 }, (_, n) => ({ text: `w${n.toString(36)}q`, open: false, set: 0 }));
    const { basis } = buildTermTable(many, 1, {});
    expect(basis).toBeGreaterThanOrEqual(0x811c9dc5);
    expect(() => buildTermTable([{ text: 'x'.repeat(49), open: false, set: 0 }], 1, {})).toThrow(/too long/);
  });
});

describe('the expression for word starts', () => {
  const starts = wordStarts(table);
  const meets = (text: string): boolean => {
    starts.lastIndex = 0;
    return starts.exec(`, ${text} \u2028`)?.index === 2;
  };
  const latin = terms.filter(
    ({ text }) => found(text).some((t) => t.lead) && /^[\0-\x7f]{4}|^[\0-\x7f]{1,3}$/.test(text),
  );

  test('meets every leading term', () => {
    expect(latin.length).toBeGreaterThan(3_000);
    expect(latin.filter(({ text }) => !meets(text)).length).toBe(0);
  });

  test.each([
    ['wide gaps', (t: string) => t.replaceAll(' ', '  \n')],
    ['no-break spaces', (t: string) => t.replaceAll(' ', '\u00a0')],
    ['signs in gaps', (t: string) => t.replaceAll(' ', ', \u201c')],
    [
      'accents from the fifth letter on',
      (t: string) => t.slice(0, 4) + t.slice(4).replaceAll('e', '\u00e9').replaceAll('a', '\u00e4'),
    ],
    ['accents everywhere', (t: string) => t.replaceAll('e', '\u00e9').replaceAll('o', '\u00f6')],
    ['characters without a glyph', (t: string) => `${t.slice(0, 4)}\u200b${t.slice(4)}`],
  ])('and with %s', (_, change) => {
    expect(latin.filter(({ text }) => found(change(text)).some((t) => t.lead) && !meets(change(text))).length).toBe(0);
  });

  test('passes over the most common words', () => {
    const words = Object.keys(common)
      .filter((word) => /^[a-z]{3,} $/.test(word))
      .slice(0, 60);
    const passed = words.filter((word) => !meets(`${word}qqq`));
    expect(passed.length).toBeGreaterThan(words.length / 2);
  });

  test('stays short enough for browsers to make it fast', () => {
    expect(expandStarts(table.starts).length).toBeLessThan(15_000);
  });
});
