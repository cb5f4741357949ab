// How pages read stored incidents. The extension gives store/queries, plain-browser development an in-memory list.
// Incident texts are hostile; readers hand them on, only InertText shows them.
import type { Incident } from '../model/incident.ts';
import type { ChainState, IncidentQuestions, Progress } from '../model/incident-query.ts';
import type { MemoryRecord } from '../model/memory.ts';
import type { StorageState } from '../model/status.ts';

export interface IncidentReader extends IncidentQuestions {
  /** Newest first; `before` is exclusive, in milliseconds since the epoch. */
  listIncidents(query: { limit: number; before?: number; beforeId?: string; text?: string }): Promise<Incident[]>;
  getIncident(id: string): Promise<Incident | undefined>;
  countIncidents(): Promise<number>;
  /** Newest first; `before` as above. */
  listMemories(query: { limit: number; before?: number }): Promise<MemoryRecord[]>;
  storageState(): Promise<StorageState>;
  /** Looks through the whole chain of records: whether anything is missing or changed, and since when nothing is. */
  chain(signal?: AbortSignal, progress?: Progress): Promise<ChainState>;
}
