// Hostile texts cut for display: boxes for what draws nothing, marks by offset, bounds. Samples are built from code points.
import { describe, expect, it } from 'vitest';
import { boxName, MAX_SHOWN, piecesOf } from '../../src/ui/inert-text.ts';

const tags = (text: string): string => [...text].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('');
const plain = (text: string): string =>
  piecesOf(text, [], MAX_SHOWN)
    .filter((p) => p.kind === 'plain')
    .map((p) => p.text)
    .join('');

describe('invisible characters', () => {
  it('become one named box per run, repeats counted', () => {
    expect(piecesOf('a\u200b\u200b\u200cb', [], 100)).toEqual([
      { kind: 'plain', text: 'a', marks: [] },
      { kind: 'box', text: 'ZWSP ×2 ZWNJ', marks: [] },
      { kind: 'plain', text: 'b', marks: [] },
    ]);
  });

  it('spell out tag characters', () => {
    expect(boxName(tags('abc'))).toBe('TAG abc');
  });

  it('leave no direction control, tag, selector, filler, surrogate or control character in plain pieces', () => {
    const codes = [
      0, 8, 0x7f, 0x9f, 0xad, 0x61c, 0x115f, 0x200e, 0x2028, 0x202e, 0x2066, 0x2069, 0x2800, 0x3164, 0xfe0f, 0xfeff,
    ];
    const text = `${codes.map((c) => `x${String.fromCodePoint(c)}`).join('')}${tags('y')}\u{e0101}\ud800z`;
    expect(plain(text)).toBe('x'.repeat(codes.length) + 'z');
  });

  it('keep letters, emoji, line breaks and tabs as they are', () => {
    expect(plain('Grüße, שלום\n\t👍 漢字')).toBe('Grüße, שלום\n\t👍 漢字');
  });

  it('name at most a dozen parts of a long mixed run', () => {
    expect(boxName('\u200b\u200c'.repeat(500)).length).toBeLessThan(120);
  });
});

describe('marks', () => {
  it('cover exactly their UTF-16 offsets, overlaps carry both titles', () => {
    const pieces = piecesOf('0123456789', [mark(2, 6, 'a'), mark(4, 8, 'b')], 100);
    expect(pieces.map((p) => [p.text, p.marks.join()])).toEqual([
      ['01', ''],
      ['23', 'a'],
      ['45', 'a,b'],
      ['67', 'b'],
      ['89', ''],
    ]);
  });

  it('outside the text are dropped, half outside are cut', () => {
    const pieces = piecesOf('abc', [mark(2, 99, 'a'), mark(50, 60, 'b'), mark(2, 1, 'c'), mark(-5, 1, 'd')], 100);
    expect(pieces.map((p) => [p.text, p.marks.join()])).toEqual([
      ['a', 'd'],
      ['b', ''],
      ['c', 'a'],
    ]);
  });
});

describe('bounds', () => {
  it('never show more than the limit, joined pieces give the shown text back', () => {
    const text = 'word '.repeat(100_000);
    expect(plain(text)).toBe(text.slice(0, MAX_SHOWN));
    expect(piecesOf(text, [], 10).map((p) => p.text)).toEqual(['word word ']);
  });

  it('hold for ten thousand marks', () => {
    const marks = Array.from({ length: 10_000 }, (_, i) => mark(i, i + 2, `m${i}`));
    expect(piecesOf('a'.repeat(20_000), marks, MAX_SHOWN).length).toBeLessThan(1_000);
  });
});

describe('kinds of marks', () => {
  it('are told where no rule marks the same words', () => {
    const marks = [mark(0, 4, 'rule'), { ...mark(2, 6, 'model'), tone: 'model' as const }];
    expect(piecesOf('01234567', marks, 100).map((p) => [p.text, p.tone])).toEqual([
      ['01', undefined],
      ['23', undefined],
      ['45', 'model'],
      ['67', undefined],
    ]);
  });
});

describe('what would be too much', () => {
  it('many marks over the same words name a few', () => {
    const marks = Array.from({ length: 300 }, (_, i) => mark(0, 300 - i, `m${i}`));
    expect(Math.max(...piecesOf('a'.repeat(300), marks, 300).map((p) => p.marks.length))).toBe(6);
  });

  it('invisible characters between all letters: boxes, then signs, and none is let through', () => {
    const pieces = piecesOf('a\u200b\u202e'.repeat(7_000), [], MAX_SHOWN);
    expect(pieces.length).toBeLessThan(3_100);
    expect(pieces.some((p) => p.kind === 'plain' && /[\u200b\u202e]/.test(p.text))).toBe(false);
    expect(pieces.at(-1)?.text.slice(-3)).toMatch(/^\u25af?\u25af?a/);
  });
});

function mark(start: number, end: number, title: string) {
  return { start, end, title };
}
