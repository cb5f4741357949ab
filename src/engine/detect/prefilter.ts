// A cheap necessary condition: where the prefilter finds nothing, no rule of some weight can match. It is what makes an
// honest page cost next to nothing. Two native regular expressions read the text: one finds words that begin like an
// anchor (their hashes are then looked up in a hash set), one tells whether anything looks like a disguise. Only where
// that is so, or where the script is written without spaces, the text is read character by character.
import { foldTerm } from '../normalize/fold.ts';
import { BASIS, BITS, CHARACTER, DEPTH, END_BITS, SHORT, WORDS, keyOf, step } from './prefilter-format.ts';

export interface Prefilter {
  /** True when the text may contain something. */
  test(text: string): boolean;
  /** Offsets of hits in ascending order, at most `limit`. Linear. */
  find(text: string, limit: number): number[];
}

/** The prefilter from the string made by buildPrefilter; its expressions are compiled when the first text is there. */
export function createPrefilter(source: string): Prefilter {
  let tables: Tables | undefined;
  const find = (text: string, limit: number): number[] => {
    tables ??= tablesOf(source);
    const lower = text.toLowerCase();
    // Lower-casing moves offsets in one case only (İ); signs of disguise and unspaced scripts need a closer reading.
    const closer = lower.length !== text.length || CLOSER.test(lower) || hasLongRun(lower, RUN);
    return withSigns(lower, closer ? search(text, tables, limit) : searchWords(lower, tables, limit), limit);
  };
  return { test: (text) => find(text, 1).length > 0, find };
}

/**
 * Anything that could be a disguise, or a script in which words are not set apart: invisible and decorated code points,
 * Latin letters beside look-alikes, long runs of an encoding alphabet, escapes, letters set apart, digits inside words.
 */
const CLOSER = new RegExp(
  [
    '[\\u00ad\\u0300-\\u036f\\u0590-\\u1cff\\u200b-\\u200d\\u202a-\\u202e\\u2060-\\u206f\\u2801-\\u28ff\\u2e80-\\ufdff\\ufe70-\\uffdc\\ud83a-\\udbff]',
    '\\ud835',
    '[a-z][\\u0370-\\u052f]|[\\u0370-\\u052f][a-z]',
    '%[0-9a-f]{2}[^%]{0,12}%[0-9a-f]{2}',
    '&(?:#|amp;|lt;|gt;|quot;|nbsp;)',
    '\\\\[xu][0-9a-f]{2}',
    '(?:(?<![^\\s])\\S\\s){7}',
    '[a-z][0134578@$][a-z]+[0134578@$]',
  ].join('|'),
);

/** Fixed markup that begins with signs, so that no word start leads to it. */
const SIGNS = /<\||<<\s?\/?sys|\[\/?inst\]|!\[[^\]]{0,60}\]\(https?:|###\s?(?:system|instruction|assistant)/g;

function withSigns(lower: string, hits: number[], limit: number): number[] {
  const signs = [...lower.matchAll(SIGNS)].slice(0, limit).map((m) => m.index);
  return signs.length === 0 ? hits : [...hits, ...signs].sort((a, b) => a - b).slice(0, limit);
}

/** Length of an unbroken run from which on it may be an encoding. */
const RUN = 32;

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

/** Word by word: the native expression names the places, the hash set decides. */
function searchWords(lower: string, tables: Tables, limit: number): number[] {
  const out: number[] = [];
  const { starts } = tables;
  starts.lastIndex = 0;
  for (let m = starts.exec(lower); m; m = starts.exec(lower)) {
    if (anchorAt(lower, m.index, tables)) {
      out.push(m.index);
      if (out.length >= limit) return out;
    }
    // Words are looked at once; the match covers three letters at most.
    starts.lastIndex = m.index + 1;
  }
  return out;
}

/** True when an anchor begins here. */
function anchorAt(text: string, at: number, { packed }: Tables): boolean {
  let hash = BASIS;
  let length = 0;
  let previous = 0;
  for (let j = at; j <= text.length && length < DEPTH && j < at + 60; j++) {
    const code = j < text.length ? text.charCodeAt(j) : 0x20;
    const f = code >= 0x61 && code <= 0x7a ? code : foldCode(code);
    if (f === 0 || (f === 0x20 && previous === 0x20)) continue;
    hash = step(hash, f);
    const key = keyOf(hash);
    previous = f;
    if (++length <= SHORT && bitAt(packed, key & (BITS - 1)) === 0) return false;
    if (length > 1 && bitAt(packed, BITS + (key & (END_BITS - 1))) === 1 && isAnchor(packed, key)) return true;
  }
  return false;
}

interface Tables {
  readonly starts: RegExp;
  /** Bit table, then sorted keys of two characters each. */
  readonly packed: string;
}

function tablesOf(source: string): Tables {
  const cut = source.indexOf('\n');
  return { starts: new RegExp(source.slice(0, cut), 'g'), packed: source.slice(cut + 1) };
}

const bitAt = (packed: string, bit: number): number =>
  ((packed.charCodeAt((bit / 15) | 0) - CHARACTER) >> (bit % 15)) & 1;

/** Binary search in the sorted keys. */
function isAnchor(packed: string, key: number): boolean {
  let low = 0;
  let high = (packed.length - WORDS) / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = WORDS + 2 * middle;
    const found = ((packed.charCodeAt(at) - CHARACTER) << 15) | (packed.charCodeAt(at + 1) - CHARACTER);
    if (found === key) return true;
    if (found < key) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** Folded code of a character for lookup: accents off, lower case; 0: skip (a mark or an invisible character). */
const SPACE = /\s/;
const folds = new Int32Array(0x2100).fill(-1);
function foldCode(c: number): number {
  if (c >= 0x2100) return c >= 0xfe00 && c <= 0xfe0f ? 0 : c;
  let f = folds[c] ?? -1;
  if (f < 0) {
    const text = foldTerm(String.fromCharCode(c));
    if (c <= 0xa0 ? !isAlnum(c) : SPACE.test(String.fromCharCode(c))) f = 0x20;
    else f = text === '' || (c >= 0x300 && c <= 0x36f) ? 0 : text.charCodeAt(0);
    folds[c] = f;
  }
  return f;
}

const isAlnum = (c: number): boolean =>
  (c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a) || (c >= 0xc0 && c < 0x590);
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

/** Character by character: words as above, and the signs of disguise counted one by one. */
function search(text: string, tables: Tables, limit: number): number[] {
  const out: number[] = [];
  let before = 0x20;
  // Counters of disguise; each is reset where ordinary text goes on.
  let invisible = 0;
  let run = 0;
  let singles = 0;
  let wordLength = 0;
  let mixed = 0;
  let odd = 0;
  let escapes = 0;
  let lastEscape = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    let hit = false;
    if (c <= 0x20) {
      if (wordLength === 1) singles++;
      else if (wordLength > 1) singles = 0;
      run = wordLength = mixed = 0;
      if (singles >= 8) {
        hit = true;
        singles = 0;
      }
    } else {
      run++;
      wordLength++;
      if (c < 0x80) {
        // Long unbroken runs of letters, digits and + / - _ = may be an encoding.
        if (run === RUN && encodedRun(text, i - RUN + 1)) hit = true;
        if (c === 0x25 || c === 0x26 || c === 0x5c) {
          if (i - lastEscape > 40) escapes = 0;
          lastEscape = i;
          if (++escapes >= 3) hit = true;
        }
        const digit = (c >= 0x30 && c <= 0x39) || c === 0x40 || c === 0x24;
        if (digit && isLetter(before) && isLetter(text.charCodeAt(i + 1)) && ++mixed >= 2) hit = true;
        if (invisible > 0 && invisible < 4 && isAlnum(c)) odd++;
        invisible = 0;
      } else if (isInvisible(c)) {
        // Tag characters and the further variation selectors are surrogate pairs.
        if (c === 0xdb40) i++;
        if (++invisible === 4) hit = true;
        if (isAlnum(before) && isAlnum(text.charCodeAt(i + 1)) && c !== 0xad) odd++;
        if (c === 0xad && ++odd >= 6) hit = true;
        if (c >= 0x202d && c <= 0x202e) hit = true;
        if (odd >= 2) hit = true;
      } else {
        invisible = 0;
        // Full-width and mathematical letters, combining marks, Braille; Latin letters beside Cyrillic or Greek ones.
        if (
          (c >= 0xff21 && c <= 0xff5a) ||
          c === 0xd835 ||
          (c >= 0x300 && c <= 0x36f) ||
          (c >= 0x2801 && c <= 0x28ff)
        ) {
          if (++odd >= 4) hit = true;
        } else if (c >= 0x370 && c < 0x530 && (isLetter(before) || isLetter(text.charCodeAt(i + 1)))) hit = true;
      }
    }
    const starts = c > 0x20 && (!isAlnum(before) || !isAlnum(c));
    if (!hit && starts) hit = anchorAt(text, i, tables);
    if (hit) {
      out.push(i);
      if (out.length >= limit) return out;
      odd = 0;
    }
    before = c;
  }
  return out;
}

const isLetter = (c: number): boolean => (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a);

/** 32 characters of an encoding alphabet that are not simply a long word or path. */
function encodedRun(text: string, from: number): boolean {
  const run = text.slice(from, from + 32);
  return /^[A-Za-z0-9+/_=-]+$/.test(run) && (/[a-z].*[A-Z].*[a-z0-9]/.test(run) || /^[0-9a-fA-F]+$/.test(run));
}
