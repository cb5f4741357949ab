// Finds the lexicon's concepts in a text: one pass, each place looked up in the term table.
import { MAX_HITS } from '../limits.ts';
import type { RuleSet } from './rule-set.ts';
import { isTelling } from './fold-code.ts';
import { mayBegin, termsAt, type Term } from './terms.ts';

export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly concepts: readonly number[];
}

/** All concept hits in order of their start, longer ones first; at most MAX_HITS. */
export function findConcepts(rules: RuleSet, text: string): Hit[] {
  const { table, sets } = rules;
  const hits: Hit[] = [];
  const terms: Term[] = [];
  let before = false; // the character before is an ASCII letter or digit
  for (let start = 0; start < text.length && hits.length < MAX_HITS; start++) {
    const c = text.charCodeAt(start);
    const word = (c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a);
    const skip = c < 0x80 && (word ? before : !isTelling(c));
    before = word;
    if (skip || !mayBegin(table, text, start)) continue;
    termsAt(table, text, start, terms);
    for (let term = terms.pop(); term; term = terms.pop()) {
      const concepts = sets[term.set];
      if (concepts && concepts.length > 0) hits.push({ start, end: term.end, concepts });
    }
  }
  return hits;
}
