// Actions for kinds of data: what an entry is, what a list leaves open, which entry counts, which of two lists is stricter.
import { describe, expect, test } from 'vitest';
import { actionFor, asStrict, completed, parseActionEntry, stricter } from '../../src/engine/policy/action-list.ts';

const question = (type: string, service = 'chatgpt', account: 'work' | 'personal' | 'unknown' = 'unknown') => ({
  service,
  account,
  category: type.split('.')[0] ?? '',
  type,
});

describe('an entry', () => {
  test.each([
    ['secret=block', 'secret=block'],
    [' Secret = BLOCK ', 'secret=block'],
    ['personal.e-mail=audit', 'personal.e-mail=audit'],
    ['*=audit', '*=audit'],
    ['chatgpt:secret=block', 'chatgpt:secret=block'],
    ['@personal:*=block', '@personal:*=block'],
    ['m365-copilot@work:source-code=allow', 'm365-copilot@work:source-code=allow'],
    [':secret=warn', 'secret=warn'],
  ])('%s', (text, written) => {
    expect(parseActionEntry(text)).toEqual({ ok: true, value: written });
  });

  test.each(['', 'secret', 'secret=', '=block', 'secret=forbid', 'a b=block!', '@nobody:secret=block', '(a+)+=block'])(
    'refused: "%s"',
    (text) => {
      expect(parseActionEntry(text).ok).toBe(false);
    },
  );
});

describe('which entry counts', () => {
  const list = ['*=audit', 'secret=redact', 'personal.e-mail=allow', 'chatgpt:secret=block', '@personal:*=warn'];
  test.each([
    [question('secret.jwt', 'claude'), 'redact'],
    [question('secret.jwt'), 'block'],
    [question('personal.e-mail'), 'allow'],
    [question('personal.phone'), 'audit'],
    [question('personal.e-mail', 'claude', 'personal'), 'warn'],
    [question('secret.jwt', 'chatgpt', 'personal'), 'block'],
  ])('%j: %s', (asked, action) => {
    expect(actionFor(list, asked).action).toBe(action);
  });

  test('of nothing that fits: it is recorded', () => {
    expect(actionFor([], question('secret.jwt'))).toEqual({ action: 'audit', entry: '' });
  });
});

describe('what a list leaves open', () => {
  const defaults = ['secret=redact', 'personal=warn', 'personal.phone=audit'];
  test('keeps its default, and what covers a kind covers its types', () => {
    expect(completed(['secret=block'], defaults)).toEqual(['secret=block', 'personal=warn', 'personal.phone=audit']);
    expect(completed(['personal=redact'], defaults)).toEqual(['personal=redact', 'secret=redact']);
    expect(completed(['*=audit'], defaults)).toEqual(['*=audit']);
    expect(completed(['chatgpt:*=block'], defaults)).toEqual(['chatgpt:*=block', ...defaults]);
  });

  test('of two entries for the same the stricter counts', () => {
    expect(completed(['secret=allow', 'secret=warn'], [])).toEqual(['secret=warn']);
  });
});

describe('strictness', () => {
  test('is judged for everything that either list names', () => {
    expect(asStrict(['*=block'], ['secret=redact', 'personal=warn'])).toBe(true);
    expect(asStrict(['*=warn'], ['secret=redact'])).toBe(false);
    expect(asStrict(['*=block', 'chatgpt:*=allow'], ['secret=redact'])).toBe(false);
    expect(asStrict(['secret=redact', '@personal:secret=allow'], ['secret=redact'])).toBe(false);
  });

  test('the stricter of two lists is at least as strict as both', () => {
    const [a, b] = [
      ['secret=block', 'personal=allow', '*=audit'],
      ['secret=warn', 'personal=redact', 'claude:health=block', '*=allow'],
    ] as const;
    const both = stricter(a, b);
    expect(asStrict(both, a)).toBe(true);
    expect(asStrict(both, b)).toBe(true);
    expect(stricter(['secret=redact'], ['secret=block'])).toEqual(['secret=block']);
  });
});
