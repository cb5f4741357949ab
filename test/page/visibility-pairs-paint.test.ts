// Hiding by paint, in pairs: each hidden text has an honest near miss beside it that a person can see. Colours, drawings,
// covers and kinds of element. Real Chromium layout; markup and words are made up.
import { p, pairs, svg, text, within, WORDS, type Pair } from './page-fixture.ts';

const COLOURS: readonly Pair[] = [
  [
    'an inner shadow of its colour',
    p('color:#000;box-shadow:inset 0 0 0 999px #000'),
    p('color:#000;box-shadow:inset 0 0 0 2px #000'),
  ],

  ['color-mix with the page', p('color:color-mix(in srgb,#fff 98%,#000)'), p('color:color-mix(in srgb,#fff 30%,#000)')],
  ['lab white', p('color:lab(99% 0 0)'), p('color:lab(30% 0 0)')],
  ['display-p3 white', p('color:color(display-p3 .99 .99 .99)'), p('color:color(display-p3 .2 .2 .2)')],
  [
    'oklch background',
    `<div style="background:oklch(.3 .1 250)">${p('color:oklch(.3 .1 250)')}</div>`,
    `<div style="background:oklch(.3 .1 250)">${p('color:oklch(.9 .1 250)')}</div>`,
  ],
  [
    'a gradient in oklab of the text colour',
    `<div style="background:linear-gradient(in oklab,oklab(.3 0 0),oklab(.31 0 0))">${p('color:oklab(.3 0 0)')}</div>`,
    `<div style="background:linear-gradient(in oklab,oklab(.3 0 0),oklab(.31 0 0))">${p('color:#fff')}</div>`,
  ],
  [
    'named transparent by currentcolor',
    p('color:transparent;-webkit-text-fill-color:currentcolor'),
    p('color:#222;-webkit-text-fill-color:currentcolor'),
  ],
  [
    'opacity times alpha',
    `<div style="opacity:.3">${p('color:rgb(0 0 0/.1)')}</div>`,
    `<div style="opacity:.7">${p('color:rgb(0 0 0/.8)')}</div>`,
  ],
  ['a shadow of the page colour', p('color:#fff;text-shadow:0 0 2px #fff'), p('color:#fff;text-shadow:0 0 2px #000')],
  [
    'a shadow in lab that is transparent',
    p('color:transparent;text-shadow:0 0 2px lab(0 0 0/0)'),
    p('color:transparent;text-shadow:0 0 2px lab(0 0 0)'),
  ],
  [
    'a shadow far away',
    p('color:transparent;text-shadow:-9999px 0 0 #000'),
    p('color:transparent;text-shadow:1px 1px 0 #000'),
  ],
  [
    'a shadow blurred into nothing',
    p('color:transparent;text-shadow:0 0 80px #000'),
    p('color:transparent;text-shadow:0 0 2px #000'),
  ],
  [
    'filter:brightness to white',
    `<div style="filter:brightness(0) invert(1)">${p('color:#000')}</div>`,
    `<div style="filter:brightness(.9)">${p('')}</div>`,
  ],
  ['filter:contrast(0)', p('background:#fff;filter:contrast(0)'), p('background:#fff;filter:contrast(.8)')],
  [
    'opacity animated to nothing',
    p('animation:gone 1ms forwards;animation-delay:-1s'),
    p('animation:come 1ms forwards;animation-delay:-1s'),
    '@keyframes gone{to{opacity:0}}@keyframes come{from{opacity:0}to{opacity:1}}',
  ],
  ['selection colours only', p('color:transparent'), p('color:#000'), '::selection{color:#000;background:#ff0}'],
  [
    'an opacity of a slot of many',
    `<div style="opacity:.4"><div style="opacity:.4"><div style="opacity:.4">${p('')}</div></div></div>`,
    `<div style="opacity:.9"><div style="opacity:.9"><div style="opacity:.9">${p('')}</div></div></div>`,
  ],
  ['filter opacity in a list', p('filter:grayscale(1) opacity(0) blur(0)'), p('filter:grayscale(1) opacity(.9)')],
  ['two filters that multiply', p('filter:opacity(.2) opacity(.2)'), p('filter:opacity(.9) opacity(.9)')],
];

const SVG: readonly Pair[] = [
  ['stroke and fill of nothing', svg(text('fill="none" stroke="none"')), svg(text('fill="none" stroke="#000"'))],
  ['opacity of a group', svg(`<g opacity="0">${text('')}</g>`), svg(`<g opacity=".8">${text('')}</g>`)],
  [
    'a clipPath of no area',
    svg(`<clipPath id="c"><rect width="0" height="0"/></clipPath><g clip-path="url(#c)">${text('')}</g>`),
    svg(`<clipPath id="c"><rect width="300" height="60"/></clipPath><g clip-path="url(#c)">${text('')}</g>`),
  ],
  [
    'a mask of black',
    svg(`<mask id="m"><rect width="300" height="60" fill="#000"/></mask><g mask="url(#m)">${text('')}</g>`),
    svg(`<mask id="m"><rect width="300" height="60" fill="#fff"/></mask><g mask="url(#m)">${text('')}</g>`),
  ],
  ['text in defs', svg(`<defs>${text('')}</defs>`), svg(text(''))],
  ['text in a pattern', svg(`<pattern id="t">${text('')}</pattern>`), svg(text(''))],
  ['text in a symbol', svg(`<symbol id="s">${text('')}</symbol>`), svg(text(''))],
  [
    'outside the viewport of the drawing',
    svg(text('transform="translate(0 900)"')),
    svg(text('transform="translate(0 9)"')),
  ],
  [
    'outside, with overflow visible',
    svg(text('transform="translate(-9000 0)"'), 'overflow:visible'),
    svg(text('transform="translate(0 40)"'), 'overflow:visible'),
  ],
  [
    'a fill of the rectangle below it',
    svg(`<rect width="300" height="60" fill="#036"/>${text('fill="#036"')}`),
    svg(`<rect width="300" height="60" fill="#036"/>${text('fill="#fff"')}`),
  ],
  [
    'under a rectangle',
    svg(`${text('')}<rect width="300" height="60" fill="#fff"/>`),
    svg(`<rect width="300" height="60" fill="#fff"/>${text('')}`),
  ],
  ['a stroke of the page colour', svg(text('fill="none" stroke="#fff"')), svg(text('fill="#fff" stroke="#000"'))],
  [
    'a small viewBox',
    '<svg width="3" height="3" viewBox="0 0 300 60"><text id="p" x="5" y="30">x y z words</text></svg>',
    '<svg width="300" height="60" viewBox="0 0 300 60"><text id="p" x="5" y="30">x y z words</text></svg>',
  ],
  [
    'foreignObject of no size',
    svg(`<foreignObject width="0" height="0">${p('')}</foreignObject>`),
    svg(`<foreignObject width="300" height="60">${p('')}</foreignObject>`),
  ],
];

const PARTS: readonly Pair[] = [
  [
    'display:contents in a hidden box',
    `<div style="height:0;overflow:hidden"><div style="display:contents">${p('')}</div></div>`,
    `<div style="display:contents">${p('display:contents')}</div>`,
  ],
  [
    'a ruby annotation of no size',
    `<ruby>漢<rt id="p" style="font-size:0">${WORDS}</rt></ruby>`,
    `<ruby style="font-size:30px">漢<rt id="p">${WORDS}</rt></ruby>`,
  ],
  [
    'rp parentheses',
    `<ruby>漢<rp id="p">${WORDS}</rp><rt>kan</rt></ruby>`,
    `<ruby style="font-size:30px">漢<rt id="p">${WORDS}</rt></ruby>`,
  ],
  [
    'a MathML annotation',
    `<math><semantics><mi>x</mi><annotation id="p">${WORDS}</annotation></semantics></math>`,
    `<math><mtext id="p">${WORDS}</mtext></math>`,
  ],
  [
    'mphantom',
    `<math><mphantom><mtext id="p">${WORDS}</mtext></mphantom></math>`,
    `<math><mrow><mtext id="p">${WORDS}</mtext></mrow></math>`,
  ],
  [
    'a container query that hides',
    `<div style="container-type:inline-size;width:200px"><p id="p" class="q">${WORDS}</p></div>`,
    `<div style="container-type:inline-size;width:500px"><p id="p" class="q">${WORDS}</p></div>`,
    '@container (max-width:300px){.q{display:none}}',
  ],
  [
    'content-visibility on a shadow of size',
    within('content-visibility:hidden;contain-intrinsic-size:100px'),
    within('content-visibility:auto'),
  ],
  [
    'a select that is collapsed',
    `<select><optgroup label="a"><option>x</option><option id="p">${WORDS}</option></optgroup></select>`,
    p(''),
  ],
  ['fallback of a video', `<video width="40" height="40"><p id="p">${WORDS}</p></video>`, p('')],
  [
    'fallback of an object that loaded',
    `<object data="data:text/plain,x" width="90" height="40"><p id="p">${WORDS}</p></object>`,
    p(''),
  ],
  ['datalist', `<datalist><option id="p">${WORDS}</option></datalist>`, p('')],
  [
    'a collapsed table row',
    `<table style="border-collapse:collapse"><tr><td>a</td></tr><tr style="visibility:collapse"><td id="p">${WORDS}</td></tr></table>`,
    `<table><tr><td id="p">${WORDS}</td></tr></table>`,
  ],
  [
    'below the box of a textarea',
    `<div style="height:30px;overflow:hidden"><textarea style="height:500px">x</textarea><p id="p">${WORDS}</p></div>`,
    `<div style="height:900px;overflow:hidden"><textarea style="height:300px">x</textarea><p id="p">${WORDS}</p></div>`,
  ],
  [
    'a closed popover of a dialog',
    `<dialog open><div popover>${p('')}</div></dialog>`,
    `<dialog open>${p('')}</dialog>`,
  ],
];

const COVERS: readonly Pair[] = [
  [
    'white, with a picture of its size beside it',
    `<div style="position:relative"><canvas style="position:absolute;left:0;top:400px;width:500px;height:90px"></canvas>${p('position:relative;color:#fff')}</div>`,
    `<div style="position:relative"><canvas style="position:absolute;inset:0;width:100%;height:90px;background:#123"></canvas>${p('position:relative;color:#fff')}</div>`,
  ],
  [
    'white, on a pale panel that is no ancestor',
    `<div style="position:relative"><div style="position:absolute;inset:0;background:#fefefe"></div>${p('position:relative;color:#fff')}</div>`,
    `<div style="position:relative"><div style="position:absolute;inset:0;background:#234"></div>${p('position:relative;color:#fff')}</div>`,
  ],
  [
    'white, before a dark panel behind the white page part',
    `<div style="position:relative;z-index:0"><div style="position:absolute;inset:0;background:#000;z-index:-1"></div><div style="background:#fff">${p('color:#fff')}</div></div>`,
    `<div style="position:relative;z-index:0"><div style="position:absolute;inset:0;background:#000;z-index:-1"></div><div>${p('color:#fff')}</div></div>`,
  ],

  [
    'a cover in lab colours',
    `<div style="position:relative">${p('')}<div style="position:absolute;inset:-9px;background:lab(100% 0 0)"></div></div>`,
    `<div style="position:relative">${p('')}<div style="position:absolute;inset:-9px;background:lab(100% 0 0/.2)"></div></div>`,
  ],
  [
    'a cover that lets clicks through',
    `<div style="position:relative">${p('')}<div style="position:absolute;inset:-9px;background:#fff;pointer-events:none"></div></div>`,
    `<div style="position:relative">${p('')}<div style="position:absolute;inset:-9px;pointer-events:none"></div></div>`,
  ],
  [
    'a text without pointer events on a background',
    `<div style="position:relative">${p('pointer-events:none')}<div style="position:absolute;inset:-9px;background:#fff"></div></div>`,
    `<div style="background:#fff">${p('pointer-events:none')}</div>`,
  ],
  [
    'behind its parent by a negative z-index',
    `<div style="position:relative;z-index:0"><div style="background:#fff">${p('position:relative;z-index:-1')}</div></div>`,
    `<div style="background:#eee;position:relative;z-index:0">${p('position:relative;z-index:-1')}</div>`,
  ],
  [
    'a pseudo-element over its own text',
    `<p id="p" class="over">${WORDS}</p>`,
    `<p id="p" class="under">${WORDS}</p>`,
    '.over,.under{position:relative}.over::after{content:"";position:absolute;inset:-2px;background:#fff}.under::after{content:"";position:absolute;inset:-2px;border:1px solid}',
  ],
  [
    'a pseudo-element of an ancestor',
    `<div class="over">${p('')}</div>`,
    `<div class="under">${p('')}</div>`,
    '.over,.under{position:relative}.over::after{content:"";position:absolute;inset:-2px;background:#fff}.under::before{content:"";position:absolute;inset:-2px;background:#fff;z-index:-1}.under{z-index:0}',
  ],
  [
    'a border image over it',
    `<div style="position:relative">${p('')}<img alt="" src="data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=" style="position:absolute;inset:-5px;width:100%;height:200%"></div>`,
    `<div style="position:relative"><img alt="" src="data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=" style="position:absolute;inset:-5px;width:100%;height:200%">${p('position:relative')}</div>`,
  ],
];

pairs('colours', COLOURS);
pairs('SVG', SVG);
pairs('kinds of element', PARTS);
pairs('covers and panels', COVERS);
