// Hiding by shape and place, in pairs: each hidden text has an honest near miss beside it that a person can see, so that a
// signal can be neither too weak nor too strong. Real Chromium layout; markup and words are made up.
import { p, pairs, within, WORDS, type Pair } from './page-fixture.ts';

const TRANSFORMS: readonly Pair[] = [
  ['scale near zero', p('scale:.02'), p('scale:.8')],
  ['squeezed to a line', p('transform:scaleY(.02)'), p('transform:scaleY(.7)')],
  ['squeezed to a column', p('transform:scaleX(.01)'), p('transform:scaleX(.8)')],
  ['zoom near zero', p('zoom:.05'), p('zoom:.7')],
  [
    'turned on its edge in perspective',
    within('perspective:400px', 'transform:rotateX(90deg)'),
    within('perspective:400px', 'transform:rotateX(40deg)'),
  ],
  [
    'behind the eye',
    within('perspective:100px', 'transform:translateZ(300px)'),
    within('perspective:900px', 'transform:translateZ(30px)'),
  ],
  [
    'back of a turned ancestor',
    within('transform:rotateY(180deg);transform-style:preserve-3d', 'backface-visibility:hidden'),
    within(
      'transform:rotateY(180deg);transform-style:preserve-3d',
      'backface-visibility:hidden;transform:rotateY(180deg)',
    ),
  ],
  [
    'the rotate property turned away',
    p('rotate:y 180deg;backface-visibility:hidden'),
    p('rotate:y 30deg;backface-visibility:hidden'),
  ],
  [
    'vertical letters of one pixel',
    p('writing-mode:vertical-rl;font-size:1px'),
    p('writing-mode:vertical-rl;height:200px'),
  ],
  [
    'lines of no height, clipped',
    p('line-height:0;overflow:hidden;margin:0'),
    p('line-height:1;overflow:hidden;margin:0'),
  ],
  ['letters on top of each other', p('letter-spacing:-9px;font-size:12px'), p('letter-spacing:-1px;font-size:16px')],
];

const CLIPS: readonly Pair[] = [
  ['clip-path in pixels', p('clip-path:inset(0 0 2000px 0)'), p('clip-path:inset(0 0 2px 0)')],
  [
    'clip-path of a circle beside it',
    p('clip-path:circle(5px at -90px -90px)'),
    p('clip-path:circle(400px at 50% 50%)'),
  ],
  [
    'clip-path of a sliver',
    p('clip-path:polygon(0 0,1px 0,1px 1px)'),
    p('clip-path:polygon(0 0,100% 0,100% 100%,0 100%)'),
  ],
  ['clip-path of a path of no area', p("clip-path:path('M0 0L0 0Z')"), p("clip-path:path('M0 0H900V200H0Z')")],
  ['clip-path rect', p('clip-path:rect(0 0 0 0)'), p('clip-path:rect(0 100% 100% 0)')],
  ['clip-path xywh', p('clip-path:xywh(0 0 0 0)'), p('clip-path:xywh(0 0 100% 100%)')],
  [
    'clip-path of an empty reference',
    `<svg width="0" height="0"><clipPath id="c"></clipPath></svg>${p('clip-path:url(#c)')}`,
    `<svg width="0" height="0"><clipPath id="c"><rect width="900" height="200"/></clipPath></svg>${p('clip-path:url(#c)')}`,
  ],
  [
    'clip-path on an ancestor that spares a neighbour',
    `<div style="clip-path:inset(0 0 20px 0);height:60px"><b style="display:block;height:40px">x</b><p id="p" style="margin:0;height:20px">${WORDS}</p></div>`,
    `<div style="clip-path:inset(0 0 20px 0);height:60px"><p id="p" style="margin:0;height:20px">${WORDS}</p></div>`,
  ],
  [
    'mask of no size',
    p('mask:linear-gradient(#000,#000) 0 0/0 0 no-repeat'),
    p('mask:linear-gradient(#000,#000) 0 0/100% 100% no-repeat'),
  ],
  [
    'mask of one pixel',
    p('mask:linear-gradient(#000,#000) 0 0/1px 1px no-repeat'),
    p('mask:linear-gradient(#000,#000)'),
  ],
  [
    'mask transparent in oklab',
    p('mask-image:linear-gradient(oklab(0 0 0 / 0),oklab(0 0 0 / 0))'),
    p('mask-image:linear-gradient(oklab(0 0 0 / 1),oklab(0 0 0 / .5))'),
  ],
  [
    'mask of a white luminance turned black',
    p('mask-image:linear-gradient(#000,#000);mask-mode:luminance'),
    p('mask-image:linear-gradient(#fff,#fff);mask-mode:luminance'),
  ],
  ['contain:paint and no height', within('contain:paint;height:0'), within('contain:paint')],
  [
    'overflow:clip of an inline axis',
    within('overflow-x:clip;width:0;white-space:nowrap'),
    within('overflow-x:clip;width:400px'),
  ],
  ['a scroll box of no height', within('height:0;overflow:auto'), within('height:40px;overflow:auto')],
  [
    'a scroll box of one pixel',
    within('height:1px;width:1px;overflow:scroll;scrollbar-width:none'),
    within('height:20px;overflow:scroll;scrollbar-width:none'),
  ],
  [
    'an absolute clip on an ancestor',
    within('position:absolute;clip:rect(0,0,0,0)'),
    within('position:absolute;clip:rect(0,900px,900px,0)'),
  ],
];

const PLACES: readonly Pair[] = [
  [
    'in an app shell',
    `<div style="height:100vh;overflow:hidden"><div style="height:3000px">x</div>${p('')}</div>`,
    `<div style="height:100vh;overflow:hidden"><div style="height:100%;overflow:auto"><div style="height:3000px">x</div>${p('')}</div></div>`,
  ],
  [
    'in a scroller that is itself cut away',
    `<div style="height:40px;overflow:hidden"><div style="height:90px">x</div><div style="height:50px;overflow:auto">${p('')}</div></div>`,
    `<div style="height:140px;overflow:hidden"><div style="height:50px;overflow:auto"><div style="height:900px">x</div>${p('')}</div></div>`,
  ],

  ['a margin far up', p('margin-top:-4000px'), p('margin-top:-2px')],
  [
    'a page that cannot be scrolled',
    `<div style="height:5000px">x</div>${p('')}`,
    p(''),
    'html,body{overflow:hidden;height:100%}',
  ],
  [
    'a fixed box off the window inside',
    `<div style="position:fixed;inset:0;height:100px;overflow:hidden"><div style="height:900px">x</div>${p('')}</div>`,
    `<div style="position:fixed;inset:0;height:100px;overflow:hidden">${p('')}</div>`,
  ],
  ['fixed and partly left', p('position:fixed;left:-3000px;width:300px'), p('position:fixed;left:-20px;width:600px')],
  [
    'a fixed box of a transformed ancestor, cut',
    `<div style="transform:translateX(0);overflow:hidden;height:20px"><p id="p" style="position:fixed;top:300px">${WORDS}</p></div>`,
    `<div style="transform:translateX(0);overflow:hidden;height:200px"><p id="p" style="position:fixed;top:30px">${WORDS}</p></div>`,
  ],
  ['an anchor of offset-path far away', p("offset-path:path('M-9000 0L-9001 0')"), p('')],
  ['translate property', p('translate:-9999px'), p('translate:9px')],
];

const ORDER: readonly Pair[] = [
  ['letters turned round', p('unicode-bidi:bidi-override;direction:rtl'), p('direction:rtl')],
  ['turned round by an element', `<bdo dir="rtl" id="p">${WORDS}</bdo>`, `<bdo dir="ltr" id="p">${WORDS}</bdo>`],
  [
    'turned round from outside',
    `<bdo dir="rtl">x <b id="p">${WORDS}</b></bdo>`,
    `<bdo dir="rtl">x <b id="p" style="display:inline-block">${WORDS}</b></bdo>`,
  ],
  [
    'Hebrew turned round',
    '<bdo dir="ltr" id="p">\u05e9\u05dc\u05d5\u05dd</bdo>',
    '<bdo dir="rtl" id="p">\u05e9\u05dc\u05d5\u05dd</bdo>',
  ],
];

pairs('transforms', TRANSFORMS);
pairs('clips and masks', CLIPS);
pairs('places', PLACES);
pairs('order', ORDER);
