// The action gate against agents that really drive the browser: puppeteer, Playwright, input of the debugging protocol and
// scripts, on pages where they pay, send, delete and more. Without Demarc every act happens; with it none does before a
// person has answered, and what nobody needs to be asked about goes on.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import type { Browser, Page } from 'puppeteer';
import { extensionOrigin, launch } from '../../tools/browsers/launch.ts';
import { builtExtension, Demarc } from '../support/demarc.ts';
import {
  act,
  actByPlaywright,
  addressOf,
  AGENTS,
  FLOWS,
  flowWeb,
  happened,
  HARMLESS,
  type Flow,
} from '../support/flows.ts';
import { until } from '../support/until.ts';
import type { Web } from '../support/web.ts';

/** Each flow by every kind of agent takes minutes; by default each is played by one or two kinds. */
const everything = process.env['DEMARC_ALL_FLOWS'] === '1';
const byInput = /^(?:click|enter|ctrl-enter|key)$/;

let web: Web;
let demarc: Demarc;
let plain: Browser;
let page: Page;

beforeAll(async () => {
  web = await flowWeb();
  const driven = { proxy: web.proxy, driven: true };
  [demarc, plain] = await Promise.all([
    Demarc.start('chromium', driven),
    launch('chromium', { ...driven, extension: null }),
  ]);
  await demarc.policyKnown('none');
  page = await demarc.open('https://shop.example/page');
  await until('an agent is seen', async () => (await demarc.statusOf(page))?.agent.presence === 'present');
});

afterAll(async () => {
  await Promise.all([demarc?.stop(), plain?.close()]);
  await web?.close();
});

/** Goes to a flow's page, where the gate stands from the first moment on. */
async function goTo(flow: Flow): Promise<void> {
  await page.goto(addressOf(flow));
  web.forget();
}

/** Waits until the act is held; by then it would have happened. */
const held = (flow: Flow, by = demarc): Promise<{ id: string; label: string }> =>
  until(`${flow.id} is held`, async () => (await by.agents()).pending.find((one) => one.act === flow.act));

/** So that the next flow waits for a question of its own. */
async function refuseAll(by = demarc): Promise<void> {
  for (const { id } of (await by.agents()).pending) await by.answerAct(id, 'no');
}

test('there are enough flows', () => {
  expect(FLOWS.length).toBeGreaterThanOrEqual(30);
});

test('without Demarc every act of the flows happens', async () => {
  for (const flow of FLOWS) {
    // A tab of its own: where the last act led to may arrive late.
    const there = await plain.newPage();
    await there.goto(addressOf(flow));
    web.forget();
    await act(there, flow, 'puppeteer').catch(() => undefined);
    await until(`${flow.id} happens`, async () => happened(web, flow));
    await there.close();
  }
}, 60_000);

describe.each(AGENTS.map((kind, nth) => [kind, nth] as const))('by %s', (kind, nth) => {
  test('every act is held before its effect', async () => {
    for (const flow of FLOWS.filter((_, i) => everything || nth === 0 || i % 3 === nth)) {
      await goTo(flow);
      await act(page, flow, kind);
      await held(flow);
      expect([flow.id, happened(web, flow)]).toEqual([flow.id, false]);
      await refuseAll();
    }
  }, 60_000);
});

test('by Playwright every act is held before its effect', async () => {
  const folder = builtExtension('chromium');
  const context = await chromium.launchPersistentContext(mkdtempSync(path.join(tmpdir(), 'demarc-playwright-')), {
    executablePath: process.env['DEMARC_CHROMIUM'] ?? '/usr/bin/chromium',
    ignoreDefaultArgs: ['--disable-extensions'],
    ignoreHTTPSErrors: true,
    proxy: { server: web.proxy },
    args: ['--no-sandbox', `--disable-extensions-except=${folder}`, `--load-extension=${folder}`],
  });
  try {
    const own = await context.newPage();
    const asking = await context.newPage();
    await asking.goto(`${extensionOrigin(demarc.browser)}/src/entrypoints/console/index.html#/agents`);
    // Both drivers evaluate a text in a page alike.
    const there = Demarc.around(null as never, asking as never);
    await there.policyKnown('none');
    for (const flow of FLOWS.filter(({ by }, i) => byInput.test(by) && (everything || i % 3 === 0))) {
      await own.goto(addressOf(flow));
      await until('an agent is seen', async () => (await there.agents()).entries.length > 0);
      web.forget();
      await actByPlaywright(own, flow);
      await held(flow, there);
      expect([flow.id, happened(web, flow)]).toEqual([flow.id, false]);
      await refuseAll(there);
    }
  } finally {
    await context.close();
  }
}, 60_000);

test('what nobody needs to be asked about goes on', async () => {
  for (const flow of HARMLESS) {
    await goTo(flow);
    await act(page, flow, 'puppeteer');
    await until(`${flow.id} happens`, async () => happened(web, flow), 3_000);
  }
  expect((await demarc.agents()).pending).toEqual([]);
}, 60_000);
