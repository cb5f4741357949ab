// Writes incidents to a destination, batch by batch: never more than a batch is in memory, the page stays responsive, and
// it can be stopped at any time.
import type { ExportedIncident, Writer } from '../../../formats/format.ts';
import type { Incident } from '../../../model/incident.ts';
import type { IncidentQuery } from '../../../model/incident-query.ts';
import type { IncidentReader } from '../../incident-reader.ts';
import type { Destination } from './destination.ts';

/** What a person wants to take out: some by id, or all that a query finds. */
export type IncidentChoice = { readonly ids: readonly string[] } | { readonly query: IncidentQuery };

export interface ExportRun {
  readonly reader: IncidentReader;
  readonly choice: IncidentChoice;
  readonly writer: Writer;
  /** What becomes of each incident before it is written. */
  readonly change: (incident: Incident) => ExportedIncident;
  readonly destination: Destination;
  readonly signal: AbortSignal;
  readonly progress: (done: number) => void;
}

/** At a stretch; a key pressed meanwhile waits no longer. */
const SLICE_MS = 12;

interface Scheduler {
  yield?: () => Promise<void>;
}

/** Lets the page take a turn. */
function pause(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  return scheduler?.yield?.() ?? new Promise((go) => setTimeout(go, 0));
}

/** How many a choice has now. */
export const countOf = (reader: IncidentReader, choice: IncidentChoice): Promise<number> =>
  'ids' in choice ? Promise.resolve(choice.ids.length) : reader.count(choice.query);

/**
 * Answers how many were written; incidents that were removed meanwhile are not among them. When it is stopped, or fails,
 * no file is left. Throws what the destination throws.
 */
export async function runExport(run: ExportRun): Promise<number> {
  const { reader, choice, writer, change, destination, signal, progress } = run;
  let done = 0;
  let turn = performance.now();
  const visit = async (incidents: readonly Incident[]): Promise<void> => {
    for (const incident of incidents) {
      if (signal.aborted) return;
      await destination.write(writer.add(change(incident)));
      done += 1;
      if (performance.now() - turn > SLICE_MS) {
        progress(done);
        await pause();
        turn = performance.now();
      }
    }
  };
  try {
    await destination.write(writer.begin());
    if ('ids' in choice) {
      for (const id of choice.ids) {
        if (signal.aborted) break;
        const incident = await reader.getIncident(id);
        if (incident) await visit([incident]);
      }
    } else await reader.each(choice.query, visit, signal);
    if (signal.aborted) {
      await destination.abort();
      return done;
    }
    await destination.write(writer.end());
    await destination.close();
    progress(done);
    return done;
  } catch (error) {
    await destination.abort();
    throw error;
  }
}
