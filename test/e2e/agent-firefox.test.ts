// The gate in Firefox, whose own driver says that a program drives it: an act is held, answered outside of the page and done,
// and a stop lets nothing land. Without Demarc the same act happens.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import { launch } from '../../tools/browsers/launch.ts';
import { Demarc, inPage } from '../support/demarc.ts';
import { addressOf, FLOWS, flowWeb, happened, type Flow } from '../support/flows.ts';
import { until } from '../support/until.ts';
import type { Web } from '../support/web.ts';

let web: Web;
let demarc: Demarc;
let page: Page;
const flow = (id: string): Flow => FLOWS.find((one) => one.id === id) ?? FLOWS[0]!;

beforeAll(async () => {
  web = await flowWeb();
  demarc = await Demarc.start('firefox', { proxy: web.proxy, driven: true });
  await demarc.policyKnown('none');
});

afterAll(async () => {
  await demarc?.stop();
  await web?.close();
});

test('without Demarc it happens', async () => {
  const plain = await launch('firefox', { extension: null, proxy: web.proxy });
  try {
    const there = await plain.newPage();
    await there.goto(addressOf(flow('pay-english')));
    await there.click('#go');
    await until('it happens', async () => happened(web, flow('pay-english')));
  } finally {
    await plain.close();
  }
});

test.each(['pay-english', 'pay-native-submit', 'delete-russian', 'secret-login'])(
  '%s is held, and done once it is allowed',
  async (id) => {
    page = await demarc.open(addressOf(flow(id)));
    await until('an agent is seen', async () => (await demarc.statusOf(page))?.agent.presence === 'present');
    web.forget();
    if (id === 'pay-native-submit') await inPage(page, `document.querySelector('form').requestSubmit()`);
    else await page.click('#go');
    const question = await until('it is asked', async () =>
      (await demarc.agents()).pending.find(({ act }) => act === flow(id).act),
    );
    expect(happened(web, flow(id))).toBe(false);
    expect(await demarc.answerAct(question.id, 'once')).toBe('');
    await until('it happens', async () => happened(web, flow(id)));
  },
);

test('a stop lets nothing land', async () => {
  page = await demarc.open(addressOf(flow('pay-english')));
  await until('an agent is seen', async () => (await demarc.statusOf(page))?.agent.presence === 'present');
  await demarc.stopAgents(page, true);
  web.forget();
  await page.click('#go').catch(() => undefined);
  await page.goto('https://elsewhere.example/').catch(() => undefined);
  expect(web.asked.filter((address) => !address.includes('favicon'))).toEqual([]);
  await demarc.stopAgents(page, false);
});
