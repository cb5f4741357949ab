// What to offer while a query is typed: names of fields, and values that stored incidents have. Values may come from pages
// and are hostile: they are inserted as query text, in which nothing is run, and shown inert.
import type { IncidentTally } from '../../../../model/incident-query.ts';
import { FIELDS, fieldOf, plain, type Field, type ListedField, type Vocabulary } from './read-query.ts';
import { quoteValue, termsOf } from './terms.ts';

export interface Suggestion {
  /** Takes the place of the query between these offsets. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly field: Field;
  /** Id of the value as the store knows it; '' where a field is offered. */
  readonly value: string;
  /** Its name, where it has one besides. */
  readonly name: string;
  /** How many incidents have it; null where that is not counted. */
  readonly count: number | null;
}

const MAX_SUGGESTIONS = 8;
const DATES = ['today', 'yesterday', '7d', '30d'] as const;

/** What there is to offer. */
export interface Known {
  readonly vocabulary: Vocabulary;
  /** Null until it is counted. */
  readonly tally: IncidentTally | null;
  /** Ids of rules, loaded when they are asked for. */
  readonly rules: readonly string[];
}

/** What may be meant at the caret, the best first, at most eight. */
export function suggest(query: string, caret: number, known: Known): Suggestion[] {
  const at = termsOf(query.slice(0, caret)).at(-1);
  if (!at || at.end < caret) return fields('', caret, caret);
  const { start } = at;
  const field = fieldOf(at.field);
  if (at.field === '') {
    const word = at.values[0];
    if (!word || word.quoted) return [];
    const found = [...fields(word.text, start, caret), ...anyValue(word.text, start, caret, known)];
    return found.slice(0, MAX_SUGGESTIONS);
  }
  if (field === undefined || at.negated) return [];
  const last = at.values.at(-1);
  const typing = last && last.end === caret ? last : { text: '', start: caret };
  const chosen = new Set(at.values.map(({ text }) => text));
  if (typing.text !== '') chosen.delete(typing.text);
  return valuesOf(field, typing.text, known)
    .filter(({ value }) => !chosen.has(value))
    .slice(0, MAX_SUGGESTIONS)
    .map((found) => ({ ...found, text: `${quoteValue(found.value)} `, start: typing.start, end: caret }));
}

function fields(typed: string, start: number, end: number): Suggestion[] {
  const wanted = plain(typed);
  // Groups are opened, not typed.
  return FIELDS.filter((field) => field !== 'like' && field.startsWith(wanted)).map((field) => ({
    text: `${field}:`,
    start,
    end,
    field,
    value: '',
    name: '',
    count: null,
  }));
}

type Found = Pick<Suggestion, 'field' | 'value' | 'name' | 'count'>;

/** Values of all listed fields and sites that a plain word may mean. */
function anyValue(typed: string, start: number, end: number, known: Known): Suggestion[] {
  if (typed.length < 2) return [];
  return (['site', 'service', 'family', 'technique', 'done', 'carrier', 'verdict'] as const)
    .flatMap((field) => valuesOf(field, typed, known).slice(0, 2))
    .map((found) => ({ ...found, text: `${found.field}:${quoteValue(found.value)} `, start, end }));
}

function valuesOf(field: Field, typed: string, known: Known): Found[] {
  const wanted = plain(typed);
  const fits = (value: string, name: string): number => {
    const [id, called] = [plain(value), plain(name)];
    if (id.startsWith(wanted) || called.startsWith(wanted)) return 2;
    return id.includes(wanted) || called.includes(wanted) ? 1 : 0;
  };
  return candidates(field, known)
    .map((found) => ({ found, fit: fits(found.value, found.name) }))
    .filter(({ found, fit }) => fit > 0 && found.value !== '')
    .sort((a, b) => b.fit - a.fit || (b.found.count ?? 0) - (a.found.count ?? 0))
    .map(({ found }) => found);
}

const COUNTED = {
  family: 'families',
  service: 'services',
  site: 'sites',
  technique: 'techniques',
  verdict: 'verdicts',
} as const satisfies Partial<Record<Field, keyof IncidentTally>>;

function candidates(field: Field, { vocabulary, tally, rules }: Known): Found[] {
  switch (field) {
    case 'date':
      return DATES.map((value) => ({ field, value, name: '', count: null }));
    case 'rule':
      return rules.map((value) => ({ field, value, name: '', count: null }));
    case 'like':
      return [];
    case 'done':
    case 'carrier':
      return [...vocabulary[field]].map(([value, name]) => ({ field, value, name, count: null }));
    default: {
      const names = field === 'site' ? undefined : vocabulary[field satisfies ListedField];
      // Values that exist; until they are counted, those that could.
      if (tally === null) return [...(names ?? [])].map(([value, name]) => ({ field, value, name, count: null }));
      return tally[COUNTED[field]].map(({ key, count }) => ({ field, value: key, name: names?.get(key) ?? '', count }));
    }
  }
}
