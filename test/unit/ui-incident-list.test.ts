// What the list draws of very many rows, what it reads of them, saved views as they are stored, and what is chosen.
import { describe, expect, it, vi } from 'vitest';
import type { IncidentRow } from '../../src/model/incident-query.ts';
import { MAX_CHOSEN, NONE_CHOSEN, toggledRow, withRows } from '../../src/ui/console/incidents/choice.ts';
import { RowPages } from '../../src/ui/console/incidents/row-pages.ts';
import {
  builtIn,
  cleanName,
  MAX_VIEWS,
  readViews,
  renamed,
  shows,
  without,
  withView,
} from '../../src/ui/console/incidents/views.ts';
import { contentHeight, MAX_PIXELS, scrollTo, windowAt } from '../../src/ui/console/incidents/window.ts';

describe('rows that are drawn', () => {
  const geometry = { count: 1_000, row: 40, seen: 400 };

  it('are those that are seen and a few around them', () => {
    expect(windowAt(geometry, 0)).toEqual({ first: 0, last: 17, origin: 0 });
    expect(windowAt(geometry, 4_000)).toEqual({ first: 92, last: 117, origin: 0 });
    expect(windowAt(geometry, 1e9).last).toBe(999);
    expect(windowAt({ ...geometry, count: 0 }, 0).last).toBe(-1);
  });

  it('reach the very last one where they are longer than a browser scrolls', () => {
    const long = { count: 1_000_000, row: 100, seen: 500 };
    const height = contentHeight(long);
    expect(height).toBe(MAX_PIXELS);
    const { last, origin } = windowAt(long, height - long.seen);
    expect(last).toBe(999_999);
    // Its lower edge is that of the content.
    expect(origin + 1_000_000 * long.row).toBeCloseTo(height, 3);
  });

  it.each([geometry, { count: 1_000_000, row: 100, seen: 500 }])('are scrolled to: %o', (of) => {
    for (const index of [0, 1, 17, Math.floor(of.count / 2), of.count - 1]) {
      for (const from of [0, 1_000, contentHeight(of) - of.seen]) {
        const at = scrollTo(of, from, index);
        const { origin } = windowAt(of, at);
        expect(origin + index * of.row).toBeGreaterThanOrEqual(at - 0.01);
        expect(origin + (index + 1) * of.row).toBeLessThanOrEqual(at + of.seen + 0.01);
      }
    }
    expect(scrollTo(geometry, 4_000, 105)).toBe(4_000);
  });
});

describe('pages of rows', () => {
  /** A source that answers when told to. */
  const setUp = (first: readonly number[] = []) => {
    const waiting: { offset: number; answer: () => void; fail: () => void }[] = [];
    const source = vi.fn(
      (offset: number, limit: number) =>
        new Promise<number[]>((resolve, reject) => {
          waiting.push({
            offset,
            answer: () => resolve(Array.from({ length: limit }, (_, i) => offset + i)),
            fail: () => reject(new Error('disk')),
          });
        }),
    );
    const changed = vi.fn();
    return { waiting, source, changed, pages: new RowPages(source, changed, first) };
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve));

  it('are read where they are looked at, two at once, and once', async () => {
    const { waiting, source, pages } = setUp([0, 1, 2]);
    pages.look(0, 2);
    expect(source).not.toHaveBeenCalled();
    pages.look(150, 420);
    pages.look(150, 421);
    expect(source.mock.calls).toEqual([
      [100, 100],
      [200, 100],
    ]);
    waiting[0]?.answer();
    await settle();
    expect([pages.get(150), pages.get(250)]).toEqual([150, undefined]);
    expect(source.mock.calls.at(-1)).toEqual([300, 100]);
  });

  it('that were scrolled past are not read', async () => {
    const { waiting, source, pages } = setUp();
    for (let at = 0; at < 50_000; at += 250) pages.look(at, at + 20);
    for (const { answer } of waiting) answer();
    await settle();
    expect(source.mock.calls.map(([offset]) => offset)).toEqual([0, 200, 49_700]);
  });

  it('are forgotten when far away', async () => {
    const { waiting, pages } = setUp();
    for (let page = 0; page < 40; page += 1) {
      pages.look(page * 100, page * 100);
      waiting[page]?.answer();
      await settle();
    }
    expect([pages.get(0), pages.get(3_900)]).toEqual([undefined, 3_900]);
  });

  it('show the old rows until the new ones are there', async () => {
    const { waiting, pages, source } = setUp([7]);
    pages.look(0, 0);
    pages.refresh();
    expect([pages.get(0), source.mock.calls.length]).toEqual([7, 1]);
    waiting[0]?.answer();
    await settle();
    expect(pages.get(0)).toBe(0);
  });

  it('say that they could not be read, and are read again when asked', async () => {
    const { waiting, pages, changed, source } = setUp();
    pages.look(0, 5);
    waiting[0]?.fail();
    await settle();
    pages.look(1, 6);
    expect([pages.failed, changed.mock.calls.length, source.mock.calls.length]).toEqual([true, 1, 1]);
    pages.retry();
    waiting[1]?.answer();
    await settle();
    expect([pages.failed, pages.get(3)]).toEqual([false, 3]);
  });

  it('tell nothing after their end', async () => {
    const { waiting, pages, changed } = setUp();
    pages.look(0, 5);
    pages.end();
    waiting[0]?.answer();
    await settle();
    expect(changed).not.toHaveBeenCalled();
  });
});

describe('saved views', () => {
  const plain = { text: 'pier', oldestFirst: false, grouped: false };

  it('are stored under a clean name, which stands for one view', () => {
    const one = withView([], ' My\u202e  view\n ', plain);
    expect(one).toEqual([{ name: 'My view', ...plain }]);
    expect(withView(one ?? [], 'MY VIEW', { ...plain, text: 'x' })).toEqual([{ name: 'MY VIEW', ...plain, text: 'x' }]);
    expect(withView([], ' \u200b ', plain)).toBeNull();
    expect([...cleanName('\u{1F600}'.repeat(60))]).toHaveLength(40);
  });

  it('are at most thirty', () => {
    const full = Array.from({ length: MAX_VIEWS }, (_, i) => ({ name: `v${i}`, ...plain }));
    expect(withView(full, 'one more', plain)).toBeNull();
    expect(withView(full, 'v3', plain)).toHaveLength(MAX_VIEWS);
    expect(readViews([...full, { name: 'more', ...plain }])).toHaveLength(MAX_VIEWS);
  });

  it('are renamed to a free name, and deleted', () => {
    const two = ['a', 'b'].map((name) => ({ name, ...plain }));
    expect(renamed(two, 'a', 'c')?.map(({ name }) => name)).toEqual(['c', 'b']);
    expect(renamed(two, 'a', 'A')?.map(({ name }) => name)).toEqual(['A', 'b']);
    expect([renamed(two, 'a', 'B '), renamed(two, 'a', '')]).toEqual([null, null]);
    expect(without(two, 'a').map(({ name }) => name)).toEqual(['b']);
  });

  it('from storage are read as if anybody had written them', () => {
    for (const odd of [null, 3, {}, [null, 3, [], {}, { name: 1, text: '' }, { name: '\u200b', text: 'x' }]]) {
      expect(readViews(odd)).toEqual([]);
    }
    const [view] = readViews([{ name: 'a'.repeat(90), text: 'b'.repeat(9_000), oldestFirst: 'yes', more: 1 }]);
    expect([view?.name.length, view?.text.length, view?.oldestFirst]).toEqual([40, 1_000, false]);
    expect(
      readViews([
        { name: 'a', ...plain },
        { name: 'A', ...plain, text: 'y' },
      ]),
    ).toHaveLength(1);
  });

  it('are current where the list shows the same', () => {
    expect(shows(builtIn('blanked'), { text: ' done:blanked', oldestFirst: false, grouped: false })).toBe(true);
    expect(shows(builtIn('blanked'), { text: 'done:blanked', oldestFirst: true, grouped: false })).toBe(false);
  });
});

it('a choice has a bound, and a row is chosen and let go', () => {
  const row = (id: number) => ({ id: String(id) }) as IncidentRow;
  const many = withRows(
    NONE_CHOSEN,
    Array.from({ length: MAX_CHOSEN + 5 }, (_, i) => row(i)),
  );
  expect(many.rows.size).toBe(MAX_CHOSEN);
  expect(toggledRow(many, row(MAX_CHOSEN + 9)).rows.size).toBe(MAX_CHOSEN);
  expect(toggledRow(toggledRow(NONE_CHOSEN, row(1)), row(1)).rows.size).toBe(0);
});
