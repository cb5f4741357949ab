// Texts read together: each hit finds its way back to the text it came from, also over a cut between two batches.
import { describe, expect, test } from 'vitest';
import { Batch } from '../../src/sensors/batch.ts';

const finder = (word: string): { find(text: string, limit: number): number[] } => ({
  find: (text, limit) => [...text.matchAll(new RegExp(word, 'g'))].slice(0, limit).map((m) => m.index),
});
const hitsOf = (texts: readonly string[], word: string): string[] => {
  const batch = new Batch<string>();
  for (const [i, text] of texts.entries()) batch.add(text, `${i}`, true);
  const out: string[] = [];
  batch.flush(finder(word), (item) => out.push(item));
  return out;
};

describe('a batch', () => {
  test('names each text with a hit once', () => {
    expect(hitsOf(['plum', 'pear plum plum', 'pear', 'plum'], 'plum')).toEqual(['0', '1', '3']);
  });

  test('keeps texts apart, unless they run on', () => {
    expect(hitsOf(['plu', 'm'], 'plum')).toEqual([]);
    const batch = new Batch<string>();
    batch.add('plu', 'a', true);
    batch.add('m', 'b', false);
    const out: string[] = [];
    batch.flush(finder('plum'), (item) => out.push(item));
    expect(out).toEqual(['a']);
  });

  test('is empty after it was read, and empty texts do no harm', () => {
    const batch = new Batch<string>();
    batch.add('plum', 'a', true);
    batch.add('', 'b', true);
    batch.flush(finder('plum'), () => undefined);
    expect(batch.length).toBe(0);
    const out: string[] = [];
    expect(batch.flush(finder('plum'), (item) => out.push(item))).toBe(true);
    expect(out).toEqual([]);
  });

  test.each([0, 1, 4, 5, 9, 40])(
    'what lies over a cut is found with the next batch, %d characters before it',
    (extra) => {
      const batch = new Batch<string>();
      const out: string[] = [];
      batch.add('x'.repeat(100), 'long', true);
      batch.add(`pear${' '.repeat(extra)}`, 'first', true);
      batch.flush(finder('pear\\s+plum'), (item) => out.push(item), 60);
      expect(out).toEqual([]);
      batch.add('plum', 'second', true);
      batch.flush(finder('pear\\s+plum'), (item) => out.push(item));
      expect(out).toEqual(['first']);
    },
  );

  test('says when there were more hits than it follows up', () => {
    const batch = new Batch<number>();
    for (let i = 0; i < 5_000; i++) batch.add('plum', i, true);
    const out: number[] = [];
    expect(batch.flush(finder('plum'), (item) => out.push(item))).toBe(false);
    expect(out.length).toBe(4_000);
  });
});
