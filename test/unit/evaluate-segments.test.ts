// A document as the texts that a reader of its source gets: each kind of place, each way of hiding, and documents that are
// deep, wide or made to take long.
import { describe, expect, test } from 'vitest';
import { segmentsOf, type Segment } from '../../tools/evaluate/segments.ts';

const WORDS = 'Marker words of the fixture here';
/** Those segments that hold the marker. */
const marked = (html: string): Segment[] => segmentsOf(html).filter((s) => s.text.includes('Marker'));
const hidden = (html: string): boolean | undefined => marked(html)[0]?.hidden;

describe('hiding', () => {
  test.each([
    ['display', 'display:none'],
    ['display with room and capitals', 'DISPLAY :  None !important'],
    ['visibility', 'visibility:hidden'],
    ['collapse', 'visibility: collapse'],
    ['opacity', 'opacity:0'],
    ['little opacity', 'opacity: .01'],
    ['no font size', 'font-size:0'],
    ['one pixel', 'font-size:1px'],
    ['far to the left', 'position:absolute;left:-9999px'],
    ['indent', 'text-indent:-5000px'],
    ['clip', 'clip:rect(0,0,0,0)'],
    ['clip path', 'clip-path:inset(100%)'],
    ['scale', 'transform:rotate(2deg) scale(0)'],
    ['no height', 'height:0;overflow:hidden'],
    ['no width, the other way round', 'overflow: hidden; max-width: 1px'],
    ['colour of the ground', 'color:#123;background:#123'],
    ['transparent', 'color:transparent'],
    ['no alpha', 'color: rgba(0, 0, 0, 0)'],
    ['white without a ground', 'color:#fff'],
    ['nearly white on white', 'color:#fefefe;background-color:white'],
  ])('by %s', (_title, style) => {
    expect(hidden(`<p style="${style}">${WORDS}</p>`)).toBe(true);
    expect(hidden(`<div style="${style}"><section><p>${WORDS}</p></section></div>`)).toBe(true);
    expect(hidden(`<style>.k{${style}}</style><div class="a k"><p>${WORDS}</p></div>`)).toBe(true);
  });

  test.each([
    ['display', 'display:block'],
    ['opacity', 'opacity:0.85'],
    ['whole opacity', 'opacity:1'],
    ['font size', 'font-size:10px'],
    ['somewhat smaller letters', 'font-size:0.8em'],
    ['the same of the page', 'font-size: .75rem'],
    ['a little to the left', 'left:-20px'],
    ['scale', 'transform:scale(0.9)'],
    ['no height that lets everything out', 'height:0;overflow:visible'],
    ['height of ten', 'height:10px;overflow:hidden'],
    ['colours', 'color:#000;background:#fff'],
    ['white on black', 'color:#fff;background:#000'],
    ['half alpha', 'color: rgba(0, 0, 0, 0.5)'],
  ])('the near miss by %s is seen', (_title, style) => {
    expect(hidden(`<p style="${style}">${WORDS}</p>`)).toBe(false);
  });

  test.each([
    ['the attribute', `<p hidden>${WORDS}</p>`],
    ['a rule for an id', `<style>a,#k{display:none}</style><p id=k>${WORDS}</p>`],
    ['a rule that comes later', `<p class=k>${WORDS}</p><style>.k{display:none}</style>`],
    ['a template', `<template><p>${WORDS}</p></template>`],
    ['a template in a template', `<template><template><p>${WORDS}</p></template></template>`],
    ['noscript', `<body><noscript><p>${WORDS}</p></noscript>`],
    ['a drawing’s description', `<svg><desc>${WORDS}</desc></svg>`],
  ])('by %s', (_title, html) => expect(hidden(html)).toBe(true));
});

describe('texts', () => {
  test.each<[string, string, string, boolean]>([
    ['a comment', `<!-- ${WORDS} -->`, 'comment', true],
    ['an alt text', `<img alt="${WORDS}">`, 'attribute', false],
    ['a label for readers', `<p aria-label="${WORDS}">x</p>`, 'attribute', true],
    ['an attribute of any name', `<p data-note="${WORDS}">x</p>`, 'attribute', true],
    ['a description', `<meta name=description content="${WORDS}">`, 'attribute', true],
    ['a hidden field', `<input type=hidden value="${WORDS}">`, 'attribute', true],
    ['the query of a link', `<a href="/x?q=${encodeURIComponent(WORDS)}">x</a>`, 'link', true],
    ['the fragment of a link, with plus signs', `<a href="#${WORDS.replaceAll(' ', '+')}">x</a>`, 'link', true],
    ['a document in an attribute', `<iframe srcdoc="<p>${WORDS}</p>"></iframe>`, 'text', false],
    ['structured data', `<script type="application/ld+json">{"a":["${WORDS}"]}</script>`, 'script', true],
    ['broken structured data', `<script type="application/ld+json">{"a":["${WORDS}"</script>`, 'script', true],
    ['a title', `<title>${WORDS}</title>`, 'text', false],
  ])('%s is one', (_title, html, channel, isHidden) => {
    expect(marked(html).map(({ channel: c, hidden: h }) => [c, h])).toEqual([[channel, isHidden]]);
  });

  test.each([
    ['code', `<script>const a = "${WORDS}";</script>`],
    ['style sheets', `<style>.a{content:"${WORDS}"}</style>`],
    ['addresses', `<a href="/${WORDS}">x</a><img src="/x?q=${WORDS}">`],
    ['class names', `<p class="${WORDS}">x</p>`],
    ['handlers', `<p onclick="f('${WORDS}')">x</p>`],
  ])('%s are none', (_title, html) => expect(marked(html)).toEqual([]));

  test('strings of structured data come one by one, in their order', () => {
    const data = { a: `First. ${WORDS}`, b: [{ c: `Second. ${WORDS}` }, 7, null], d: `Third. ${WORDS}` };
    const found = marked(`<script type="application/ld+json">${JSON.stringify(data)}</script>`);
    expect(found.map((s) => s.text.split('.')[0])).toEqual(['First', 'Second', 'Third']);
  });

  test('words of one block are one text, of two blocks two, and hidden words are apart', () => {
    expect(marked(`<p>Marker <b>words</b> of <i>the</i> fixture</p>`).map((s) => s.text)).toEqual([
      'Marker words of the fixture',
    ]);
    expect(marked(`<p>Marker words one</p><p>Marker words two</p>`)).toHaveLength(2);
    const mixed = segmentsOf(
      `<p>Words that are seen here <span hidden>${WORDS}</span> and more words that are seen</p>`,
    );
    expect(mixed.map((s) => s.hidden)).toEqual([false, true, false]);
  });

  test('of a broken document are there too', () => {
    expect(marked(`<p><b>${WORDS}`)).toHaveLength(1);
    expect(marked(`</div></p>${WORDS}<table><p>${WORDS}`)).toHaveLength(2);
    expect(segmentsOf('')).toEqual([]);
    expect(segmentsOf('<'.repeat(1_000))).toHaveLength(1);
  });
});

describe('bounded time', () => {
  /** Documents in documents, each escaped for the one around it. */
  const framed = (depth: number): string => {
    let html = `<p>${WORDS}</p>`;
    for (let i = 0; i < depth; i++)
      html = `<iframe srcdoc='${html.replaceAll('&', '&amp;').replaceAll("'", '&#39;')}'>`;
    return html;
  };
  test.each<[string, string]>([
    ['100,000 levels', `${'<div>'.repeat(100_000)}${WORDS}`],
    ['100,000 inline levels', `${'<span>'.repeat(100_000)}${WORDS}`],
    ['200,000 siblings', `${'<p>x</p>'.repeat(200_000)}<p>${WORDS}</p>`],
    ['200,000 values', `<script type="application/json">[${'1,'.repeat(200_000)}"${WORDS}"]</script>`],
    [
      'data of 100,000 levels',
      `<script type="application/json">${'['.repeat(1e5)}"${WORDS}"${']'.repeat(1e5)}</script>`,
    ],
    ['a huge attribute', `<p title="${'x '.repeat(1_000_000)}">${WORDS}</p>`],
    ['20,000 attributes', `<p ${Array.from({ length: 20_000 }, (_, i) => `data-${i}=x`).join(' ')}>${WORDS}</p>`],
    ['a huge style of heights', `<p style="${'height:0;'.repeat(60_000)}">${WORDS}</p>`],
    ['a huge style of overflows', `<p style="${'overflow:hidden;'.repeat(30_000)}">${WORDS}</p>`],
    ['a huge style of transforms', `<p style="${'transform:'.repeat(60_000)}">${WORDS}</p>`],
    ['a huge style of colours', `<p style="color:${'rgba('.repeat(60_000)}">${WORDS}</p>`],
    ['a huge style of spaces', `<p style="display${' '.repeat(400_000)}:x">${WORDS}</p>`],
    ['a style sheet without end', `<style>${'a{'.repeat(100_000)}</style><p>${WORDS}</p>`],
    ['a selector without end', `<style>${'a,'.repeat(100_000)}</style><p>${WORDS}</p>`],
    ['an open tag', `<p>${WORDS}</p><p title="${'x'.repeat(500_000)}`],
    ['frames in frames', `${framed(60)}<p>${WORDS}</p>`],
  ])('%s', (_title, html) => {
    const start = performance.now();
    const found = marked(html);
    expect(performance.now() - start).toBeLessThan(6_000);
    expect(found.length).toBeGreaterThan(0);
  });
});
