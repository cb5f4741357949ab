// A cheap necessary condition: where the prefilter finds nothing, no rule of some weight can match. It is what makes an
// honest page cost next to nothing. One pass over the text: at every word start, hashes of its beginnings are looked up
// in a hash set of anchors, with a bit table of short beginnings to stop early; on the way, signs of disguise are counted.
import { foldTerm } from '../normalize/fold.ts';
import type { Lexicon, RuleFile } from './rule-set.ts';

/** Rules weaker than this never make a verdict by themselves; places where only they would match are not looked at. */
export const MIN_CONFIDENCE = 0.3;
/** Characters of an anchor that are looked up; longer anchors are cut. */
const DEPTH = 12;
/** Beginnings up to this length have a bit of their own, so that most words are done after two or three letters. */
const SHORT = 4;
const BITS = 1 << 15;
const SLOTS = 1 << 14;
const PRIME = 0x01000193;
const BASIS = 0x811c9dc5;

/** 30 bits of a running FNV-1a hash. */
const keyOf = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 2;
const step = (hash: number, code: number): number => Math.imul(hash ^ code, PRIME);
/** Table values travel as characters of 15 bits, clear of surrogates: no decoding, three bytes each in the file. */
const CHARACTER = 0x4000;

/** The anchors of a catalogue: for each rule, the terms of its most telling slot; without one of them it cannot match. */
export function anchorsOf(lexicon: Lexicon, files: readonly RuleFile[]): string[] {
  const terms = (concept: string): string[] => [
    ...new Set(
      Object.values(lexicon.concepts[concept]?.terms ?? {})
        .flat()
        // A term that must end its word is looked up with the gap behind it.
        .map((t) => (t.endsWith('*') || !/[a-z0-9]$/i.test(t) ? signless(foldTerm(t.replace(/\*$/, ''))) : `${signless(foldTerm(t))} `)),
    ),
  ];
  // Short terms are met everywhere; a long phrase says by itself what it is about.
  // A character of a script without spaces carries about as much as three letters.
  const weight = (t: string): number => [...t].reduce((n, c) => n + (c >= '\u2e80' ? 3 : 1), 0);
  const noise = (slot: readonly string[]): number => slot.flatMap(terms).reduce((n, t) => n + 8 ** -Math.min(weight(t), 12), 0);
  const anchors = new Set<string>();
  for (const rule of files.flatMap((f) => f.rules)) {
    if ('pattern' in rule.match) {
      for (const a of rule.match.anchors ?? []) anchors.add(signless(a.toLowerCase()));
    } else if (rule.confidence >= MIN_CONFIDENCE) {
      const [best] = [...rule.match.concepts].sort((a, b) => noise(a) - noise(b));
      for (const t of (best ?? []).flatMap(terms)) anchors.add(t);
    }
  }
  for (const a of [...anchors]) if (/^[a-z]{6,} ?$/.test(a)) anchors.add(rot13(a)).add([...a].reverse().join('').trim());
  anchors.delete('');
  anchors.delete(' ');
  // An anchor that begins with another one adds nothing.
  const sorted = [...new Set([...anchors].map((a) => a.slice(0, DEPTH)))].sort();
  const kept: string[] = [];
  for (const a of sorted) if (!a.startsWith(kept.at(-1) ?? '\n')) kept.push(a);
  return kept;
}

/** Signs count as gaps: `ignore, all` is met as `ignore all`. */
const signless = (text: string): string => text.replace(/[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\xa0]+/g, ' ').trim();

const rot13 = (text: string): string => text.replace(/[a-z]/g, (c) => String.fromCharCode(((c.charCodeAt(0) - 84) % 26) + 97));

/** The tables as one string; computed at build time. */
export function buildPrefilter(anchors: readonly string[]): string {
  const bits = new Uint16Array(Math.ceil(BITS / 15));
  const keys: number[] = [];
  for (const anchor of anchors) {
    let hash = BASIS;
    for (let i = 0; i < Math.min(anchor.length, DEPTH); i++) {
      hash = step(hash, anchor.charCodeAt(i));
      if (i < SHORT) {
        const bit = keyOf(hash) & (BITS - 1);
        const at = Math.floor(bit / 15);
        bits[at] = (bits[at] ?? 0) | (1 << bit % 15);
      }
    }
    keys.push(keyOf(hash));
  }
  const character = (n: number): string => String.fromCharCode(CHARACTER + n);
  return [...bits].map(character).join('') + keys.map((k) => character(k >>> 15) + character(k & 0x7fff)).join('');
}

export interface Prefilter {
  /** True when the text may contain something. */
  test(text: string): boolean;
  /** Offsets of hits in ascending order, at most `limit`. Linear. */
  find(text: string, limit: number): number[];
}

/** Unpacks the tables made by buildPrefilter, when the first text is there. */
export function createPrefilter(packed: string): Prefilter {
  let tables: Tables | undefined;
  const find = (text: string, limit: number): number[] => search(text, (tables ??= unpack(packed)), limit);
  return { test: (text) => find(text, 1).length > 0, find };
}

interface Tables {
  readonly bits: Uint8Array;
  /** Open addressing; 0 is empty. */
  readonly slots: Uint32Array;
}

function unpack(packed: string): Tables {
  const words = Math.ceil(BITS / 15);
  const bits = new Uint8Array(BITS);
  for (let i = 0; i < words; i++) {
    for (let value = packed.charCodeAt(i) - CHARACTER, b = i * 15; value > 0; value >>= 1, b++) bits[b] = value & 1;
  }
  const slots = new Uint32Array(SLOTS);
  for (let i = words; i + 1 < packed.length; i += 2) {
    const key = ((packed.charCodeAt(i) - CHARACTER) << 15) | (packed.charCodeAt(i + 1) - CHARACTER);
    let at = key & (SLOTS - 1);
    while (slots[at] !== 0) at = (at + 1) & (SLOTS - 1);
    slots[at] = key;
  }
  return { bits, slots };
}

function isAnchor(slots: Uint32Array, key: number): boolean {
  for (let at = key & (SLOTS - 1); slots[at] !== 0; at = (at + 1) & (SLOTS - 1)) if (slots[at] === key) return true;
  return false;
}

/** Folded code of a character for lookup: accents off, lower case; 0: skip (a mark or an invisible character). */
const folds = new Int32Array(0x2100).fill(-1);
function foldCode(c: number): number {
  if (c >= 0x2100) return c >= 0xfe00 && c <= 0xfe0f ? 0 : c;
  let f = folds[c] ?? -1;
  if (f < 0) {
    const text = foldTerm(String.fromCharCode(c));
    f = c <= 0xa0 && !isAlnum(c) ? 0x20 : text === '' ? 0 : text.charCodeAt(0);
    folds[c] = f;
  }
  return f;
}

const isAlnum = (c: number): boolean => (c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a) || (c >= 0xc0 && c < 0x590);
/** Code units without a glyph that hide or split a payload (joiners in emoji and joining scripts are sorted out later). */
const isInvisible = (c: number): boolean =>
  c === 0xad || c === 0x34f || c === 0x115f || c === 0x1160 || (c >= 0x200b && c <= 0x200d) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c === 0x3164 || c === 0xfeff || c === 0xffa0 || c === 0xdb40;

function search(text: string, { bits, slots }: Tables, limit: number): number[] {
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
        if (run === 32 && encodedRun(text, i - 31)) hit = true;
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
        if ((c >= 0xff21 && c <= 0xff5a) || c === 0xd835 || (c >= 0x300 && c <= 0x36f) || (c >= 0x2801 && c <= 0x28ff)) {
          if (++odd >= 4) hit = true;
        } else if (c >= 0x370 && c < 0x530 && (isLetter(before) || isLetter(text.charCodeAt(i + 1)))) hit = true;
      }
    }
    const starts = c > 0x20 && (!isAlnum(before) || !isAlnum(c));
    if (!hit && starts) {
      let hash = BASIS;
      let length = 0;
      let previous = 0;
      for (let j = i; j <= text.length && length < DEPTH && j < i + 60; j++) {
        const code = j < text.length ? text.charCodeAt(j) : 0x20;
        const f = code >= 0x61 && code <= 0x7a ? code : foldCode(code);
        if (f === 0 || (f === 0x20 && previous === 0x20)) continue;
        hash = step(hash, f);
        const key = keyOf(hash);
        previous = f;
        if (++length <= SHORT && bits[key & (BITS - 1)] === 0) break;
        if (length > 1 && isAnchor(slots, key)) {
          hit = true;
          break;
        }
      }
    }
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
