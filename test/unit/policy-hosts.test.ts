// Host patterns: what parses, what matches, and Punycode against Node's own.
import { domainToASCII } from 'node:url';
import { expect, test } from 'vitest';
import { hostMatches, matchesAny, normalizeHost, parseHostPattern } from '../../src/engine/policy/hosts.ts';

test.each([
  ['example.org', 'example.org'],
  ['  Example.ORG. ', 'example.org'],
  ['*.example.org', '*.example.org'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['*.BÜCHER.example', '*.xn--bcher-kva.example'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ['localhost', 'localhost'],
  ['intranet', 'intranet'],
  ['*.corp', '*.corp'],
  ['10.0.0.1', '10.0.0.1'],
  ['[::1]', '[::1]'],
  ['my_host.example', 'my_host.example'],
])('%s parses as %s', (text, pattern) => {
  expect(parseHostPattern(text)).toEqual({ ok: true, value: pattern });
});

test.each([
  '',
  '*',
  '*.',
  '*.*.example.org',
  'ex*mple.org',
  'www.*.org',
  '*.org',
  '*.10.0.0.1',
  'https://example.org',
  'example.org/path',
  'example.org:443',
  'user@example.org',
  'exa mple.org',
  'a..b',
  '.example.org',
  '-a.example',
  'a-.example',
  `${'a'.repeat(64)}.example`,
  `${'a.'.repeat(130)}example`,
  'a\u202eb.example',
  '(a+)+$',
])('%j is no pattern', (text) => {
  expect(parseHostPattern(text).ok).toBe(false);
});

test.each([
  ['example.org', 'example.org', true],
  ['example.org', 'www.example.org', false],
  ['*.example.org', 'example.org', true],
  ['*.example.org', 'a.b.example.org', true],
  ['*.example.org', 'badexample.org', false],
  ['*.example.org', 'example.org.evil.example', false],
  ['*.example.org', '', false],
])('%s on %s: %s', (pattern, host, matches) => {
  expect(hostMatches(pattern, host)).toBe(matches);
});

test('hosts of pages are brought into form first', () => {
  expect(matchesAny(['xn--bcher-kva.example'], 'BÜCHER.example.')).toBe(true);
  expect(matchesAny(['example.org'], 'example.org:8443')).toBe(true);
  expect(matchesAny(['example.org'], '')).toBe(false);
});

test.each([
  'bücher',
  '例え',
  'пример',
  'παράδειγμα',
  'مثال',
  '한국어',
  'ἑλλάς',
  'ñandú-2',
  '日本語123',
  '𠮷野家',
  'đường',
])('%s is written as Node writes it', (label) => {
  expect(domainToASCII(`${label}.example`)).not.toBe('');
  expect(normalizeHost(`${label}.example`)).toBe(domainToASCII(`${label}.example`));
});
