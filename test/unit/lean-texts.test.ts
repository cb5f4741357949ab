// Built texts: nothing that people read is lost, nothing that only translators read is kept.
import { expect, test } from 'vitest';
import { leanTexts } from '../../tools/lean-texts.ts';

test('descriptions go, messages and placeholders stay', () => {
  const placeholders = { count: { content: '$1' } };
  const source = { a: { message: 'One', description: 'A number' }, b: { message: '$count$ pages', placeholders } };
  expect(JSON.parse(leanTexts(JSON.stringify(source)))).toEqual({
    a: { message: 'One' },
    b: { message: '$count$ pages', placeholders },
  });
});
