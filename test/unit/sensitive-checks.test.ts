// Check digits of more than twenty countries: made-up numbers that hold, and each with one digit changed. Where the
// `validator` package knows a number too, both must say the same.
import isIdentityCard from 'validator/es/lib/isIdentityCard.js';
import isTaxID from 'validator/es/lib/isTaxID.js';
import { describe, expect, test } from 'vitest';
import { CHECKS } from '../../src/engine/sensitive/numbers/checks.ts';
import { readDataFiles } from '../../tools/data-classes.ts';
import { others, seeded, typos } from '../support/made-up-values.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const numbers = readDataFiles(ROOT).flatMap((f) => (f.kind === 'number' ? f.classes : []));

/** Share of single typos that the formula must see; the rest are formulas with known gaps or a day alone. */
const SHARP: Readonly<Record<string, number>> = {
  pesel: 1,
  nip: 0.85,
  deTaxId: 0.9,
  deSocialSecurity: 0.8,
  kvnr: 0.8,
  atSocialSecurity: 0.85,
  ean13: 1,
  nir: 0.95,
  frTax: 0.9,
  codiceFiscale: 0.95,
  dni: 1,
  esSocialSecurity: 0.95,
  ptNif: 0.85,
  ptCard: 0.9,
  bsn: 0.95,
  beNational: 0.95,
  luNational: 0.95,
  nhs: 0.95,
  pps: 0.85,
  noNational: 0.95,
  seNational: 0.85,
  hetu: 1,
  kennitala: 0.8,
  balticCode: 0.85,
  rodneCislo: 0.95,
  taj: 0.85,
  cnp: 0.85,
  egn: 0.85,
  mod1110: 0.95,
  jmbg: 0.9,
  amka: 0.95,
  afm: 0.8,
  trKimlik: 0.95,
  uaTax: 0.85,
  snils: 0.9,
  ruInn: 0.85,
  kzIin: 0.85,
  ilId: 0.95,
  zaId: 0.95,
  curp: 0.85,
  cpf: 0.95,
  cnpj: 0.95,
  cuit: 0.85,
  rut: 0.85,
  ecCedula: 0.9,
  cnId: 0.95,
  twId: 0.85,
  hkId: 0.95,
  nric: 0.95,
  thId: 0.85,
  verhoeff: 1,
  myNumber: 0.8,
  tfn: 0.9,
  auMedicare: 0.6,
  ird: 0.85,
  luhn: 1,
  iban: 0.95,
  aba: 0.8,
  clabe: 0.9,
  abn: 0.85,
};

/** A check together with the form of the classes that use it. */
function checkOf(name: string): (compact: string) => boolean {
  const patterns = numbers.filter((c) => c.check === name).map((c) => new RegExp(`^(?:${c.pattern})$`, 'u'));
  return (compact) => patterns.some((p) => p.test(compact)) && CHECKS[name]?.(compact) === true;
}

/** The longest compact value in the samples of a check's classes. */
function validOf(name: string): string {
  const check = checkOf(name);
  const found: string[] = [];
  for (const sample of numbers.filter((n) => n.check === name).flatMap((c) => c.samples.match)) {
    for (const m of sample.toUpperCase().matchAll(/[\p{Lu}\d][\p{Lu}\d .\-/+()]*[\p{Lu}\d)]/gu)) {
      const parts = m[0].split(' ');
      for (let from = 0; from < parts.length; from++) {
        const compact = parts
          .slice(from)
          .join('')
          .replace(/[^\p{L}\d]/gu, '');
        if (check(compact)) found.push(compact);
      }
    }
  }
  return found.sort((a, b) => b.length - a.length)[0] ?? '';
}

/** Locales of which validator knows no numbers of foreigners; those are many among made-up ones. */
const REFUSES_MORE: Readonly<Record<string, number>> = { 'fr-BE': 0.9 };

describe('check digits', () => {
  test('of more than twenty countries are there', () => {
    const countries = new Set(
      numbers.filter((c) => c.check && c.check in SHARP).map((c) => /\.([a-z]{2})-/.exec(c.id)?.[1]),
    );
    expect(countries.size).toBeGreaterThan(40);
  });

  test.each(Object.entries(SHARP))('%s: valid numbers hold, typos are seen', (name, share) => {
    const check = checkOf(name);
    const valid = validOf(name);
    expect(valid).not.toBe('');
    const made = others(valid, check, 20);
    expect(made.length).toBeGreaterThanOrEqual(3);
    const wrong = [valid, ...made].flatMap(typos);
    expect(wrong.filter((w) => !check(w)).length / wrong.length).toBeGreaterThanOrEqual(share);
  });

  test.each([
    ['dni', 'ES'],
    ['verhoeff', 'IN'],
    ['noNational', 'NO'],
    ['thId', 'TH'],
    ['pesel', 'PL'],
    ['hetu', 'FI'],
  ] as const)('%s agrees with validator’s identity card of %s', (name, country) => {
    const check = checkOf(name);
    const made = others(validOf(name), check, 20);
    // The signs of 2023 are not known there.
    const written = (t: string): string =>
      country !== 'FI' ? t : t.length === 10 ? `${t.slice(0, 6)}-${t.slice(6)}` : `${t.slice(0, 6)}-${t.slice(7)}`;
    expect(made.filter((t) => !isIdentityCard(written(t), country))).toEqual([]);
    const wrong = made.flatMap(typos).filter((t) => !check(t));
    expect(wrong.filter((t) => isIdentityCard(written(t), country)).length).toBeLessThanOrEqual(wrong.length * 0.02);
  });

  test.each([
    ['deTaxId', 'de-DE'],
    ['frTax', 'fr-FR'],
    ['ptNif', 'pt-PT'],
    ['bsn', 'nl-NL'],
    ['beNational', 'fr-BE'],
    ['cnp', 'ro-RO'],
    ['egn', 'bg-BG'],
    ['mod1110', 'hr-HR'],
    ['afm', 'el-GR'],
    ['balticCode', 'et-EE'],
    ['huTax', 'hu-HU'],
    ['pps', 'en-IE'],
    ['cpf', 'pt-BR'],
    ['siTax', 'sl-SI'],
    ['rodneCislo', 'cs-CZ'],
    ['lvCode', 'lv-LV'],
  ] as const)('%s agrees with validator’s tax id of %s', (name, locale) => {
    const check = checkOf(name);
    const made = others(validOf(name), check, 20);
    const refused = made.filter((t) => !isTaxID(t, locale));
    // It also looks at dates to come and at letters that offices do not give out today.
    expect(refused.length, refused.join(' ')).toBeLessThanOrEqual(made.length * (REFUSES_MORE[locale] ?? 0.5));
    const wrong = made.flatMap(typos).filter((t) => !check(t));
    expect(wrong.filter((t) => isTaxID(t, locale)).length).toBeLessThanOrEqual(wrong.length * 0.05);
  });

  test('no check throws for any value of a length that a class allows', () => {
    const random = seeded(3);
    const alphabet = 'ABCXYZ0123456789';
    for (const c of numbers) {
      for (let i = 0; i < 40; i++) {
        const length = c.length[0] + random(c.length[1] - c.length[0] + 1);
        const value = Array.from({ length }, () => alphabet[random(alphabet.length)]).join('');
        expect(() => CHECKS[c.check ?? 'withDigit']?.(value)).not.toThrow();
      }
    }
  });
});
