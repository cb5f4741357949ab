// The list of incidents in the built console, on a record of three thousand: only what is seen is drawn, every key does what
// it says, a query finds what it should, the address keeps it, later incidents wait, and hostile texts stay texts.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { RARE_WORD, madeIncident } from '../../tools/bench/incidents-made.ts';
import { fillRecord, IncidentListPage, store } from '../support/incident-list.ts';
import { buildIncident } from '../support/incidents.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const COUNT = 3_000;
const NOW = Date.now();
const made = Array.from({ length: COUNT }, (_, n) => madeIncident(n, COUNT, NOW));

const world = useWorld();
const text = (key: string): Promise<string> => world.demarc.text(key);

beforeAll(() => fillRecord(world.demarc, COUNT, NOW));

describe.sequential('by keyboard', () => {
  test('rows: few are drawn, all are told, and each is reached', async () => {
    const list = await IncidentListPage.open(world.demarc);
    expect(await list.count()).toBe(COUNT);
    expect((await list.drawn()).length).toBeLessThan(60);
    await list.page.focus('.row-body .row[tabindex="0"]');
    await list.atRow(0);
    await list.press('ArrowDown', 'ArrowDown', 'ArrowUp');
    await list.atRow(1);
    await list.press('End');
    await list.atRow(COUNT - 1);
    await list.settled();
    expect(await list.words(COUNT - 1)).toContain(made[0]!.site.slice(0, 5));
    expect((await list.drawn()).length).toBeLessThan(60);
    await list.press('PageUp');
    expect(await list.focusedRow()).toBeLessThan(COUNT - 3);
    await list.press('Home');
    await list.atRow(0);
    await list.close();
  });

  test('the row with the focus keeps it while it is scrolled out of sight', async () => {
    const list = await IncidentListPage.open(world.demarc);
    await list.page.focus('.row-body .row[tabindex="0"]');
    await list.press('ArrowDown', 'ArrowDown');
    await list.page.$eval('.row-grid', (grid) => (grid.scrollTop = 60_000));
    await until('other rows are drawn', async () => (await list.drawn()).includes(1_350));
    expect(await list.focusedRow()).toBe(2);
    await list.press('ArrowDown');
    await list.atRow(3);
    await list.close();
  });

  test('choosing: space, a range that grows and shrinks, all, none', async () => {
    const list = await IncidentListPage.open(world.demarc);
    await list.page.focus('.row-body .row[tabindex="0"]');
    await list.press('Space');
    await until('one is chosen', async () => (await list.chosen()) === 1);
    await list.press('ArrowDown', 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowUp');
    await until('a range is chosen besides', async () => (await list.chosen()) === 3);
    await list.press('Shift+End');
    await until('the range reaches the end', async () => (await list.chosen()) === COUNT - 1);
    await list.press('Control+a');
    await until('all are chosen', async () => (await list.chosen()) === COUNT);
    await list.press('Space');
    expect(await list.page.$eval('.acts', (acts) => acts.textContent)).toContain(await text('listAllChosen'));
    await list.press('Escape');
    await until('none is chosen', async () => (await list.chosen()) === 0);
    await list.close();
  });

  test('Enter opens an incident, and Back leads to its row', async () => {
    const list = await IncidentListPage.open(world.demarc);
    await list.page.focus('.row-body .row[tabindex="0"]');
    await list.press('PageDown', 'PageDown', 'PageDown', 'ArrowDown');
    const row = await list.focusedRow();
    expect(row).toBeGreaterThan(10);
    await list.press('Enter');
    await until('the incident is open', async () => (await list.page.$('.inert')) !== null);
    expect(list.page.url()).toContain(made[COUNT - 1 - row]!.id);
    await list.page.goBack();
    await list.settled();
    await list.page.focus('.row-body .row[tabindex="0"]');
    await list.atRow(row);
    await list.close();
  });

  test('the whole page in the order of reading, and the query by its suggestions', async () => {
    const list = await IncidentListPage.open(world.demarc);
    await list.page.focus(list.field);
    await list.page.keyboard.type('fam');
    await list.press('ArrowDown', 'Enter');
    expect(await list.typed()).toBe('family:');
    await until('values are offered', async () => (await list.page.$$('.offers [role="option"]')).length === 8);
    await list.page.keyboard.type('supp');
    await until('one is left', async () => (await list.page.$$('.offers [role="option"]')).length === 1);
    await list.press('ArrowDown');
    const named = await list.page.$eval(list.field, (input) => input.getAttribute('aria-activedescendant') ?? '');
    expect(await list.page.$eval(`[id="${named}"]`, (option) => option.textContent)).toContain('suppression');
    await list.press('Enter');
    expect(await list.typed()).toBe('family:suppression ');
    await list.hasRows(made.filter((i) => i.verdict.families.includes('suppression')).length);
    const stops: string[] = [];
    for (let i = 0; i < 40 && stops.at(-1) !== 'row'; i += 1) {
      await list.press('Tab');
      stops.push(
        await list.page.evaluate(() => {
          const at = document.activeElement;
          return at?.getAttribute('role') ?? at?.className ?? '';
        }),
      );
    }
    // One stop for all bars and one for all rows.
    expect(stops.filter((stop) => stop === 'row')).toHaveLength(1);
    expect(stops.filter((stop) => stop.startsWith('bar'))).toHaveLength(1);
    expect(stops).toContain('chip');
    await list.close();
  });
});

describe('a query', () => {
  test('finds words and values, as many as there are', async () => {
    const list = await IncidentListPage.open(world.demarc);
    await list.ask(RARE_WORD);
    await list.hasRows(1);
    await list.ask('service:claude,chatgpt done:labelled verdict:malicious');
    const { length } = made.filter(
      (i) =>
        ['claude', 'chatgpt'].includes(i.service) && i.enforcement === 'labelled' && i.verdict.kind === 'malicious',
    );
    expect(length).toBeGreaterThan(5);
    await list.hasRows(length);
    await list.ask('xylophone');
    await until('it says so', () => list.page.evaluate((w) => document.body.innerText.includes(w), 'xylophone'));
    expect(await list.count()).toBe(0);
    expect(await list.page.$eval('.incident-list .state', (state) => state.textContent)).toContain(
      await text('emptySearchTitle'),
    );
    await list.close();
  });

  test('names its mistakes and goes on with the rest', async () => {
    const list = await IncidentListPage.open(world.demarc);
    await list.ask('date:2026-13 family:suppress carrier:comment');
    const said = await list.page.$$eval('.query-problems li', (items) => items.map((item) => item.textContent ?? ''));
    expect(said).toHaveLength(2);
    expect(said[1]).toContain('suppression');
    await list.hasRows(made.filter((i) => i.carrier === 'comment').length);
    await list.close();
  });

  test('stands in the address: opened anew it is the same, and Back takes it back', async () => {
    const list = await IncidentListPage.open(world.demarc);
    await list.ask('carrier:comment');
    const { length } = made.filter((i) => i.carrier === 'comment');
    await list.hasRows(length);
    const other = await IncidentListPage.open(world.demarc, list.page.url().replace(/.*#\/incidents/, ''));
    await other.hasRows(length);
    expect(await other.typed()).toBe('carrier:comment');
    await other.close();
    await list.page.bringToFront();
    await list.page.click('.chips .chip');
    await list.hasRows(COUNT);
    await list.page.goBack();
    await list.hasRows(length);
    expect(await list.typed()).toBe('carrier:comment');
    await list.close();
  });

  test('turned around begins with the oldest', async () => {
    const list = await IncidentListPage.open(world.demarc, '?sort=oldest');
    const link = await list.page.$eval('.row-body .row a', (a) => a.getAttribute('href'));
    expect(link).toBe(`#/incident/${made[0]!.id}`);
    await list.page.click('.row-head .sort');
    await until('the newest is first', () =>
      list.page.$eval('.row-body .row a', (a, id) => a.getAttribute('href')?.endsWith(id), made[COUNT - 1]!.id),
    );
    expect(await list.page.$eval('.row-head .cell-time', (head) => head.getAttribute('aria-sort'))).toBe('descending');
    await list.close();
  });

  test('groups the same text over sites, and a group opens', async () => {
    const list = await IncidentListPage.open(world.demarc, '?group=text');
    const first = await list.words(0);
    const times = Number(first.match(/\d+/)?.[0]);
    expect(times).toBeGreaterThan(3);
    await list.page.click('.row-body .row a');
    await until('its incidents are listed', async () => (await list.count()) === times);
    expect(await list.typed()).toContain('like:');
    await list.page.goBack();
    await until('the groups are back', async () => (await list.page.$('.cell-count')) !== null);
    await list.close();
  });

  test('is narrowed by a bar and by a name of the charts', async () => {
    const list = await IncidentListPage.open(world.demarc);
    await until('the charts are there', async () => (await list.page.$('.bar-list button')) !== null);
    await list.page.click('.bar-list button');
    await until('the site is in the query', async () => (await list.typed()).startsWith('site:'));
    await list.page.$$eval('.bar-row .bar', (bars) => (bars.at(-1) as HTMLElement).focus());
    await list.press('Enter');
    await until('the days are in the query', async () => /^site:\S+ date:\S+$/.test(await list.typed()));
    await list.close();
  });
});

test('views are saved, renamed and deleted, and outlive the page', async () => {
  const list = await IncidentListPage.open(world.demarc, '?q=carrier:comment&sort=oldest');
  await list.button(await text('listSaveView'));
  await list.page.keyboard.type('Comments');
  await list.press('Enter');
  const names = () => list.page.$$eval('.views li a', (links) => links.map((a) => a.textContent ?? ''));
  await until('it is among the views', async () => (await names()).includes('Comments'));
  await list.page.goto(list.page.url().replace(/#.*/, '#/about'));
  await list.page.reload();
  await list.page.evaluate(() => (location.hash = '#/incidents'));
  await until('it is still there', async () => (await names()).includes('Comments'));
  await list.page.$$eval('.views li a', (links) => links.at(-1)?.click());
  await list.hasRows(made.filter((i) => i.carrier === 'comment').length);
  expect(list.page.url()).toContain('sort=oldest');
  await list.button(await text('listRenameView'));
  await list.page.keyboard.type('Remarks');
  await list.press('Enter');
  await until('it has its new name', async () => (await names()).includes('Remarks'));
  await list.button(await text('listDeleteView'));
  await until('it is gone', async () => !(await names()).includes('Remarks'));
  await list.close();
});

describe.sequential('what comes later', () => {
  test('waits, without moving what is read', async () => {
    const list = await IncidentListPage.open(world.demarc);
    await list.page.focus('.row-body .row[tabindex="0"]');
    await list.press('PageDown', 'PageDown');
    const row = await list.focusedRow();
    const before = [await list.words(row), await list.page.$eval('.row-grid', (grid) => grid.scrollTop)];
    await store(list.page, [
      buildIncident({ id: 'later-1', time: Date.now() + 1, text: 'made-up words that came later' }),
    ]);
    await until('it is announced', () => list.fresh());
    expect([await list.words(row), await list.page.$eval('.row-grid', (grid) => grid.scrollTop)]).toEqual(before);
    expect(await list.count()).toBe(COUNT);
    await list.showFresh();
    await list.hasRows(COUNT + 1);
    await list.atRow(0);
    expect(await list.words(0)).toContain('came later');
    await list.close();
  });

  test('may be hostile: it stays text, in its own place and direction', async () => {
    const list = await IncidentListPage.open(world.demarc);
    const hostile = `\u202eezis<img src=x onerror="document.title='run'"><script>document.title='run'</script>\u0000${'a'.repeat(900)}`;
    await store(list.page, [
      buildIncident({
        id: 'later-2',
        time: Date.now() + 2,
        text: hostile,
        textLength: hostile.length,
        site: 'a"><b>.example',
      }),
    ]);
    await until('it is announced', () => list.fresh());
    await list.showFresh();
    await until('it is first', async () => (await list.words(0)).includes('ezis'));
    const row = await list.page.$eval('.row-body .row[aria-rowindex="2"]', (shown) => ({
      elements: [...new Set([...shown.querySelectorAll('*')].map((e) => e.localName))].sort(),
      height: shown.getBoundingClientRect().height,
      width: shown.scrollWidth <= shown.clientWidth,
      isolated: getComputedStyle(shown.querySelector('.inert-excerpt')!).unicodeBidi,
    }));
    expect(row).toMatchObject({ width: true, isolated: 'isolate' });
    expect(row.elements).toEqual(['a', 'bdi', 'rect', 'span', 'svg', 'wbr']);
    expect(row.height).toBeLessThan(60);
    expect(await list.page.title()).not.toBe('run');
    // Its site is offered and filters, as a value like any other.
    await list.ask('site:"a\\"><b>.example"');
    await list.hasRows(1);
    await list.close();
  });
});

describe.each(['light', 'dark'])('axe, %s', (scheme) => {
  const violations = async (list: IncidentListPage): Promise<unknown> => {
    await list.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await list.page.evaluate(AXE);
    return list.page.evaluate(
      `axe.run(document).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' '))[0]))`,
    );
  };

  test('list with charts, filters, mistakes, suggestions and a choice; as a table; groups', async () => {
    const list = await IncidentListPage.open(world.demarc, `?q=${encodeURIComponent('done:blanked date:2026-13')}`);
    await until('the charts are there', async () => (await list.page.$('.bar-list button')) !== null);
    await list.page.focus('.row-body .row[tabindex="0"]');
    await list.press('Space');
    await list.page.focus(list.field);
    await list.press('End', 'Space', 'ArrowDown');
    await until('fields are offered', async () => (await list.page.$$('.offers [role="option"]')).length > 3);
    await list.press('ArrowDown');
    expect(await violations(list)).toEqual([]);
    await list.press('Escape');
    await list.button(await text('chartTable'));
    await list.page.setViewport({ width: 360, height: 640 });
    expect(await violations(list)).toEqual([]);
    expect(await list.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await list.button(await text('listGroup'));
    await until('groups are listed', async () => (await list.page.$('.cell-count')) !== null);
    expect(await violations(list)).toEqual([]);
    await list.close();
  });
});
