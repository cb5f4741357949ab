// Postal addresses. A number beside a word for streets finds the place; a postal code with a town, or a word such as "lives
// at" in front, makes an address of it. The work at each number is bounded.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import type { WordLists } from '../data-class.ts';
import { span } from '../span.ts';
import { group, near, wordsExpression } from '../word-search.ts';

export interface PostalWords {
  /** Street and number up to the end of the text in front of a number; number first, from it on. */
  readonly before: RegExp;
  readonly behind: RegExp;
  readonly label: RegExp;
  readonly public: RegExp;
}

/** Looked at on either side of a number. */
const REACH = 76;
const TAIL_REACH = 110;
const NAME = "[\\p{L}\\d'’.-]{1,24}";

export function compilePostal(lists: WordLists): PostalWords {
  const list = (name: string): readonly string[] => lists[name] ?? [];
  const start = group(list('streetStart'));
  const end = group(list('streetEnd'));
  const english = group(list('streetEnglish'));
  const french = group(list('streetFrench'));
  const number = `(?:,? (?:n[º°.]?|no[:.]?|nr\\.?|num\\.?|número|д\\.?|дом|буд\\.?|č\\.?|#|№) ?|,? )`;
  return {
    // "Calle Mayor 5", "ul. Długa 5"; "Lindenstraße 14", "Berliner Allee 3"
    before: new RegExp(
      `(?:(?<![\\p{L}\\d])${start}\\.? (?:${NAME} ){0,5}?${NAME}${number}|(?<![\\p{L}\\d-])(?:\\p{L}[\\p{L}.-]{0,30} ){0,2}(?:\\p{L}[\\p{L}-]{1,30}[- ]?)?${end}\\.?${number})$`,
      'u',
    ),
    // "12 Oak Lane", "12 bis rue de la Paix"
    behind: new RegExp(
      `^\\d{1,5}[a-z]?(?:[-/]\\d{1,4}[a-z]?)?(?: ?(?:bis|ter|quater))?,? (?:(?:[nsew]|north|south|east|west)\\.? )?(?:(?:${NAME} ){1,4}?${english}(?![\\p{L}\\d])\\.?|${french}\\.?(?: ${NAME}){1,6})`,
      'u',
    ),
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
  `\\p{Lu}[\\p{L}.'’ -]{1,28}[, -]{1,3}(?:[A-Z]{2}[, ]{1,2})?\\d{4,6}(?:-\\d{3,4})?(?!\\d)`,
].join('|');
const TAIL = new RegExp(
  `^(?:[a-zA-Z]|[-/ ]{1,3}\\d{1,4}[a-zA-Z]?)?(?![\\d])${BETWEEN}[,;]?\\s{0,3}[-–]?\\s?(?:${TAILS})`,
  'u',
);
/** A town without its code. */
const TOWN =
  /^(?:[a-zA-Z]|[-/]\d{1,4}[a-zA-Z]?)?(?:,? (?:Apt|Apartment|Unit|Suite|Flat|Ste|Floor|#)\.? ?#?[\w-]{1,6})?,\s{1,2}\p{Lu}[\p{L}'’-]{2,24}(?: \p{Lu}[\p{L}'’-]{1,20}){0,2}/u;
const CODE_BEFORE =
  /(?:^|[\s,:|])((?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?,? \p{Lu}[\p{L}.'’-]{1,24}(?: \p{L}[\p{L}.'’-]{1,20}){0,3},\s{0,2}(?:[^\n,]{1,30},\s{0,2}){0,2})$/u;

const CJK = [
  /(?:〒 ?\d{3}-?\d{4}[ \u3000\n]{0,3})?(?:東京都|北海道|(?:京都|大阪)府|[\u4e00-\u9fff]{2,3}県)[\u3040-\u30ff\u4e00-\u9fffーヶ々]{2,24}[\d０-９一二三四五六七八九十]{1,4}(?:丁目|番地?|号|[-－ー−‐][\d０-９]{1,4}|[\d０-９]){0,8}/gu,
  /[\u4e00-\u9fff]{2,9}(?:省|市|自治区)[\u4e00-\u9fff]{1,12}?(?:区|县|市|鎮|镇|區)[\u4e00-\u9fff\d]{1,16}?(?:路|街|道|巷|大道|胡同|段|弄)[\d一二三四五六七八九十]{1,5}[号號弄][\u4e00-\u9fff\d\-A-Za-z]{0,20}/gu,
  /(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|충청|전북|전남|전라|경북|경남|경상|제주)[가-힣]{0,6}(?: [가-힣]{1,10}(?:시|군|구|읍|면|동))+ [가-힣\d]{1,14}(?:로|길|대로) ?\d{1,4}(?:-\d{1,4})?(?:[, ]{1,2}[가-힣\d]{1,12}(?:동|호|층)){0,3}/gu,
];
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
    const street = streetAround(words, text, lower, start, start + number[0].length);
    if (!street) continue;
    const found = judged(words, text, lower, street[0], street[1]);
    if (!found) continue;
    out.push(found);
    behind = found.end;
  }
  for (const m of text.matchAll(BOX)) {
    const found = judged(words, text, lower, m.index, m.index + m[0].length);
    if (found) out.push(found);
  }
  if (/[\u3040-\u9fff\uac00-\ud7a3]/.test(text)) {
    for (const pattern of CJK)
      for (const m of text.matchAll(pattern))
        out.push(span(m.index, m.index + m[0].length, 'personal.address', 0.8, 'personal.address: form'));
  }
  return out;
}

function streetAround(
  words: PostalWords,
  text: string,
  lower: string,
  start: number,
  end: number,
): readonly [number, number] | null {
  if (/[\p{L}.:º°#№] {0,1}$/u.test(text.slice(Math.max(0, start - 2), start)) || text[start - 2] === ',') {
    const line = text.lastIndexOf('\n', start - 1) + 1;
    const from = Math.max(0, line, start - REACH);
    const m = words.before.exec(lower.slice(from, start));
    // A street has a capital somewhere; a sentence about three streets has none.
    if (m && /\p{Lu}|[\u0590-\u06ff\u0e00-\u0e7f]/u.test(text.slice(from + m.index, start))) {
      // The pattern begins as far left as it can: what stands before the last capital of the street is prose.
      return [trimmedStart(text, from + m.index, start), end];
    }
  }
  if (/^[a-z]?(?:[-/]\d{1,4}[a-z]?)?,? [\p{L}\d]/u.test(lower.slice(end, end + 9))) {
    const m = words.behind.exec(lower.slice(start, start + REACH));
    if (m && /\p{Lu}/u.test(text.slice(start, start + m[0].length)) && !m[0].includes('\n'))
      return [start, start + m[0].length];
    if (m && /^\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|chemin|impasse|allée|quai|place|route)\b/.test(m[0]))
      return [start, start + m[0].length];
  }
  return null;
}

/** Words of a sentence in small letters in front of a street are not part of it. */
function trimmedStart(text: string, start: number, end: number): number {
  const words = [...text.slice(start, end).matchAll(/[^ ]+ ?/g)];
  const first = words.findIndex((w) =>
    /^\p{Lu}|^[\u0590-\u06ff]|^(?:ul|al|os|pl|ул|пр|пер|бул|д|rue|via|calle|c|av|am|an|im|jl|str|r|strada|rua|avenida|улица|вул|проспект|ulica|ulice|viale|piazza|corso|carrer|plaza|paseo)[./]? /iu.test(
      w[0],
    ),
  );
  return start + (words[Math.max(0, first)]?.index ?? 0);
}

function judged(words: PostalWords, text: string, lower: string, start: number, end: number): SensitiveSpan | null {
  const after = text.slice(end, end + TAIL_REACH);
  const stop = /\n[ \t]*\n/.exec(after)?.index ?? after.length;
  const tail = TAIL.exec(after.slice(0, stop)) ?? null;
  const town = tail ?? TOWN.exec(after);
  const code = tail ? null : CODE_BEFORE.exec(text.slice(Math.max(0, start - 80), start));
  const from = code ? start - (code[1]?.length ?? 0) : start;
  const to = end + (tail ?? town ?? [''])[0].length;
  if (KNOWN.test(text.slice(Math.max(0, from - 1), to))) return null;
  const labelled = near(words.label, lower, from, to, 60, 0);
  const open = near(words.public, lower, from, to, 80, 40);
  const base = tail || code ? 0.85 : town ? (labelled ? 0.85 : 0.6) : labelled ? 0.75 : 0.4;
  const confidence = open && !labelled ? base - 0.4 : labelled ? Math.min(0.95, base + 0.05) : base;
  return span(
    from,
    to,
    'personal.address',
    confidence,
    `personal.address: ${tail || code ? 'street, code and town' : town ? 'street and town' : 'street'}`,
  );
}
