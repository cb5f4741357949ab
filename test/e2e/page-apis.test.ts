// What pages offer to AI, in Chromium with its flags for WebMCP and the Prompt API: tools are listed by page and judged, changes
// while a page is open are told of, use of the browser's model is noticed, and policy takes both away by a header. Without that
// word of policy the same page has both: the control run.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import payloads from '../corpus/range/payloads.json' with { type: 'json' };
import type { PageApiRecord } from '../../src/model/page-api.ts';
import { Demarc } from '../support/demarc.ts';
import { until } from '../support/until.ts';

const FEATURES = ['--enable-features=WebMCP,AIPromptAPI', '--enable-blink-features=AIPromptAPI'];
const steering = payloads.payloads[0]?.text ?? '';

/** A shop that offers a search by script and an order by a form. */
const shop = `<!doctype html><meta charset="utf-8"><title>Shop</title><h1>Shoes</h1>
<form toolname="order" tooldescription="Places an order." toolautosubmit action="/pay">
<input name="size" toolparamdescription="size of the shoe"><button>Order</button></form>
<script>
  const tool = (name, description) => ({ name, description, annotations: { readOnlyHint: true },
    inputSchema: { type: 'object', properties: { q: { type: 'string' } } }, execute: async () => 'ok' });
  window.offer = (name, description, signal) => {
    try { document.modelContext.registerTool(tool(name, description), signal ? { signal } : undefined); return 'ok'; }
    catch (error) { return error.name; }
  };
  window.ask = () => LanguageModel.create().then(() => 'ok', (error) => error.name);
  window.first = offer('search', 'Searches the shop for shoes.');
</script>`;

let demarc: Demarc;
let server: Server;
let page: Page;
const address = (host: string): string => `http://${host}:${(server.address() as AddressInfo).port}/`;
const pages = async (): Promise<readonly PageApiRecord[]> =>
  ((await demarc.send('pageApis.list', {})) as { pages: readonly PageApiRecord[] }).pages;
const shopPage = async (): Promise<PageApiRecord | undefined> => (await pages())[0];
const run = (expression: string): Promise<unknown> => page.evaluate(expression);

beforeAll(async () => {
  server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(shop);
  }).listen(0, '127.0.0.1');
  demarc = await Demarc.start('chromium', { args: FEATURES });
  await demarc.policyKnown('none');
  page = await demarc.open(address('localhost'));
});
afterAll(async () => {
  await demarc.stop();
  server.close();
});

describe.sequential('tools of pages and the model of the browser', () => {
  test('without a word of policy the page has both', async () => {
    expect(await run('window.first')).toBe('ok');
    expect(await run('window.ask()')).not.toBe('NotAllowedError');
  });

  test('tools by script and by form are listed, honest ones as harmless, and the use of the model is noticed', async () => {
    const shown = await until('two tools are listed', async () => {
      const found = await shopPage();
      return found?.tools.length === 2 && found.usedModel && found;
    });
    expect(shown.origin).toBe('localhost');
    const of = (name: string) => shown.tools.find((tool) => tool.name === name);
    expect(of('search')).toMatchObject({ way: 'script', readOnly: true, verdict: 'clean', incident: '' });
    expect(of('order')).toMatchObject({ way: 'form', submitsItself: true, verdict: 'clean', incident: '' });
    expect(await demarc.incidents()).toEqual([]);
  });

  test('the page sees no trace of who watches', async () => {
    const create = 'LanguageModel.create';
    expect(await run(`[${create}.name, ${create}.length, Function.prototype.toString.call(${create})].join()`)).toBe(
      await run(`['create', 0, 'function () { [native code] }'].join()`),
    );
    expect(await run('Object.getOwnPropertyNames(document.modelContext).join()')).toBe('');
  });

  test('a tool whose words steer raises an incident with its words', async () => {
    expect(await run(`window.offer('help', ${JSON.stringify(steering)})`)).toBe('ok');
    const incident = await until('it is on record', async () =>
      (await demarc.incidents()).find(({ carrier, name }) => carrier === 'tool' && name === 'help'),
    );
    expect(incident).toMatchObject({ site: 'localhost', decision: { key: 'webMcp', reason: 'reasonToolSteers' } });
    expect(incident.text).toContain(steering.slice(0, 40));
    expect((await shopPage())?.tools.find(({ name }) => name === 'help')?.incident).toBe(incident.id);
  });

  test('a tool that changes while the page is open is an event and an incident', async () => {
    await run(`window.stop = new AbortController(); window.offer('pay', 'Pays a bill.', window.stop.signal)`);
    await until('it is listed', async () => (await shopPage())?.tools.some(({ name }) => name === 'pay'));
    await run(`window.stop.abort(); window.offer('pay', 'Pays a bill to another account.')`);
    await until('the change is told of', async () =>
      (await shopPage())?.events.some(({ name, change }) => name === 'pay' && change === 'changed'),
    );
    const incident = (await demarc.incidents()).find(({ carrier, name }) => carrier === 'tool' && name === 'pay');
    expect(incident).toMatchObject({ decision: { reason: 'reasonToolChanged' } });
  });

  test('off by policy: the page is refused both, and the list says so of no tool', async () => {
    await demarc.changeSettings({ webMcp: ['*=off'], builtInAi: ['*=off'] });
    await until('the header is there', async () => {
      await page.reload();
      return (await run('window.first')) === 'NotAllowedError';
    });
    expect(await run('window.ask()')).toBe('NotAllowedError');
    const status = await demarc.statusOf(page);
    expect(status?.controls.find(({ control }) => control === 'PAAS-12')).toBeDefined();
  });

  test('a site that is allowed has both, beside all others', async () => {
    await demarc.changeSettings({ webMcp: ['*=off', 'localhost=allow'], builtInAi: ['*=off', 'localhost=allow'] });
    await until('the site is allowed', async () => {
      await page.reload();
      return (await run('window.first')) === 'ok';
    });
    expect(await run('window.ask()')).not.toBe('NotAllowedError');
    await page.goto(address('127.0.0.1'));
    expect(await run('window.first')).toBe('NotAllowedError');
  });

  test('asked about: off until the person allows the site in the popup', async () => {
    await demarc.changeSettings({ webMcp: ['*=ask'], builtInAi: ['*=allow'] });
    await until('it is off', async () => {
      await page.reload();
      return (await run('window.first')) === 'NotAllowedError';
    });
    const popup = await demarc.openPopup(page);
    await popup.page.click('.touching button');
    await until('the person is told', async () => (await popup.notices()).length > 0);
    await popup.close();
    expect((await demarc.policy()).settings.webMcp).toContain('127.0.0.1=allow');
    await until('it is on', async () => {
      await page.reload();
      return (await run('window.first')) === 'ok';
    });
  });
});
