// Which AI readers get a page's attack text: the question that attack tests ask of a guarded page and of a plain one.
import type { Page } from 'puppeteer';
import type { BrowserKind } from '../../tools/browsers/launch.ts';
import type { RangePage } from '../../tools/range/corpus.ts';
import { carries } from '../../tools/readers/marker.ts';
import { readAll } from '../../tools/readers/readers.ts';

/** Ids of the readers that get the page's attack text, whole or encoded; readers that failed are an error. */
export async function readersReached(page: Page, entry: RangePage, kind: BrowserKind): Promise<string[]> {
  const readings = await readAll(page, kind);
  const failed = readings.filter((reading) => !reading.result.ok).map((reading) => reading.reader);
  if (failed.length > 0) throw new Error(`readers failed: ${failed.join(', ')}`);
  return readings
    .filter(({ result }) => result.ok && entry.markers.some((marker) => carries(result.value, marker)))
    .map((reading) => reading.reader);
}
