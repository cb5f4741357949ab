// Markup that would live: every way known by which a piece of a page runs, loads, navigates, moves, takes the focus or takes
// a property's place. `to` is an address that must never be asked for; `mark` a name that no script may set on a window.

/** Titles and pieces. A page that shows all of them still has not asked for anything, and has set nothing. */
export function liveMarkup(to: string, mark = 'lived'): readonly (readonly [title: string, html: string])[] {
  const run = `top.${mark}=1;parent.${mark}=1;window.${mark}=1;new Image().src='${to}/ran'`;
  return [
    ['script', `<script>${run}</script><script src="${to}/script"></script><script type="module">${run}</script>`],
    ['handler', `<img src="x" onerror="${run}"><body onload="${run}"><details open ontoggle="${run}">x</details>`],
    ['handler of a drawing', `<svg onload="${run}"><animate attributeName="x" dur="1s" onbegin="${run}"/></svg>`],
    ['focus', `<input autofocus onfocus="${run}"><button autofocus accesskey="x">x</button><p contenteditable>x</p>`],
    ['script address', `<a href="javascript:${run}">x</a><form action="javascript:${run}"><button>x</button></form>`],
    ['picture', `<img src="${to}/img" srcset="${to}/set 2x"><picture><source srcset="${to}/source"><img></picture>`],
    [
      'picture of old',
      `<body background="${to}/body"><table background="${to}/table"><td background="${to}/td">x</table>`,
    ],
    ['input picture', `<input type="image" src="${to}/input"><video poster="${to}/poster" src="${to}/video" controls>`],
    ['media', `<audio src="${to}/audio" autoplay></audio><video autoplay><source src="${to}/s"><track src="${to}/t">`],
    ['drawing', `<svg><image href="${to}/a"/><use href="${to}/u#x"/><feImage href="${to}/f"/></svg>`],
    ['drawing by attribute', `<svg><rect fill="url(${to}/p#a)" mask="url(${to}/m#a)" filter="url(${to}/q#a)"/></svg>`],
    ['changed address', `<svg><a><set attributeName="href" to="javascript:${run}"/><text>x</text></a></svg>`],
    [
      'foreign object',
      `<svg><foreignObject><img src="${to}/fo"><iframe src="${to}/fi"></iframe></foreignObject></svg>`,
    ],
    ['frame', `<iframe src="${to}/frame"></iframe><iframe srcdoc="<script>${run}</script>"></iframe>`],
    ['frame set', `<frameset><frame src="${to}/frameset"></frameset>`],
    ['plug-in', `<object data="${to}/object"></object><embed src="${to}/embed"><applet code="${to}/applet"></applet>`],
    ['refresh', `<meta http-equiv="refresh" content="0;url=${to}/refresh"><base href="${to}/base" target="_top">`],
    ['link', `<link rel="stylesheet" href="${to}/css"><link rel="preload" as="image" href="${to}/preload">`],
    [
      'link ahead',
      `<link rel="prefetch" href="${to}/pf"><link rel="dns-prefetch" href="${to}"><link rel="icon" href="${to}/i">`,
    ],
    ['rules ahead', `<script type="speculationrules">{"prefetch":[{"urls":["${to}/spec"]}]}</script>`],
    ['import map', `<script type="importmap">{"imports":{"x":"${to}/map"}}</script>`],
    [
      'style attribute',
      `<p style="background:url(${to}/style);--x:url(${to}/v);list-style-image:url('${to}/l')">x</p>`,
    ],
    ['style in other letters', `<p style="background:u\\72l(${to}/esc);border-image:image-set('${to}/is' 1x)">x</p>`],
    ['style by a variable', `<p style="--a:url(${to}/var);background:var(--a) url(${to}/two)">x</p>`],
    [
      'sheet',
      `<style>@import "${to}/imp";p{background:url(${to}/sheet)}p::after{content:url(${to}/after)}</style><p>x</p>`,
    ],
    ['sheet with a font', `<style>@font-face{font-family:x;src:url(${to}/font)}p{font-family:x}</style><p>x</p>`],
    [
      'nested sheet',
      `<style>@media all{p{&:first-child{cursor:url(${to}/cur),auto;mask:url(${to}/mask)}}}</style><p>x</p>`,
    ],
    ['sheet that reads', `<style>input[value^="x"]{background:url(${to}/leak)}</style><input value="xyz">`],
    [
      'counter style',
      `<style>@counter-style x{system:cyclic;symbols:url(${to}/sym)}li{list-style:x}</style><ol><li>x</ol>`,
    ],
    [
      'motion',
      `<style>@keyframes k{to{background:url(${to}/kf)}}p{animation:k 1ms infinite}</style><p>x</p><marquee>x</marquee>`,
    ],
    [
      'form',
      `<form action="${to}/form" target="_top" method="post"><input name="a" value="b"><button autofocus>x</button></form>`,
    ],
    ['names', `<form id="f"><input name="attributes"><input name="firstChild"><input id="appendChild">x</form>`],
    [
      'names of the page',
      `<img id="body" name="body"><form name="documentElement"></form><object id="defaultView"></object>`,
    ],
    ['names in copy', `<form><input id="appendChild"><p>y</p><input id="localName"><input id="setAttribute"></form>`],
    ['namespace', `<svg></p><style><a id="</style><img src=${to}/ns onerror=${mark}=1>"></svg>`],
    [
      'namespace of formulas',
      `<math><mtext><table><mglyph><style><img src=${to}/math onerror="${run}"></style></math>`,
    ],
    ['noscript', `<noscript><p title="</noscript><img src=${to}/nos onerror='${mark}=1'>"></noscript>`],
    ['template', `<template><script>${run}</script><img src="${to}/tpl"></template>`],
    [
      'shadow tree',
      `<div><template shadowrootmode="open"><style>p{background:url(${to}/sh)}</style><p>x</p><img src="${to}/si"></template></div>`,
    ],
    [
      'comment',
      `<!--><img src="${to}/c1" onerror="${run}">--><!--<script>${run}</script>--><![CDATA[<img src="${to}/c2">]]>`,
    ],
    ['title', `<title></title><img src="${to}/title" onerror="${run}"><textarea></textarea><script>${run}</script>`],
    [
      'popup',
      `<a href="${to}/popup" target="_blank" ping="${to}/ping" download>x</a><dialog open><form method="dialog">x</form></dialog>`,
    ],
    ['element of its own', `<x-live src="${to}/x" onclick="${run}">x</x-live><p is="x-live">x</p>`],
  ];
}

/** Markup that is large or deep: title and piece. */
export const LARGE_MARKUP: readonly (readonly [title: string, html: string])[] = [
  ['one line of a million letters', 'm'.repeat(1_000_000)],
  ['ten thousand elements in each other', '<div>'.repeat(10_000) + 'x'],
  ['a hundred thousand elements', '<i>x</i>'.repeat(100_000)],
  ['ten thousand attributes', `<p ${Array.from({ length: 10_000 }, (_, i) => `data-a${i}="x"`).join(' ')}>x</p>`],
  [
    'ten thousand rules',
    `<style>${Array.from({ length: 10_000 }, (_, i) => `p.a${i}{color:red}`).join('')}</style><p>x</p>`,
  ],
  [
    'sums of sums',
    `<style>p{--a:x x x x x x x x x x;${Array.from({ length: 20 }, (_, i) => `--b${i}:${`var(--b${i - 1},var(--a))`.repeat(9)}`).join(';')};content:var(--b19)}</style><p>x</p>`,
  ],
  ['templates in templates', '<template>'.repeat(2_000) + 'x'],
  ['shadow trees in each other', '<div><template shadowrootmode="open">'.repeat(1_000) + 'x'],
];
