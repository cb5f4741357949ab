// The whole line on one attack page in Chromium: blanked in the page, counted on the button, shown in the real popup, put
// back to the byte, listed and shown inert in the console. The page comes from the range and is hostile.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import type { RangePage } from '../../tools/range/corpus.ts';
import { inPage, sourceOf } from '../support/demarc.ts';
import type { PopupPage } from '../support/popup-page.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const world = useWorld({ with: 'demarc and plain' });
let attack: RangePage;
let page: Page;
let popup: PopupPage;

const innerHtml = (of: Page): Promise<unknown> => inPage(of, 'document.documentElement.innerHTML');

beforeAll(() => {
  attack = world.page('display-none-news');
});

describe.sequential('the line on one attack page', () => {
  test('the hidden text is blank within two seconds of loading', async () => {
    page = await world.demarc.open(attack.url);
    await until('the text is blank', async () => !(await sourceOf(page)).includes(attack.canary), 2_000);
    const status = await world.demarc.untilDone(page, 'blanked', 2_000);
    expect(status.items).toHaveLength(1);
    expect(status.items[0]?.excerpt).toBe(attack.payload.text.slice(0, 160));
    expect(await inPage(page, 'document.body.innerText')).toContain('ferry');
  });

  test('the button counts it', async () => {
    await until('the badge counts one', async () => (await world.demarc.badgeOf(page)) === '1', 2_000);
  });

  test('the popup shows site, count, reason and the controls with a status each', async () => {
    popup = await world.demarc.openPopup(page);
    expect(await popup.site()).toBe(attack.host);
    expect(await popup.verdict()).toContain('1');
    expect(await popup.stopped()).toHaveLength(1);
    expect((await popup.reasons())[0]).toContain(await world.demarc.text('enforcement_blanked'));
    expect((await popup.reasons())[0]).toContain(await world.demarc.text('concealment_not_rendered'));
    const controls = await popup.controls();
    expect(controls.length).toBeGreaterThan(0);
    for (const control of controls) expect(control.status, control.title).not.toBe('');
  });

  test('the console lists it and shows it in full, as inert text', async () => {
    const incidents = await world.demarc.openConsole('/incidents');
    const rows = await incidents.incidents();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.site).toBe(attack.host);
    await incidents.openIncident(rows[0]!.href);
    const shown = await incidents.payload();
    expect(shown.text).toBe(attack.payload.text);
    // Only the elements that the view itself makes.
    expect([...new Set(shown.elements)].filter((name) => !['bdi', 'span', 'mark'].includes(name))).toEqual([]);
    await incidents.close();
  });

  test('undo in the popup puts the exact text back and the record says so', async () => {
    const before = await world.plain.newPage();
    await before.goto(attack.url);
    expect(await innerHtml(page)).not.toBe(await innerHtml(before));
    await popup.close();
    popup = await world.demarc.openPopup(page);
    await popup.undoFirst(await world.demarc.text('undo'));
    await until('the page is as it came', async () => (await innerHtml(page)) === (await innerHtml(before)));
    const [incident, ...others] = await until('the record is marked', async () => {
      const all = await world.demarc.incidents();
      return all.every((i) => i.enforcement === 'undone') && all;
    });
    expect(others).toEqual([]);
    expect(incident?.undoneAt).toBeGreaterThan(0);
    await until('the badge is empty', async () => (await world.demarc.badgeOf(page)) === '');
    await before.close();
  });

  test('what was put back stays, also when the page changes beside it', async () => {
    await page.evaluate(() => document.body.append(document.createElement('hr')));
    await world.demarc.settled(page);
    expect(await sourceOf(page)).toContain(attack.canary);
  });
});
