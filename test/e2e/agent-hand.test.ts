// A person's own hand where no agent is seen: the same flows with a path, a hold and keys, in a browser that tells pages of no
// program. Nothing is held, no gate is brought, and nobody is said to be an agent. With the policy "always" the hand is asked
// as well.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import { Demarc } from '../support/demarc.ts';
import { addressOf, byHand, FLOWS, flowWeb, happened } from '../support/flows.ts';
import { until } from '../support/until.ts';
import type { Web } from '../support/web.ts';

let web: Web;
let demarc: Demarc;
let page: Page;
const flows = FLOWS.filter(({ by }) => ['click', 'enter', 'ctrl-enter', 'key'].includes(by));

beforeAll(async () => {
  web = await flowWeb();
  demarc = await Demarc.start('chromium', { proxy: web.proxy });
  await demarc.policyKnown('none');
  page = await demarc.open('https://shop.example/page');
});

afterAll(async () => {
  await demarc?.stop();
  await web?.close();
});

test('what a hand does is never held', async () => {
  expect(flows.length).toBeGreaterThanOrEqual(30);
  for (const flow of flows) {
    await page.goto(addressOf(flow));
    web.forget();
    await byHand(page, flow);
    await until(`${flow.id} happens`, async () => happened(web, flow), 3_000);
  }
  const { entries, pending } = await demarc.agents();
  expect({ entries, pending }).toEqual({ entries: [], pending: [] });
  expect((await demarc.statusOf(page))?.agent).toMatchObject({ presence: 'unknown', gate: false, products: [] });
}, 60_000);

test('where policy says always, a hand is asked too', async () => {
  await demarc.changeSettings({ agentGate: 'always' });
  const flow = flows[0]!;
  await page.goto(addressOf(flow));
  web.forget();
  await byHand(page, flow);
  const [question] = await until('it is asked', async () => {
    const { pending } = await demarc.agents();
    return pending.length > 0 && pending;
  });
  expect(happened(web, flow)).toBe(false);
  expect(await demarc.answerAct(question?.id ?? '', 'once')).toBe('');
  await until('it happens once it is allowed', async () => happened(web, flow));
});
