// Layers as they lie in storage: each bad value costs only itself and is named.
import { expect, test } from 'vitest';
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import { parseLayer } from '../../src/engine/policy/parse.ts';
import type { PolicyKeyData } from '../../src/engine/policy/parse.ts';
import { inEnglish } from '../../tools/english.ts';

const keys = managedKeys.keys as readonly PolicyKeyData[];
const parse = (raw: unknown) => parseLayer('managed', raw, keys);

test('good values pass as they are', () => {
  const raw = {
    enabled: false,
    hiddenTextAction: 'redact',
    retentionDays: 7,
    supportUrl: 'https://help.example.org/a?b=1',
  };
  expect(parse(raw)).toEqual({ settings: raw, problems: [] });
});

test.each([undefined, null, {}])('%j is an empty layer without a problem', (raw) => {
  expect(parse(raw)).toEqual({ settings: {}, problems: [] });
});

test.each([[[]], ['text'], [1], [true]])('%j is no layer', (raw) => {
  expect(parse(raw)).toMatchObject({ settings: {}, problems: [{ layer: 'managed', key: '' }] });
});

test.each([
  ['enabled', 'yes', 'It must be true or false, not text.'],
  ['enabled', null, 'It must be true or false, not nothing.'],
  ['preset', 'paranoid', 'It must be one of these: monitor, balanced, strict. It is “paranoid”.'],
  ['preset', 'toString', 'It must be one of'],
  ['hiddenTextAction', ['block'], 'It must be text, not a list.'],
  ['retentionDays', 0, 'It must lie between 1 and 3650, but is 0.'],
  ['retentionDays', 1.5, 'It must be a whole number'],
  ['retentionDays', '30', 'It must be a whole number, not text.'],
  ['maxIncidentMegabytes', 9, 'It must lie between'],
  ['maxIncidents', 1e308, 'It must lie between'],
  ['excludedSites', 'example.org', 'It must be a list, not text.'],
  ['excludedSites', Array(501).fill('example.org'), 'Too many entries: 501. At most 500 are allowed.'],
  ['blockedServices', { 0: 'chatgpt' }, 'It must be a list, not an object.'],
  ['organisationName', 'x'.repeat(81), 'It is longer than 80 characters.'],
  ['organisationName', 'a\u202eb', 'It contains characters that cannot be shown.'],
  ['organisationName', 'a\nb', 'It contains characters that cannot be shown.'],
  ['supportUrl', 'javascript:alert(1)', 'It must be a web address'],
  ['supportUrl', 'https://user@example.org/', 'It must be a web address'],
  ['supportUrl', 'http://example.org', 'It must be a web address'],
])('%s: %j is dropped alone and named', (key, value, problem) => {
  const { settings, problems } = parse({ [key]: value, allowUndo: false });
  expect(settings).toEqual({ allowUndo: false });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ layer: 'managed', key });
  expect(problems.map((p) => inEnglish(p.problem)).join()).toContain(problem);
});

test('a bad entry costs only itself; doubles and spellings fold', () => {
  const raw = { excludedSites: ['Example.ORG', 'example.org.', 'https://a.example/', 7, '*.intranet'] };
  const { settings, problems } = parse(raw);
  expect(settings).toEqual({ excludedSites: ['example.org', '*.intranet'] });
  expect(problems.map((problem) => inEnglish(problem.problem).slice(0, 8))).toEqual(['Entry 3 ', 'Entry 4 ']);
});

test('unknown keys are named, also those of Object.prototype', () => {
  const raw: unknown = JSON.parse('{"__proto__":{"enabled":false},"constructor":1,"enable":true}');
  expect(parse(raw).settings).toEqual({});
  expect(parse(raw).problems.map((problem) => problem.key)).toEqual(['__proto__', 'constructor', 'enable']);
});

test('a person cannot set what only an organisation sets', () => {
  const { settings, problems } = parseLayer('user', { allowUserSettings: false, allowUndo: false }, keys);
  expect(settings).toEqual({ allowUndo: false });
  expect(problems).toMatchObject([{ layer: 'user', key: 'allowUserSettings' }]);
});

test('huge input stays bounded', () => {
  const many = Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`k${i}`, i]));
  const { problems } = parse({ ...many, preset: 'x'.repeat(5_000_000), excludedSites: Array(500).fill('-') });
  expect(problems).toHaveLength(51);
  for (const { key, problem } of problems) expect(key.length + inEnglish(problem).length).toBeLessThan(250);
  expect(problems.map((p) => inEnglish(p.problem)).at(-1)).toMatch(/^Further problems .*\d/);
});
