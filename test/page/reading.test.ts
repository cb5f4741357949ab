// The readers of a page: text joined over split nodes, attributes, comments, inert data, links.
// The finder looks for one made-up word; the pages are made up.
import { describe, expect, test } from 'vitest';
import { scanValues, SPOKEN_NAMES } from '../../src/sensors/attributes.ts';
import { decodeWords, type LinkText } from '../../src/sensors/links.ts';
import { scanComments } from '../../src/sensors/markup.ts';
import { scanText, type TextBlock } from '../../src/sensors/text.ts';
import { look } from './look.ts';
import { show } from './page-fixture.ts';

const WORD = 'quandle';
const finder = {
  find: (text: string, limit: number): number[] => [...text.matchAll(/quandle/g)].map((m) => m.index).slice(0, limit),
};

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
