// The readers of style sheets: words in their source, and words that they paint. The finder looks for one made-up word; the
// pages are made up.
import { describe, expect, test } from 'vitest';
import { scanPseudo, type PseudoText } from '../../src/sensors/pseudo.ts';
import { look } from './look.ts';
import { show } from './page-fixture.ts';

const WORD = 'quandle';
const test_ = (text: string): boolean => text.includes(WORD);

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
