// Every attack page of the range, as AI readers get it: what a person cannot see is gone for all of them within two
// seconds of loading; what a person can see is labelled and stays. Each page is first shown to carry its text unguarded.
import { describe, expect, test } from 'vitest';
import { loadCorpus, type RangePage } from '../../tools/range/corpus.ts';
import { sourceOf } from '../support/demarc.ts';
import { readersReached } from '../support/readers-reached.ts';
import { until } from '../support/until.ts';
import { titled, useWorld } from '../support/world.ts';

const attacks = loadCorpus().pages.filter((page) => page.expect.verdict !== 'clean' && page.insert !== 'query');
const hidden = attacks.filter((page) => page.hidden);
const visible = attacks.filter((page) => !page.hidden);
const WITHIN_MS = 2_000;

const world = useWorld({ with: 'demarc and plain' });

/** What readers get of the page in a browser without Demarc; waits for what scripts add. */
async function reachedUnguarded(entry: RangePage): Promise<string[]> {
  const page = await world.plain.newPage();
  try {
    await page.goto(entry.url);
    return await until('a reader gets the text unguarded', async () => {
      const reached = await readersReached(page, entry, 'chromium');
      return reached.length > 0 && reached;
    });
  } finally {
    await page.close();
  }
}

describe('hidden attack pages', () => {
  test.each(titled(hidden))('%s reaches no reader', async (_id, entry) => {
    expect(await reachedUnguarded(entry)).not.toEqual([]);
    const page = await world.demarc.open(entry.url);
    await world.demarc.untilDone(page, 'blanked', WITHIN_MS);
    expect(await readersReached(page, entry, 'chromium')).toEqual([]);
    const status = await world.demarc.settled(page);
    expect(status.items.map((item) => item.enforcement)).toEqual(status.items.map(() => 'blanked'));
    await page.close();
  });
});

describe('visible attack pages', () => {
  test.each(titled(visible))('%s is labelled and stays readable', async (_id, entry) => {
    const page = await world.demarc.open(entry.url);
    const status = await world.demarc.untilDone(page, 'labelled', WITHIN_MS);
    expect(status.items.map((item) => item.enforcement)).not.toContain('blanked');
    expect(await sourceOf(page)).toContain(entry.canary);
    const record = (await world.demarc.incidents()).filter((incident) => incident.text.includes(entry.canary));
    expect(record.map((incident) => incident.enforcement)).toEqual(['labelled']);
    await page.close();
  });
});
