// An organisation's own words: names of projects, customers, products. Whole words in any case.
import type { OwnDetector } from '../find.ts';
import { span } from '../span.ts';
import { lowered, wordsExpression } from '../word-search.ts';

const MAX_TERMS = 5_000;
const MAX_TERM = 80;

/** @param id names the dictionary in the span's `why`; of more than 5,000 terms the first count, longer than 80 units none */
export function termDetector(id: string, terms: readonly string[]): OwnDetector {
  const used = terms.map((t) => lowered(t.trim())).filter((t) => t.length > 1 && t.length <= MAX_TERM);
  const expression = wordsExpression(used.slice(0, MAX_TERMS), 'g');
  return (text) =>
    [...lowered(text).matchAll(expression)].map((m) =>
      span(m.index, m.index + m[0].length, 'organisation.term', 0.9, `organisation.term: ${id}`),
    );
}
