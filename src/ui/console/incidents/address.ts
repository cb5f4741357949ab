// The state of the list as a part of the console's address, so that a view can be bookmarked, sent and gone back to. The
// address may come from anywhere: it is bounded, and read by the query's own reader.
import { MAX_QUERY } from './query/terms.ts';

export interface ListAddress {
  /** The query as typed. */
  readonly text: string;
  readonly oldestFirst: boolean;
  /** The same text over several sites as one row. */
  readonly grouped: boolean;
}

/** What stands after the `?` of the console's hash. */
export function readAddress(search: string): ListAddress {
  const params = new URLSearchParams(search.slice(0, MAX_QUERY * 9));
  return {
    text: (params.get('q') ?? '').slice(0, MAX_QUERY),
    oldestFirst: params.get('sort') === 'oldest',
    grouped: params.get('group') === 'text',
  };
}

/** The hash of the list in a state; the plain list has none of these. */
export function addressOf({ text, oldestFirst, grouped }: Partial<ListAddress>): string {
  const params = new URLSearchParams();
  if (text !== undefined && text.trim() !== '') params.set('q', text.trim());
  if (oldestFirst) params.set('sort', 'oldest');
  if (grouped) params.set('group', 'text');
  const search = params.toString();
  return `#/incidents${search === '' ? '' : `?${search}`}`;
}
