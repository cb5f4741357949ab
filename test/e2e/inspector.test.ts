// One incident in the console of both built extensions: both readings and the replay of a real attack page, and records whose
// every field is hostile. Whatever a record holds, nothing of it runs, loads, navigates, opens or takes a name in our page.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Incident } from '../../src/model/incident.ts';
import type { ConsolePage } from '../support/console-page.ts';
import { buildIncident } from '../support/incidents.ts';
import { LARGE_MARKUP, liveMarkup } from '../support/live-markup.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const HOST = 'still.example';
const SWITCH = '.replay-switch input';

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  const world = useWorld({ kind, with: 'demarc', visited: [HOST] });
  let view: ConsolePage;
  let stored: readonly Incident[];

  beforeAll(async () => {
    const attacked = await world.demarc.open(world.page('display-none-news').url);
    await world.demarc.untilDone(attacked, 'blanked');
    const other = await world.demarc.open(world.page('opacity-recept').url);
    await world.demarc.untilDone(other, 'blanked');
    stored = await world.demarc.incidents();
    view = await world.demarc.openConsole('/about');
  });
  afterAll(() => view?.close());

  /** Puts records into the store as an import or an older version might have left them. */
  const put = (incidents: readonly Incident[]): Promise<unknown> =>
    view.page.evaluate(`(async () => {
      const wait = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const database = await wait(indexedDB.open('demarc'));
      const store = database.transaction('incidents', 'readwrite').objectStore('incidents');
      for (const incident of ${JSON.stringify(incidents)}) await wait(store.put(incident));
      database.close();
    })()`);

  /** Shows an incident in the open page, by its address as a link would. */
  async function show(id: string): Promise<void> {
    await view.page.evaluate(`location.hash = '#/incident/${id}'`);
    await until('the incident is shown', () =>
      view.page.evaluate(`document.querySelector('.facts .mono')?.closest('main') !== null &&
        [...document.querySelectorAll('dd.mono')].some((dd) => dd.textContent === '${id}')`),
    );
  }
  /** Shows it and waits until its markup is laid out. */
  async function replayed(id: string): Promise<void> {
    await show(id);
    await view.shown('.replay-notes');
  }
  const inFrame = <T>(expression: string): Promise<T> =>
    view.page.evaluate(`((page, view) => ${expression})(
      document.querySelector('.still-page').contentDocument, document.querySelector('.still-page').contentWindow)`) as Promise<T>;
  const words = (selector: string): Promise<string[]> =>
    view.page.$$eval(selector, (all) => all.map((e) => (e as HTMLElement).innerText.trim()));

  const byHost = (id: string): Incident => stored.find((i) => i.site === world.page(id).host)!;

  test('an attack: what a person saw, what an AI would have read, and why, in words', async () => {
    const { id, text } = byHost('display-none-news');
    await replayed(id);
    const own = await words('.readings tr.own td');
    expect(own[0]).toBe(await world.demarc.text('inspNothing'));
    expect(own[1]?.replace(/^\+\s*/, '')).toBe(text);
    expect((await words('.technique h3')).join()).toContain(await world.demarc.text('concealment_not_rendered'));
    expect((await words('.references .ids dd')).join('\n')).toMatch(
      /^AML\.T0051\.001 LLM Prompt Injection: Indirect$/m,
    );
    expect(await words('.model h3')).toEqual([await world.demarc.text('inspModel')]);
    expect((await words('.weighed.for li')).length).toBeGreaterThan(1);
  });

  test('its replay hides the text as the page did, shows it at a switch, and hides it again', async () => {
    const { id } = byHost('opacity-recept');
    await replayed(id);
    expect(await inFrame('page.querySelectorAll("script, iframe, link, style").length')).toBe(0);
    expect(await view.page.$('.replay-outline')).not.toBeNull();
    const solid = `[...page.querySelectorAll('body *')].every((e) => view.getComputedStyle(e).opacity === '1')`;
    expect(await inFrame(solid)).toBe(false);
    await view.page.click(SWITCH);
    await until('it is solid', () => inFrame<boolean>(solid));
    await view.page.click(SWITCH);
    await until('it is as it was', async () => !(await inFrame<boolean>(solid)));
  });

  test('the next incident is a key away, either way, and each has an address', async () => {
    const [newer, older] = [...stored].sort((a, b) => b.time - a.time) as [Incident, Incident];
    await show(newer.id);
    await view.shown('.neighbours a');
    await view.page.keyboard.down('Alt');
    await view.page.keyboard.press('ArrowDown');
    await view.page.keyboard.up('Alt');
    await until('the older one is shown', () => view.page.evaluate(`location.hash === '#/incident/${older.id}'`));
    await view.shown(`.neighbours a[href="#/incident/${newer.id}"]`);
    await view.page.keyboard.down('Alt');
    await view.page.keyboard.press('ArrowUp');
    await view.page.keyboard.up('Alt');
    await until('the newer one is shown', () => view.page.evaluate(`location.hash === '#/incident/${newer.id}'`));
  });

  test('markup that would live does nothing, hidden or made visible', async () => {
    const pieces = liveMarkup(`http://${HOST}`);
    const incidents = pieces.map(([title, html], i) =>
      buildIncident({
        ...{ id: `live-${i}`, snippet: html, text: html.slice(0, 1_000), name: html.slice(0, 100) },
        ...{
          site: title,
          path: 'html > body > p',
          concealment: { reason: 'transparent', evidence: { opacity: '0', filter: `url(http://${HOST}/e)` } },
        },
      }),
    );
    await put(incidents);
    const [tabs, before] = [(await world.demarc.browser.pages()).length, await view.page.evaluate('location.pathname')];
    for (const { id } of incidents) {
      // The whole visit in the page itself: shown, made visible, looked at.
      const seen = await view.page.evaluate(`(async () => {
        const there = (what) => new Promise((done) => {
          const look = () => (what() ? done() : setTimeout(look, 5));
          look();
        });
        location.hash = '#/incident/${id}';
        await there(() => [...document.querySelectorAll('dd.mono')].some((dd) => dd.textContent === '${id}'));
        await there(() => document.querySelector('.replay-notes'));
        const frame = document.querySelector('.still-page').contentDocument;
        const before = frame.documentElement;
        document.querySelector('${SWITCH}').click();
        await there(() => frame.documentElement !== before);
        return {
          address: frame.location.href,
          names: [...frame.querySelectorAll('*')].flatMap((e) => [...e.attributes].map((a) => a.name))
            .filter((n) => /^on|^(href|action|srcset|srcdoc|poster|ping)$/.test(n)),
        };
      })()`);
      expect(seen, id).toEqual({ address: 'about:srcdoc', names: [] });
    }
    expect(await view.page.evaluate(`'lived' in window`)).toBe(false);
    expect(await view.page.evaluate('location.pathname')).toBe(before);
    expect(await view.page.evaluate('document.activeElement.localName')).not.toBe('iframe');
    expect((await world.demarc.browser.pages()).length).toBe(tabs);
    expect(world.range.visits.all(HOST)).toEqual([]);
  });

  test('records of any size are shown, in a bounded page', async () => {
    const finding = buildIncident().verdict.findings[0];
    const spans = Array.from({ length: 10_000 }, (_, i) => ({
      ...{
        rule: 'made-up.rule',
        family: 'assistant-address',
        severity: 'low',
        confidence: 0.5,
        transform: 'original',
        excerpt: 'x',
      },
      ...finding,
      ...{ start: i, end: i + 7 },
    })) as unknown as Incident['verdict']['findings'];
    const long = 'a\u202eb\u200b'.repeat(250_000);
    const layers = Array.from({ length: 24 }, () => ({ transform: 'base64' as const, text: 'c\u2066'.repeat(2_000) }));
    const incidents = [
      buildIncident({
        id: 'size-spans',
        text: 'x'.repeat(20_000),
        textLength: 20_000,
        verdict: { ...buildIncident().verdict, findings: spans },
      }),
      buildIncident({
        id: 'size-line',
        text: long,
        name: long,
        path: long,
        snippet: long,
        url: long,
        verdict: { ...buildIncident().verdict, layers },
      }),
      ...LARGE_MARKUP.map(([, html], i) => buildIncident({ id: `size-${i}`, snippet: html })),
    ];
    await put(incidents);
    for (const { id } of incidents) {
      await replayed(id);
      expect(await view.page.evaluate(`document.querySelectorAll('*').length`), id).toBeLessThan(15_000);
      // Nothing that turns the direction or draws nothing is let through as it is.
      expect(
        await view.page.evaluate(`/[\\u202e\\u2066\\u200b]/.test(document.querySelector('main').textContent)`),
        id,
      ).toBe(false);
    }
    expect(await view.page.evaluate(`document.querySelectorAll('.incident-text mark').length`)).toBeGreaterThanOrEqual(
      0,
    );
  });
});
