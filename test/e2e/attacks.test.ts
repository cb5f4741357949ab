// Every attack page of the range, as AI readers get it: what a person cannot see is gone for all of them within two
// seconds of loading; what a person can see is labelled and stays. Each page is first shown to carry its text unguarded.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'puppeteer';
import { launchChromium } from '../../tools/browsers/launch.ts';
import { loadCorpus, type RangePage } from '../../tools/range/corpus.ts';
import { startRange, type Range } from '../../tools/range/server.ts';
import { carries } from '../../tools/readers/marker.ts';
import { readAll } from '../../tools/readers/readers.ts';
import { Demarc, sourceOf } from '../support/demarc.ts';
import { until } from '../support/until.ts';

const attacks = loadCorpus().pages.filter((page) => page.expect.verdict !== 'clean' && page.insert !== 'query');
const hidden = attacks.filter((page) => page.hidden);
const visible = attacks.filter((page) => !page.hidden);
const WITHIN_MS = 2_000;

let range: Range;
let demarc: Demarc;
let plain: Browser;

beforeAll(async () => {
  range = await startRange();
  demarc = await Demarc.start('chromium', { proxy: range.proxy });
  plain = await launchChromium({ extension: null, proxy: range.proxy });
});

afterAll(async () => {
  await demarc?.stop();
  await plain?.close();
  await range?.close();
});

/** Ids of the readers that get the page's attack text, whole or encoded; readers that failed are an error. */
async function readersReached(page: Page, entry: RangePage): Promise<string[]> {
  const readings = await readAll(page, 'chromium');
  const failed = readings.filter((reading) => !reading.result.ok).map((reading) => reading.reader);
  if (failed.length > 0) throw new Error(`readers failed: ${failed.join(', ')}`);
  return readings
    .filter(({ result }) => result.ok && entry.markers.some((marker) => carries(result.value, marker)))
    .map((reading) => reading.reader);
}

/** What readers get of the page in a browser without Demarc; waits for what scripts add. */
async function reachedUnguarded(entry: RangePage): Promise<string[]> {
  const page = await plain.newPage();
  try {
    await page.goto(entry.url);
    return await until('a reader gets the text unguarded', async () => {
      const reached = await readersReached(page, entry);
      return reached.length > 0 && reached;
    });
  } finally {
    await page.close();
  }
}

describe('hidden attack pages', () => {
  test.each(hidden.map((page) => [page.id, page] as const))('%s reaches no reader', async (_id, entry) => {
    expect(await reachedUnguarded(entry)).not.toEqual([]);
    const page = await demarc.open(entry.url);
    await demarc.untilDone(page, 'blanked', WITHIN_MS);
    expect(await readersReached(page, entry)).toEqual([]);
    const status = await demarc.settled(page);
    expect(status.items.map((item) => item.enforcement)).toEqual(status.items.map(() => 'blanked'));
    await page.close();
  });
});

describe('visible attack pages', () => {
  test.each(visible.map((page) => [page.id, page] as const))(
    '%s is labelled and stays readable',
    async (_id, entry) => {
      const page = await demarc.open(entry.url);
      const status = await demarc.untilDone(page, 'labelled', WITHIN_MS);
      expect(status.items.map((item) => item.enforcement)).not.toContain('blanked');
      expect(await sourceOf(page)).toContain(entry.canary);
      const record = (await demarc.incidents()).filter((incident) => incident.text.includes(entry.canary));
      expect(record.map((incident) => incident.enforcement)).toEqual(['labelled']);
      await page.close();
    },
  );
});
