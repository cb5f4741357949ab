// Segments in the database: new incidents wait in the tail until there are enough of them for one.
import type { Incident } from '../model/incident.ts';
import type { IncidentDatabase } from './database.ts';
import { headOf, inTurn, whole } from './extend.ts';
import { packSegment, SEGMENT_ROWS, withEnforcement, type Segment } from './segment.ts';

/** Packs what waits in the tail, as long as there is enough for whole segments. */
export async function sealTail(db: IncidentDatabase): Promise<void> {
  while ((await db.tail.count()) >= SEGMENT_ROWS) await inTurn(() => whole(db, () => sealOne(db)));
}

async function sealOne(db: IncidentDatabase): Promise<void> {
  const entries = await db.tail.limit(SEGMENT_ROWS).toArray();
  const first = entries[0];
  if (!first || entries.length < SEGMENT_ROWS) return;
  const { edits } = await headOf(db);
  const found = await db.incidents.bulkGet(entries.map((entry) => entry.id));
  const incidents = found.filter((incident) => incident !== undefined);
  if (incidents.length > 0) {
    const { segment, words } = packSegment(incidents, first.seq, edits);
    await db.segments.put(segment);
    await db.words.put(words);
  }
  await db.tail.bulkDelete(entries.map((entry) => entry.seq));
}

/** The segment that has an entry, and the row; undefined: it waits in the tail, or is nowhere. Inside a transaction. */
async function find(db: IncidentDatabase, seq: number): Promise<{ segment: Segment; row: number } | undefined> {
  const segment = await db.segments.where('from').belowOrEqual(seq).last();
  const row = segment?.seqs.indexOf(seq) ?? -1;
  return segment && row >= 0 ? { segment, row } : undefined;
}

/** Tells the segment of an incident that it was marked. Inside a transaction. */
export async function markInSegment(db: IncidentDatabase, incident: Incident, edited: number): Promise<void> {
  if (incident.seq === undefined) return;
  const found = await find(db, incident.seq);
  if (found) await db.segments.put({ ...withEnforcement(found.segment, found.row, incident.enforcement), edited });
}

/** Takes incidents out of segments and tail; a segment of which nothing is left goes. Inside a transaction. */
export async function dropFromSegments(db: IncidentDatabase, seqs: readonly number[], edited: number): Promise<void> {
  await db.tail.bulkDelete([...seqs]);
  const left = [...seqs].sort((a, b) => a - b);
  while (left.length > 0) {
    const found = await find(db, left[0] ?? 0);
    if (!found) {
      left.shift();
      continue;
    }
    const { segment } = found;
    const gone = Uint8Array.from(segment.gone);
    while (left.length > 0) {
      const row = segment.seqs.indexOf(left[0] ?? 0);
      if (row < 0) break;
      gone[row] = 1;
      left.shift();
    }
    if (gone.includes(0)) {
      await db.segments.put({ ...segment, gone, edited });
    } else {
      await db.segments.delete(segment.from);
      await db.words.delete(segment.from);
    }
  }
}
