// A cheap necessary condition: where the prefilter finds nothing, no rule of some weight can match. It is what makes an
// honest page cost next to nothing. One native expression finds words that begin like a leading term, the term table
// decides whether it is one, and then every other slot of a rule it leads to must have a word near by. Signs of disguise
// are places by themselves, because a disguised payload shows no such words.
import { decodeBase64, decodeEntities, decodeHex, decodePercent } from '../normalize/decode.ts';
import { undoLeet } from '../normalize/disguise.ts';
import { foldText } from '../normalize/fold.ts';
import { originalOffset } from '../normalize/view.ts';
import { findConcepts } from './concepts.ts';
import { matchConcepts, sorted } from './detect.ts';
import {
  disguisePlaces,
  looksDisguised,
  looksEncoded,
  looksLeet,
  mayBeDisguised,
  signPlaces,
} from './disguise-signs.ts';
import type { ConceptRule, RuleSet } from './rule-set.ts';
import { expandStarts, START } from './term-format.ts';
import { mayBegin, termsAt, type Term, type TermTable } from './terms.ts';

export interface Prefilter {
  /** True when the text may contain something. */
  test(text: string): boolean;
  /** Offsets of places worth a closer look in ascending order, at most `limit`. Linear. */
  find(text: string, limit: number): number[];
}

/** Text is looked at for disguise in pieces of about this size, so that one odd character does not slow a whole page. */
const PIECE = 1_000;
/** Signs of a steering sentence in the scripts that need the fewest. */
const MIN_DECODED = 6;
/** Read around a leading term, before white space is taken together: an attack may put any amount between its words. */
const RAW_WINDOW = 4_000;
/** Around an anchor of a pattern rule; patterns reach less far. */
const PATTERN_WINDOW = 1_000;

/** More than the widest rule reaches. */
const MAX_WITHIN = 500;
/** Encodings inside encodings that are opened. */
const MAX_DEPTH = 3;
const DECODERS = [decodePercent, decodeEntities, decodeBase64, decodeHex];

/** @param rules asked for when the first leading term is met; most pages have none. */
export function createPrefilter(table: TermTable, rules: () => RuleSet): Prefilter {
  let starts: RegExp | undefined;
  const find = (text: string, limit: number, depth = 0): number[] => {
    starts ??= wordStarts(table);
    const lower = plain(text) + WIDE;
    const places = signPlaces(lower, limit);
    const search = new Search(table, rules, lower);
    search.words(starts, limit - places.length, places);
    // Most texts show no such sign at all.
    const [disguised, leet, encoded] = [looksDisguised(lower), looksLeet(lower), looksEncoded(lower)];
    for (const [from, to] of disguised || leet || encoded ? pieces(lower, text.length) : []) {
      if (places.length >= limit) break;
      const piece = lower.slice(from, to);
      if (disguised && looksDisguised(piece)) {
        places.push(...disguisePlaces(lower, from, to, limit - places.length));
        search.letters(from, to, limit - places.length, places);
      }
      if (depth >= MAX_DEPTH) continue;
      if (leet && looksLeet(piece)) {
        // Names and numbers of things look like it too: it counts where words come out that lead somewhere.
        const start = Math.max(0, from - MAX_WITHIN);
        const undone = undoLeet(lower.slice(start, to + MAX_WITHIN));
        for (const at of find(undone, limit - places.length, MAX_DEPTH)) places.push(start + at);
      }
      if (!encoded || !looksEncoded(piece)) continue;
      for (const decode of DECODERS) {
        const view = decode(text.slice(from, to));
        if (!view || view.text.length < MIN_DECODED) continue;
        const inside = find(view.text, limit - places.length, depth + 1);
        // Rules without a leading word are tried here: readable text behind an encoding is rare enough.
        if (inside.length === 0 && matchesPattern(rules(), view.text)) inside.push(0);
        for (const at of inside) places.push(from + originalOffset(view, at));
      }
    }
    return [...new Set(places)].sort((a, b) => a - b).slice(0, limit);
  };
  return { test: (text) => find(text, 1).length > 0, find: (text, limit) => find(text, limit) };
}

/**
 * A space behind every text that is read. An expression is compiled once for texts of Latin letters alone and once for all
 * others; the longest takes the browser longer than reading a page with it. With this, every text is of the second kind.
 */
const WIDE = '\u2028';

/** Lower case, full-width letters as ASCII; every offset stays what it is. */
function plain(text: string): string {
  // The one letter whose lower case is longer than itself would move all offsets behind it.
  const lower = text.replaceAll('\u0130', 'i').toLowerCase();
  return lower.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
}

/** Words with Cyrillic, Greek or accented Latin letters among their first: any term may begin so. */
const BEYOND_ASCII = `(?<![a-z0-9\\xc0-\\u058f\\u1e00-\\u1fff])(?=[:[<#_]?[a-z0-9]{0,${START - 1}}[\\xc0-\\u058f\\u1e00-\\u1fff])`;

/** Finds, in lower-case text, every place where a leading term may begin in letters of the Latin alphabet. */
export const wordStarts = ({ starts }: TermTable): RegExp =>
  new RegExp(`(?<![a-z0-9])(?=${expandStarts(starts)})|${BEYOND_ASCII}`, 'g');

/** Pieces that end at a space where there is one. */
function* pieces(text: string, length: number): Generator<readonly [number, number]> {
  for (let from = 0; from < length;) {
    let to = Math.min(length, from + PIECE);
    while (to < length && to < from + 2 * PIECE && text.charCodeAt(to) > 0x20) to++;
    yield [from, to];
    from = to;
  }
}

/** One text being searched for leading terms. */
class Search {
  private readonly terms: Term[] = [];

  constructor(
    private readonly table: TermTable,
    private readonly rules: () => RuleSet,
    private readonly lower: string,
  ) {}

  /** Places that the native expression finds. */
  words(starts: RegExp, limit: number, out: number[]): void {
    const { lower } = this;
    const until = out.length + limit;
    starts.lastIndex = 0;
    while (out.length < until && starts.test(lower)) {
      const at = starts.lastIndex;
      if (this.leads(at)) out.push(at);
      // A word can begin inside another match, behind its sign.
      starts.lastIndex = at + 1;
    }
  }

  /** Places in scripts in which the native expression finds no word starts. */
  letters(from: number, to: number, limit: number, out: number[]): void {
    const { lower } = this;
    const until = out.length + limit;
    for (let i = from; i < to && out.length < until; i++) {
      const c = lower.charCodeAt(i);
      if (c >= 0x590 && (c < 0x1e00 || c > 0x1fff) && mayBegin(this.table, lower, i) && this.leads(i)) out.push(i);
    }
  }

  /** True when a term begins here that leads to a rule, and the rule's other words may be near. */
  private leads(at: number): boolean {
    const { terms } = this;
    termsAt(this.table, this.lower, at, terms);
    let found = false;
    for (let term = terms.pop(); term; term = terms.pop()) {
      if (!term.lead || found) continue;
      const rules = this.rules();
      const concepts = rules.sets[term.set] ?? [];
      const led = new Set(concepts.flatMap((c) => rules.led[c] ?? []));
      found = concepts.length === 0 ? this.matches(rules, at) : this.fits(rules, at, term.end, led);
    }
    return found;
  }

  /** A pattern rule matches around here. */
  private matches(rules: RuleSet, at: number): boolean {
    const from = Math.max(0, at - PATTERN_WINDOW);
    return matchesPattern(rules, this.lower.slice(from, at + PATTERN_WINDOW));
  }

  /** One of the rules finds all its words around the leading one, or what is there may be disguised. */
  private fits(rules: RuleSet, from: number, to: number, led: ReadonlySet<ConceptRule>): boolean {
    let within = 0;
    for (const rule of led) {
      if (rule.slots.length === 1) return true;
      within = Math.max(within, rule.within);
    }
    if (within === 0) return false;
    const { lower } = this;
    const before = lower
      .slice(Math.max(0, from - RAW_WINDOW), from)
      .replace(SPACES, ' ')
      .slice(-within);
    const behind = lower
      .slice(to, to + RAW_WINDOW)
      .replace(SPACES, ' ')
      .slice(0, within);
    const text = before + lower.slice(from, to).replace(SPACES, ' ') + behind;
    if (mayBeDisguised(text)) return true;
    const near = sorted(rules, findConcepts(rules, text));
    for (const rule of led) if (matchConcepts(rule, near)) return true;
    return false;
  }
}

const SPACES = /\s+/g;

function matchesPattern(rules: RuleSet, text: string): boolean {
  const folded = foldText(text);
  return rules.patternRules.some(({ needs, pattern }) => {
    if (needs.length > 0 && !needs.some((literal) => folded.includes(literal))) return false;
    pattern.lastIndex = 0;
    return pattern.test(folded);
  });
}
