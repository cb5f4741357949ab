// Signs in raw text that it may be written in disguise: they lead to a closer look whatever the words around them are,
// because a disguised payload shows no word that could lead there. Each is cheap: one native expression over the text, and
// a reading character by character only where that says so.

/**
 * Anything that could be a disguise, or a script in which words are not set apart: invisible and decorated code points,
 * Latin letters beside look-alikes, letters set apart.
 */
const DISGUISED = new RegExp(
  [
    '[\\u00ad\\u0300-\\u036f\\u0590-\\u1cff\\u200b-\\u200d\\u202a-\\u202e\\u2060-\\u206f\\u2801-\\u28ff\\u2e80-\\ufdff\\ufe70-\\uffdc\\ud83a-\\udbff]',
    '\\ud835|[\\ue000-\\uf8ff]{6}',
    '[a-z][\\u0370-\\u052f]|[\\u0370-\\u052f][a-z]',
    '(?<!\\S)(?:\\S\\s{1,3}){7}',
  ].join('|'),
);

/** Anything that could be an encoding: escapes, private-use letters; unbroken runs are looked for apart. */
const ENCODED = /%[0-9a-f]{2}[^%]{0,12}%[0-9a-f]{2}|&#|&(?:amp|lt|gt|quot|nbsp);|\\x[0-9a-f]{2}/;

/** One weak sign is enough where the words around it nearly say something. */
const WEAK = new RegExp(
  [
    '[\\u00ad\\u0300-\\u036f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2801-\\u28ff\\ufe00-\\ufe0e\\ufeff\\ud835\\udb40]|\\ufe0f\\ufe0f',
    '[a-z][\\u0370-\\u052f]|[\\u0370-\\u052f][a-z]',
    '&#|%[2-7][0-9a-f]%',
    '(?:\\S[\\s.]){4}',
    '[a-z][0134578@$!|][a-z]',
  ].join('|'),
);

/** Fixed markup that begins with signs, and function words of English after rot13 or backwards, two near each other. */
const PLACES =
  /<\||<<\s?\/?sys|\[\/?inst\]|!\[[^\]]{0,60}\]\(https?:|###\s?(?:system|instruction|assistant)|\b(?:gur|naq|lbh|guvf|nyy|jvgu|sebz)\b(?=[^]{0,80}?\b(?:gur|naq|lbh|gb|vf|bs|sbe|guvf|nyy)\b)|\b(?:eht|uoy|siht|htiw|morf)\b(?=[^]{0,80}?\b(?:eht|dna|uoy|ot|si|fo|rof|siht|lla)\b)/g;

/** Two digits or signs inside one word, each between letters. */
const LEET = /[a-z][0-9@$](?=[a-z])[^\0-\x20]*?[a-z][0-9@$][a-z]/;

/** Length of an unbroken run from which on it may be an encoding. */
const RUN = 24;

/** True when lower-case text needs a reading character by character (disguisePlaces). */
export const looksDisguised = (lower: string): boolean => DISGUISED.test(lower);

/** True when digits in lower-case text may stand for letters. */
export const looksLeet = (lower: string): boolean => LEET.test(lower);

/** True when lower-case text may hold something to decode. */
export const looksEncoded = (lower: string): boolean => ENCODED.test(lower) || hasLongRun(lower, RUN);

/** True when lower-case text holds any sign of disguise, however weak. */
export const mayBeDisguised = (lower: string): boolean => WEAK.test(lower);

/** Places of fixed signs in lower-case text, at most `limit`. */
export function signPlaces(lower: string, limit: number): number[] {
  const out: number[] = [];
  PLACES.lastIndex = 0;
  for (let m = PLACES.exec(lower); m && out.length < limit; m = PLACES.exec(lower)) out.push(m.index);
  return out;
}

/** True when `length` characters in a row hold no gap. Looks at every `length`th character and back from there to a gap. */
function hasLongRun(text: string, length: number): boolean {
  for (let end = length - 1; end < text.length;) {
    let at = end;
    while (at > end - length && text.charCodeAt(at) > 0x20) at--;
    if (at <= end - length) return true;
    end = at + length;
  }
  return false;
}

const isAlnum = (c: number): boolean =>
  (c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a) || (c >= 0xc0 && c < 0x590);
const isLetter = (c: number): boolean => (c | 32) >= 0x61 && (c | 32) <= 0x7a;
/** Letters set apart that may be more than a heading written wide. */
const SPACED = 8;
/** Code units without a glyph that hide or split a payload (joiners in emoji and joining scripts are sorted out later). */
const isInvisible = (c: number): boolean =>
  c === 0xad ||
  c === 0x34f ||
  c === 0x115f ||
  c === 0x1160 ||
  (c >= 0x200b && c <= 0x200d) ||
  (c >= 0x202a && c <= 0x202e) ||
  (c >= 0x2060 && c <= 0x206f) ||
  c === 0x3164 ||
  c === 0xfeff ||
  c === 0xffa0 ||
  c === 0xdb40;

/**
 * Places between `from` and `to` where the counted signs of disguise amount to one, in ascending order, at most `limit`.
 * Linear.
 */
export function disguisePlaces(text: string, from: number, to: number, limit: number): number[] {
  const out: number[] = [];
  let before = 0x20;
  // Counters of disguise; each is reset where ordinary text goes on.
  let invisible = 0;
  let singles = 0;
  let wordLength = 0;
  let odd = 0;
  for (let i = from; i < to && out.length < limit; i++) {
    const c = text.charCodeAt(i);
    let hit = false;
    if (c <= 0x20) {
      if (wordLength > 1) singles = 0;
      else if (isLetter(before) || before >= 0xc0) singles++;
      wordLength = 0;
      hit = singles >= SPACED;
      if (hit) singles = 0;
    } else {
      wordLength++;
      if (c < 0x80) {
        if (invisible > 0 && invisible < 4 && isAlnum(c)) odd++;
        invisible = 0;
      } else if (isInvisible(c)) {
        // Tag characters and the further variation selectors are surrogate pairs.
        if (c === 0xdb40) i++;
        if (++invisible === 4) hit = true;
        if (isAlnum(before) && isAlnum(text.charCodeAt(i + 1)) && c !== 0xad) odd++;
        if (c === 0xad && ++odd >= 6) hit = true;
        if ((c >= 0x202d && c <= 0x202e) || odd >= 2) hit = true;
      } else {
        invisible = 0;
        if (isDecorated(c)) {
          if (++odd >= 4) hit = true;
        } else if (c >= 0x370 && c < 0x530 && (isLetter(before) || isLetter(text.charCodeAt(i + 1)))) hit = true;
      }
    }
    if (hit) {
      out.push(Math.min(i, text.length - 1));
      odd = 0;
    }
    before = c;
  }
  return out;
}

/** Mathematical letters, combining marks, Braille, private use. */
const isDecorated = (c: number): boolean =>
  (c >= 0xff21 && c <= 0xff5a) ||
  c === 0xd835 ||
  (c >= 0x300 && c <= 0x36f) ||
  (c >= 0x2801 && c <= 0x28ff) ||
  (c >= 0xe000 && c <= 0xf8ff);
