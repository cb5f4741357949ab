// Phone numbers. Whether digits are a number that a country gives out is libphonenumber's knowledge; whether somebody means
// a phone is a matter of how they are written and of words near by.
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import { span } from '../span.ts';
import { near } from '../word-search.ts';

const CANDIDATE =
  /(?<![A-Za-z\u00c0-\u06ff\d_.,/=#$€£-])(?<!\d:)(?:\+[ ]?\(?\d|00[ ]?\d|\(\+?\d|\d)(?:[ .·()（）/\u00a0\u2011\u2013-]{0,3}\d){6,16}(?![\d_]|[.,]\d|-\d)/gu;
/** Written so that no other number is: country's own manner of grouping. */
const SHAPES: readonly (readonly [RegExp, CountryCode])[] = [
  [
    /^\([2-9]\d{2}\)[ -]?\d{3}[ .-]\d{4}$|^[2-9]\d{2}([./-])\d{3}\1\d{4}$|^1[-. ][2-9]\d{2}[-. ]\d{3}[-. ]\d{4}$|^[2-9]\d{2} \d{3}-\d{4}$/,
    'US',
  ],
  [/^0[1-9](?:([ .-])\d{2})(?:\1\d{2}){3}$/, 'FR'],
  [/^\(?0(?:7\d{3}|1\d{3}|2\d|1\d1|11\d)\)?[ -]\d{3,4}[ -]?\d{3,6}$|^07\d{9}$/, 'GB'],
  [/^\(?0[1-9]\d{1,4}\)?[ ]?[/ -][ ]?\d{3,8}(?:[ -]\d{1,5}){0,3}$/, 'DE'],
  [/^\(?0[23478]\)? ?\d{4} \d{4}$|^04\d{2} \d{3} \d{3}$/, 'AU'],
  [/^0\d{1,3}-\d{2,4}-\d{4}$/, 'JP'],
  [/^01[016789]-\d{3,4}-\d{4}$|^0\d{1,2}-\d{3,4}-\d{4}$/, 'KR'],
  [/^1[3-9]\d{9}$|^1[3-9]\d[ -]\d{4}[ -]\d{4}$/, 'CN'],
  [/^\(?0?\d{2}\)? ?9?\d{4}-\d{4}$/, 'BR'],
  [/^0?5\d{2} \d{3} \d{2} \d{2}$/, 'TR'],
  [/^8 ?[ (-]?9\d{2}[ )-]{1,2}\d{3}[ -]?\d{2}[ -]?\d{2}$/, 'RU'],
  [/^06[ -]\d{8}$|^06[ -]\d{2}(?:[ -]\d{2}){3}$/, 'NL'],
  [/^0\d{2} \d{3} \d{2} \d{2}$/, 'CH'],
  [/^0\d{3}[ -]\d{3}[ -]\d{3}$|^09\d{8}$/, 'TW'],
  [/^04\d{2}[ ./]\d{2}[ .]?\d{2}[ .]?\d{2}$/, 'BE'],
  [/^07\d[- ]\d{3} \d{2} \d{2}$|^0\d{1,2}-\d{2,3} \d{2} \d{2}$/, 'SE'],
  [/^0\d{2}-\d{3}-\d{4}$|^0\d{2}-\d{7}$/, 'IL'],
  [/^3\d{2}[ .-]?\d{3}[ .-]\d{4}$|^3\d{2}[ ./-]\d{7}$|^3\d{2} \d{2} \d{2} \d{3}$/, 'IT'],
  [/^[6-9]\d{4}[ -]\d{5}$/, 'IN'],
  [/^08\d{2}[- ]\d{4}[- ]\d{3,5}$/, 'ID'],
  [/^0[35789]\d{2}[ .]\d{3}[ .]\d{3}$/, 'VN'],
  [/^0[689]\d-\d{3}-\d{4}$/, 'TH'],
  [/^0\d{2} \d{3} \d{2} \d{2}$/, 'UA'],
  [/^0[45]\d \d{3,4} \d{3,4}$/, 'FI'],
  [/^08\d \d{3} \d{4}$/, 'IE'],
  [/^02\d \d{3} \d{3,4}$/, 'NZ'],
  [/^0[678]\d \d{3} \d{4}$/, 'ZA'],
  [/^0[789]0\d \d{3} \d{4}$/, 'NG'],
  [/^05\d \d{3} \d{4}$|^05\d{2} \d{3} \d{3}$/, 'SA'],
];
/** Tried for numbers without a country's code when a word says that a phone is meant. */
const COUNTRIES: readonly CountryCode[] = [
  'US',
  'GB',
  'DE',
  'FR',
  'ES',
  'IT',
  'NL',
  'PL',
  'BR',
  'IN',
  'AU',
  'JP',
  'KR',
  'CN',
  'RU',
  'TR',
  'SE',
  'NO',
  'DK',
  'FI',
  'CH',
  'AT',
  'BE',
  'PT',
  'MX',
  'AR',
  'CZ',
  'HU',
  'RO',
  'GR',
  'IL',
  'UA',
  'ZA',
  'SG',
  'PH',
  'ID',
  'TH',
  'VN',
  'SA',
  'AE',
  'EG',
  'IE',
  'NZ',
  'MY',
  'CO',
  'CL',
];
/** Lines that everybody may call. */
const PUBLIC =
  /^(?:\+?1[ .-]?)?\(?8(?:00|88|77|66|55|44|33)\)?[ .-]|^\+?(?:00)?(?:44|49|33|39|34|43|41|31|32|48)?[ ]?\(?0?\)?(?:800|808|900|180\d)[ ./-]|^0(?:800|900|180\d)/;
/** The same where a country marks them otherwise. */
const PUBLIC_ELSEWHERE =
  /^400[- ]?\d{3,4}[- ]?\d{3,4}$|^0(?:120|570|800|850|137|180)[ -]\d|^(?:\+7 ?|8)[ (-]{0,2}80[04][ )-]|^1[568]\d\d-\d{4}$|^1[38]00[ -]\d|^444[ -]\d|^(?:4004|3003)[ -]\d{4}$/;
const OWN =
  /(?:my|his|her|mein\p{Ll}{0,2}|mon|mi|mio|mia|meu|mijn|mój|мой|мій|min|mit|我的|私の|제)(?:\s\p{Ll}{1,12})?[\s:]{1,3}$/u;
/** Kept for films and manuals. */
const FICTION = /^(?:\+?1[ .-]{0,2})?\(?555\)?[ .-]?\d{3}[ .-]?\d{4}$|555[ .-]?01\d\d$/;
/** Groups of letters and figures in front: the number goes on a parcel's. */
const GOES_ON = /(?:^|\s)(?:\d{1,6}[A-Z]|[A-Z]{1,3}\d)[A-Z\d]{0,8}[ \t]$/;
const DATE =
  /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|^(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}(?:[ T.-]?\d{1,6})?$|^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/;
const LABEL_BEFORE = 34;
const LABEL_CLOSE = 22;
const LABEL_AFTER = 16;
/** Numbers looked at: a text of nothing else is no address book that a person pastes. */
const MAX_CANDIDATES = 4_000;

/**
 * @param words of the list `phone`
 * @param open of the list `publicLine`
 * @param other names of numbers that are no phone's
 * @param lower the text in lower case with the same offsets
 */
export function findPhones(words: RegExp, open: RegExp, other: RegExp, text: string, lower: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  let looked = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    if (++looked > MAX_CANDIDATES) break;
    const lastEnd = out.at(-1)?.end ?? -LISTED;
    // A house's number in front may have been taken for the beginning.
    const house = HOUSE.exec(match[0])?.[0].length ?? 0;
    const found =
      judged(words, open, other, text, lower, match.index, match[0], lastEnd) ??
      (house > 0 ? judged(words, open, other, text, lower, match.index + house, match[0].slice(house), lastEnd) : null);
    if (found) out.push(found);
  }
  return out;
}

const HOUSE = /^\d{1,4}(?:-\d{1,3}){1,3} (?=0)/;
/** A number so close behind another one goes on with it: lists name what they are once. */
const LISTED = 40;

function judged(
  words: RegExp,
  open: RegExp,
  other: RegExp,
  text: string,
  lower: string,
  start: number,
  written: string,
  lastEnd: number,
): SensitiveSpan | null {
  const raw = written
    .replace(/[\u00a0]/g, ' ')
    .replace(/[\u2011\u2013·]/g, '-')
    .replace(/[（）]/g, (c) => (c === '（' ? '(' : ')'));
  const digits = raw.replace(/\D/g, '');
  if (digits.length < 7 || digits.length > 16 || DATE.test(raw) || /^(\d)\1+$/.test(digits)) return null;
  const end = start + written.length;
  // Figures without any grouping are a phone right behind the word only.
  const grouped = /[^\d]/.test(raw);
  const near1 =
    (start - lastEnd < LISTED && digits.length >= 9) ||
    near(words, lower, start, end, grouped ? LABEL_BEFORE : LABEL_CLOSE, grouped ? LABEL_AFTER : 0);
  const confidence = likelihood(
    raw,
    digits,
    near1,
    () =>
      other.test(lower.slice(Math.max(0, start - 24), start)) ||
      GOES_ON.test(text.slice(Math.max(0, start - 14), start)),
  );
  if (confidence === 0) return null;
  // A line that an office gives to everybody; "my number" beside the word is still somebody's.
  const everybodys = near(open, lower, start, end, 36, 20) && !OWN.test(lower.slice(Math.max(0, start - 30), start));
  return span(
    start,
    end,
    'personal.phone',
    everybodys ? Math.min(0.35, confidence) : confidence,
    `personal.phone: ${near1 ? 'word near' : 'form'}`,
  );
}

function likelihood(raw: string, digits: string, labelled: boolean, otherNumber: () => boolean): number {
  if (PUBLIC.test(raw) || PUBLIC_ELSEWHERE.test(raw)) return 0.3;
  if (FICTION.test(raw)) return 0;
  const international = /^\(?\+/.test(raw) ? raw : raw.startsWith('00') ? `+${raw.slice(2).trim()}` : '';
  if (international) {
    const parsed = parsePhoneNumberFromString(international.replace(/\(0\)/, ''));
    if (parsed?.isValid()) return 0.92;
    return parsed?.isPossible() && (labelled || raw.startsWith('+')) ? (labelled ? 0.75 : 0.6) : 0;
  }
  if (labelled) {
    if (otherNumber()) return 0;
    if (COUNTRIES.some((country) => parsePhoneNumberFromString(raw, country)?.isValid())) return 0.85;
    return digits.length >= 7 && digits.length <= 12 && /[ ()./-]/.test(raw) ? 0.6 : 0;
  }
  for (const [shape, country] of SHAPES) {
    if (shape.test(raw) && !otherNumber() && parsePhoneNumberFromString(raw, country)?.isValid())
      return /^\d+$/.test(raw) ? 0.55 : 0.72;
  }
  return 0;
}
