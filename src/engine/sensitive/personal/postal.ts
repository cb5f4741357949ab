// Postal addresses. A number beside a word for streets finds the place; a postal code with a town, or a word such as "lives
// at" in front, makes an address of it. The work at each number is bounded.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import type { WordLists } from '../data-class.ts';
import { span } from '../span.ts';
import { POSTAL_FORMS, UNITS } from './postal-forms.ts';
import { group, lineStart, near, wordsExpression } from '../word-search.ts';

export interface PostalWords {
  /** Words that begin a street's name in front of its number, endings that close one, and words of either kind behind it. */
  readonly starts: ReadonlySet<string>;
  readonly ends: RegExp;
  readonly english: ReadonlySet<string>;
  readonly french: ReadonlySet<string>;
  readonly label: RegExp;
  readonly public: RegExp;
}

/** Looked at on either side of a number. */
const REACH = 76;
const TAIL_REACH = 110;
/** Words of a street's name. */
const MAX_WORDS = 7;

export function compilePostal(lists: WordLists): PostalWords {
  const list = (name: string): readonly string[] => lists[name] ?? [];
  return {
    starts: new Set(list('streetStart')),
    ends: new RegExp(`${group(list('streetEnd'))}$`, 'u'),
    english: new Set(list('streetEnglish')),
    french: new Set(list('streetFrench')),
    label: wordsExpression(list('address'), ''),
    public: wordsExpression(list('publicPlace'), ''),
  };
}

/** Postal code and town, or the other way round, with what stands between: flat, floor, district, a new line. */
const BETWEEN = "(?:[,;]?\\s{0,3}(?:\\p{L}[\\p{L}.'’#-]{0,18}|[#\\d][\\p{L}\\d./ªº°-]{0,6})){0,7}?";
const TAILS = [
  `(?:[A-Z]{1,2}-)?\\d{4,6}(?:[- ]?\\d{3,4})? ?,? \\p{Lu}[\\p{L}.'’-]{1,24}(?: \\p{L}[\\p{L}.'’-]{1,20}){0,3}`,
  `\\d{3} \\d{2} \\p{Lu}[\\p{L}-]{1,24}`,
  `\\d{2}-\\d{3} \\p{Lu}[\\p{L}-]{1,24}(?: \\p{Lu}[\\p{L}-]{1,20})?`,
  `\\d{4} ?[A-Z]{2},? \\p{Lu}[\\p{L}'’-]{1,24}(?: \\p{Lu}[\\p{L}'’-]{1,20})?`,
  `[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}(?![A-Z\\d])`,
  `[A-Z]\\d[A-Z] ?\\d[A-Z]\\d(?![A-Z\\d])`,
  `[A-Z]{2}[ ,]{1,2}\\d{5}(?:-\\d{4})?(?!\\d)`,
  `[A-Z]{2,3} \\d{4}(?!\\d)`,
  `[\\u0590-\\u06ff]{2,16}(?: [\\u0590-\\u06ff]{2,16}){0,2}[ ,،]{1,2}\\d{5,7}(?!\\d)`,
  `\\p{Lu}[\\p{L}.'’ -]{1,28}[, -]{1,3}(?:[A-Z]{2}[, ]{1,2})?\\d{4,6}(?:-\\d{3,4})?(?!\\d)`,
].join('|');
const TAIL = new RegExp(
  `^[a-zA-Z]?(?:[-/]\\d{1,4}[a-zA-Z]?){0,3}(?![\\d])${BETWEEN}[,;]?\\s{0,3}[-–]?\\s?(?:${TAILS})`,
  'u',
);
/** A town without its code. */
const TOWN =
  /^(?:[a-zA-Z]|[-/]\d{1,4}[a-zA-Z]?)?(?:,? (?:Apt|Apartment|Unit|Suite|Flat|Ste|Floor|#)\.? ?#?[\w-]{1,6})?,\s{1,2}(?:\p{Lu}[\p{L}'’-]{2,24}(?: \p{Lu}[\p{L}'’-]{1,20}){0,2}|[\u0590-\u05ff]{2,16}(?: [\u0590-\u05ff]{2,16})?)/u;
const CODE_BEFORE =
  /(?:^|[\s,:|])((?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?,? \p{Lu}[\p{L}.'’-]{1,24}(?: \p{L}[\p{L}.'’-]{1,20}){0,3},\s{0,2}(?:[^\n,]{1,30},\s{0,2}){0,2})$/u;

/** "г. Москва, " in front of a street. */
const TOWN_BEFORE = /(?:^|[\s(])((?:г\. ?|м\. ?|город |місто )?\p{Lu}[\p{L}-]{2,24},\s)$/u;
/** A flat behind a number. */
const FLAT =
  /^,? ?(?:кв\.? ?|apt\.? ?#?|apartment |unit |flat |wohnung |whg\.? ?|piso |lok\.? ?|m\. ?|lgh |daire:? ?|d:|stiege |top )\d{1,4}[a-z]?/iu;

/** Any name with a number, when a postal code that cannot be a year and a town follow. */
const NAME_BEFORE = /(?:^|[\s,:(])(\p{Lu}[\p{L}'’.-]{3,30}(?: \p{Lu}[\p{L}'’-]{2,20})? )$/u;
const CODED_TOWN =
  /^[a-zA-Z]?(?:[-/]\d{1,4})?,\s{1,2}(?:\d{5}|\d{3} \d{2}|\d{2}-\d{3}|(?!19|20)[1-9]\d{3}(?: ?[A-Z]{2})?) \p{Lu}[\p{L}-]{2,24}/u;

/** Boxes and places without a street. */
const BOX =
  /(?<![\p{L}\d])(?:P\.? ?O\.? Box|Postfach|BP|Casilla|Apartado(?: de correos)?|Postbus|skr\. poczt\.|а\/я) \d{1,6}(?=[,\n ])/gu;
/** Addresses that everybody knows. */
const KNOWN =
  /(?:^|[^\d])(?:10 downing|1600 penn|221b baker|1600 amphi|1 infinite loop|one microsoft|1 hacker way|1 apple park|350 fifth ave|123 main|742 evergreen|4 privet|123 fake|123 any|1234 main|12 grimmauld|platz der republik 1|musterstra(?:ß|ss)e|beispielstra|hauptstra(?:ß|ss)e 1,? 12345|rue de l'exemple|calle falsa)/i;

/** Every address of a place where somebody may live. @param lower the text in lower case with the same offsets */
export function findPostal(words: PostalWords, text: string, lower: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  let behind = 0;
  for (const number of text.matchAll(/(?<![\p{L}\d.,:/_-])\d{1,5}(?!\d|[.,:]\d|%)/gu)) {
    const start = number.index;
    if (start < behind) continue;
    // Beside other numbers only: no street.
    if (
      !/\p{L}|[.º°#№]/u.test(text.slice(Math.max(0, start - 3), start)) &&
      !/\p{L}/u.test(text.slice(start, start + number[0].length + 9))
    )
      continue;
    const street = streetAround(words, text, lower, start, start + number[0].length);
    const found = street
      ? judged(words, text, lower, street[0], street[1])
      : named(words, text, lower, start, start + number[0].length);
    if (!found) continue;
    out.push(found);
    behind = found.end;
  }
  for (const m of text.matchAll(BOX)) {
    const found = judged(words, text, lower, m.index, m.index + m[0].length);
    if (found) out.push(found);
  }
  for (const { needs, pattern } of POSTAL_FORMS) {
    if (!needs.test(text)) continue;
    for (const m of text.matchAll(pattern)) {
      const end = m.index + m[0].length;
      const open = isOpen(words, lower, m.index, end) && !near(words.label, lower, m.index, end, 30, 0);
      if (!KNOWN.test(m[0]))
        out.push(span(m.index, end, 'personal.address', open ? 0.4 : 0.8, 'personal.address: form'));
    }
  }
  return out;
}

/** Whether words near by, or behind the last figure, say that everybody may go there. */
const isOpen = (words: PostalWords, lower: string, from: number, to: number): boolean =>
  near(words.public, lower, from, to, 80, 40) || words.public.test(/[^\d]*$/.exec(lower.slice(from, to))?.[0] ?? '');

/** From the beginning of a street's name to its end, the number with it. */
function streetAround(
  words: PostalWords,
  text: string,
  lower: string,
  start: number,
  end: number,
): readonly [number, number] | null {
  const line0 = lineStart(text, start, REACH);
  const from = line0 + text.slice(line0, start).search(/[^"“„(\[{>|`]*$/);
  const before = lower.slice(from, start).replace(NUMBER_WORD, '');
  const begin = before === '' ? -1 : streetBefore(words, before, text.slice(from, from + before.length));
  if (begin >= 0) return [from + begin, end];
  const line = /^[^\n]*/.exec(lower.slice(start, start + REACH))?.[0] ?? '';
  const length = streetBehind(words, line, text.slice(start, start + line.length));
  return length > 0 ? [start, start + length] : null;
}

/** "no.", "Nr", "д." and a comma or space in front of a number. */
const NUMBER_WORD =
  /(?:,? ?(?:n[º°.]|n[º°]?\.? |no[:.] ?|nr\.? ?|num\.? ?|número |д\.? ?|дом |буд\.? ?|č\.? ?|# ?|№ ?)|[, ]{1,2})$/u;
const NAME_WORD = /^[\p{L}\p{M}\d'’.\-/]{1,30},?$/u;

/** Where the street begins in the words in front of its number; -1 for none. "Lindenstraße", "Berliner Allee", "Calle Mayor". */
function streetBefore(words: PostalWords, lower: string, original: string): number {
  const tokens = [...lower.matchAll(/[^ ]+/g)].slice(-MAX_WORDS);
  const last = tokens.at(-1);
  if (!last || last.index + last[0].length !== lower.length || !NAME_WORD.test(last[0])) return -1;
  const capital = (at: number): boolean => /^\p{Lu}|^[\u0590-\u06ff\u0e00-\u0eff]/u.test(original.slice(at, at + 2));
  const plain = last[0].replace(/[.,]+$/, '');
  const ending = words.ends.exec(plain);
  if (ending && plain.length <= 40) {
    // A word that is nothing but the ending needs its name in front.
    const alone = ending.index <= 1;
    let first = tokens.length - 1;
    while (
      first > 0 &&
      tokens.length - first < 3 &&
      capital(tokens[first - 1]?.index ?? 0) &&
      /^[\p{L}\p{M}.'’-]+$/u.test(tokens[first - 1]?.[0] ?? '')
    )
      first -= 1;
    const at = tokens[alone ? first : tokens.length - 1]?.index ?? 0;
    if (capital(at) && (!alone || first < tokens.length - 1)) return tokens[first]?.index ?? at;
  }
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i] as RegExpExecArray;
    if (i < tokens.length - 1 && words.starts.has(streetWord(token[0]))) {
      // A street has a capital somewhere; a sentence about three streets has none.
      return /\p{Lu}|[\u0590-\u06ff\u0e00-\u0eff]/u.test(original.slice(token.index)) ? token.index : -1;
    }
    // Words with a day among them are no street: "am 12.05. in Halle 4".
    if (!NAME_WORD.test(token[0]) || /\d[./]\d/.test(token[0])) break;
  }
  return -1;
}

/** Without its full stop, and without what Hebrew glues in front. */
const streetWord = (token: string): string => token.replace(/\.$/, '').replace(/^[לבמה](?=[\u0590-\u05ff]{4})/, '');

/** Units from the number to the end of the street behind it; 0 for none. "12 Oak Lane", "12 bis rue de la Paix". */
function streetBehind(words: PostalWords, lower: string, original: string): number {
  const head = /^\d{1,5}[a-z]?(?:[-/]\d{1,4}[a-z]?)?(?: ?(?:bis|ter|quater))?,? /.exec(lower);
  if (!head) return 0;
  const tokens = [...lower.slice(head[0].length).matchAll(/[^ ]+/g)].slice(0, MAX_WORDS);
  const bare = (token: RegExpExecArray | undefined): string => (token?.[0] ?? '').replace(/[.,;:)]+$/, '');
  if (words.french.has(bare(tokens[0])) && tokens.length > 1) {
    let last = 0;
    for (let i = 1; i < tokens.length && NAME_WORD.test(tokens[i]?.[0] ?? ''); i++) {
      if (/^(?:et|pour|avec|où|est|and|in|for|at)$/.test(bare(tokens[i]))) break;
      last = i;
      if (/[.,;:]$/.test(tokens[i]?.[0] ?? '')) break;
    }
    const token = tokens[last];
    return last > 0 && token ? head[0].length + token.index + bare(token).length : 0;
  }
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as RegExpExecArray;
    const at = head[0].length + token.index;
    if (i > 0 && words.english.has(bare(token)) && /^\p{Lu}/u.test(original.slice(at))) return at + bare(token).length;
    if (!NAME_WORD.test(token[0]) || /[,;:]$/.test(token[0]) || !/^[\p{Lu}\d]/u.test(original.slice(at, at + 2))) break;
  }
  return 0;
}

/** A street whose name does not say that it is one. */
function named(words: PostalWords, text: string, lower: string, start: number, end: number): SensitiveSpan | null {
  const tail = CODED_TOWN.exec(text.slice(end, end + 60));
  const name = tail && NAME_BEFORE.exec(text.slice(Math.max(0, start - 56), start));
  if (!name || KNOWN.test(` ${name[1] ?? ''}${text.slice(start, end)}`)) return null;
  const open = isOpen(words, lower, start - name[0].length, end + tail[0].length);
  return span(
    start - (name[1]?.length ?? 0),
    end + tail[0].length,
    'personal.address',
    open ? 0.4 : 0.65,
    'personal.address: number, code and town',
  );
}

function judged(words: PostalWords, text: string, lower: string, start: number, end: number): SensitiveSpan | null {
  const units = UNITS.exec(text.slice(end, end + TAIL_REACH))?.[0].length ?? 0;
  return judgedFrom(words, text, lower, start, end + units, units > 0);
}

function judgedFrom(
  words: PostalWords,
  text: string,
  lower: string,
  start: number,
  end: number,
  inside: boolean,
): SensitiveSpan | null {
  const after = text.slice(end, end + TAIL_REACH);
  const stop = /\n[ \t]*\n/.exec(after)?.index ?? after.length;
  const tail = TAIL.exec(after.slice(0, stop)) ?? null;
  const town = tail ?? TOWN.exec(after);
  const code = tail ? null : CODE_BEFORE.exec(text.slice(Math.max(0, start - 80), start));
  const before = tail || town || code ? null : TOWN_BEFORE.exec(text.slice(Math.max(0, start - 40), start));
  const from = code ? start - (code[1]?.length ?? 0) : before ? start - (before[1]?.length ?? 0) : start;
  const to = end + (tail ?? town ?? [''])[0].length;
  if (KNOWN.test(text.slice(Math.max(0, from - 1), to))) return null;
  const labelled = near(words.label, lower, from, to, 60, 0);
  const open = isOpen(words, lower, from, to);
  const flat = FLAT.exec(text.slice(to, to + 16));
  const base = tail || code ? 0.85 : town || before || flat || inside ? (labelled ? 0.85 : 0.6) : labelled ? 0.75 : 0.4;
  const confidence = open && !labelled ? base - 0.4 : labelled ? Math.min(0.95, base + 0.05) : base;
  return span(
    from,
    flat ? to + flat[0].length : to,
    'personal.address',
    confidence,
    `personal.address: ${tail || code ? 'street, code and town' : town ? 'street and town' : 'street'}`,
  );
}
