// Takes out of a text what looks like a person's: for a report of a false alarm, which a person reads before it is saved.
// Rough on purpose, as nothing here has to be found again; names of people stay, which the dialogue says by showing the text.
import type { Incident } from '../model/incident.ts';
import { REGRESSION_SCHEMA, type RegressionCase } from './regression-case.ts';

export const FALSE_ALARM_TEXT = 4_000;

const WEB = /\b(?:https?|ftp|wss?|mailto|tel|data):[^\s<>"'`]{1,2000}|\bwww\.[^\s<>"'`]{1,2000}/gi;
const MAIL = /[\p{L}\d._%+-]{1,64}@[\p{L}\d.-]{1,253}/gu;
/** Digits with what people put between them: cards, accounts, telephones, file numbers. */
const NUMBER = /\+?\d(?:[ \u00a0./()-]{0,2}\d){4,40}/g;
/** Keys, tokens, fingerprints: long, without a blank, of letters and digits both. */
const CODE = /[\w+/=-]{20,2000}/g;

const isCode = (word: string): boolean => /\d/.test(word) && /[a-z]/i.test(word);

/** The text with signs in brackets for what was taken out; every pattern runs in linear time. */
export function scrub(text: string): string {
  return text
    .replace(WEB, '[address]')
    .replace(MAIL, '[mail]')
    .replace(CODE, (word) => (isCode(word) ? '[code]' : word))
    .replace(NUMBER, '[number]');
}

/** Characters that draw nothing, in the form in which JSON names them: what is shown is all that there is. */
const INVISIBLE =
  /[\u007f-\u009f\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2028\u2029\u2800\u3164\uffa0\ufe00-\ufe0f\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu;

const named = (json: string): string =>
  json.replace(INVISIBLE, (sign) =>
    Array.from({ length: sign.length }, (_, i) => `\\u${sign.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );

/**
 * A report of a false alarm as a file: a case for the tests that says what should have been found, and what was. No site, no
 * address, no time, no surroundings.
 * @param why the person's words
 * @param withTexts false where the organisation keeps texts in
 */
export function falseAlarm(incident: Incident, why: string, withTexts: boolean): string {
  const { verdict, concealment } = incident;
  const one: RegressionCase = {
    id: `false-alarm-${incident.id.slice(0, 8)}`,
    why: scrub(why),
    text: withTexts ? scrub(incident.text.slice(0, FALSE_ALARM_TEXT)) : '',
    hidden: concealment !== null,
    expect: { kind: 'clean', rules: [] },
  };
  const found = {
    carrier: incident.carrier,
    concealment: concealment?.reason ?? null,
    verdict: verdict.kind,
    confidence: verdict.confidence,
    findings: verdict.findings.map(({ rule, confidence, transform, excerpt }) => ({
      rule,
      confidence,
      transform,
      ...(withTexts && { excerpt: scrub(excerpt) }),
    })),
    textLength: incident.textLength,
    catalogVersion: incident.catalogVersion,
    appVersion: incident.appVersion,
  };
  return `${named(JSON.stringify({ schema: REGRESSION_SCHEMA, cases: [one], found }, null, 2))}\n`;
}

/** The same file with other words for why; as it is where a person has changed it beyond recognition. */
export function withWhy(file: string, why: string): string {
  try {
    const read = JSON.parse(file) as { cases: { why: unknown }[] };
    const [first] = read.cases;
    if (!first) return file;
    first.why = scrub(why);
    return `${named(JSON.stringify(read, null, 2))}\n`;
  } catch {
    return file;
  }
}
