// Honest ways of showing text: a person can see each of these, so none may count as hidden. Markup and words are made up.
import { describe, expect, test } from 'vitest';
import { concealmentOf, concealmentOfElement } from '../../src/sensors/visibility.ts';
import { firstText, show, subject, WORDS } from './page-fixture.ts';

const p = (style: string): string => `<p id="p" style="${style}">${WORDS}</p>`;
const dark = 'html{color-scheme:dark}';

const CASES: readonly (readonly [title: string, html: string, css?: string])[] = [
  ['a plain paragraph', p('')],
  ['display:contents', `<div style="display:contents"><b id="p" style="display:contents">${WORDS}</b></div>`],
  [
    'white on a colourful gradient',
    `<div style="background:linear-gradient(90deg,#125,#732);padding:9px"><p id="p" style="color:#fff">${WORDS}</p></div>`,
  ],
  [
    'white on a picture',
    `<div style="background:url('data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>');padding:9px"><p id="p" style="color:#fff">${WORDS}</p></div>`,
  ],
  [
    'white on a dark gradient over nothing',
    `<div style="background:linear-gradient(rgba(0,0,0,.7),rgba(0,0,0,.7))"><p id="p" style="color:#fff">${WORDS}</p></div>`,
  ],
  [
    'white letters on an image element',
    `<div style="position:relative;height:80px"><canvas style="position:absolute;inset:0;width:100%;height:80px;background:#123"></canvas><p id="p" style="position:relative;color:#fff;background:#123">${WORDS}</p></div>`,
  ],
  [
    'below the fold of a scroll box',
    `<div style="height:50px;overflow:auto"><div style="height:400px">x</div><p id="p">${WORDS}</p></div>`,
  ],
  [
    'right of a sideways scroll box',
    `<div style="width:200px;overflow-x:auto"><div style="display:flex;width:900px"><i style="width:600px">x</i><p id="p">${WORDS}</p></div></div>`,
  ],
  [
    'a sticky header',
    `<header style="position:sticky;top:0;background:#fff"><p id="p">${WORDS}</p></header><div style="height:3000px"></div>`,
  ],
  [
    'text below a sticky header',
    `<header style="position:sticky;top:0;background:#fff;height:40px">x</header><p id="p">${WORDS}</p>`,
  ],
  ['a turned card', p('transform:rotate(-3deg) scale(1.05);width:200px')],
  ['a card in three dimensions, front', p('transform:rotateY(20deg);backface-visibility:hidden')],
  [
    'a fixed sidebar',
    `<aside style="position:fixed;left:0;top:0;width:200px;height:100vh"><p id="p">${WORDS}</p></aside>`,
  ],
  ['a page from right to left', p(''), 'html{direction:rtl}'],
  ['a text far down the page', `<div style="height:9000px"></div>${p('')}`],
  [
    'a text far down with content-visibility:auto',
    `<div style="height:9000px"></div><div style="content-visibility:auto">${p('')}</div>`,
  ],
  ['opacity .6', p('opacity:.6')],
  ['opacity .8 × .8', `<div style="opacity:.8"><p id="p" style="opacity:.8">${WORDS}</p></div>`],
  ['small print of 9px', p('font-size:9px')],
  ['small print of 6px', p('font-size:6px')],
  ['under a fixed cookie banner', `${p('')}<div style="position:fixed;inset:0;background:#fff">banner</div>`],
  [
    'under an open dialog',
    `${p('')}<dialog open style="position:fixed;inset:0;width:100%;height:100%;background:#fff">d</dialog>`,
  ],
  [
    'under a half transparent veil',
    `<div style="position:relative">${p('')}<div style="position:absolute;inset:0;background:rgba(0,0,0,.3)"></div></div>`,
  ],
  [
    'under a transparent click layer',
    `<div style="position:relative">${p('')}<a href="#x" style="position:absolute;inset:0"></a></div>`,
  ],
  [
    'the carousel slide that is shown',
    `<div style="width:300px;overflow:hidden"><div style="display:flex;width:900px;transform:translateX(-300px)"><div style="width:300px">one</div><div style="width:300px"><p id="p">${WORDS}</p></div><div style="width:300px">three</div></div></div>`,
  ],
  [
    'absolute text whose clipping parent is not its containing block',
    `<div style="position:relative"><div style="overflow:hidden;height:10px"><p id="p" style="position:absolute;top:60px">${WORDS}</p></div></div>`,
  ],
  [
    'fixed text inside a clipped parent',
    `<div style="overflow:hidden;height:0"><p id="p" style="position:fixed;top:40px;left:10px">${WORDS}</p></div>`,
  ],
  ['a dark page by colour scheme', p('color:#eee'), dark],
  ['a dark page by background', p('color:#ddd'), 'body{background:#111}'],
  ['canvas text colour of a dark scheme', p(''), dark],
  [
    'a visible child of a hidden parent',
    `<div style="visibility:hidden"><p id="p" style="visibility:visible">${WORDS}</p></div>`,
  ],
  ['an open details', `<details open><summary>s</summary><p id="p">${WORDS}</p></details>`],
  ['a summary of closed details', `<details><summary id="p">${WORDS}</summary>x</details>`],
  ['a table cell', `<table><tr><td id="p">${WORDS}</td></tr></table>`],
  ['inline code in a list', `<ul><li><code id="p">${WORDS}</code></li></ul>`],
  ['transparent letters with a shadow', p('color:transparent;text-shadow:0 0 1px #000')],
  [
    'letters painted by a gradient',
    p(
      'background:linear-gradient(90deg,#a00,#00a);-webkit-background-clip:text;background-clip:text;color:transparent',
    ),
  ],
  ['outlined white letters', p('color:#fff;-webkit-text-stroke:1px #000')],
  ['light grey that can still be read', p('color:#bbb')],
  ['a slight blur', p('filter:blur(1px)')],
  ['a soft edge mask', `<div style="mask-image:linear-gradient(#000 60%,transparent)">${p('')}</div>`],
  ['a rounded clip path', p('clip-path:inset(0 round 12px)')],
  ['a circle that shows most', p('clip-path:circle(60%)')],
  [
    'a line clamp that shows two lines',
    p('display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden'),
  ],
  ['an ellipsis', p('width:90px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap')],
  ['SVG text', '<svg width="300" height="40"><text id="p" x="5" y="20">Words of a chart</text></svg>'],
  [
    'SVG text in a marked colour',
    '<svg width="300" height="40"><rect width="300" height="40" fill="#036"/><text id="p" x="5" y="20" fill="#09f">Words</text></svg>',
  ],
  ['multi-column text', p('columns:3')],
  ['vertical writing', p('writing-mode:vertical-rl;height:200px')],
  [
    'an absolute badge inside a positioned card',
    `<div style="position:relative;overflow:hidden;height:90px"><span id="p" style="position:absolute;top:4px;right:4px">${WORDS}</span></div>`,
  ],
  ['a mark on yellow', `<mark id="p">${WORDS}</mark>`],
  ['a button', `<button id="p">${WORDS}</button>`],
  ['a text sized in a zoomed part', p('zoom:.8')],
  ['a small size zoomed to a large one', p('font-size:1px;zoom:20')],
  ['a zoom that an inner one takes back', `<div style="zoom:.1"><p id="p" style="zoom:10">${WORDS}</p></div>`],
  [
    'a grid row that is open',
    `<div style="display:grid;grid-template-rows:1fr"><div style="overflow:hidden;min-height:0"><p id="p">${WORDS}</p></div></div>`,
  ],
  [
    'an animated entrance at its end',
    '<p id="p" class="in">Words</p>',
    '@keyframes in{from{opacity:0}to{opacity:1}}.in{animation:in 1ms both;animation-delay:-1s}',
  ],
  [
    'white letters that blend by difference',
    `<div style="background:#fff"><p id="p" style="color:#fff;mix-blend-mode:difference">${WORDS}</p></div>`,
  ],
  ['black letters that multiply', p('mix-blend-mode:multiply')],
  [
    'blending over a picture',
    `<div style="background:url('data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>')"><p id="p" style="color:#000;mix-blend-mode:screen">${WORDS}</p></div>`,
  ],
  ['a page that was scrolled down', `${p('')}<div style="height:5000px"></div>`],
];

describe('a text that a person can see', () => {
  for (const [title, html, css] of CASES) {
    test(title, () => {
      show(html, css);
      if (title === 'a page that was scrolled down') scrollTo(0, 3000);
      expect(concealmentOf(subject())).toBeNull();
    });
  }

  test('a page from right to left by attribute, text at the left edge of a wide table', () => {
    document.documentElement.dir = 'rtl';
    show(`<p id="p" style="width:100%">${WORDS}</p>`);
    document.documentElement.dir = 'rtl';
    expect(concealmentOf(subject())).toBeNull();
  });

  test('text in a visible frame of the same origin, and in its document', async () => {
    show('<iframe style="width:300px;height:100px"></iframe>');
    const frame = document.querySelector('iframe') as HTMLIFrameElement;
    const inside = frame.contentDocument as Document;
    inside.body.append(Object.assign(inside.createElement('p'), { textContent: WORDS }));
    expect(concealmentOf(firstText(inside.body))).toBeNull();
    expect(concealmentOfElement(frame)).toBeNull();
  });

  test('light and shadow trees mixed through two slots', () => {
    show(`<div id="host"><b slot="a" id="p">${WORDS}</b><i>more words</i></div>`);
    const host = document.querySelector('#host') as HTMLElement;
    host.attachShadow({ mode: 'open' }).innerHTML =
      '<section style="display:contents"><slot name="a"></slot></section><p><slot></slot></p><p id="p">own words</p>';
    expect(concealmentOf(subject())).toBeNull();
    expect(concealmentOf(firstText(host.querySelector('i') as Node))).toBeNull();
    expect(concealmentOf(subject(host.shadowRoot as ShadowRoot))).toBeNull();
  });
});
