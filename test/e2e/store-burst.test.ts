// The record of incidents in a real browser, when everything comes at once: a burst while the worker is killed at random,
// a full disk, and what an earlier version has left behind. None is lost, none is doubled, and the chain of records says so.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import type { Incident } from '../../src/model/incident.ts';
import type { ChainState } from '../../src/model/incident-query.ts';
import { pause } from '../../tools/browsers/bounded.ts';
import { openExtensionPage } from '../../tools/browsers/launch.ts';
import { storeBundle } from '../../tools/bench/store-bundle.ts';
import { Demarc, inPage } from '../support/demarc.ts';
import { escapeHtml, ordinaryPage, payloadOf, startHostile, type HostileServer } from '../support/hostile-server.ts';
import { until } from '../support/until.ts';

const BURST = 200;
/** The guard asks again after growing pauses; after many kills the last pause is some seconds long. */
const RECOVERY_MS = 40_000;
const NOW = Date.UTC(2027, 0, 15);

const payload = payloadOf('display-none-news');
/** A word for a number: texts that differ by numbers only count as one in one page. */
const nameOf = (n: number): string =>
  [...n.toString(16).padStart(3, '0')].map((d) => 'bdfghjklmnprstvz'[parseInt(d, 16)]).join('a');
const hidden = (n: number): string =>
  `<section id="part-${nameOf(n)}"><p style="display:none">${escapeHtml(payload.text)} (${nameOf(n)})</p></section>`;
const BURST_PAGE = ordinaryPage(Array.from({ length: BURST }, (_, n) => hidden(n)).join('\n'));

let server: HostileServer;
let demarc: Demarc;
let asking: Page;
let bundle: string;

beforeAll(async () => {
  server = await startHostile({ '/burst': BURST_PAGE, '/plain': ordinaryPage('') });
  demarc = await Demarc.start('chromium');
  bundle = await storeBundle();
});

afterAll(async () => {
  await demarc?.stop();
  await server?.close();
});

beforeEach(async () => {
  await asking?.close();
  asking = await openExtensionPage(demarc.browser, 'console', '/about');
  await asking.evaluate(bundle);
});

const ask = (expression: string): Promise<unknown> =>
  asking.evaluate(`(async () => { const bench = globalThis.demarcBench; return ${expression}; })()`);
const chain = async (): Promise<ChainState> => ((await ask('bench.chain()')) as { value: ChainState }).value;
const stored = async (): Promise<readonly Incident[]> =>
  (await demarc.incidents()).filter((incident) => incident.text.includes(payload.canary));

/** Kills workers at random moments, so many times at most; answers, when told to stop, how many it met. */
function killer(most: number): () => Promise<number> {
  let killing = true;
  let kills = 0;
  let seed = 11;
  const running = (async () => {
    while (killing && kills < most) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      await pause(5 + (seed % 400));
      if (await demarc.killWorker()) kills += 1;
    }
  })();
  return async () => {
    killing = false;
    await running;
    return kills;
  };
}

test(`${BURST} incidents at once while the worker is killed at random`, { timeout: 120_000 }, async () => {
  const stop = killer(15);
  const page = await demarc.open(server.url('/burst'));
  let seen = 0;
  // The guard may join neighbours in one record; every text is in one.
  const namesIn = (all: readonly Incident[]): string[] =>
    all.flatMap((incident) => [...incident.text.matchAll(/\((\w+)\)/g)].map((match) => match[1] ?? ''));
  const incidents = await until(
    'all are stored',
    async () => {
      const all = await stored();
      seen = new Set(namesIn(all)).size;
      return seen >= BURST && all;
    },
    RECOVERY_MS,
    () => `${seen} of ${BURST}`,
  );
  expect(await stop()).toBeGreaterThan(5);
  expect(namesIn(incidents)).toHaveLength(BURST);
  expect(incidents.length).toBeGreaterThan(0.9 * BURST);
  expect(new Set(incidents.map((incident) => incident.id)).size).toBe(incidents.length);
  expect(await chain()).toMatchObject({ state: 'intact', checked: incidents.length, breaks: 0 });
  expect(await inPage(page, 'document.body.textContent')).not.toContain(payload.canary);
  await page.close();
});

test('a full disk: what cannot be stored is said, what is stored stays whole and can be exported', async () => {
  // The browser's limit can be set for sites only; the store's own code runs there as it does in the extension.
  await asking.goto(server.url('/plain'));
  await asking.evaluate(bundle);
  const session = await asking.createCDPSession();
  const origin = new URL(server.url('/plain')).origin;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 2_500_000 });
  let from = 0;
  for (; from < 3_000; from += 100) {
    const state = await ask(`bench.fill(${from}, ${from + 100}, 3_000, ${NOW})`);
    if (state === 'full') break;
    expect(state).toBe('ok');
  }
  expect(from).toBeGreaterThan(100);
  expect(from).toBeLessThan(3_000);
  const full = await chain();
  expect(full).toMatchObject({ state: 'intact', breaks: 0 });
  // Some of the oldest may have given way, signed off; nothing else is missing.
  expect(await ask('bench.exported()')).toMatchObject({ count: from - full.removed });
  // More of the same is refused as a whole, and changes nothing.
  expect(await ask(`bench.fill(${from}, ${from + 100}, 3_000, ${NOW})`)).toBe('full');
  expect(await chain()).toEqual(full);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  expect(await ask(`bench.fill(${from}, ${from + 100}, 3_000, ${NOW})`)).toBe('ok');
  expect(await chain()).toMatchObject({ state: 'intact', checked: full.checked + 100 });
});

test(
  'what version 2 stored is there at once, and is taken in although the worker is killed',
  { timeout: 90_000 },
  async () => {
    const OLD = 1_500;
    // A file of the extension that opens no database of its own.
    await asking.goto(new URL('/manifest.json', asking.url()).href);
    await asking.evaluate(bundle);
    await demarc.killWorker();
    await ask(`bench.fillVersion2(${OLD}, ${NOW})`);
    const stop = killer(5);
    const all = (): Promise<unknown> => ask(`bench.queries.count(bench.asked({ words: ['kettle'] }))`);
    await until(
      'all is taken in',
      async () => {
        // Whoever asks starts a worker, if there is none.
        await demarc.policy();
        expect(await all()).toBe(OLD);
        return Number(await ask('bench.waiting()')) === 0;
      },
      RECOVERY_MS,
    );
    expect(await stop()).toBeGreaterThan(1);
    expect(await chain()).toMatchObject({ state: 'intact', checked: OLD, waiting: 0 });
    expect(await all()).toBe(OLD);
  },
);
