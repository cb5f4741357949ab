// What holds of the sensitive-data engine for any text: it never throws, its spans lie in the text, in order and apart, and
// what was redacted comes back to the unit.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SENSITIVE_TYPES, type SensitiveSpan } from '../../src/model/sensitive.ts';
import { redact, restore } from '../../src/engine/sensitive/redact.ts';
import { span } from '../../src/engine/sensitive/span.ts';
import { filled } from '../support/made-up-values.ts';
import { find } from '../support/sensitive.ts';

/** Pieces that detectors look for, whole and broken, so that random texts reach into them. */
const pieces = fc.constantFrom(
  'password: ',
  'token=',
  '"',
  "'",
  '<password>',
  '</password>',
  'hV7$kPz91w',
  'AKIA',
  'sk-',
  'ghp_',
  '-----BEGIN PRIVATE KEY-----',
  '-----END PRIVATE KEY-----',
  'eyJhbGciOiJIUzI1NiJ9.',
  '://',
  '@',
  'jane@firm.de',
  '+49 171 2345678',
  '4539 1488 0343 6467',
  'geb. ',
  '12.03.1981',
  'Anna Keller',
  'Lindenstraße 14',
  ', 50674 Köln',
  'Frau Schneider ',
  'Diabetes',
  'name,email,phone\n',
  'a,b@c.de,0171 5551234\n',
  'CONFIDENTIAL',
  '\n',
  '\t',
  '|',
  '\u0130',
  '😀',
  '\ud800',
  '密码是',
  'P<',
  '<',
  '>',
  '{',
  '}',
  '\\',
  '%5B',
  ' ',
  '[EMAIL_1]',
  'EMAIL_1',
);
const text = fc.oneof(
  fc
    .array(fc.oneof(pieces, fc.string({ maxLength: 6, unit: 'binary' })), { maxLength: 25 })
    .map((parts) => parts.join('')),
  fc.string({ maxLength: 200, unit: 'binary' }),
);

const problems = (spans: readonly SensitiveSpan[], from: number, to: number): string[] => {
  const out: string[] = [];
  let at = from;
  for (const s of spans) {
    if (s.start < at || s.end <= s.start || s.end > to) out.push(`${s.type} ${s.start}-${s.end} after ${at}`);
    if (!(s.confidence > 0 && s.confidence <= 1)) out.push(`${s.type} ${s.confidence}`);
    if (!s.type.startsWith(`${s.category}.`)) out.push(s.type);
    if (s.parts) out.push(...problems(s.parts, s.start, s.end));
    at = s.end;
  }
  return out;
};

describe('findings', () => {
  test('lie in the text, in order and apart', () => {
    fc.assert(
      fc.property(text, (t) => void expect(problems(find(t), 0, t.length)).toEqual([])),
      { numRuns: 1_500 },
    );
  });

  test('a service’s token is found wherever spaces part it from others', () => {
    const token = filled('ghp_{a:36}');
    fc.assert(
      fc.property(fc.lorem(), fc.lorem(), (before, after) => {
        expect(find(`${before} ${token} ${after}`).some((s) => s.start === before.length + 1)).toBe(true);
      }),
    );
  });
});

describe('redaction', () => {
  /** Any text with any spans, twice in one conversation. */
  const turn = fc.tuple(text, fc.array(fc.nat(120), { maxLength: 8 }), fc.nat(SENSITIVE_TYPES.length - 1));
  const spansOf = (t: string, cuts: readonly number[], type: number): SensitiveSpan[] => {
    const places = [...new Set(cuts.filter((c) => c <= t.length))].sort((a, b) => a - b);
    const out: SensitiveSpan[] = [];
    for (let i = 0; i + 1 < places.length; i += 2)
      out.push(
        span(
          places[i] as number,
          places[i + 1] as number,
          SENSITIVE_TYPES[(type + i) % SENSITIVE_TYPES.length] ?? 'personal.e-mail',
          1,
          '',
        ),
      );
    return out;
  };

  test('restoring gives the text back to the unit, in every turn', () => {
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 3 }), (turns) => {
        let state = redact('', []).state;
        for (const [t, cuts, type] of turns) {
          const done = redact(t, spansOf(t, cuts, type), state);
          state = done.state;
          expect(restore(done.text, state)).toBe(t);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  test('with the spans that are found, no found value is left in the text', () => {
    fc.assert(
      fc.property(text, (t) => {
        const spans = find(t);
        const { text: out, state } = redact(t, spans);
        expect(restore(out, state)).toBe(t);
        expect(state.entries.length).toBeGreaterThanOrEqual(
          new Set(spans.map((s) => t.slice(s.start, s.end))).size > 0 ? 1 : 0,
        );
      }),
      { numRuns: 500 },
    );
  });
});
