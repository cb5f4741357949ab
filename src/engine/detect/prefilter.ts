// A cheap necessary condition: where the prefilter finds nothing, no rule of some weight can match. It is what makes an
// honest page cost next to nothing. One native expression finds words that begin like a leading term, the term table
// decides whether it is one, and then every other slot of a rule it leads to must have a word near by. Signs of disguise
// are places by themselves, because a disguised payload shows no such words.
import { findConcepts } from './concepts.ts';
import { disguisePlaces, mayBeDisguised, needsCloserLook, signPlaces } from './disguise-signs.ts';
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
/** Read around a leading term at the least, so that neighbours need not be read again. */
const WINDOW = 200;

/** @param rules asked for when the first leading term is met; most pages have none. */
export function createPrefilter(table: TermTable, rules: () => RuleSet): Prefilter {
  let starts: RegExp | undefined;
  const find = (text: string, limit: number): number[] => {
    starts ??= new RegExp(`(?<![a-z0-9])(?:${expandStarts(table.starts)})|${BEYOND_ASCII}`, 'g');
    // The one letter whose lower case is longer than itself would move all offsets behind it.
    const lower = text.replaceAll('\u0130', 'i').toLowerCase();
    const places = signPlaces(lower, limit);
    const search = new Search(table, rules, lower);
    for (const [from, to] of pieces(lower)) {
      if (places.length >= limit) break;
      if (!needsCloserLook(lower.slice(from, to))) continue;
      places.push(...disguisePlaces(text, from, to, limit - places.length));
      search.letters(from, to, limit - places.length, places);
    }
    search.words(starts, limit - places.length, places);
    return [...new Set(places)].sort((a, b) => a - b).slice(0, limit);
  };
  return { test: (text) => find(text, 1).length > 0, find };
}

/** Words with Cyrillic, Greek or accented Latin letters among their first: any term may begin so. */
const BEYOND_ASCII = `(?<![a-z0-9\\xc0-\\u058f\\u1e00-\\u1fff])[a-z0-9]{0,${START - 1}}[\\xc0-\\u058f\\u1e00-\\u1fff]`;

/** Pieces that end at a space where there is one. */
function* pieces(text: string): Generator<readonly [number, number]> {
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + PIECE);
    while (to < text.length && to < from + 2 * PIECE && text.charCodeAt(to) > 0x20) to++;
    yield [from, to];
    from = to;
  }
}

/** One text being searched for leading terms. */
class Search {
  private readonly terms: Term[] = [];
  private near: ReadonlySet<number> = new Set();
  private nearFrom = 0;
  private nearTo = -1;
  private nearDisguised = false;

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
    for (let m = starts.exec(lower); m && out.length < until; m = starts.exec(lower)) {
      if (this.leads(m.index)) out.push(m.index);
      // A word can begin inside another match, behind its sign.
      starts.lastIndex = m.index + 1;
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
      found =
        concepts.length === 0 || concepts.some((c) => rules.led[c]?.some((rule) => this.fits(rule, at, term.end)));
    }
    return found;
  }

  /** Every slot of the rule has a word within reach of the leading one, or what is there may be disguised. */
  private fits(rule: ConceptRule, from: number, to: number): boolean {
    if (rule.slots.length === 1) return true;
    this.look(from - rule.within, to + rule.within);
    return this.nearDisguised || rule.slots.every((slot, i) => i === rule.lead || slot.some((c) => this.near.has(c)));
  }

  private look(from: number, to: number): void {
    if (from >= this.nearFrom && to <= this.nearTo) return;
    this.nearFrom = from - WINDOW;
    this.nearTo = to + WINDOW;
    const text = this.lower.slice(Math.max(0, this.nearFrom), this.nearTo);
    this.nearDisguised = mayBeDisguised(text);
    this.near = new Set(this.nearDisguised ? [] : findConcepts(this.rules(), text).flatMap((hit) => hit.concepts));
  }
}
