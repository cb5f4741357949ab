// Passwords and codes in prose: "the wifi password is …", "the keypad of the back door takes …". What is said there is often
// a plain word, so where it stands, and that it is none of the words people say about passwords, has to speak for it.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import { span } from '../span.ts';
import { isNoValue, looksChosen, trimmed } from './strength.ts';

export interface SentenceWords {
  /** Networks of houses: their passwords are told to guests, and are words. */
  readonly network: RegExp;
  /** Words for a password that say whose it is by their ending, in languages that need no "is" then. */
  readonly own: ReadonlySet<string>;
  /** What people say about a password: wrong, printed, required. */
  readonly state: ReadonlySet<string>;
}

/** Read behind a word for passwords, and for codes of doors and the like; in front for what it opens. */
const REACH = 90;
const FRONT = 50;
/** The words of a sentence, and what ends it. */
const WORDS_OF_CLAUSE = /[\n。；]|[^\s"'`<>()，、。；：:「」『』【】（）“”„«»‘’]{2,80}/g;
/** A value that is written as a word, or as words joined. */
const PLAIN_WORD = /^\p{L}[\p{L}\p{M}]{1,30}(?:[._-]?\p{L}[\p{L}\p{M}]{0,30}){0,4}/u;
const CLAUSE_ENDS =
  /^(?:[.,;:!?)\]"'”»，。！？、；（)]|[ \t]{0,2}(?:\n|$|[-–—|/>]|(?<=[ \t])\(|(?:and|und|et|y|e|en|i|og|och|ja|a|és|și|ve|и|й|та|και|и так|but|aber|mais|pero|ma|mas|maar|ale|но)[ \t])|です|입니다|이에요|예요|이야)/u;
/** Endings of what is said about a thing, in languages that build such words by endings. */
export const SAID_OF =
  /(?:ed|ing|ly|able|ible|ory|ful|less|ous|ive|lich|ig|bar|haft|isch|los|sam|ungen|ung|ado|ada|ido|ida|ados|idas|ato|ata|ito|uto|uta|oria|orio|able|ibile|abile|ável|ível|ée?s?|ante|ente|oire|elijk|baar|loos|ny|na|ne|ný|ná|né|ный|ная|ный|ен|на|ён|ено|ана|ено|ий|ый|а́н|ad|at|ut|igt|lig|ligt|ett|tu|ty|ttu|tty|iv|os|es|lan|len|lı|li|lu|lü|sız|siz|ıyor|iyor|mış|miş|acak|ecek|ος|η|ο|μένος|μένη)$/u;

/** A password that is a plain word: "the wifi password is …". @param at where it would begin */
export function wordedPassword(
  words: SentenceWords,
  text: string,
  lower: string,
  start: number,
  at: number,
): SensitiveSpan | null {
  const value = PLAIN_WORD.exec(text.slice(at, at + 60))?.[0] ?? '';
  const end = at + value.length;
  if (value.length < 6 || !CLAUSE_ENDS.test(text.slice(end, end + 8))) return null;
  const low = lower.slice(at, end);
  if (words.state.has(low) || isNoValue(value)) return null;
  const joined = /[._]/.test(value) && value === low && !/\.(?:\w{2,4})$/.test(value);
  if (!ofNetwork(words, lower, start, at)) {
    if (!joined) return null;
  } else if (SAID_OF.test(low) && value.length < 9) return null;
  return span(at, end, 'secret.password', joined ? 0.6 : 0.55, 'secret.password-by-name: plain word');
}

/** Any language, any order of words: what can hardly be anything else, further on in the clause. */
export function wordBehind(
  words: SentenceWords,
  text: string,
  lower: string,
  start: number,
  end: number,
): SensitiveSpan | null {
  if (words.own.has(lower.slice(start, end))) {
    const gap = /^[ \t]{1,2}/.exec(text.slice(end, end + 2))?.[0].length ?? 0;
    const found = gap > 0 ? wordedPassword(words, text, lower, start, end + gap) : null;
    if (found) return found;
  }
  const network = ofNetwork(words, lower, start, end + REACH);
  for (const word of text.slice(end, end + REACH).matchAll(WORDS_OF_CLAUSE)) {
    if (word[0].length === 1) break;
    const value = trimmed(word[0]);
    const at = end + word.index;
    if (looksChosen(value) || (network && WORD_AND_NUMBER.test(value) && !isNoValue(value)))
      return span(at, at + value.length, 'secret.password', 0.6, 'secret.password-by-name: sentence');
    if (/[.!?]$/.test(word[0])) break;
  }
  return null;
}

/** "summerhouse2024"; names of standards and models have fewer letters. */
const WORD_AND_NUMBER =
  /^(?!windows|iphone|android|wlan|wifi|office|galaxy|fritz|speedport)\p{Ll}{4,24}\d{2,6}\p{Ll}{0,3}$/u;

const ofNetwork = ({ network }: SentenceWords, lower: string, start: number, end: number): boolean =>
  network.test(/[^\n]*$/.exec(lower.slice(Math.max(0, start - FRONT), end))?.[0] ?? '');

/** Codes as doors, cards and safes have them: digits, with a letter among them, or turns of a dial. */
const CODE_SOURCE =
  '[*#]?\\d{4,8}[#*]?|\\d{1,3}\\p{L}\\d{2,5}[#*]?|\\p{Lu}\\d{3,5}\\p{Lu}?[#*]?|\\d{1,2}(?:-\\d{1,2}){2,3}';
const WHOLE_CODE = new RegExp(`^(?:${CODE_SOURCE}|\\d{3}|\\d{3}[- ]\\d{3})$`, 'u');
const CODE = new RegExp(
  `^[^\\n\\d.;!?。]{1,50}?(?<![\\p{L}\\d./:+#-])(${CODE_SOURCE})(?![\\d\\p{L}%€$£]|[.,:/-]\\d|\\s?(?:px|mm|cm|kg|km|eur|usd|euro)\\b)`,
  'iu',
);
const CARD_CODE = /^[ \t:=-]{0,3}(\d{3,4})(?![\d\p{L}]|[.,/-]\d)/u;

/** True for a value that a code may be. */
export const isCode = (value: string): boolean => WHOLE_CODE.test(value);

/** "the alarm code for the shop it's 4471#": digits a few words on, which are no year and no day. */
export function codeBehind(text: string, start: number, end: number): SensitiveSpan | null {
  const name = text.slice(start, end);
  const card = /^c[vs][vc]2?$|^cvn$/i.test(name);
  const m = (card ? CARD_CODE : CODE).exec(text.slice(end, end + REACH));
  const value = m?.[1] ?? '';
  if (!m || /^(?:19|20)\d\d$/.test(value) || isNoValue(value.replace(/[#*]/g, ''))) return null;
  if (/^\d{1,2}-\d{1,2}-\d{1,2}/.test(value) && !/[ck]ombin/i.test(text.slice(Math.max(0, start - 12), end + 12)))
    return null;
  const from = end + m[0].length - value.length;
  return span(from, from + value.length, 'secret.password', 0.6, 'secret.pin-by-name: sentence');
}

const POSTAL = /\b(?:area|post(?:al)?|city|district|delivery|courier|address|state|nagar|road)\b/i;
const THINGS = /(?:gpio|arduino|jumper|header|connector|board|clothes|rolling|safety|bowling|hair)[ -]?$/i;

/** True where a "PIN" is a leg of a chip, or a "PIN code" what India calls the code of a post office. */
export const isOtherPin = (text: string, start: number, value: SensitiveSpan): boolean =>
  THINGS.test(text.slice(Math.max(0, start - 12), start)) ||
  (/^[1-9]\d{5}$/.test(text.slice(value.start, value.end)) &&
    /^pin[ -]?code/i.test(text.slice(start, start + 8)) &&
    POSTAL.test(text.slice(Math.max(0, start - 60), value.end + 60)));
