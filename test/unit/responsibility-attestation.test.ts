// Statements of an organisation: one written form, dates of the calendar, and when each counts.
import { expect, test } from 'vitest';
import { attestationsOf, attestedFrom, parseAttestationEntry } from '../../src/engine/responsibility/attestation.ts';
import { inEnglish } from '../../tools/english.ts';

test.each([
  ['PAAS-11; 2026-11-01; 2027-05-01; IT security; pack 3', 'PAAS-11; 2026-11-01; 2027-05-01; IT security; pack 3'],
  [' gov-4 ;2026-11-01;2026-11-01;IT', 'GOV-4; 2026-11-01; 2026-11-01; IT'],
  ['IAAS-02;2024-02-29;;IT', 'IAAS-02; 2024-02-29; 2024-08-27; IT'],
  ['GOV-1;2026-11-01;;IT;one; two', 'GOV-1; 2026-11-01; 2027-04-30; IT; one; two'],
])('%s is written %s', (entry, written) => {
  expect(parseAttestationEntry(entry)).toEqual({ ok: true, value: written });
});

test.each([
  ['', 'id of a control'],
  ['PAAS-1; 2026-11-01; ; IT', 'id of a control'],
  ['PAAS-11; 1 Nov 2026; ; IT', 'date of the statement'],
  ['PAAS-11; 2026-02-30; ; IT', 'date of the statement'],
  ['PAAS-11; 2026-11-01; soon; IT', 'last day'],
  ['PAAS-11; 2026-11-01; 2026-10-31; IT', 'ends before it begins'],
  ['PAAS-11; 2026-11-01; 2027-05-01', 'who states it'],
])('%s is refused: %s', (entry, why) => {
  const parsed = parseAttestationEntry(entry);
  expect(parsed.ok ? '' : inEnglish(parsed.error)).toContain(why);
});

test('a statement counts from the first moment of its day to the last one of its last day', () => {
  const [entry] = attestationsOf(['GOV-1; 2026-11-01; 2026-11-30; IT', 'broken']);
  expect(entry && attestedFrom(entry)).toEqual({ from: Date.UTC(2026, 10, 1), until: Date.UTC(2026, 11, 1) });
});

test('every day of a thousand years is read as the day that it is', () => {
  for (let day = -100_000; day < 265_000; day += 37) {
    const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
    const [entry] = attestationsOf([`GOV-1; ${text}; ${text}; IT`]);
    expect(entry && attestedFrom(entry).from, text).toBe(day * 86_400_000);
  }
});
