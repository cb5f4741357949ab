// The query language of the list of incidents: what a person typed, or an address brought, as a question to the store, with
// what was not understood named beside. Total: any text is read, and nothing that it holds is ever run or shown as markup.
import type { IncidentQuery } from '../../../../model/incident-query.ts';
import { spanOf } from './dates.ts';
import { MAX_QUERY, quoteValue, quoteWord, termsOf, type Term, type Value } from './terms.ts';

/** Fields in the order in which they are offered. */
export const FIELDS = [
  'family',
  'site',
  'service',
  'verdict',
  'technique',
  'carrier',
  'done',
  'rule',
  'date',
  'like',
] as const;
export type Field = (typeof FIELDS)[number];

/** Other names that people know from the record of an incident. */
const OTHER_NAMES: Readonly<Record<string, Field>> = { enforcement: 'done', cluster: 'like', concealment: 'technique' };

/** Fields whose values are a known list: name of a value by its id. */
export type ListedField = 'family' | 'service' | 'verdict' | 'technique' | 'carrier' | 'done';
export type Vocabulary = Readonly<Record<ListedField, ReadonlyMap<string, string>>>;

/** What can be wrong; a text for each (`listQuery_…`). */
export const QUERY_PROBLEMS = [
  'no-field', // a word with a colon, searched as it is
  'no-value',
  'no-such', // a value that the field does not have
  'close', // the beginning of one that it has
  'no-date',
  'dates-apart', // no day belongs to all of them
  'no-minus',
  'no-group',
  'one-group',
  'open-quote',
  'many',
  'long',
] as const;

/** What is wrong, what fills its text, and where it stands in the query. */
export interface QueryProblem {
  readonly kind: (typeof QUERY_PROBLEMS)[number];
  readonly about: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** One thing that was understood, in the order of the query; a chip of the list. */
export interface Understood {
  readonly field: Field | 'word';
  /** As the store knows it; of a date, as it was typed. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export interface ReadQuery {
  readonly query: IncidentQuery;
  readonly understood: readonly Understood[];
  readonly problems: readonly QueryProblem[];
}

/** Most words, and most values of one field: more would only cost time. */
const MAX_VALUES = 40;
const MAX_VALUE = 200;

const PLURAL = {
  family: 'families',
  site: 'sites',
  service: 'services',
  verdict: 'verdicts',
  technique: 'techniques',
  carrier: 'carriers',
  done: 'enforcements',
  rule: 'rules',
} as const satisfies Partial<Record<Field, keyof IncidentQuery>>;

/** The field that a typed name means, if any. */
export function fieldOf(name: string): Field | undefined {
  return FIELDS.find((field) => field === name) ?? (Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined);
}

/** What is compared of names: case, accents and double spaces say nothing. */
export const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim();

/**
 * Reads a query. Values of one field are alternatives, fields and words narrow one another.
 * @param now milliseconds since the epoch, for dates that are counted back from today
 */
export function readQuery(text: string, vocabulary: Vocabulary, now: number): ReadQuery {
  const reader = new Reader(vocabulary, now);
  for (const term of termsOf(text)) reader.take(term, text);
  if (text.length > MAX_QUERY) reader.problem('long', [String(MAX_QUERY)], MAX_QUERY, text.length);
  return reader.result();
}

class Reader {
  private readonly lists: Record<(typeof PLURAL)[keyof typeof PLURAL] | 'words', string[]> = {
    words: [],
    services: [],
    families: [],
    sites: [],
    verdicts: [],
    carriers: [],
    techniques: [],
    enforcements: [],
    rules: [],
  };
  private from = 0;
  private to = Infinity;
  private cluster = '';
  private readonly understood: Understood[] = [];
  private readonly problems: QueryProblem[] = [];

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly now: number,
  ) {}

  problem(kind: QueryProblem['kind'], about: readonly string[], start: number, end: number): void {
    if (this.problems.length < MAX_VALUES) this.problems.push({ kind, about, start, end });
  }

  take(term: Term, text: string): void {
    const open = term.values.find((value) => value.open);
    if (open) this.problem('open-quote', [open.text], open.start, open.end);
    const field = fieldOf(term.field);
    if (field === undefined) {
      // A word with a colon in it, such as an address or a time of day, is searched as it is.
      if (term.field !== '') this.problem('no-field', [term.field], term.start, term.end);
      const whole = term.field === '' ? (term.values[0]?.text ?? '') : text.slice(term.start, term.end);
      for (const word of whole.toLowerCase().split(/\s+/u)) this.word(word, term);
      return;
    }
    if (term.negated) {
      this.problem('no-minus', [field], term.start, term.end);
      return;
    }
    if (term.values.length === 0) this.problem('no-value', [field], term.start, term.end);
    for (const value of term.values) this.value(field, value);
  }

  private word(word: string, { start, end }: Term): void {
    const known = this.lists.words;
    if (word === '' || known.includes(word)) return;
    if (this.full(known, start, end)) return;
    known.push(word.slice(0, MAX_VALUE));
    this.understood.push({ field: 'word', value: word.slice(0, MAX_VALUE), start, end });
  }

  private value(field: Field, { text, start, end }: Value): void {
    const typed = text.trim().slice(0, MAX_VALUE).trim();
    if (typed === '') {
      this.problem('no-value', [field], start, end);
      return;
    }
    if (field === 'date') {
      this.date(typed, start, end);
      return;
    }
    if (field === 'like') {
      if (!/^[\w.:+/=-]+$/.test(typed)) this.problem('no-group', [typed], start, end);
      else if (this.cluster !== '' && this.cluster !== typed) this.problem('one-group', [], start, end);
      else this.add((this.cluster = typed), field, start, end);
      return;
    }
    const value = this.listed(field, typed, start, end);
    const list = this.lists[PLURAL[field]];
    if (value === null || list.includes(value) || this.full(list, start, end)) return;
    list.push(value);
    this.add(value, field, start, end);
  }

  /** The id of a value: by id, or by its name in the language of the console; null where the list has none such. */
  private listed(field: keyof typeof PLURAL, typed: string, start: number, end: number): string | null {
    if (field === 'site') return hostOf(typed);
    if (field === 'rule') return typed.toLowerCase();
    const names = this.vocabulary[field];
    if (names.has(typed)) return typed;
    const wanted = plain(typed);
    for (const [id, name] of names) if (plain(id) === wanted || plain(name) === wanted) return id;
    const close = [...names].find(([id, name]) => plain(id).startsWith(wanted) || plain(name).startsWith(wanted));
    if (close) this.problem('close', [typed, field, close[0]], start, end);
    else this.problem('no-such', [typed, field], start, end);
    return null;
  }

  private date(typed: string, start: number, end: number): void {
    const span = spanOf(typed, this.now);
    if (!span) {
      this.problem('no-date', [typed], start, end);
      return;
    }
    const from = Math.max(this.from, span.from);
    const to = Math.min(this.to, span.to);
    if (to <= from) {
      this.problem('dates-apart', [typed], start, end);
      return;
    }
    [this.from, this.to] = [from, to];
    this.add(typed.toLowerCase(), 'date', start, end);
  }

  private full(list: readonly string[], start: number, end: number): boolean {
    if (list.length < MAX_VALUES) return false;
    this.problem('many', [String(MAX_VALUES)], start, end);
    return true;
  }

  private add(value: string, field: Field, start: number, end: number): void {
    const same = (u: Understood): boolean => u.field === field && u.value === value;
    if (!this.understood.some(same)) this.understood.push({ field, value, start, end });
  }

  result(): ReadQuery {
    const { from, to, cluster } = this;
    return { query: { ...this.lists, from, to, cluster }, understood: this.understood, problems: this.problems };
  }
}

/** The host that a typed site means: of a whole address too, and as browsers write it in other scripts. */
function hostOf(typed: string): string {
  const bare = typed.toLowerCase().replace(/^\*\./, '');
  // Only where it must be turned: a parser of addresses makes an address of any number.
  if (!/[^\x21-\x7e]|:\/\//.test(bare)) return bare;
  const address = /^[a-z][a-z\d+.-]*:\/\//.test(bare) ? bare : `http://${bare}`;
  return (URL.canParse(address) && new URL(address).hostname) || bare;
}

/** A query in its shortest right spelling: reading it again gives the same question. */
export function writeQuery(understood: readonly Pick<Understood, 'field' | 'value'>[]): string {
  const terms: { field: Understood['field']; values: string[] }[] = [];
  for (const { field, value } of understood) {
    const same = field === 'word' || field === 'date' ? undefined : terms.find((term) => term.field === field);
    if (same) same.values.push(value);
    else terms.push({ field, values: [value] });
  }
  return terms
    .map(({ field, values }) =>
      field === 'word' ? quoteWord(values[0] ?? '') : `${field}:${values.map(quoteValue).join(',')}`,
    )
    .join(' ');
}

/**
 * A query with a value added, or without it where it has it; what was not understood goes. A date takes the place of the
 * dates before.
 */
export function toggled(understood: readonly Understood[], field: Field, value: string): string {
  const same = (u: Understood): boolean => u.field === field && u.value === value;
  const rest = understood.filter((u) => !same(u) && !(field === 'date' && u.field === 'date'));
  return writeQuery(understood.some(same) ? rest : [...rest, { field, value }]);
}
