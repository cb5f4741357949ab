// Questions of lists, charts and exports, answered from an index and from records by id. The database and lists in memory,
// such as an imported file, are both read through it.
import type { Incident } from '../model/incident.ts';
import type {
  IncidentCluster,
  IncidentQuery,
  IncidentRow,
  IncidentTally,
  IncidentVisitor,
  RowPlace,
} from '../model/incident-query.ts';
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
  /** Records by id, in this order; undefined where one was removed. */
  readonly records: (ids: readonly string[]) => Promise<readonly (Incident | undefined)[]>;
}

export interface IncidentQuestions {
  search(
    query: IncidentQuery,
    page: { limit: number; after?: RowPlace },
  ): Promise<{ rows: IncidentRow[]; more: boolean }>;
  at(query: IncidentQuery, offset: number, limit: number): Promise<IncidentRow[]>;
  count(query: IncidentQuery): Promise<number>;
  tally(query: IncidentQuery, signal?: AbortSignal): Promise<IncidentTally>;
  clusters(query: IncidentQuery, limit: number): Promise<IncidentCluster[]>;
  each(query: IncidentQuery, visit: IncidentVisitor, signal?: AbortSignal): Promise<number>;
}

export function questionsTo({ index, records }: IncidentSource): IncidentQuestions {
  const rowsOf = async (from: IncidentIndex, numbers: Uint32Array): Promise<IncidentRow[]> =>
    (await records([...numbers].map((row) => from.id(row)))).filter((i) => i !== undefined).map(rowOf);
  const bounded = (limit: number): number => Math.max(0, Math.min(MAX_ROWS, Math.floor(limit)));
  return {
    async search(query, { limit, after }) {
      const now = await index();
      const all = await now.matching(query);
      const from = after === undefined ? 0 : now.after(all, after);
      const to = from + bounded(limit);
      return { rows: await rowsOf(now, all.subarray(from, to)), more: to < all.length };
    },
    async at(query, offset, limit) {
      const now = await index();
      const all = await now.matching(query);
      const from = Math.max(0, Math.floor(offset));
      return rowsOf(now, all.subarray(from, from + bounded(limit)));
    },
    async count(query) {
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
        const there = (await records([...numbers].map((row) => now.id(row)))).filter((i) => i !== undefined);
        if (stopped()) break;
        await visit(there);
        handed += there.length;
      }
      return handed;
    },
  };
}
