// How pages read stored incidents. The extension gives store/queries, plain-browser development an in-memory list.
// Incident texts are hostile; readers hand them on, only InertText shows them.
import type { Incident } from '../model/incident.ts';
import type {
  ChainState,
  IncidentCluster,
  IncidentQuery,
  IncidentRow,
  IncidentTally,
  IncidentVisitor,
  Progress,
  RowPlace,
} from '../model/incident-query.ts';
import type { MemoryRecord } from '../model/memory.ts';
import type { StorageState } from '../model/status.ts';

export interface IncidentReader {
  /** Newest first; `before` is exclusive, in milliseconds since the epoch. */
  listIncidents(query: { limit: number; before?: number; beforeId?: string; text?: string }): Promise<Incident[]>;
  getIncident(id: string): Promise<Incident | undefined>;
  countIncidents(): Promise<number>;
  /** Newest first; `before` as above. */
  listMemories(query: { limit: number; before?: number }): Promise<MemoryRecord[]>;
  storageState(): Promise<StorageState>;

  /** Rows of what matches, newest first, from the beginning or after a row; `more`: there are others after them. */
  search(
    query: IncidentQuery,
    page: { limit: number; after?: RowPlace },
  ): Promise<{ rows: IncidentRow[]; more: boolean }>;
  /** The same by number of row, for scrolling: row `offset` of all that match comes first. */
  at(query: IncidentQuery, offset: number, limit: number): Promise<IncidentRow[]>;
  /** How many match, exactly. */
  count(query: IncidentQuery): Promise<number>;
  tally(query: IncidentQuery, signal?: AbortSignal): Promise<IncidentTally>;
  /** Near-same texts among what matches, most frequent first. */
  clusters(query: IncidentQuery, limit: number): Promise<IncidentCluster[]>;
  /**
   * Full records of what matches, oldest first, in batches; answers how many were handed over. Ends early when `signal` is
   * aborted. What is stored meanwhile is not among them.
   */
  each(query: IncidentQuery, visit: IncidentVisitor, signal?: AbortSignal): Promise<number>;
  /** Looks through the whole chain of records: whether anything is missing or changed, and since when nothing is. */
  chain(signal?: AbortSignal, progress?: Progress): Promise<ChainState>;
}
