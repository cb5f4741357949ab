// A day of birth, with the name it belongs to where one stands in front: together they point at one person.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import { container, span } from '../span.ts';
import type { Persons } from './persons.ts';
import { lineStart } from '../word-search.ts';
import { DATE_SOURCE, FIGURE_DATE_SOURCE, NAME_SOURCE, UNCASED_NAME_SOURCE, yearOf } from './dates.ts';

const DATE_BEHIND = new RegExp(`^[^\\d\\n]{0,36}?(?:\\r?\\n[ \\t|]{0,6})?(${DATE_SOURCE})`, 'u');
const DATE_BEFORE = new RegExp(`(${DATE_SOURCE})[ ]{0,2}[(,]?[ ]{0,2}$`, 'u');
const NAME_BEFORE = new RegExp(`(${NAME_SOURCE})([^\\n\\p{L}]{0,6}(?:\\p{Ll}[^\\n.;]{0,24})?)$`, 'u');
const UNCASED_BEFORE = new RegExp(`(${UNCASED_NAME_SOURCE})[^\\n\\p{L}\\p{M}]{0,6}$`, 'u');
const NAME_BEHIND = new RegExp(`^[ \\t]{0,2}[),;:|–-]{0,2}[ \\t]{1,2}(?:\\p{Ll}{2,12}:? )?(${NAME_SOURCE})`, 'u');
/** A name, then the day after a star, a letter that stands for "born", or nothing at all, a town between them or not. */
const NAME_AND_SIGN = new RegExp(
  `(${NAME_SOURCE})[ ,(|;:]{1,3}(?:\\p{Lu}\\p{Ll}{2,20}, ?)?(\\* ?|(?:b|s|f|n|r|d|g|ur|nar|nat|szül|syn|geb|birth)\\.? {1,2})?$`,
  'u',
);
const DAY = new RegExp(`(?<![\\d./-])${FIGURE_DATE_SOURCE}`, 'gu');
/** A name as registers write it: the family's in capitals in front, or with the father's behind. */
const LISTED = /^\p{Lu}{3,24}, |(?:ович|евич|овна|евна|івна|ївна)$/u;
/** Nobody older is alive. */
const OLDEST = 1908;
/** What is later is a day of something else as a rule. */
const NEWEST = 2024;
/** "X (born 4 August 1961) is an …": what encyclopedias write about people of note. */
const ENCYCLOPEDIC =
  /^[^\n]{0,12}\)[,]? (?:is|was|est|était|ist|war|es|fue|è|era|é|foi|byl|był)\b|^[^\n]{0,30}[-–—] ?(?:died|\d{1,2}\.? \p{L}+ \d{4})|^[^\n]{0,60}\b(?:philosopher|composer|physicist|painter|president|novelist|poet|scientist|mathematician|emperor|king|queen|footballer|actor|actress|singer)\b/iu;

/** "… was born on …": a sentence of a life told, not of a form. */
const TOLD =
  /\bwas born\b|wurde .{0,30}geboren|est née? .{0,20}à|\bnació |\bnasceu\b|\bnacque\b|\bnaquit\b|urodził(?:a)? się|родил(?:ся|ась) |народил(?:ся|ася) |\bföddes\b|\bsyntyi\b|s-a născut|werd .{0,30}geboren|bl(?:ev|e) født|\bdoğdu\b|का जन्म|ولد /iu;

/** @param words of the list `birth` @param lower the text in lower case with the same offsets */
export function findBirths(words: RegExp, persons: Persons, text: string, lower: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  let behind = 0;
  for (const word of lower.matchAll(words)) {
    if (word.index < behind) continue;
    const wordEnd = word.index + word[0].length;
    const found = dateBehind(text, wordEnd) ?? dateBefore(text, word.index + (word[0].startsWith('일') ? 1 : 0));
    if (!found) continue;
    const [start, end] = found;
    const year = yearOf(text.slice(start, end));
    if (year !== null && year < OLDEST) continue;
    behind = end;
    const label = /^[ \t"'*|]{0,4}[:=|]|^["']?[ \t]*[:,]/.test(text.slice(wordEnd, wordEnd + 6));
    const known =
      ENCYCLOPEDIC.test(text.slice(end, end + 90)) || TOLD.test(text.slice(Math.max(0, word.index - 8), end));
    const around = text.slice(Math.max(0, word.index - 120), end);
    const close = known && (persons.near(around) || persons.patient(around) || persons.titled(around));
    const confidence = close ? 0.75 : known ? 0.42 : label ? 0.9 : 0.8;
    const date = span(start, end, 'personal.birth-date', confidence, 'personal.birth-date');
    const name = nameBefore(text, Math.min(word.index, start));
    const behindIt = name ? null : nameBehind(text, end);
    const whose = name ?? behindIt;
    if (!whose) out.push(date);
    else {
      const called = span(whose[0], whose[1], 'personal.name', confidence, 'personal.name: of a birth date');
      const parts = name ? [called, date] : [date, called];
      const outer = span(
        name ? whose[0] : start,
        name ? end : whose[1],
        'personal.birth-date',
        Math.min(0.95, confidence + 0.05),
        'personal.birth-date: with a name',
      );
      out.push(container(outer, parts));
    }
  }
  // Both go through the text from its beginning, so one look at the next of the others is enough.
  const said = out.length;
  let known = 0;
  for (const day of text.matchAll(DAY)) {
    const [start, end] = [day.index, day.index + day[0].length];
    const year = yearOf(day[0]);
    if (year !== null && (year < OLDEST || year > NEWEST)) continue;
    const from = lineStart(text, start, 100);
    const m = NAME_AND_SIGN.exec(text.slice(from, start));
    if (!m) continue;
    const [, name = '', sign = ''] = m;
    const at = from + m.index;
    while (known < said && (out[known] as SensitiveSpan).end <= at) known += 1;
    if (known < said && (out[known] as SensitiveSpan).start < end) continue;
    const line = text.slice(lineStart(text, at, 60), at + name.length + 1);
    // Without any sign the day may be of a visit: who it is about must be somebody's patient, pupil or employee.
    if (sign === '' && (year === null || !(LISTED.test(name) || persons.patient(line) || persons.role(line)))) continue;
    if (sign !== '' && ENCYCLOPEDIC.test(text.slice(end, end + 90))) continue;
    const sure = sign === '' ? 0.6 : 0.8;
    const parts = [
      span(at, at + name.length, 'personal.name', sure, 'personal.name: of a birth date'),
      span(start, end, 'personal.birth-date', sure, 'personal.birth-date'),
    ];
    const why = 'personal.birth-date: behind a name';
    out.push(container(span(at, end, 'personal.birth-date', sure, why), parts));
  }
  return out;
}

function dateBehind(text: string, from: number): readonly [number, number] | null {
  const m = DATE_BEHIND.exec(text.slice(from, from + 90));
  const date = m?.[1] ?? '';
  return m ? [from + m[0].length - date.length, from + m[0].length] : null;
}

function dateBefore(text: string, to: number): readonly [number, number] | null {
  const m = DATE_BEFORE.exec(text.slice(Math.max(0, to - 34), to));
  if (!m) return null;
  const start = Math.max(0, to - 34) + m.index;
  return [start, start + (m[1]?.length ?? 0)];
}

/** A name in the same line, at most a few words in front. */
function nameBefore(text: string, to: number): readonly [number, number] | null {
  const from = lineStart(text, to, 90);
  const line = text.slice(from, to);
  const m = NAME_BEFORE.exec(line) ?? UNCASED_BEFORE.exec(line);
  if (!m) return null;
  return [from + m.index, from + m.index + (m[1]?.length ?? 0)];
}

/** A name right behind a day that a word for birth stands in front of. */
function nameBehind(text: string, from: number): readonly [number, number] | null {
  const m = NAME_BEHIND.exec(text.slice(from, from + 90));
  const name = m?.[1] ?? '';
  return m ? [from + m[0].length - name.length, from + m[0].length] : null;
}
