// Incidents that are in memory already, such as those of an imported file, read like the database.
import type { Incident } from '../model/incident.ts';
import type { IncidentQuestions } from '../model/incident-query.ts';
import { clusterOf } from './fingerprint.ts';
import { IncidentIndex } from './incident-index.ts';
import { questionsTo } from './reader.ts';
import { packSegment, SEGMENT_ROWS, type Segment, type SegmentWords } from './segment.ts';

/** Answers from a list; `incidents` is asked on every question and gives the same array until something changes. */
export function questionsToList(
  incidents: () => readonly Incident[] | Promise<readonly Incident[]>,
): IncidentQuestions {
  let packed: { of: readonly Incident[]; index: IncidentIndex; byId: ReadonlyMap<string, Incident> } | undefined;
  const pack = async (): Promise<NonNullable<typeof packed>> => {
    const of = await incidents();
    if (packed?.of !== of) packed = { of, ...packList(of) };
    return packed;
  };
  return questionsTo({
    index: async () => (await pack()).index,
    records: async (ids) => {
      const { byId } = await pack();
      return ids.map((id) => byId.get(id));
    },
  });
}

function packList(list: readonly Incident[]): { index: IncidentIndex; byId: ReadonlyMap<string, Incident> } {
  const all = list.map((i) => (i.cluster === undefined ? { ...i, cluster: clusterOf(i) } : i));
  all.sort((a, b) => a.time - b.time || (a.seq ?? 0) - (b.seq ?? 0));
  const segments: Segment[] = [];
  const words = new Map<number, SegmentWords>();
  for (let at = 0; at < all.length; at += SEGMENT_ROWS) {
    const packed = packSegment(all.slice(at, at + SEGMENT_ROWS), at);
    segments.push(packed.segment);
    words.set(at, packed.words);
  }
  return {
    index: new IncidentIndex(segments, (froms) => Promise.resolve(froms.map((from) => words.get(from)))),
    byId: new Map(all.map((i) => [i.id, i])),
  };
}
