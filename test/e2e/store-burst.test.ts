// The record of incidents in a real browser, when everything comes at once: a burst while the worker is killed at random,
// a full disk, and what an earlier version has left behind. None is lost, none is doubled, and the chain of records says so.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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
const hidden = (n: number): string => `<p style="display:none">${escapeHtml(payload.text)} (${n})</p>`;
const texts = (count: number): string => ordinaryPage(Array.from({ length: count }, (_, n) => hidden(n)).join('\n'));

let server: HostileServer;
let demarc: Demarc;
let asking: Page;
let bundle: string;

beforeAll(async () => {
  server = await startHostile({ '/burst': texts(BURST), '/one': texts(1) });
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
  const incidents = await until(
    'all are stored',
    async () => {
      const all = await stored();
      return all.length >= BURST && all;
    },
    RECOVERY_MS,
  );
  expect(await stop()).toBeGreaterThan(5);
  expect(incidents).toHaveLength(BURST);
  expect(new Set(incidents.map((incident) => incident.id)).size).toBe(BURST);
  const numbers = incidents.map((incident) => /\((\d+)\)/.exec(incident.text)?.[1]);
  expect(new Set(numbers).size).toBe(BURST);
  expect(await chain()).toMatchObject({ state: 'intact', checked: BURST, breaks: 0 });
  // They differ by a number, so that they are one group.
  expect(await ask(`bench.queries.clusters(bench.asked({}), 5)`)).toMatchObject([{ count: BURST, siteCount: 1 }]);
  expect(await inPage(page, 'document.body.textContent')).not.toContain(payload.canary);
  await page.close();
});

describe('a full disk', () => {
  /** The browser's own limit for the extension, in bytes; undefined: what it was. */
  async function quota(bytes?: number): Promise<void> {
    const session = await asking.createCDPSession();
    const origin = `chrome-extension://${new URL(asking.url()).host}`;
    await session.send('Storage.overrideQuotaForOrigin', {
      origin,
      ...(bytes === undefined ? {} : { quotaSize: bytes }),
    });
    await session.detach();
  }

  test('the oldest give way, which is signed off; with nothing left to give, the popup says so', async () => {
    await ask(`bench.fill(0, 1_500, 1_500, ${NOW})`);
    const before = Number(await ask('bench.queries.countIncidents()'));
    const used = Number(await ask('(await navigator.storage.estimate()).usage'));
    await quota(used + 20_000);
    try {
      // Until the room is used up.
      await ask(`bench.fill(1_500, 1_700, 1_700, ${NOW + 1})`);
      const state = await chain();
      expect(state).toMatchObject({ state: 'intact', breaks: 0 });
      expect(state.removed).toBeGreaterThan(0);
      expect(Number(await ask('bench.queries.countIncidents()'))).toBe(before + 200 - state.removed);
      await quota(1);
      const page = await demarc.open(server.url('/one'));
      const status = await demarc.untilDone(page, 'blanked', 10_000);
      expect(status.storage).toBe('full');
      const popup = await demarc.openPopup(page);
      expect((await popup.notices()).join('\n')).toContain(await demarc.text('noticeStorage_full'));
      await popup.close();
      await page.close();
      // What is there can be read and exported.
      const exported = (await ask('bench.exported()')) as { count: number };
      expect(exported.count).toBeGreaterThan(0);
    } finally {
      await quota();
    }
    expect(await ask(`bench.addIncidents([bench.madeIncident(9_001, 9_002, ${NOW})])`)).toBe('ok');
    expect((await chain()).state).toBe('intact');
  });
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
