// Pages on which something consequential can be done, and how: test/corpus/flows/flows.json. Played by agents of several kinds,
// and by a hand with a path, a hold and keys.
import type { CDPSession, ElementHandle, Page } from 'puppeteer';
import type { Page as PlaywrightPage } from 'playwright';
import type { AgentAct } from '../../src/model/agent.ts';
import file from '../corpus/flows/flows.json' with { type: 'json' };
import { html, startWeb, type Web } from './web.ts';

export interface Flow {
  readonly id: string;
  readonly act: AgentAct;
  readonly body: string;
  /** What is pressed; `host >>> inner` goes into a shadow tree. */
  readonly press: string;
  readonly by: string;
  readonly path?: string;
  /** Address that is asked for when it happens. */
  readonly effect?: string;
}

export const FLOWS = file.flows as readonly Flow[];
export const HARMLESS: readonly Flow[] = file.harmless.map((flow) => ({ ...flow, act: 'pay', by: 'click' }));

const HOST = 'https://shop.example';

/** Serves every flow at its own address; other hosts answer as well. */
export const flowWeb = (): Promise<Web> =>
  startWeb((url) => {
    if (/^\/(?:did|files\/)/.test(url.pathname)) return { type: 'text/plain', body: 'done' };
    const flow = [...FLOWS, ...HARMLESS].find(({ id }) => id === url.searchParams.get('flow'));
    const body = flow?.body ?? '<p>nothing</p>';
    return url.pathname === '/favicon.ico' ? null : html(`<!doctype html><title>${flow?.id ?? 'page'}</title>${body}`);
  });

export const addressOf = (flow: Flow): string => {
  const path = flow.path ?? '/page';
  return `${HOST}${path}${path.includes('?') ? '&' : '?'}flow=${flow.id}`;
};

/** Whether what the flow is about has reached the server. */
export const happened = (web: Web, flow: Flow): boolean =>
  web.asked.some((address) => {
    const { pathname, href } = new URL(address);
    return flow.effect === undefined ? pathname === '/did' : href.includes(flow.effect);
  });

/** Who acts. */
export const AGENTS = ['puppeteer', 'script', 'protocol'] as const;
export type AgentKind = (typeof AGENTS)[number];

const part = (flow: Flow): string => flow.press.split('>>>').at(-1)?.trim() ?? '';
const puppeteerSelector = (flow: Flow): string => flow.press.replace('>>>', '>>>');

/** Does what a flow says, as an agent of a kind does it. */
export async function act(page: Page, flow: Flow, by: AgentKind): Promise<void> {
  if (flow.by === 'detached-link') {
    await page.evaluate(
      `{ const a = document.createElement('a'); a.href = '/files/setup.msi'; a.download = 'setup.msi'; a.click(); }`,
    );
    return;
  }
  if (flow.by.startsWith('form.')) {
    await page.evaluate(`document.querySelector(${JSON.stringify(flow.press)}).${flow.by.slice('form.'.length)}`);
    return;
  }
  const target = await page.waitForSelector(puppeteerSelector(flow));
  if (!target) throw new Error(`${flow.id}: nothing to press`);
  if (flow.by === 'click') return press(page, target, by);
  await target.focus();
  if (flow.by === 'ctrl-enter') await page.keyboard.down('Control');
  await page.keyboard.press('Enter');
  if (flow.by === 'ctrl-enter') await page.keyboard.up('Control');
}

async function press(page: Page, target: ElementHandle, by: AgentKind): Promise<void> {
  if (by === 'script') return target.evaluate((element) => (element as HTMLElement).click());
  if (by === 'puppeteer') return target.click();
  const { x, y } = await target.clickablePoint();
  const session: CDPSession = await page.createCDPSession();
  for (const type of ['mousePressed', 'mouseReleased'] as const)
    await session.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
  await session.detach();
}

/** The same by Playwright. */
export async function actByPlaywright(page: PlaywrightPage, flow: Flow): Promise<void> {
  if (flow.by === 'click') return page.locator(part(flow)).first().click({ force: true, noWaitAfter: true });
  await page.locator(part(flow)).focus();
  await page.keyboard.press(flow.by === 'ctrl-enter' ? 'Control+Enter' : 'Enter');
}

/** A hand: a path of many points, a hold, keys that are held. The same input that a mouse and a keyboard send. */
export async function byHand(page: Page, flow: Flow): Promise<void> {
  const target = await page.waitForSelector(puppeteerSelector(flow));
  if (!target) throw new Error(`${flow.id}: nothing to press`);
  const { x, y } = await target.clickablePoint();
  await page.mouse.move(20, 300);
  await page.mouse.move(x, y, { steps: 12 });
  await page.mouse.down();
  await new Promise((resolve) => setTimeout(resolve, 60));
  await page.mouse.up();
  if (flow.by === 'click') return;
  if (flow.by === 'ctrl-enter') await page.keyboard.down('Control');
  await page.keyboard.press('Enter', { delay: 40 });
  if (flow.by === 'ctrl-enter') await page.keyboard.up('Control');
}
