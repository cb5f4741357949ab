// Honest pages stay what they are: every honest twin and every honest assistant replica of the range is the same to the
// byte with and without Demarc, and nothing is reported. The pages are the project's own.
import { describe, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import { loadCorpus } from '../../tools/range/corpus.ts';
import { READERS } from '../../tools/readers/readers.ts';
import { sourceOf } from '../support/demarc.ts';
import { until } from '../support/until.ts';
import { titled, useWorld } from '../support/world.ts';

const pages = loadCorpus().pages.filter((page) => page.expect.verdict === 'clean');

const world = useWorld({ with: 'demarc and plain' });

const beyondSource = READERS.filter(({ id }) => id === 'pierced-dom' || id === 'ax-tree');

/** Source of the page, the text in its frames and shadow roots, and what assistive technology gets. */
async function contents(page: Page): Promise<string> {
  const parts = [await sourceOf(page)];
  for (const reader of beyondSource) parts.push(await reader.read(page));
  return parts.join('\n');
}

describe('honest pages', () => {
  test('there are enough of them', () => {
    expect(pages.filter((page) => page.kind === 'honest').length).toBeGreaterThanOrEqual(10);
  });

  test.each(titled(pages))('%s is left as it came', async (_id, entry) => {
    const without = await world.plain.newPage();
    const [guarded] = await Promise.all([world.demarc.open(entry.url), without.goto(entry.url)]);
    // What a script adds late has to be there before two pages can be compared.
    if (entry.insert !== 'query' && entry.insert !== 'static') {
      await until('the honest text is in the page', async () => (await contents(without)).includes(entry.canary));
    }
    await until(
      'the same text is in the guarded page',
      async () => (await contents(guarded)) === (await contents(without)),
    );
    const status = await world.demarc.settled(guarded);
    expect(status.state).toBe('scanned');
    expect(status.items).toEqual([]);
    expect(await contents(guarded)).toBe(await contents(without));
    await Promise.all([guarded.close(), without.close()]);
  });

  test('nothing was stored', async () => {
    expect(await world.demarc.incidents()).toEqual([]);
  });
});
