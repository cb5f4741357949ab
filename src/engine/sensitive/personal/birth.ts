// A day of birth, with the name it belongs to where one stands in front: together they point at one person.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import { container, span } from '../span.ts';
import type { Persons } from './persons.ts';
import { lineStart } from '../word-search.ts';
import { DATE_SOURCE, NAME_SOURCE, yearOf } from './dates.ts';

const DATE_BEHIND = new RegExp(`^[^\\d\\n]{0,36}?(?:\\r?\\n[ \\t|]{0,6})?(${DATE_SOURCE})`, 'u');
const DATE_BEFORE = new RegExp(`(${DATE_SOURCE})[ ]{0,2}[(,]?[ ]{0,2}$`, 'u');
const NAME_BEFORE = new RegExp(`(${NAME_SOURCE})([^\\n\\p{L}]{0,6}(?:\\p{Ll}[^\\n.;]{0,24})?)$`, 'u');
/** Nobody older is alive. */
const OLDEST = 1908;
/** "X (born 4 August 1961) is an …": what encyclopedias write about people of note. */
const ENCYCLOPEDIC =
  /^[^\n]{0,12}\)[,]? (?:is|was|est|était|ist|war|es|fue|è|era|é|foi|byl|był)\b|^[^\n]{0,30}[-–—] ?(?:died|\d{1,2}\.? \p{L}+ \d{4})|^[^\n]{0,60}\b(?:philosopher|composer|physicist|painter|president|novelist|poet|scientist|mathematician|emperor|king|queen|footballer|actor|actress|singer)\b/iu;

/** @param words of the list `birth` @param lower the text in lower case with the same offsets */
export function findBirths(words: RegExp, persons: Persons, text: string, lower: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  let behind = 0;
  for (const word of lower.matchAll(words)) {
    if (word.index < behind) continue;
    const wordEnd = word.index + word[0].length;
    const found = dateBehind(text, wordEnd) ?? dateBefore(text, word.index);
    if (!found) continue;
    const [start, end] = found;
    const year = yearOf(text.slice(start, end));
    if (year !== null && year < OLDEST) continue;
    behind = end;
    const label = /^[ \t"'*|]{0,4}[:=|]|^["']?[ \t]*[:,]/.test(text.slice(wordEnd, wordEnd + 6));
    const known =
      ENCYCLOPEDIC.test(text.slice(end, end + 90)) ||
      /\bwas born\b|wurde .{0,30}geboren|est née? .{0,20}à/i.test(text.slice(Math.max(0, word.index - 6), end));
    const around = text.slice(Math.max(0, word.index - 120), end);
    const close = known && (persons.near(around) || persons.patient(around) || persons.titled(around));
    const confidence = close ? 0.75 : known ? 0.42 : label ? 0.9 : 0.8;
    const date = span(start, end, 'personal.birth-date', confidence, 'personal.birth-date');
    const name = nameBefore(text, Math.min(word.index, start));
    if (!name) out.push(date);
    else {
      const parts = [span(name[0], name[1], 'personal.name', confidence, 'personal.name: of a birth date'), date];
      const outer = span(
        name[0],
        end,
        'personal.birth-date',
        Math.min(0.95, confidence + 0.05),
        'personal.birth-date: with a name',
      );
      out.push(container(outer, parts));
    }
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
  const m = NAME_BEFORE.exec(text.slice(from, to));
  if (!m) return null;
  return [from + m.index, from + m.index + (m[1]?.length ?? 0)];
}
