// The corpus of the reader matrix is whole: sentences that the rules see, twins that they do not, disguises that can be
// read again, limits that name what exists. The sentences stand in JSON only.
import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/engine/detect/compile.ts';
import { scan } from '../../src/engine/scan.ts';
import { fixturesOf, got, readTechniques } from '../../tools/bench/readers-pages.ts';
import { DISGUISES } from '../../tools/bench/readers-disguises.ts';
import { readLimits } from '../../tools/bench/readers-report.ts';
import { BROWSER_KINDS, ROOT } from '../../tools/browsers/launch.ts';
import { MATRIX_READERS } from '../../tools/readers/matrix.ts';
import { PIXEL_READER } from '../../tools/readers/pixels.ts';
import { readRules } from '../../tools/rule-catalog.ts';

const all = readTechniques();
const fixtures = fixturesOf(all);
const { lexicon, files } = readRules(ROOT);
const rules = compileRules(lexicon, files);
/** The classes of the catalogue of attacks, and how many techniques each has there at least. */
const CLASSES = { css: 64, split: 4, attributes: 35, markup: 23, frames: 8, graphics: 10, unicode: 22 };

describe('techniques', () => {
  test('every class of hiding is there, each technique once', () => {
    const ids = all.techniques.map((technique) => technique.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [group, least] of Object.entries(CLASSES)) {
      expect(all.techniques.filter((technique) => technique.group === group).length, group).toBeGreaterThanOrEqual(
        least,
      );
    }
    expect(fixtures.length).toBe(2 * ids.length);
  });

  test.each(all.payloads)('sentence $id is one that the rules see, hidden and in plain sight', ({ text, canary }) => {
    expect(text.includes(canary)).toBe(true);
    // Some readers cut names at a hundred characters.
    expect(text.length).toBeLessThan(100);
    expect([true, false].map((hidden) => scan(rules, text, hidden).verdict.kind)).toEqual(['malicious', 'malicious']);
  });

  test('no two sentences share a word to know them by', () => {
    for (const { canary, text } of all.payloads) {
      const others = all.payloads.filter((other) => other.text !== text);
      expect(others.filter((other) => other.text.includes(canary))).toEqual([]);
    }
  });

  test('no honest twin is one that the rules see', () => {
    const seen = all.techniques.filter(({ honest }) => scan(rules, honest, true).verdict.kind !== 'clean');
    expect(seen.map(({ id }) => id)).toEqual([]);
    expect(all.techniques.filter(({ honest }) => honest === '')).toEqual([]);
  });

  test('a disguised sentence is known again, and ordinary text is not taken for it', () => {
    const disguised = fixtures.filter(({ technique }) => technique.disguise !== '');
    expect(disguised.length).toBeGreaterThan(30);
    const missed = disguised.filter((fixture) => {
      const written = DISGUISES[fixture.technique.disguise]?.(fixture.payload.text) ?? '';
      return !got(fixture, `before ${written} after`);
    });
    expect(missed.map(({ key }) => key)).toEqual([]);
    const words = all.surroundings.flatMap((page) => [...page.before, ...page.after]).join(' ');
    expect(fixtures.filter((fixture) => got(fixture, words)).map(({ key }) => key)).toEqual([]);
  });
});

test('known limits name techniques and readers that exist, and give a reason', () => {
  const ids = new Set(all.techniques.map((technique) => technique.id));
  const readers = new Set([...MATRIX_READERS, PIXEL_READER].map((reader) => reader.id).concat('label'));
  for (const limit of readLimits()) {
    expect(ids.has(limit.technique), limit.technique).toBe(true);
    expect(limit.readers.filter((reader) => !readers.has(reader))).toEqual([]);
    expect(['', ...BROWSER_KINDS]).toContain(limit.browser);
    expect(limit.reason.length).toBeGreaterThan(20);
  }
});
