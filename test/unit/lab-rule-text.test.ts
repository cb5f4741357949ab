// Rule files as somebody writes them: JSON with places, the schema, and what the schema cannot say. Words are made up.
import { describe, expect, test } from 'vitest';
import schema from '../../src/catalog/rules.schema.json' with { type: 'json' };
import { MISTAKE_KINDS } from '../../src/lab/contract.ts';
import { parseJson, placeIn } from '../../src/lab/json-text.ts';
import { schemaErrors } from '../../src/lab/json-schema.ts';
import { MAX_RULE_TEXT, readRuleText } from '../../src/lab/rule-text.ts';
import { LEXICON } from '../support/made-up-rules.ts';

const RULE = {
  id: 'instruction-override.made-up',
  status: 'experimental',
  severity: 'high',
  confidence: 0.6,
  match: { concepts: [['turn'], ['thing']], within: 40, ordered: true },
  description: 'Turns a thing over.',
  references: { owaspLlm: ['LLM01:2025'], owaspAgentic: ['ASI01'], atlas: ['AML.T0051'] },
  falsePositives: ['None known.'],
  samples: { match: ['a', 'b', 'c'], noMatch: ['d', 'e', 'f'] },
  knownMisses: [],
};
const text = (change: object = {}, family = 'instruction-override'): string =>
  JSON.stringify({ family, rules: [{ ...RULE, ...change }] }, null, 2);
const read = (source: string) => readRuleText(source, { schema, lexicon: LEXICON });

describe('JSON with places', () => {
  test.each(['{}', '[]', '0', '-1.5e+3', '"\\u00e9\\n"', 'true', ' null ', '{"a":[1,{"b":""}]}', '[[],[[]]]'])(
    'reads %s as JSON.parse does',
    (source) => {
      const parsed = parseJson(source);
      expect('value' in parsed && JSON.parse(JSON.stringify(parsed.value))).toEqual(JSON.parse(source));
    },
  );

  test.each(['', '{', '{"a"}', '{"a":1,}', '[1,]', '01', '1.', '"\t"', "'a'", 'nul', '{}{}', '[1 2]', '"\\x"', 'NaN'])(
    'refuses %s as JSON.parse does',
    (source) => {
      expect(() => JSON.parse(source) as unknown).toThrow();
      expect(parseJson(source)).toEqual({ at: expect.any(Number) as number });
    },
  );

  test('knows where everything stands', () => {
    const source = '{\n  "a": [\n    1,\n    {"b": "x"}\n  ]\n}';
    const parsed = parseJson(source);
    const at = 'places' in parsed ? (parsed.places.get('$.a[1].b') ?? -1) : -1;
    expect(source.slice(at, at + 3)).toBe('"x"');
    expect(placeIn(source, at)).toEqual({ line: 4, column: 11 });
  });

  test('takes names for names and ends in deep nesting', () => {
    const parsed = parseJson('{"__proto__":{"polluted":1},"constructor":2}');
    expect('value' in parsed && Object.getPrototypeOf(parsed.value)).toBeNull();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(parseJson('['.repeat(100_000))).toHaveProperty('at');
  });
});

describe('a rule file', () => {
  test('without mistakes is read', () => {
    const { file, mistakes } = read(text());
    expect(mistakes).toEqual([]);
    expect(file?.rules[0]?.id).toBe(RULE.id);
  });

  test.each([
    ['{"family": ', 'json', ''],
    [text({ severity: 'bad' }), 'enum', '"bad"'],
    [text({ confidence: 2 }), 'large', '2'],
    [text({ confidence: '1' }), 'type', '"1"'],
    [text({ description: 'x' }), 'short', '"x"'],
    [text({ samples: { match: [], noMatch: ['d', 'e', 'f'] } }), 'few', '[]'],
    [text({ samples: undefined }), 'missing', '{'],
    [text({ more: 1 }), 'unknown', '1'],
    [text({ match: { concepts: [['turn']], within: 40 } }), 'missing', '{'],
    [text({ match: { concepts: [['nothing-such']], within: 40, ordered: true } }), 'concept', '"nothing-such"'],
    [text({ match: { pattern: 'Capital' } }), 'capital', '"Capital"'],
    [text({ match: { pattern: 'a+b' } }), 'open', 'a+b'],
    [text({ match: { pattern: 'x(?:a?){40}b' } }), 'many', '"x'],
    [text({ match: { pattern: '(a)\\1' } }), 'reference', '\\\\1'],
    [text({ match: { pattern: '(a' } }), 'syntax', '(a'],
    [text({ match: { pattern: 'a?' } }), 'form', '"a?"'],
    [text({}, 'suppression'), 'family', '"instruction-override.made-up"'],
  ])('with a mistake names it at its place: %#', (source, kind, there) => {
    const { file, mistakes } = read(source);
    expect(file).toBeNull();
    const found = mistakes.find((one) => one.kind === kind);
    expect(mistakes.map((one) => one.kind)).toContain(kind);
    expect(source.slice(found?.at)).toMatch(
      new RegExp(`^"?${there.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/^"/, '')}`),
    );
    expect(placeIn(source, found?.at ?? 0)).toEqual({ line: found?.line, column: found?.column });
    for (const { kind: one } of mistakes) expect(MISTAKE_KINDS).toContain(one);
  });

  test('that is too long or has a rule twice is refused', () => {
    expect(read(' '.repeat(MAX_RULE_TEXT + 1)).mistakes[0]?.kind).toBe('long');
    const twice = JSON.stringify({ family: 'instruction-override', rules: [RULE, RULE] });
    expect(read(twice).mistakes.map((one) => one.kind)).toEqual(['double']);
  });
});

test('a schema with a keyword that the checker does not know is refused', () => {
  expect(() => schemaErrors({ type: 'string', format: 'date' }, 'x')).toThrow('format');
});
