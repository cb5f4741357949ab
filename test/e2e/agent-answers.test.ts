// Who may answer, what an answer does, and the stop: an agent that drives the page does not get a yes out of it; a person does
// in the popup. A stop lands within 200 ms, outlives reload and worker, and ends when the person says so.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import { Demarc } from '../support/demarc.ts';
import { addressOf, FLOWS, flowWeb, happened, type Flow } from '../support/flows.ts';
import { until } from '../support/until.ts';
import type { Web } from '../support/web.ts';

let web: Web;
let demarc: Demarc;
let page: Page;
const flow = (id: string): Flow => FLOWS.find((one) => one.id === id) ?? FLOWS[0]!;
const PAY = flow('pay-english');

beforeAll(async () => {
  web = await flowWeb();
  demarc = await Demarc.start('chromium', { proxy: web.proxy, driven: true });
  await demarc.policyKnown('none');
});

afterAll(async () => {
  await demarc?.stop();
  await web?.close();
});

beforeEach(async () => {
  page = await demarc.open(addressOf(PAY));
  await until('an agent is seen', async () => (await demarc.statusOf(page))?.agent.presence === 'present');
  web.forget();
});

afterEach(async () => {
  await demarc.stopAgents(page, false);
  await page.close();
});

/** Tries to pay, and answers the question that waits then. */
async function asked(selector = '#go'): Promise<string> {
  await page.click(selector);
  return until('it is asked', async () => {
    const tab = await demarc.statusOf(page);
    return tab?.agent.pending[0]?.id;
  });
}

describe('an answer', () => {
  test('in the popup lets the act happen once', async () => {
    await asked();
    const popup = await demarc.openPopup(page);
    await popup.press(await demarc.text('agentAllowOnce'));
    await until('it happens', async () => happened(web, PAY));
    await popup.page.close();
    web.forget();
    await until(
      'what it carried is over',
      async () => {
        await page.click('#go');
        return (await demarc.statusOf(page))?.agent.pending.length === 1;
      },
      12_000,
    );
  });

  test('is not given by clicks, keys or scripts in the page', async () => {
    await asked();
    const yes = async (): Promise<number> =>
      (await demarc.agents()).entries.filter(({ answer }) => answer === 'once' || answer === 'while').length;
    const before = await yes();
    const { width, height } = { width: 1280, height: 800 };
    // All over the place where the notice is, and by keys.
    for (let x = 350; x < 950; x += 60)
      for (let y = height - 220; y < height - 10; y += 40) await page.mouse.click(Math.min(x, width - 5), y);
    for (const key of ['Tab', 'Enter', 'Tab', 'Space', 'Enter', 'Escape'] as const) await page.keyboard.press(key);
    await page.evaluate(
      `for (const e of document.querySelectorAll('*')) if (e.localName.startsWith('demarc')) { e.click(); e.remove(); }`,
    );
    await page.click('#go').catch(() => undefined);
    expect(happened(web, PAY)).toBe(false);
    expect(await yes()).toBe(before);
  });

  test('does not count when the page has changed what the button does', async () => {
    const id = await asked();
    await page.evaluate(`document.querySelector('#go').textContent = 'Delete account'`);
    expect(await demarc.answerAct(id, 'once')).toBe('agentProblemChanged');
    expect(happened(web, PAY)).toBe(false);
  });

  test('for a while lets the same kind of act happen, until it is taken back', async () => {
    const id = await asked();
    expect(await demarc.answerAct(id, 'while')).toBe('');
    await until('it happens', async () => happened(web, PAY));
    const { allowances } = await demarc.agents();
    expect(allowances).toMatchObject([{ site: 'shop.example', act: 'pay' }]);
    await page.goto(addressOf(flow('pay-german')));
    web.forget();
    await page.click('#go');
    await until('it happens by the allowance', async () => happened(web, PAY));
    await demarc.revokeAct('shop.example', 'pay');
    await page.goto(addressOf(PAY));
    web.forget();
    await asked();
    expect(happened(web, PAY)).toBe(false);
  });
});

describe('a stop', () => {
  /** An agent that presses something harmless without end; each press reaches the page's counter. */
  const counter = `<button id="n" onclick="document.title=String(Number(document.title||0)+1)">More</button>`;

  test('lets nothing land from 200 ms on, in keys, clicks and forms', async () => {
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(counter)}); document.title = '0'`,
    );
    let going = true;
    const agent = (async () => {
      while (going) await page.evaluate(`document.querySelector('#n').click()`);
    })();
    await until('it presses', async () => Number(await page.title()) > 3);
    const begun = performance.now();
    const stopped = demarc.stopAgents(page, true);
    let last = '';
    let lastAt = begun;
    while (performance.now() - begun < 700) {
      const now = await page.title();
      if (now !== last) [last, lastAt] = [now, performance.now()];
    }
    await stopped;
    expect(lastAt - begun).toBeLessThanOrEqual(200);
    // What it tries now, and by which way, comes to nothing.
    await page.mouse.click(30, 30);
    await page.keyboard.type('x');
    going = false;
    await agent;
    expect(await page.title()).toBe(last);
  });

  test('holds the ways of the tab, outlives the worker, and ends with the person\u2019s word', async () => {
    await demarc.stopAgents(page, true);
    await page.goto('https://elsewhere.example/').catch(() => undefined);
    expect(web.asked.filter((address) => address.includes('elsewhere.example'))).toEqual([]);
    await demarc.killWorker();
    await page.goto('https://elsewhere.example/').catch(() => undefined);
    await page.reload().catch(() => undefined);
    expect(web.asked.filter((address) => address.includes('elsewhere.example'))).toEqual([]);
    expect((await demarc.statusOf(page))?.agent.stopped ?? true).toBe(true);
    await demarc.stopAgents(page, false);
    await page.goto('https://elsewhere.example/');
    expect(web.asked.some((address) => address.includes('elsewhere.example'))).toBe(true);
  });
});

describe('an agent does not get', () => {
  test('to pages of the own network, and does when a person says so', async () => {
    await page.goto('http://192.168.7.1/admin').catch(() => undefined);
    const question = await until('it is asked', async () =>
      (await demarc.agents()).pending.find(({ act }) => act === 'inside'),
    );
    expect(web.asked.some((address) => address.includes('192.168.7.1'))).toBe(false);
    expect(await demarc.answerAct(question.id, 'once')).toBe('');
    await until('it gets there', async () => web.asked.some((address) => address.includes('192.168.7.1')));
  });

  test('to a vault', async () => {
    await page.goto('https://vault.bitwarden.com/').catch(() => undefined);
    await until('it is asked', async () =>
      (await demarc.agents()).pending.find(({ to }) => to === 'vault.bitwarden.com'),
    );
    expect(web.asked.some((address) => address.includes('bitwarden'))).toBe(false);
  });

  test('anything done on a bank\u2019s page', async () => {
    // The way there is held by name; a bank that only its name tells is closed once it is open.
    await page.goto('https://www.village-bank.example/page?flow=news-link').catch(() => undefined);
    web.forget();
    await page.click('#go').catch(() => undefined);
    await page.evaluate(`document.querySelector('#go')?.click()`);
    await until('the tab says so', async () => (await demarc.statusOf(page))?.agent.presence === 'present');
    expect(web.asked.some((address) => address.includes('/did'))).toBe(false);
  });
});
