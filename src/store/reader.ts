// Questions of lists, charts and exports, answered from an index and from records by id. The database and lists in memory,
// such as an imported file, are both read through it.
import type { Incident } from '../model/incident.ts';
import { EVERY_INCIDENT } from '../model/incident-query.ts';
import type { IncidentQuery, IncidentQuestions, IncidentRow } from '../model/incident-query.ts';
import { groupsOf, tallyOf } from './counts.ts';
import type { IncidentIndex } from './incident-index.ts';
import { rowOf } from './row.ts';

/** Rows that one question may bring. */
const MAX_ROWS = 1_000;
/** Full records of one batch: at most some tens of megabytes. */
const BATCH = 250;

export interface IncidentSource {
  /** The index as the record is now. */
  readonly index: () => Promise<IncidentIndex>;
  /**
   * Records by id, in this order; undefined where one was removed. `span`: first and last of their times, where few others
   * lie between them, so that they can be read in one piece.
   */
  readonly records: (
    ids: readonly string[],
    span?: readonly [from: number, to: number],
  ) => Promise<readonly (Incident | undefined)[]>;
  /** For a page that was opened just now: the newest records and how many there are, while the index is not read yet. */
  readonly meanwhile?: {
    readonly ready: () => boolean;
    readonly newest: (limit: number) => Promise<readonly Incident[]>;
    readonly count: () => Promise<number>;
  };
}

/** JSON has no Infinity: the end of time is null there, as in every question without one. */
const EVERYTHING = JSON.stringify(EVERY_INCIDENT);

export function questionsTo({ index, records, meanwhile }: IncidentSource): IncidentQuestions {
  /** Records of rows that follow each other in the order of time, either way. */
  const recordsOf = async (from: IncidentIndex, numbers: Uint32Array): Promise<Incident[]> => {
    const times = [from.time(numbers[0] ?? 0), from.time(numbers.at(-1) ?? 0)].sort((a, b) => a - b);
    const [first = 0, last = 0] = times;
    const dense = from.between(first, last) <= 2 * numbers.length;
    const ids = Array.from(numbers, (row) => from.id(row));
    return (await records(ids, dense ? [first, last] : undefined)).filter((i) => i !== undefined);
  };
  const rowsOf = async (from: IncidentIndex, numbers: Uint32Array): Promise<IncidentRow[]> =>
    numbers.length === 0 ? [] : (await recordsOf(from, numbers)).map(rowOf);
  /** Whether a question can be answered without the index, which is on its way. */
  const early = (query: IncidentQuery): typeof meanwhile =>
    meanwhile && !meanwhile.ready() && JSON.stringify(query) === EVERYTHING ? meanwhile : undefined;
  const bounded = (limit: number): number => Math.max(0, Math.min(MAX_ROWS, Math.floor(limit)));
  return {
    async search(query, { limit, after }) {
      const without = after === undefined ? early(query) : undefined;
      if (without) {
        const found = await without.newest(bounded(limit) + 1);
        return { rows: found.slice(0, bounded(limit)).map(rowOf), more: found.length > bounded(limit) };
      }
      const now = await index();
      const all = await now.matching(query);
      const from = after === undefined ? 0 : now.after(all, after);
      const to = from + bounded(limit);
      return { rows: await rowsOf(now, all.subarray(from, to)), more: to < all.length };
    },
    async at(query, offset, limit) {
      const without = offset <= 0 ? early(query) : undefined;
      if (without) return (await without.newest(bounded(limit))).map(rowOf);
      const now = await index();
      const all = await now.matching(query);
      const from = Math.max(0, Math.floor(offset));
      return rowsOf(now, all.subarray(from, from + bounded(limit)));
    },
    async count(query) {
      const without = early(query);
      if (without) return without.count();
      return (await (await index()).matching(query)).length;
    },
    async tally(query, signal) {
      const now = await index();
      return tallyOf(now, await now.matching(query), signal);
    },
    async clusters(query, limit) {
      const now = await index();
      const groups = groupsOf(now, await now.matching(query), bounded(limit));
      const samples = await records(groups.map(({ sample }) => now.id(sample)));
      return groups.flatMap(({ sample: _row, ...group }, i) => {
        const sample = samples[i];
        return sample ? [{ ...group, sample: rowOf(sample) }] : [];
      });
    },
    async each(query, visit, signal) {
      const now = await index();
      const all = await now.matching(query);
      let handed = 0;
      const stopped = (): boolean => signal?.aborted === true;
      for (let to = all.length; to > 0 && !stopped(); to -= BATCH) {
        const numbers = all.slice(Math.max(0, to - BATCH), to).reverse();
        const there = await recordsOf(now, numbers);
        if (stopped()) break;
        await visit(there);
        handed += there.length;
      }
      return handed;
    },
  };
}
