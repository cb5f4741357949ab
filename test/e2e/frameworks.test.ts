// Pages made with real libraries: a component shows a text that a person cannot see and that is blanked, and goes on
// living. Nothing throws, honest text is shown in full, the text never comes back to stay, and undo gives way to the page.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSER_KINDS } from '../../tools/browsers/launch.ts';
import { Demarc } from '../support/demarc.ts';
import { FrameworkPage, WITHIN_MS, type Shown } from '../support/framework-page.ts';
import { bundleOf, FRAMEWORKS, type State } from '../support/framework-pages.ts';
import {
  ordinaryPage,
  payloadOf,
  startHostile,
  type HostilePage,
  type HostileServer,
} from '../support/hostile-server.ts';
import { stays, until } from '../support/until.ts';

const payload = payloadOf('display-none-news');
const HONEST = 'The ticket office opens at nine on weekdays, and at ten on Sundays.';
const LABEL = 'View of the north pier';
const item = (key: string, text: string, hidden = false): State['items'][number] => ({ key, text, hidden });
const STATE: State = {
  count: 1,
  typed: '',
  secret: payload.text,
  label: LABEL,
  shown: true,
  items: [item('a', 'Adults'), item('b', payload.text, true), item('c', 'Children'), item('d', 'Dogs')],
};
/** Honest words of the list, in order. */
const honestOf = ({ list }: Shown): string[] => list.filter((text) => text !== '');
/** Whatever Demarc does of its own accord, it has done by then. */
const QUIET_MS = 400;

describe.each(BROWSER_KINDS)('%s', (kind) => {
  let server: HostileServer;
  let demarc: Demarc;

  beforeAll(async () => {
    const pages: Record<string, HostilePage | string> = { '/favicon.ico': { body: '', type: 'image/x-icon' } };
    for (const framework of FRAMEWORKS) {
      pages[`/${framework}.js`] = { body: await bundleOf(framework), type: 'text/javascript; charset=utf-8' };
      pages[`/${framework}`] = ordinaryPage(`<div id="app"></div><script src="/${framework}.js"></script>`);
    }
    server = await startHostile(pages);
    demarc = await Demarc.start(kind);
  }, 120_000);

  afterAll(async () => {
    await demarc?.stop();
    await server?.close();
  });

  describe.each(FRAMEWORKS)('%s', (framework) => {
    let at: FrameworkPage;

    /** A mounted page whose text is blank. */
    async function opened(): Promise<void> {
      at = await FrameworkPage.open(demarc, server.url(`/${framework}`), payload.canary);
      await at.mount(STATE);
      await at.untilBlank();
    }
    async function ended(): Promise<void> {
      expect(at.errors).toEqual([]);
      await at.close();
    }
    const honestShown = async (text: string): Promise<void> => {
      const right = (s: Shown): boolean =>
        s.secret === text && s.alt === text && s.mixed.includes(text) && s.joined.includes(text) && s.box === text;
      await until('the honest text is shown', async () => right(await at.shown()), WITHIN_MS);
      await stays('the honest text is there', async () => right(await at.shown()), QUIET_MS);
    };

    test('state goes on working, and the text stays blank while its neighbours change', async () => {
      await opened();
      for (let count = 2; count <= 5; count++) {
        await at.more();
        await until('the count is shown', async () => (await at.shown()).count === `Count ${count}`, WITHIN_MS);
        await at.untilBlank();
      }
      await at.type('Ana');
      await at.set({ label: 'Pier at night', secret: payload.text });
      const now = await at.untilBlank();
      expect(now).toMatchObject({ typed: 'Ana', label: 'Pier at night', secret: '', alt: '', box: '' });
      expect(honestOf(now)).toEqual(['Adults', 'Children', 'Dogs']);
      // A counter in the same text node is no reason for a new case each time.
      const items = (await demarc.statusOf(at.page))?.items ?? [];
      expect(items.length).toBeLessThanOrEqual(7);
      await ended();
    });

    test('honest text in its place is shown in full, the text again is blank again', async () => {
      await opened();
      for (let round = 0; round < 3; round++) {
        await at.set({ secret: HONEST, count: 10 + round });
        await honestShown(HONEST);
        await at.set({ secret: payload.text });
        await at.untilBlank();
      }
      expect((await at.shown()).count).toBe('Count 12');
      await ended();
    });

    test('parts that go and come back, and the whole page mounted anew', async () => {
      await opened();
      for (let round = 0; round < 3; round++) {
        await at.set({ shown: false });
        await until('the part is gone', async () => (await at.shown()).box === null, WITHIN_MS);
        await at.set({ shown: true });
        await until('the part is back', async () => (await at.shown()).box !== null, WITHIN_MS);
        await at.untilBlank();
      }
      const items = (await demarc.statusOf(at.page))?.items.length;
      await at.unmount();
      await at.mount({ ...STATE, count: 7 });
      const now = await at.untilBlank();
      expect(now).toMatchObject({ count: 'Count 7', label: LABEL, box: '' });
      // The same texts once more are the same cases.
      expect((await demarc.statusOf(at.page))?.items.length).toBe(items);
      await ended();
    });

    test('a keyed list is sorted, grows and shrinks', async () => {
      await opened();
      const orders = ['dcba', 'bdac', 'cb', 'abcd'];
      for (const order of orders) {
        const items = [...order].map((key) => STATE.items.find((i) => i.key === key) ?? item(key, key));
        await at.set({ items });
        const now = await at.untilBlank();
        expect(now.list).toEqual(items.map((i) => (i.key === 'b' ? '' : i.text)));
      }
      await at.set({ items: [item('b', HONEST), item('a', payload.text, true), item('e', 'Elders')] });
      expect((await at.untilBlank()).list).toEqual([HONEST, '', 'Elders']);
      await ended();
    });

    test('when everything is put back, what the page has written since stays', async () => {
      await opened();
      await at.set({ secret: HONEST });
      await honestShown(HONEST);
      await at.set({ items: [item('a', 'Adults'), item('b', payload.text, true)] });
      for (const { id } of (await demarc.statusOf(at.page))?.items ?? []) await demarc.undo(id);
      await until('the list has its text', async () => (await at.shown()).list[1] === payload.text, WITHIN_MS);
      expect(await at.shown()).toMatchObject({ secret: HONEST, alt: HONEST, box: HONEST, label: LABEL });
      await at.more();
      await until('the page works', async () => (await at.shown()).count === 'Count 2', WITHIN_MS);
      await ended();
    });
  });
});
