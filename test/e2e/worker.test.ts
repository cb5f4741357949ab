// The worker may be killed at any moment: before, while and after it is asked. No incident is lost, none is stored twice,
// and what a person cannot see stays blank all the while. The pages come from the range and are hostile.
import { describe, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import { pause } from '../../tools/browsers/bounded.ts';
import type { RangePage } from '../../tools/range/corpus.ts';
import type { Incident } from '../../src/model/incident.ts';
import { sourceOf } from '../support/demarc.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

/** The guard asks again after growing pauses; after many kills the last pause is some seconds long. */
const RECOVERY_MS = 40_000;
const PAGES = 20;

const world = useWorld({ per: 'each' });

/** Pages whose text stands in the page's own source, so that it can be seen to stay blank. */
const plainAttacks = (): readonly RangePage[] =>
  world.range.urls
    .filter((page) => page.kind === 'attack' && page.hidden && page.insert === 'static' && page.encoding === 'none')
    .slice(0, PAGES);

/** Records of the hidden text. A text that is seen before its style sheet hides it has an earlier record as visible text. */
const about = (incidents: readonly Incident[], entry: RangePage): readonly Incident[] =>
  incidents.filter((incident) => incident.text.includes(entry.canary) && incident.concealment !== null);

/** That one worker has ended; an event may have started the next one already. */
async function workerStopped(): Promise<void> {
  await world.demarc.policy();
  const running = await until('a worker runs', () => Promise.resolve(world.demarc.worker()));
  // A kill that meets a worker in the middle of its start can be without effect.
  await until('it is gone', async () => {
    if (world.demarc.worker() === running) await world.demarc.killWorker();
    return world.demarc.worker() !== running;
  });
}

describe('a killed worker', () => {
  test('killed before the page loads, it comes back and stores', async () => {
    const [entry] = plainAttacks();
    await workerStopped();
    const page = await world.demarc.open(entry!.url);
    await world.demarc.untilDone(page, 'blanked');
    expect(about(await world.demarc.incidents(), entry!)).toHaveLength(1);
  });

  test('killed after it has answered, it knows the incident and undoes it', async () => {
    const [entry] = plainAttacks();
    const page = await world.demarc.open(entry!.url);
    await world.demarc.untilDone(page, 'blanked');
    await workerStopped();
    expect(about(await world.demarc.incidents(), entry!)).toHaveLength(1);
    expect(await sourceOf(page)).not.toContain(entry!.canary);
    const popup = await world.demarc.openPopup(page);
    await popup.undoFirst(await world.demarc.text('undo'));
    await until('the text is back', async () => (await sourceOf(page)).includes(entry!.canary));
    const after = about(await world.demarc.incidents(), entry!);
    expect(after.map((incident) => incident.enforcement)).toEqual(['undone']);
  });

  test(
    `killed over and over while ${PAGES} attack pages load, it loses and doubles nothing`,
    { timeout: 120_000 },
    async () => {
      const entries = plainAttacks();
      expect(entries).toHaveLength(PAGES);
      let killing = true;
      let kills = 0;
      const killer = (async () => {
        while (killing) {
          if (await world.demarc.killWorker()) kills += 1;
          await pause(15);
        }
      })();
      const pages: Page[] = [];
      try {
        for (const entry of entries) {
          const page = await world.demarc.open(entry.url);
          pages.push(page);
          await until(`${entry.id} is blank`, async () => !(await sourceOf(page)).includes(entry.canary), 3_000);
        }
      } finally {
        killing = false;
        await killer;
      }
      // Otherwise nothing was tested: the worker must have died more often than once per page.
      expect(kills).toBeGreaterThan(PAGES);
      for (const page of pages) await world.demarc.untilDone(page, 'blanked', RECOVERY_MS);
      const incidents = await until('every text has its incident', async () => {
        const all = await world.demarc.incidents();
        return entries.every((entry) => about(all, entry).length > 0) && all;
      });
      expect(new Set(incidents.map((incident) => incident.id)).size).toBe(incidents.length);
      for (const entry of entries) expect(about(incidents, entry), entry.id).toHaveLength(1);
      for (const [i, page] of pages.entries()) {
        expect(await sourceOf(page), entries[i]!.id).not.toContain(entries[i]!.canary);
      }
    },
  );
});
