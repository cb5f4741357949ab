// What happens after a page has loaded: text that is added, changed, hidden later, put into shadow roots, swapped by
// navigation without a load, or brought back from the browser's cache. Attack texts come from the corpus.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import { BROWSER_KINDS } from '../../tools/browsers/launch.ts';
import { Demarc, inPage, sourceOf } from '../support/demarc.ts';
import {
  escapeHtml,
  ordinaryPage,
  payloadOf,
  scriptString,
  startHostile,
  type HostileServer,
} from '../support/hostile-server.ts';
import { stays, until } from '../support/until.ts';

const payload = payloadOf('display-none-news');
const text = scriptString(payload.text);
const WITHIN_MS = 2_000;

/** A quiet page with `act()`, which the test calls when the page has long been read. */
const changing = (body: string, act: string, head = ''): string =>
  ordinaryPage(`${body}<script>function act() { ${act} }</script>`, head);

const HIDE_BY_RULE = '<style>.folded .note { display: none } .gone { opacity: 0 }</style>';
const visibleNote = `<div id="box"><p class="note">${escapeHtml(payload.text)}</p></div>`;

describe.each(BROWSER_KINDS)('%s', (kind) => {
  let server: HostileServer;
  let demarc: Demarc;

  beforeAll(async () => {
    server = await startHostile({
      '/quiet': ordinaryPage(''),
      '/insert': changing(
        '<div id="box"></div>',
        `const p = document.createElement('p'); p.style.display = 'none'; p.textContent = ${text}; box.append(p);`,
      ),
      '/text': changing('<p id="box" style="opacity:0">Kiosk closed</p>', `box.firstChild.data = ${text};`),
      '/attribute': changing('<img id="box" alt="Pier" width="40" height="40">', `box.alt = ${text};`),
      '/class': changing(visibleNote, `box.className = 'folded';`, HIDE_BY_RULE),
      '/ancestor-style': changing(visibleNote, `document.querySelector('main').style.opacity = '0';`),
      '/sheet': changing(
        visibleNote,
        `const s = document.createElement('style'); s.textContent = '.note { visibility: hidden }'; document.head.append(s);`,
      ),
      '/adopted-sheet': changing(
        visibleNote,
        `const s = new CSSStyleSheet(); s.replaceSync('.note { display: none }'); document.adoptedStyleSheets = [s];`,
      ),
      '/shadow': changing(
        '<div id="box"></div>',
        `const root = box.attachShadow({ mode: 'closed' }); const p = document.createElement('p');
       p.style.display = 'none'; p.textContent = ${text}; root.append(p); globalThis.kept = p;`,
      ),
      '/new-host': changing(
        '<div id="box"></div>',
        `const host = document.createElement('div'); const root = host.attachShadow({ mode: 'closed' });
       const p = document.createElement('p'); p.hidden = true; p.textContent = ${text}; root.append(p);
       box.append(host); globalThis.kept = p;`,
      ),
      '/shadow-then-text': changing(
        '<div id="box"></div>',
        `const root = box.attachShadow({ mode: 'open' }); const p = document.createElement('p'); p.hidden = true; root.append(p);
       setTimeout(() => { p.textContent = ${text}; }, 300); globalThis.kept = p;`,
      ),
      '/push-state': changing(
        '<div id="box">Departures</div>',
        `history.pushState({}, '', '/next'); box.replaceChildren(); const p = document.createElement('p');
       p.style.fontSize = '0'; p.textContent = ${text}; box.append(p);`,
      ),
      '/cached': ordinaryPage(`<p style="display:none">${escapeHtml(payload.text)}</p>`),
    });
    demarc = await Demarc.start(kind);
  });

  afterAll(async () => {
    await demarc?.stop();
    await server?.close();
  });

  /** The guard has come to rest: what it does from now on, it does because of a change. */
  const QUIET_MS = 500;

  const runAct = (page: Page): Promise<unknown> => page.evaluate('act()');

  async function blankWithin(page: Page, read: (page: Page) => Promise<string> = sourceOf): Promise<void> {
    await until('the text is blank', async () => !(await read(page)).includes(payload.canary), WITHIN_MS);
    await demarc.untilDone(page, 'blanked', WITHIN_MS);
  }

  async function atRest(page: Page): Promise<void> {
    await demarc.settled(page);
    const nothing = async (): Promise<boolean> => (await demarc.statusOf(page))?.items.length === 0;
    await stays('nothing is found yet', nothing, QUIET_MS);
  }

  /** The script element that carries the text for `act` is part of the source, so the box alone is read. */
  const boxOf = async (page: Page): Promise<string> =>
    String(await inPage(page, 'document.querySelector("#box").outerHTML'));
  const keptOf = (page: Page): Promise<string> => page.evaluate('kept.textContent') as Promise<string>;

  describe('text that arrives late', () => {
    test.each([
      ['inserted after loading', '/insert', boxOf],
      ['a text node changed', '/text', boxOf],
      ['an attribute changed', '/attribute', boxOf],
      ['content swapped by history.pushState', '/push-state', boxOf],
    ] as const)('%s is blanked', async (_what, path, read) => {
      const page = await demarc.open(server.url(path));
      await atRest(page);
      await runAct(page);
      await blankWithin(page, read);
      await page.close();
    });

    // Attaching a root to an element that is already there changes nothing that a script outside the page's own world can
    // observe: the page hook tells.
    test.each([
      ['a closed shadow root attached to an old element', '/shadow'],
      ['text set in a shadow root that was attached empty', '/shadow-then-text'],
    ] as const)('%s is blanked', async (_what, path) => {
      const page = await demarc.open(server.url(path));
      try {
        await atRest(page);
        await runAct(page);
        await blankWithin(page, keptOf);
      } finally {
        await page.close();
      }
    });

    test('an element that arrives with its shadow root is blanked inside', async () => {
      const page = await demarc.open(server.url('/new-host'));
      await atRest(page);
      await runAct(page);
      await blankWithin(page, keptOf);
      await page.close();
    });
  });

  describe('visible text that is hidden later', () => {
    test.each([
      ['by a class on an ancestor', '/class'],
      ['by the style of an ancestor', '/ancestor-style'],
      ['by a style sheet that is added', '/sheet'],
      ['by an adopted style sheet', '/adopted-sheet'],
    ] as const)('%s is blanked then, and not before', async (_what, path) => {
      const page = await demarc.open(server.url(path));
      await demarc.untilDone(page, 'labelled', WITHIN_MS);
      await stays('the text is there', async () => (await boxOf(page)).includes(payload.canary), QUIET_MS);
      await runAct(page);
      await blankWithin(page, boxOf);
      await page.close();
    });
  });

  describe('the way back', () => {
    test('a page that comes back by the history is still blank, and still undone on request', async () => {
      const page = await demarc.open(server.url('/cached'));
      const status = await demarc.untilDone(page, 'blanked');
      const id = status.items[0]?.id;
      await page.evaluate(
        'globalThis.before = true; addEventListener("pageshow", (e) => { globalThis.cached = e.persisted; })',
      );
      await page.goto(server.url('/quiet'));
      // Firefox's driver waits for a load that a page from the cache does not have.
      if (kind === 'chromium') await page.goBack({ waitUntil: 'load' }).catch(() => null);
      else await page.evaluate('history.back()').catch(() => null);
      await until(
        'the first page is back',
        async () => (await inPage(page, 'location.pathname')) === '/cached' && (await sourceOf(page)) !== '',
      );
      expect(await sourceOf(page)).not.toContain(payload.canary);
      const again = (await demarc.untilDone(page, 'blanked')).items[0]?.id;
      // The popup can be opened over a page in Chromium only; elsewhere the same message is sent without it.
      if (kind === 'chromium') await (await demarc.openPopup(page)).undoFirst(await demarc.text('undo'));
      else expect(await demarc.undo(String(again))).toEqual({ undone: true, problem: '' });
      await until('the text is back', async () => (await sourceOf(page)).includes(payload.canary));
      // Where the browser kept the page, it is the same document with the same incident.
      if ((await page.evaluate('globalThis.cached === true')) === true) {
        const stored = await demarc.incidents();
        expect(stored.find((incident) => incident.id === id)?.enforcement).toBe('undone');
      }
      await page.close();
    });
  });
});
