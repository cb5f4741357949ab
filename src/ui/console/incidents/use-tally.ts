// Counts for the charts and for what is offered while typing. The old counts stay until the new ones are there; what nobody
// waits for any more is stopped.
import { useEffect, useState } from 'preact/hooks';
import type { IncidentQuery, IncidentTally } from '../../../model/incident-query.ts';
import type { IncidentReader } from '../../incident-reader.ts';

/** @param query null: nothing is counted. @param revision counted anew when it changes */
export function useTally(
  reader: IncidentReader,
  query: IncidentQuery | null,
  revision: number,
): { tally: IncidentTally | null; query: IncidentQuery | null; failed: boolean } {
  const [counted, setCounted] = useState<{ tally: IncidentTally; query: IncidentQuery } | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (query === null) return undefined;
    const stop = new AbortController();
    reader.tally(query, stop.signal).then(
      (tally) => {
        if (stop.signal.aborted) return;
        setCounted({ tally, query });
        setFailed(false);
      },
      () => {
        if (!stop.signal.aborted) setFailed(true);
      },
    );
    return () => {
      stop.abort();
    };
  }, [reader, query, revision]);
  return { tally: counted?.tally ?? null, query: counted?.query ?? null, failed };
}
