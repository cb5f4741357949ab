// Markup as a person reads it: tags become spaces in their place, words stay where they are, and what only looks like a tag
// is left, because it may be the payload.
import { describe, expect, test } from 'vitest';
import { withoutTags } from '../../src/engine/normalize/without-tags.ts';

const TABLE = '<table class="how"><tr><td>Bold phrase</td><td hidden>*Bold phrase*</td></tr></table>';

describe('text with tags', () => {
  test('keeps its words at their offsets', () => {
    const out = withoutTags(TABLE);
    expect(out).toHaveLength(TABLE.length);
    expect(out.replace(/\s+/g, ' ').trim()).toBe('Bold phrase *Bold phrase*');
    expect(out.indexOf('Bold')).toBe(TABLE.indexOf('Bold'));
  });

  test('keeps values of several words, which readers get', () => {
    const text = '<p><img class="wide left" alt="a red kettle on a stove"></p><br/>';
    expect(withoutTags(text).replace(/\s+/g, ' ').trim()).toBe('"a red kettle on a stove"');
  });

  test.each([
    ['a text without tags', 'one < two and three > two, <a> b'],
    ['few tags', 'press <b>enter</b> now'],
    ['a sentence in angle brackets', '<p>a</p><p>b</p> <please note what follows>'],
    ['words in the place of attributes', '<p>a</p><p>b</p> <p please note what follows>'],
    ['an element that HTML does not have', '<p>a</p><p>b</p> <note to="all of you">words</note>'],
  ])('leaves %s', (_what, text) => {
    const end = text.slice(text.lastIndexOf('<'));
    expect(withoutTags(text).endsWith(end)).toBe(true);
  });

  test('is read in bounded time, whatever it is', () => {
    for (const part of ['<a x="', '<a ', "<p a='b' ", '<<a>>', '<td hidden hidden ', '<a b=c '])
      expect(withoutTags(part.repeat(40_000 / part.length)).length).toBeGreaterThan(0);
  });
});
