// What a person sees in Firefox's layout, which the page tests cannot ask: there is no such browser among them. One hidden
// text a page, or a visible one that looks hidden. Attack texts come from the corpus.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Demarc, sourceOf } from '../support/demarc.ts';
import { escapeHtml, ordinaryPage, payloadOf, startHostile, type HostileServer } from '../support/hostile-server.ts';
import { until } from '../support/until.ts';

const payload = payloadOf('display-none-news');
const text = escapeHtml(payload.text);
const css = JSON.stringify(payload.text);
const WITHIN_MS = 4_000;
const sheet = (rules: string): string => `<style>${rules}</style>`;

/** Title, markup of the text. Nobody sees it, and no reader of the source may get it. */
const HIDDEN: readonly (readonly [what: string, body: string])[] = [
  ['a small zoom', `<p style="zoom:.05">${text}</p>`],
  ['zooms that multiply', `<div style="zoom:.3"><div style="zoom:.3"><p>${text}</p></div></div>`],
  ['an element in a canvas', `<canvas width="300" height="90"><p>${text}</p></canvas>`],
  ['bare text of a canvas', `<canvas width="300" height="90">${text}</canvas>`],
  ['fallback of a video', `<video width="300" height="90"><p>${text}</p></video>`],
  ['fallback of a sound', `<audio controls>${text}</audio>`],
  ['fallback of a meter', `<meter value="0.5">${text}</meter>`],
  ['bare text of closed details', `<details><summary>Piers</summary>${text}</details>`],
  ['a hidden child of a closed dialog', `<dialog><p>${text}</p></dialog>`],
  ['generated text without size', `${sheet(`#box::before { content: ${css}; font-size: 0 }`)}<p id="box">Kiosk</p>`],
  ['generated text zoomed away', `${sheet(`#box::after { content: ${css} } #box { zoom: .05 }`)}<p id="box">Kiosk</p>`],
  [
    'generated text in a nested rule',
    `${sheet(`#box { &::before { content: ${css}; opacity: 0 } }`)}<p id="box">A</p>`,
  ],
  [
    'generated text declared in a nested media rule',
    `${sheet(`#box::before { opacity: 0; @media all { content: ${css} } }`)}<p id="box">A</p>`,
  ],
  [
    'generated text in a media rule',
    `${sheet(`@media all { #box::before { content: ${css}; opacity: 0 } }`)}<p id="box">A</p>`,
  ],
  ['generated text that matches nothing', `${sheet(`.none::before { content: ${css}; opacity: 0 }`)}<p>A</p>`],
  [
    'generated text in a shadow root',
    `<div><template shadowrootmode="open">${sheet(`p::before { content: ${css}; opacity: 0 }`)}<p>A</p></template></div>`,
  ],
];

/** A person reads these; they are labelled and stay. */
const SEEN: readonly (readonly [what: string, body: string])[] = [
  ['a zoom that Firefox takes for none', `<p style="zoom:.001">${text}</p>`],
  ['a small size zoomed to a large one', `<p style="font-size:1px;zoom:20">${text}</p>`],
  ['a zoom that an inner one takes back', `<div style="zoom:.25"><p style="zoom:4">${text}</p></div>`],
  ['text behind an empty canvas', `<p>${text}</p><canvas width="90" height="30"></canvas>`],
];

let server: HostileServer;
let demarc: Demarc;
const paths = (list: typeof HIDDEN, from: string): (readonly [string, string])[] =>
  list.map(([what], i) => [what, `/${from}${i}`]);

beforeAll(async () => {
  const pages = { hidden: HIDDEN, seen: SEEN };
  server = await startHostile(
    Object.fromEntries(
      Object.entries(pages).flatMap(([from, list]) => list.map(([, body], i) => [`/${from}${i}`, ordinaryPage(body)])),
    ),
  );
  demarc = await Demarc.start('firefox');
});

afterAll(async () => {
  await demarc?.stop();
  await server?.close();
});

const SOURCE = `document.documentElement.getHTML({ serializableShadowRoots: true,
  shadowRoots: [...document.querySelectorAll('*')].map((e) => e.shadowRoot).filter(Boolean) })`;

describe('in Firefox', () => {
  test.each(paths(HIDDEN, 'hidden'))('%s is not seen', async (_what, path) => {
    const page = await demarc.open(server.url(path));
    await demarc.untilDone(page, 'blanked', WITHIN_MS);
    await until(
      'no reader of the source gets it',
      async () => !((await page.evaluate(SOURCE)) as string).includes(payload.canary),
    );
    const status = await demarc.settled(page);
    expect(status.frames.map(({ limit }) => limit)).toEqual(['']);
    await page.close();
  });

  test.each(paths(SEEN, 'seen'))('%s is seen', async (_what, path) => {
    const page = await demarc.open(server.url(path));
    await demarc.untilDone(page, 'labelled', WITHIN_MS);
    expect(await sourceOf(page)).toContain(payload.canary);
    await page.close();
  });
});
