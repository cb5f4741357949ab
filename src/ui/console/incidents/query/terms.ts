// The words of a query: `field:value,"other value"` and plain words, cut from what a person typed or an address brought.
// Total and bounded: any text is cut into terms, and whatever cannot be meant stays a word or is named by the reader above.

/** Longest query that is read, in UTF-16 units; the rest is left out and said to be. */
export const MAX_QUERY = 1_000;

/** One value of a field, or a plain word. Offsets are UTF-16 units into the query, quotes included. */
export interface Value {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  /** A quote that nothing closes; it then ends with the query. */
  readonly open: boolean;
}

/** What stands between spaces. */
export interface Term {
  /** The field as typed, in lower case; '' for a plain word. */
  readonly field: string;
  /** A minus before it. */
  readonly negated: boolean;
  /** At least one for a word; a field may be without. */
  readonly values: readonly Value[];
  readonly start: number;
  readonly end: number;
}

const FIELD = /-?(\p{L}[\p{L}\d_-]{0,30}):/uy;
const SPACE = /\s/u;

/** Cuts a query into its terms, in order. */
export function termsOf(query: string): Term[] {
  const text = query.slice(0, MAX_QUERY);
  const terms: Term[] = [];
  let at = 0;
  while (at < text.length) {
    if (SPACE.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const start = at;
    FIELD.lastIndex = at;
    const field = FIELD.exec(text);
    const negated = text[at] === '-';
    const values: Value[] = [];
    if (field) {
      at += field[0].length;
      do {
        const value = valueAt(text, at, true);
        if (value.end > value.start) values.push(value);
        at = value.end;
      } while (text[at] === ',' && (at += 1) > 0);
    } else {
      const value = valueAt(text, at, false);
      values.push(value);
      at = value.end;
    }
    terms.push({ field: field?.[1]?.toLowerCase() ?? '', negated: negated && field !== null, values, start, end: at });
  }
  return terms;
}

/** The value that begins at an offset; it may be empty. A comma ends it within a field only. */
function valueAt(text: string, start: number, inField: boolean): Value {
  if (text[start] === '"') {
    let out = '';
    for (let i = start + 1; i < text.length; i += 1) {
      const c = text[i] ?? '';
      if (c === '"') return { text: out, start, end: i + 1, quoted: true, open: false };
      // A backslash keeps a quote, or itself, from ending the value; elsewhere it stands for itself.
      if (c === '\\' && (text[i + 1] === '"' || text[i + 1] === '\\')) i += 1;
      out += text[i] ?? '';
    }
    return { text: out, start, end: text.length, quoted: true, open: true };
  }
  let end = start;
  while (end < text.length && !SPACE.test(text[end] ?? '') && !(inField && text[end] === ',')) end += 1;
  return { text: text.slice(start, end), start, end, quoted: false, open: false };
}

/** A value as it must be typed to be read as itself. */
export function quoteValue(value: string): string {
  return value === '' || /[\s,"\\]/u.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
}

/** A word as it must be typed to be read as a word, and not as a field. */
export function quoteWord(word: string): string {
  FIELD.lastIndex = 0;
  return FIELD.test(word) ? `"${word.replace(/["\\]/g, '\\$&')}"` : quoteValue(word);
}
