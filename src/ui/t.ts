// Texts for people. Pages inject where the texts come from: browser i18n in the extension, messages.json in plain-browser
// development. Keys come from code and from the catalogue; a key without a text shows itself in brackets.

import { listed, wordsOf, type Telling } from '../model/telling.ts';

/** Returns '' when the key has no text. */
export type Translator = (key: string, substitutions: readonly string[]) => string;

let translate: Translator = () => '';
let language = 'en';

const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/;

/**
 * Sets where texts come from, and language and direction of the document. The texts name their language themselves: in a
 * browser whose language Demarc does not have, they are English ones, and so are document, dates and direction.
 */
export function startTexts(translator: Translator, uiLanguage: string): void {
  translate = translator;
  const ofTexts = translator('languageOfTexts', []);
  // The browser's code may say more, such as en-GB, which decides how a date is written.
  language = (ofTexts === '' || uiLanguage.split('-')[0] === ofTexts ? uiLanguage : ofTexts) || 'en';
  document.documentElement.lang = language;
  document.documentElement.dir = RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr';
}

/** The text of a key with $1…$9 filled in; `[key]` when there is none. */
export function t(key: string, ...substitutions: readonly (string | number)[]): string {
  return translate(key, substitutions.map(String)) || `[${key}]`;
}

/** Text of a value that may be a key or already a sentence, as problems from the worker are. */
export function textOrKey(value: string): string {
  return /^[A-Za-z0-9_]+$/.test(value) ? translate(value, []) || `[${value}]` : value;
}

/** The words for what a part of Demarc has to tell. */
export const tell = (told: Telling): string => wordsOf(told, translate);

/** Names that no language changes, in a row. */
export const tList = (names: readonly string[]): string => listed(names, translate);

/** Words of the reader's language in a row, as the language joins them. */
export const formatList = (texts: readonly string[]): string =>
  new Intl.ListFormat(language, { style: 'long', type: 'conjunction' }).format(texts);

/**
 * The text for a number, with the number as $1: `<key>One`, `<key>Other`, and in a language with more forms the one that its
 * rules name (`<key>Two`, `<key>Few` …, as CLDR has them). A form that a language does not write is its `<key>Other`.
 */
export function tn(key: string, count: number, ...more: readonly (string | number)[]): string {
  const form = new Intl.PluralRules(language).select(count);
  const substitutions = [formatNumber(count), ...more];
  const named = `${key}${form.charAt(0).toUpperCase()}${form.slice(1)}`;
  return translate(named, substitutions.map(String)) || t(`${key}Other`, ...substitutions);
}

/** A text of a known list of values: `status` + `not-applicable` → `status_not_applicable`. */
export function label(group: string, value: string, ...substitutions: readonly string[]): string {
  return t(`${group}_${value.replaceAll('-', '_')}`, ...substitutions);
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(language).format(value);
}

export function formatPercent(value: number): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(value);
}

export function formatTime(time: number): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

export function formatDay(time: number): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' }).format(time);
}

/** An ISO date that may be coarse: '2026', '2026-03', '2026-03-25'; anything else is shown as it is. */
export function formatCoarseDate(date: string): string {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date);
  if (!parts) return date;
  const [, year, month, day] = parts;
  if (!month) return year ?? date;
  const options: Intl.DateTimeFormatOptions = day
    ? { dateStyle: 'medium', timeZone: 'UTC' }
    : { year: 'numeric', month: 'short', timeZone: 'UTC' };
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1));
  return Number.isNaN(time) ? date : new Intl.DateTimeFormat(language, options).format(time);
}

/** Builds a translator from the contents of a messages.json; used where there is no browser i18n. */
export function translatorFrom(
  messages: Readonly<Record<string, { readonly message: string } | undefined>>,
): Translator {
  return (key, substitutions) =>
    (messages[key]?.message ?? '').replace(/\$([1-9$])/g, (_, n: string) =>
      n === '$' ? '$' : (substitutions[Number(n) - 1] ?? ''),
    );
}
