// Which incidents of the list are chosen: some, or all that it shows.
import type { IncidentRow } from '../../../model/incident-query.ts';

/** Most incidents that are chosen one by one or by a range; beyond it there is only "all". */
export const MAX_CHOSEN = 10_000;

export interface Chosen {
  /** All that the list shows; `rows` is empty then. */
  readonly all: boolean;
  readonly rows: ReadonlyMap<string, IncidentRow>;
}

export const NONE_CHOSEN: Chosen = { all: false, rows: new Map() };

/** With these rows besides, as far as there is room. */
export function withRows({ rows }: Chosen, more: readonly IncidentRow[]): Chosen {
  const all = new Map(rows);
  for (const row of more) if (all.size < MAX_CHOSEN) all.set(row.id, row);
  return { all: false, rows: all };
}

/** With a row, or without it where it is chosen. */
export function toggledRow(chosen: Chosen, row: IncidentRow): Chosen {
  if (!chosen.rows.has(row.id)) return withRows(chosen, [row]);
  const rows = new Map(chosen.rows);
  rows.delete(row.id);
  return { all: false, rows };
}
