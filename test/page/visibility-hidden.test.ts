// Every way of hiding a text by CSS that the threat list names, in a real Chromium layout: found, and for the right
// reason. Markup and words are made up.
import { describe, expect, test } from 'vitest';
import { concealmentOf } from '../../src/sensors/visibility.ts';
import type { ConcealmentReason } from '../../src/model/observation.ts';
import { show, subject, WORDS } from './page-fixture.ts';

const p = (style: string, more = ''): string => `<p id="p" style="${style}"${more}>${WORDS}</p>`;
const within = (style: string): string => `<div style="${style}"><section><p id="p">${WORDS}</p></section></div>`;

/** Title, markup, reason, style sheet. */
type Case = readonly [title: string, html: string, reason: ConcealmentReason, css?: string];

const NOT_RENDERED: readonly Case[] = [
  ['display:none inline', p('display:none'), 'not-rendered'],
  ['display:none by class', '<p id="p" class="zz">Words</p>', 'not-rendered', '.zz{display:none}'],
  ['display:none on an ancestor', within('display:none'), 'not-rendered'],
  ['the hidden attribute', `<p id="p" hidden>${WORDS}</p>`, 'not-rendered'],
  ['visibility:hidden', p('visibility:hidden'), 'not-rendered'],
  ['visibility:hidden inherited', within('visibility:hidden'), 'not-rendered'],
  ['visibility:collapse', p('visibility:collapse'), 'not-rendered'],
  ['a closed details', `<details><summary>Terms</summary><p id="p">${WORDS}</p></details>`, 'not-rendered'],
  ['a closed dialog', `<dialog><p id="p">${WORDS}</p></dialog>`, 'not-rendered'],
  ['a closed popover', `<div popover id="p">${WORDS}</div>`, 'not-rendered'],
  ['print only', '<p id="p" class="pr">Words</p>', 'not-rendered', '.pr{display:none}@media print{.pr{display:block}}'],
  ['an option without a box', `<select><option id="p">${WORDS}</option></select>`, 'not-rendered'],
  ['fallback inside a canvas', `<canvas width="40" height="40"><p id="p">${WORDS}</p></canvas>`, 'not-rendered'],
  ['an SVG description', `<svg width="50" height="50"><desc id="p">${WORDS}</desc></svg>`, 'not-rendered'],
  [
    'display:contents inside display:none',
    `<div style="display:none"><b id="p" style="display:contents">${WORDS}</b></div>`,
    'not-rendered',
  ],
];

const TRANSPARENT: readonly Case[] = [
  ['opacity:0 inline', p('opacity:0'), 'transparent'],
  ['opacity:0 by class', '<p id="p" class="zz">Words</p>', 'transparent', '.zz{opacity:0}'],
  ['opacity:0 on an ancestor', within('opacity:0'), 'transparent'],
  ['opacity .02', p('opacity:.02'), 'transparent'],
  [
    'opacity chain .25 × .25',
    `<div style="opacity:.25"><p id="p" style="opacity:.25">${WORDS}</p></div>`,
    'transparent',
  ],
  ['filter:opacity(0)', p('filter:opacity(0)'), 'transparent'],
  ['filter:opacity(3%)', p('filter:opacity(3%)'), 'transparent'],
];

const MASKED: readonly Case[] = [
  ['filter:blur(60px)', p('filter:blur(60px)'), 'masked'],
  ['a transparent mask', p('mask-image:linear-gradient(transparent,transparent)'), 'masked'],
  ['clip-path:inset(100%)', p('clip-path:inset(100%)'), 'masked'],
  ['clip-path:inset(50%)', p('clip-path:inset(50%)'), 'masked'],
  ['clip-path:circle(0)', p('clip-path:circle(0)'), 'masked'],
  ['clip-path:ellipse(0 0)', p('clip-path:ellipse(0 0)'), 'masked'],
  ['clip-path:polygon of one point', p('clip-path:polygon(0 0,0 0,0 0)'), 'masked'],
  ['clip-path on an ancestor', within('clip-path:inset(0 100% 0 0)'), 'masked'],
  ['clip:rect(0,0,0,0)', p('position:absolute;clip:rect(0,0,0,0)'), 'masked'],
  ['clip:rect(1px,1px,1px,1px)', p('position:absolute;clip:rect(1px,1px,1px,1px)'), 'masked'],
  ['-webkit-text-security:disc', p('-webkit-text-security:disc'), 'masked'],
  ['backface turned away', p('transform:rotateY(180deg);backface-visibility:hidden'), 'masked'],
  ['mix-blend-mode:screen of black on white', p('color:#000;mix-blend-mode:screen;background:#fff'), 'masked'],
  ['white letters that multiply', p('color:#fff;mix-blend-mode:multiply'), 'masked'],
  [
    'black letters that lighten inside a white page',
    `<div style="mix-blend-mode:lighten">${p('color:#000')}</div>`,
    'masked',
  ],
  [
    'the sr-only class',
    '<span id="p" class="sr-only">Words</span>',
    'masked',
    '.sr-only{position:absolute;width:1px;height:1px;padding:0;margin:-1px;overflow:hidden;clip:rect(0,0,0,0);white-space:nowrap;border:0}',
  ],
];

const TINY: readonly Case[] = [
  ['font-size:0', p('font-size:0'), 'tiny'],
  ['font-size:1px', p('font-size:1px;line-height:1px'), 'tiny'],
  ['font-size:1px in a tall line', p('font-size:1px;line-height:30px'), 'tiny'],
  ['font-size:.01px', p('font-size:.01px'), 'tiny'],
  ['font-size:0 on an ancestor', within('font-size:0'), 'tiny'],
  ['scale(0)', p('transform:scale(0)'), 'tiny'],
  ['scale(.001)', p('transform:scale(.001)'), 'tiny'],
  ['the scale property', p('scale:0.001'), 'tiny'],
  ['rotateY(90deg)', p('transform:rotateY(90deg)'), 'tiny'],
  ['zoom:.001', p('zoom:0.001'), 'tiny'],
  ['scale on an ancestor', within('transform:scale(.01)'), 'tiny'],
];

const CLIPPED: readonly Case[] = [
  ['height:0', p('height:0;overflow:hidden;margin:0'), 'clipped'],
  ['max-height:0', p('max-height:0;overflow:hidden;margin:0'), 'clipped'],
  ['width:0', p('width:0;overflow:hidden;white-space:nowrap'), 'clipped'],
  ['a box of one pixel', p('width:1px;height:1px;overflow:hidden'), 'clipped'],
  ['a box of one pixel with overflow:clip', p('width:1px;height:1px;overflow:clip'), 'clipped'],
  [
    'line-clamp and height:0',
    p('display:-webkit-box;-webkit-line-clamp:1;-webkit-box-orient:vertical;overflow:hidden;height:0'),
    'clipped',
  ],
  ['contain:strict and height:0', p('contain:strict;height:0;overflow:hidden'), 'clipped'],
  ['text-indent in a box', p('text-indent:-9999px;overflow:hidden;white-space:nowrap'), 'clipped'],
  [
    'pushed out of a box',
    `<div style="height:20px;overflow:hidden">line<div style="height:500px"></div><p id="p">${WORDS}</p></div>`,
    'clipped',
  ],
  [
    'an absolute child outside a positioned box',
    `<div style="position:relative;height:20px;overflow:hidden">line<p id="p" style="position:absolute;top:300px">${WORDS}</p></div>`,
    'clipped',
  ],
  [
    'before the start of a scroll box',
    `<div style="position:relative;height:60px;overflow:auto">line<p id="p" style="position:absolute;top:-900px">${WORDS}</p></div>`,
    'clipped',
  ],
  [
    'a closed accordion row of a grid',
    `<div style="display:grid;grid-template-rows:0fr"><div style="overflow:hidden;min-height:0"><p id="p">${WORDS}</p></div></div>`,
    'clipped',
  ],
];

const OFF_SCREEN: readonly Case[] = [
  ['left:-9999px', p('position:absolute;left:-9999px'), 'off-screen'],
  ['top:-9999px', p('position:absolute;top:-9999px'), 'off-screen'],
  ['fixed above the window', p('position:fixed;top:-500px'), 'off-screen'],
  ['fixed far right', p('position:fixed;left:9000px'), 'off-screen'],
  ['translateX(-10000px)', p('transform:translateX(-10000px)'), 'off-screen'],
  ['margin-left:-9999px', p('margin-left:-9999px;width:300px'), 'off-screen'],
  ['right:-300vw', p('position:absolute;left:300vw'), 'off-screen'],
  ['text-indent without a box', p('text-indent:-9999px;white-space:nowrap'), 'off-screen'],
  ['relative, moved left', p('position:relative;left:-5000px;width:300px'), 'off-screen'],
  ['an ancestor moved left', within('position:absolute;left:-9999px;width:300px'), 'off-screen'],
];

const LOW_CONTRAST: readonly Case[] = [
  ['white on white', p('color:#fff;background:#fff'), 'low-contrast'],
  ['near white on the page', p('color:#fdfdfd'), 'low-contrast'],
  ['color:transparent', p('color:transparent'), 'low-contrast'],
  ['alpha .01', p('color:rgba(0,0,0,.01)'), 'low-contrast'],
  ['text-fill transparent', p('-webkit-text-fill-color:transparent'), 'low-contrast'],
  [
    'background-clip:text of the same colour',
    p('background:#fff;-webkit-background-clip:text;background-clip:text;color:transparent'),
    'low-contrast',
  ],
  [
    'gradient of the text colour',
    `<div style="background-image:linear-gradient(#223,#223);padding:4px"><p id="p" style="color:#223">${WORDS}</p></div>`,
    'low-contrast',
  ],
  ['visible only when selected', p('color:transparent;text-shadow:none'), 'low-contrast'],
  [
    'black on a black ancestor',
    '<div style="background:#000"><p id="p" style="color:#050505">Words</p></div>',
    'low-contrast',
  ],
  ['oklch white', p('color:oklch(0.99 0 0)'), 'low-contrast'],
  [
    'SVG fill of the page',
    '<svg width="300" height="40"><text id="p" x="5" y="20" fill="#fff">Words</text></svg>',
    'low-contrast',
  ],
  [
    'SVG fill-opacity 0',
    '<svg width="300" height="40"><text id="p" x="5" y="20" fill-opacity="0">Words</text></svg>',
    'low-contrast',
  ],
  [
    'a half transparent background over the same colour',
    '<div style="background:#eee"><p id="p" style="background:rgba(255,255,255,.5);color:#f4f4f4">Words</p></div>',
    'low-contrast',
  ],
];

const OTHER: readonly Case[] = [
  ['hidden=until-found', `<p id="p" hidden="until-found">${WORDS}</p>`, 'skipped'],
  ['content-visibility:hidden', p('content-visibility:hidden'), 'skipped'],
  ['content-visibility:hidden on an ancestor', within('content-visibility:hidden'), 'skipped'],
  [
    'an opaque sibling above it',
    `<div style="position:relative;height:60px"><p id="p" style="position:absolute;inset:0;margin:0">${WORDS}</p><div style="position:absolute;inset:0;background:#fff;z-index:5"></div></div>`,
    'covered',
  ],
  [
    'a picture above it',
    `<div style="position:relative;height:60px"><p id="p" style="position:absolute;inset:0;margin:0">${WORDS}</p><canvas style="position:absolute;inset:0;width:100%;height:60px"></canvas></div>`,
    'covered',
  ],
  [
    'a cover below the fold',
    `<div style="height:6000px"></div><div style="position:relative;height:60px"><p id="p" style="margin:0">${WORDS}</p><div style="position:absolute;inset:0;background:#fff"></div></div>`,
    'covered',
  ],
  [
    'behind the background of its neighbour',
    `<div style="position:relative;z-index:0;height:60px"><p id="p" style="position:absolute;inset:0;margin:0;z-index:-1">${WORDS}</p></div><div style="position:relative;margin-top:-60px;height:60px;background:#fff"></div>`,
    'covered',
  ],
];

const ALL = [...NOT_RENDERED, ...TRANSPARENT, ...MASKED, ...TINY, ...CLIPPED, ...OFF_SCREEN, ...LOW_CONTRAST, ...OTHER];

describe('a text that a person cannot see', () => {
  for (const [title, html, reason, css] of ALL) {
    test(title, () => {
      show(html, css);
      expect(concealmentOf(subject())?.reason).toBe(reason);
    });
  }

  test('a slotted text inherits the hiding of its slot', () => {
    show(`<div id="host"><span id="p">${WORDS}</span></div>`);
    const host = document.querySelector('#host') as HTMLElement;
    host.attachShadow({ mode: 'open' }).innerHTML = '<div style="opacity:0"><slot></slot></div>';
    expect(concealmentOf(subject())?.reason).toBe('transparent');
  });

  test('a child of a shadow host without a slot is not rendered', () => {
    show(`<div id="host"><span id="p">${WORDS}</span></div>`);
    (document.querySelector('#host') as HTMLElement).attachShadow({ mode: 'open' }).innerHTML = '<b>other</b>';
    expect(concealmentOf(subject())?.reason).toBe('not-rendered');
  });

  test('a text inside a shadow root is judged with its host', () => {
    show('<div id="host" style="opacity:.01"></div>');
    const shadow = (document.querySelector('#host') as HTMLElement).attachShadow({ mode: 'open' });
    shadow.innerHTML = `<p id="p">${WORDS}</p>`;
    expect(concealmentOf(subject(shadow))?.reason).toBe('transparent');
  });

  test('evidence is short text, at most eight entries', () => {
    for (const [title, html, , css] of ALL) {
      show(html, css);
      const evidence = concealmentOf(subject())?.evidence ?? {};
      const entries = Object.entries(evidence);
      expect(entries.length, title).toBeGreaterThan(0);
      expect(entries.length, title).toBeLessThanOrEqual(8);
      for (const [key, value] of entries) expect(key.length <= 40 && value.length <= 300, title).toBe(true);
    }
  });
});
