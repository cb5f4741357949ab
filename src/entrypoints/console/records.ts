// What an import needs: the schema of a record, loaded when a file is opened, and a reader over records in memory.
import type { Schema } from '../../formats/schema-check.ts';
import type { Incident } from '../../model/incident.ts';
import { questionsToList } from '../../store/listed.ts';
import type { Records } from '../../ui/console/console-props.ts';
import type { IncidentReader } from '../../ui/incident-reader.ts';

/** Reads a list as the console reads the database; the list is never stored. */
function readerOf(records: readonly Incident[]): IncidentReader {
  const newest = [...records].sort((a, b) => b.time - a.time || (a.id < b.id ? 1 : -1));
  const byId = new Map(newest.map((incident) => [incident.id, incident]));
  return {
    ...questionsToList(() => newest),
    listIncidents: ({ limit, before = Infinity, beforeId }) =>
      Promise.resolve(
        newest
          .filter((i) => i.time < before || (beforeId !== undefined && i.time === before && i.id < beforeId))
          .slice(0, limit),
      ),
    getIncident: (id) => Promise.resolve(byId.get(id)),
    countIncidents: () => Promise.resolve(newest.length),
    listMemories: () => Promise.resolve([]),
    storageState: () => Promise.resolve('ok'),
    // Records of a file prove nothing about it: whoever made the file could make the chain.
    chain: () =>
      Promise.resolve({
        state: 'none',
        since: 0,
        checked: 0,
        firstBreak: null,
        breaks: 0,
        removed: 0,
        waiting: 0,
        head: '',
      }),
  };
}

export const records: Records = {
  schema: async () => (await import('../../catalog/incident.schema.json')).default as Schema,
  readerOf,
};
