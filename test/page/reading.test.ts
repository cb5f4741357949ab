// The readers of a page: text joined over split nodes, attributes, comments, inert data, links, generated text.
// The finder looks for one made-up word; the pages are made up.
import { describe, expect, test } from 'vitest';
import { scanValues, SPOKEN_NAMES } from '../../src/sensors/attributes.ts';
import { decodeWords, type LinkText } from '../../src/sensors/links.ts';
import { scanComments } from '../../src/sensors/markup.ts';
import { scanPseudo, type PseudoText } from '../../src/sensors/pseudo.ts';
import { scanText, type TextBlock } from '../../src/sensors/text.ts';
import { look } from './look.ts';
import { show } from './page-fixture.ts';

const WORD = 'quandle';
const finder = {
  find: (text: string, limit: number): number[] => [...text.matchAll(/quandle/g)].map((m) => m.index).slice(0, limit),
};
const test_ = (text: string): boolean => text.includes(WORD);

async function blocks(root: Node): Promise<TextBlock[]> {
  const out: TextBlock[] = [];
  await scanText(
    [root],
    finder,
    (b) => out.push(b),
    () => Promise.resolve(true),
  );
  return out;
}

describe('text', () => {
  test('joins a word split over elements, comments and empty elements', async () => {
    show('<p>before</p><p id="p">the <b>qu</b><!-- x --><i>an</i><s></s><span>d<u>l</u>e</span> after</p>');
    const found = await blocks(document.body);
    expect(found.map((b) => b.text)).toEqual(['the quandle after']);
    expect(found[0]?.block?.id).toBe('p');
    expect(found[0]?.nodes.map((n) => n.data).join('')).toBe('the quandle after');
  });

  test('keeps nested blocks apart and skips scripts and styles', async () => {
    show(
      `<div>outer <div>a ${WORD} here</div> tail</div><script type="text/plain">${WORD}</script><style>/*${WORD}*/</style>`,
    );
    expect((await blocks(document.body)).map((b) => b.text)).toEqual([`a ${WORD} here`]);
  });

  test('reports one block once, however many hits it has', async () => {
    show(`<p>${WORD} and ${WORD} and <b>${WORD}</b></p>`);
    expect(await blocks(document.body)).toHaveLength(1);
  });

  test('finds the last word of a tree that is read in pieces', async () => {
    const body = show('<div id="long"></div>');
    const long = body.querySelector('#long') as Element;
    for (let i = 0; i < 400; i++)
      long.append(Object.assign(document.createElement('p'), { textContent: 'honest words '.repeat(60) }));
    long.append(Object.assign(document.createElement('p'), { textContent: `the last ${WORD}` }));
    const found = await blocks(document.body);
    expect(found.map((b) => b.text)).toEqual([`the last ${WORD}`]);
  });

  test('says when a reading was stopped', async () => {
    const body = show('');
    for (let i = 0; i < 400; i++)
      body.append(Object.assign(document.createElement('p'), { textContent: 'honest words '.repeat(60) }));
    const result = await scanText(
      [document.body],
      finder,
      () => undefined,
      () => Promise.resolve(false),
    );
    expect(result.partly).toBe(true);
  });

  test('takes the surroundings of a hit in a huge block', async () => {
    const body = show('<pre id="p"></pre>');
    const pre = body.querySelector('#p') as Element;
    for (let i = 0; i < 300; i++)
      pre.append(document.createTextNode('a line of a log. '.repeat(8)), document.createElement('b'));
    pre.insertBefore(document.createTextNode(`some ${WORD} `), pre.childNodes[300] ?? null);
    const [found] = await blocks(document.body);
    expect(found?.text).toContain(WORD);
    expect(found?.text.length).toBeLessThan(20_000);
  });

  test('reads a single text node, a fragment and a shadow root', async () => {
    const body = show('<p>x</p><div id="host"></div>');
    const text = document.createTextNode(`new ${WORD}`);
    body.append(text);
    expect((await blocks(text)).length).toBe(1);
    const shadow = (body.querySelector('#host') as Element).attachShadow({ mode: 'open' });
    shadow.innerHTML = `<p>in the shadow ${WORD}</p>`;
    expect((await blocks(shadow)).map((b) => b.text)).toEqual([`in the shadow ${WORD}`]);
    const template = document.createElement('template');
    template.innerHTML = `<p>in a template ${WORD}</p>`;
    body.append(template);
    expect((await look(body, WORD)).templates).toEqual([template.content]);
    expect((await blocks(template.content)).map((b) => b.text)).toEqual([`in a template ${WORD}`]);
  });
});

describe('attributes', () => {
  const read = async (root: ParentNode & Node): Promise<string[]> =>
    (await look(root, WORD)).attributes.map((a) => a.name);

  test.each(SPOKEN_NAMES)('reads %s', async (name) => {
    const body = show('<i id="p"></i>');
    (body.querySelector('#p') as Element).setAttribute(name, `some words and ${WORD}`);
    expect(await read(body)).toEqual([name]);
  });

  test('reads the root element itself, and leaves short values alone', async () => {
    const body = show(`<img alt="${WORD}"><img id="p" alt="a picture of ${WORD}">`);
    expect(await read(body)).toEqual(['alt']);
    expect(await read(body.querySelector('#p') as Element)).toEqual(['alt']);
  });

  test('data-*, class and id with sentences are read, and no code, addresses or styles', async () => {
    const body = show(
      `<i data-n="words with ${WORD} in" class="a sentence ${WORD} with spaces" onclick="void '${WORD} words'" style="--x:'${WORD} words here'" href="/a ${WORD} b c" title="words ${WORD} words"></i>`,
    );
    expect(await read(body)).toEqual(['data-n', 'class', 'title']);
  });

  test('values that a script typed, but neither defaults nor passwords', () => {
    const body = show(
      `<textarea id="a"></textarea><input id="b" type="password"><input id="c" value="default with ${WORD}"><input id="d" type="hidden">`,
    );
    const text = `typed words and ${WORD}`;
    for (const id of ['a', 'b', 'd']) (body.querySelector(`#${id}`) as HTMLInputElement).value = text;
    const ids: string[] = [];
    scanValues(body, finder, (e) => ids.push(e.id));
    // The value of a hidden field is its attribute, which is read with the others.
    expect(ids).toEqual(['a']);
  });

  test('srcdoc is read as text, without its tags', async () => {
    const body = show('<iframe></iframe>');
    (body.firstElementChild as Element).setAttribute('srcdoc', `<p title="x">in a frame ${WORD}</p>`);
    const { sources } = await look(body, WORD);
    expect(sources.map((a) => a.value.trim())).toEqual([`in a frame ${WORD}`]);
  });
});

describe('markup', () => {
  test('comments are read, markers of frameworks are not', async () => {
    const body = show('');
    const data = [
      `a remark with ${WORD}`,
      `$${WORD} suspense boundary`,
      `/$${WORD} xxxxxxx`,
      `[if IE ${WORD} lt 9]`,
      `lit-part ${WORD} xxx`,
      `?lit$${WORD}xxxxxxxx$`,
      `ng-container ${WORD}`,
      `bindings={${WORD}xxxxx}`,
      `ko foreach: ${WORD}`,
      '   ',
    ];
    for (const d of data) body.append(document.createComment(d));
    const found: string[] = [];
    await scanComments(
      [body],
      finder,
      (m) => found.push(m.value),
      () => true,
    );
    expect(found).toEqual([data[0]]);
  });

  test('inert scripts are read, executable ones are not', async () => {
    const types = [
      'application/ld+json',
      'text/plain',
      'application/json',
      'text/template',
      'text/javascript',
      'application/x-ecmascript',
      'module',
      'importmap',
      '',
    ];
    // Outside the document nothing runs.
    const root = document.createElement('div');
    for (const type of types) {
      const script = document.createElement('script');
      script.setAttribute('type', type);
      script.textContent = `{"a":"${WORD} xxxxxx"}`;
      root.append(script);
    }
    const { markup } = await look(root, WORD);
    expect(markup.map((m) => m.name)).toEqual(types.slice(0, 4));
  });
});

describe('links', () => {
  const links = async (html: string): Promise<LinkText[]> => (await look(show(html), WORD)).links;

  test.each([
    [`/a?q=some%20words%20${WORD}`, '/a', `q=some words ${WORD}`],
    [`/a?q=some+words+${WORD}`, '/a', `q=some words ${WORD}`],
    [`/a?q=some%2520words%2520${WORD}`, '/a', `q=some words ${WORD}`],
    [`#some%20words%20${WORD}`, '#', `some words ${WORD}`],
    [`/a?q=broken%zz%20${WORD}`, '/a', `q=broken%zz ${WORD}`],
  ])('reads the words of %s', async (href, cleaned, value) => {
    expect((await links(`<a href="${href}">x</a>`)).map((l) => [l.cleaned, l.value])).toEqual([[cleaned, value]]);
  });

  test('leaves paths, scripts and data alone', async () => {
    expect(
      await links(
        `<a href="/a%20b%20${WORD}">x</a><a href="javascript:f('? ${WORD} x')">x</a><a href="data:text/plain,?a%20${WORD}">x</a>`,
      ),
    ).toEqual([]);
  });

  test('addresses of scripts without spaces', async () => {
    const body = show(
      `<a href="/a#${WORD}%E3%81%82%E3%81%84%E3%81%86%E3%81%88%E3%81%8A%E3%81%8B">x</a><a href="/a?q=${WORD}あいうえお">x</a><a href="/${WORD}あ">x</a>`,
    );
    expect((await look(body, WORD)).links.map((l) => l.value)).toEqual([`${WORD}あいうえおか`, `q=${WORD}あいうえお`]);
  });

  test('decodes at most twice', () => {
    expect(decodeWords('%252525')).toBe('%25');
  });
});

describe('the source of style sheets', () => {
  const pieces = async (css: string): Promise<string[]> => {
    show('<p>x</p>', css);
    return (await look(document.head, WORD)).css.flatMap((t) => t.pieces);
  };
  const text = `unpainted words ${WORD}`;

  test('comments, selectors and properties that nobody uses', async () => {
    expect(await pieces(`/*${text}*/p{color:red}`)).toEqual([text]);
    expect(await pieces(`[title="${text}"]{color:red}`)).toEqual([text]);
    expect(await pieces(`:root{--n:"${text}"}`)).toEqual([text]);
    expect(await pieces(`:root{--n: ${text} ;}`)).toEqual([text]);
    expect(await pieces(`@font-face{font-family:"${text}";src:local(x)}`)).toEqual([text]);
    expect(await pieces(`p{grid-template-areas: "a b" "${text}"}`)).toEqual([text]);
    expect(await pieces(`@property --n{syntax:"*";inherits:false;initial-value:"${text}"}`)).toEqual([text]);
    expect(await pieces(`@import "${text}";`)).toEqual([text]);
  });

  test('says whether its strings may paint such words, one string or several side by side', async () => {
    const paints = async (css: string): Promise<boolean> => {
      show('<p>x</p>', css);
      return (await look(document.head, WORD)).paints;
    };
    const [begin, end] = [text.slice(0, -3), text.slice(-3)];
    expect(await paints(`p::before{content:"${text}"}`)).toBe(true);
    expect(await paints(`p::before{content:"${begin}" '${end}'}`)).toBe(true);
    expect(await paints(`p::before{content:"${begin}"}p::after{content:"${end}"}`)).toBe(false);
    expect(await paints(`p{background:url("data:image/png,${text}")}`)).toBe(false);
    expect(await paints(`/*${text}*/p{color:red}`)).toBe(false);
  });

  test.each(['"words in a string" ', '/* a note */', '[title="words in it"]', '--n:"words in it"'])(
    'a sheet that is nothing but %s is read once',
    async (piece) => expect(await pieces(piece.repeat(20_000))).toEqual([]),
  );

  test('nothing that is painted', async () => {
    expect(await pieces(`p::before{content:"${text}"}`)).toEqual([]);
    expect(await pieces(`:root{--n:"${text}"}p::before{content:var(--n)}`)).toEqual([]);
  });
});

describe('generated text', () => {
  const pseudo = (css: string, html: string): [string, string][] => {
    show(html, css);
    const out: [string, string][] = [];
    scanPseudo(document, test_, (p) => out.push([p.pseudo, p.value]));
    return out;
  };
  const text = `painted words ${WORD}`;

  test('of ::before, with quotes and nested rules', () => {
    expect(pseudo(`#p::before{content:"${text}"}`, '<p id="p">x</p>')).toEqual([['::before', text]]);
    expect(pseudo(`@media all{#p:after{content:"${text} \\"x\\""}}`, '<p id="p">x</p>')).toEqual([
      ['::after', `${text} "x"`],
    ]);
  });

  test('of an attribute', () => {
    expect(pseudo('#p::after{content:attr(data-n) }', `<p id="p" data-n="${text}">x</p>`)).toEqual([['::after', text]]);
    expect(pseudo('#p::after{content:attr(data-n) }', '<p id="p" data-n="honest words of a page">x</p>')).toEqual([]);
  });

  test('of a rule that no element matches yet: the holder of the sheet stands for it', () => {
    show('<p id="p">x</p>', `#none::before{content:"${text}"}`);
    const out: Element[] = [];
    scanPseudo(document, test_, (p) => out.push(p.element));
    expect(out).toEqual([document.querySelector('style[data-fixture]')]);
  });

  test('of an animation that nothing runs yet, and of words for a picture', () => {
    const holder = (css: string): void => {
      show('<p id="p">x</p><img id="i">', css);
      const out: Element[] = [];
      scanPseudo(document, test_, (p) => out.push(p.element));
      expect(out).toEqual([document.querySelector('style[data-fixture]')]);
    };
    holder(`@keyframes k{50%{content:"${text}"}}`);
    holder(`#i{content:url("data:image/png,") / "${text}"}`);
  });

  test.each([
    ['a list marker that is a string', `#p{list-style-type:"${text}"}`, '<ul><li id="p">x</li></ul>'],
    ['quotation marks', `#p{quotes:"${text}" ""}`, '<q id="p">x</q>'],
    [
      'symbols of a counter style',
      `@counter-style c{system:cyclic;symbols:"${text}";suffix:""}#p{list-style:c}`,
      '<ul><li id="p">x</li></ul>',
    ],
    [
      'an animation',
      `@keyframes k{from,to{content:"${text}"}}#p::before{content:"x";animation:k 9s infinite}`,
      '<p id="p">x</p>',
    ],
    ['a property of its own', `#p{--n:"${text}"}#p::before{content:var(--n)}`, '<p id="p">x</p>'],
  ])('of %s', (_what, css, html) => {
    show(html, css);
    const found: PseudoText[] = [];
    scanPseudo(document, test_, (p) => found.push(p));
    expect(found.map((p) => [p.element.id, p.value])).toEqual([['p', text]]);
    const [first] = found;
    first?.rule.style.setProperty('content', first.pseudo === '::marker' ? '""' : 'none', 'important');
    const after: PseudoText[] = [];
    scanPseudo(document, test_, (p) => after.push(p));
    expect(after).toEqual([]);
  });

  test('of a list marker in an element’s own style', () => {
    show(`<ul><li id="p" style='list-style-type:"${text}"'>x</li></ul>`);
    const out: PseudoText[] = [];
    scanPseudo(document, test_, (p) => out.push(p));
    expect(out.map((p) => [p.element.id, p.pseudo, p.value])).toEqual([['p', '::marker', text]]);
  });
});
