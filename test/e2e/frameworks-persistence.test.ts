// Pages that do not give in: a script puts its text back for ever, in the same node, in new nodes, in new elements. The
// guard keeps a bounded pace, and whenever the page pauses, the text ends blank.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import { BURST, PER_SECOND } from '../../src/enforcement/pace.ts';
import { Demarc, inPage } from '../support/demarc.ts';
import { ordinaryPage, payloadOf, scriptString, startHostile, type HostileServer } from '../support/hostile-server.ts';
import { stays, until } from '../support/until.ts';

const payload = payloadOf('display-none-news');
const WITHIN_MS = 2_000;

/** `put()` writes the text; it is called whenever the text is found missing, until `rest()`. */
const fighting = (put: string): string =>
  ordinaryPage(`<div id="box"></div><script>
    const words = ${scriptString(payload.text)};
    let running = false, puts = 0, began = 0;
    function put() { puts++; ${put} }
    const missing = () => ![...box.querySelectorAll('*')].some((e) => (e.textContent + e.title).includes(words));
    new MutationObserver(() => { if (running && missing()) put(); })
      .observe(box, { childList: true, characterData: true, attributes: true, subtree: true });
    function act() { running = true; began = performance.now(); put(); }
    function rest() { running = false; return { puts, seconds: (performance.now() - began) / 1000 }; }
  </script>`);

const ELEMENT = `const p = document.createElement('p'); p.hidden = true;`;
const PAGES = {
  '/same-node': fighting(
    `if (!box.firstChild) { ${ELEMENT} p.append(words); box.append(p); } else box.firstChild.firstChild.data = words;`,
  ),
  '/new-node': fighting(`if (!box.firstChild) { ${ELEMENT} box.append(p); } box.firstChild.replaceChildren(words);`),
  '/attribute': fighting(`if (!box.firstChild) box.append(document.createElement('p')); box.firstChild.title = words;`),
  '/new-element': fighting(`${ELEMENT} p.append(words); box.replaceChildren(p);`),
  '/other-place': fighting(`${ELEMENT} p.append(words); box.append(p);`),
  '/favicon.ico': { body: '', type: 'image/x-icon' },
};

let server: HostileServer;
let demarc: Demarc;

beforeAll(async () => {
  server = await startHostile(PAGES);
  demarc = await Demarc.start('chromium');
});

afterAll(async () => {
  await demarc?.stop();
  await server?.close();
});

const boxOf = async (page: Page): Promise<string> =>
  String(await inPage(page, 'document.querySelector("#box").outerHTML'));
const isBlank = async (page: Page): Promise<boolean> => !(await boxOf(page)).includes(payload.canary);

describe('a page that puts its text back for ever', () => {
  test.each([
    ['in the same node', '/same-node'],
    ['in a new node', '/new-node'],
    ['in an attribute', '/attribute'],
    ['in a new element', '/new-element'],
  ])('%s: is answered at a bounded pace, and ends blank when it rests', async (_where, path) => {
    const page = await demarc.open(server.url(path));
    await demarc.settled(page);
    await page.evaluate('act()');
    // The free turns are used up, and the guard still answers.
    await until('the page has fought', async () => Number(await page.evaluate('puts')) > BURST + 4, 15_000);
    const { puts, seconds } = (await page.evaluate('rest()')) as { puts: number; seconds: number };
    expect(puts).toBeLessThanOrEqual(BURST + 2 + PER_SECOND * seconds);
    await until('the text is blank', () => isBlank(page), WITHIN_MS);
    await stays('the text is blank', () => isBlank(page), 500);
    expect((await demarc.statusOf(page))?.items).toHaveLength(1);
    // What comes after a pause is taken away at once again.
    await page.evaluate('act(); running = false');
    await until('the text is blank', () => isBlank(page), WITHIN_MS);
    await page.close();
  });

  test('in one place after the other: all end blank, under a bounded number of cases', async () => {
    const page = await demarc.open(server.url('/other-place'));
    await demarc.settled(page);
    await page.evaluate('act()');
    await until('the page has fought', async () => Number(await page.evaluate('puts')) > 30, 15_000);
    await page.evaluate('rest()');
    await until('the text is blank', () => isBlank(page), WITHIN_MS);
    expect(((await demarc.statusOf(page))?.items ?? []).length).toBeLessThanOrEqual(20);
    await page.close();
  });
});
