// Words inside data: addresses: pictures, captions, documents. The finder looks for one made-up word.
import { describe, expect, test } from 'vitest';
import { wordedPicture } from '../../src/sensors/data-addresses.ts';
import { look } from './look.ts';
import { HONEST, PAYLOAD } from '../support/made-up-rules.ts';
import { show } from './page-fixture.ts';
import { done, guarded, ONLY_WORKER, type Guarded } from './second-fixture.ts';

const WORD = 'quandle';

describe('data: addresses', () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9"><text y="9">words and ${WORD}</text><rect width="9"/></svg>`;
  test.each([
    ['percent-encoded SVG', 'img', 'src', `data:image/svg+xml,${encodeURIComponent(svg)}`],
    ['base64 SVG', 'img', 'src', `data:image/svg+xml;charset=utf-8;base64,${btoa(svg)}`],
    ['captions', 'track', 'src', `data:text/vtt,WEBVTT%0A%0A00:00.000 --> 00:05.000%0Awords and ${WORD}`],
    [
      'a document',
      'object',
      'data',
      `data:text/html,<p>words and ${WORD}</p>`.replaceAll(/[<> ]/g, encodeURIComponent),
    ],
  ])('%s: the words are read, and taken away without the rest', async (_what, tag, name, address) => {
    const body = show(`<${tag} id="p"></${tag}>`);
    (body.querySelector('#p') as Element).setAttribute(name, address);
    const { attributes: found } = await look(body, WORD);
    expect(found.map((a) => a.name)).toEqual([name]);
    expect(found[0]?.value).toContain(WORD);
    const left = decodeURIComponent(found[0]?.cleaned ?? '');
    expect(left).not.toContain(WORD);
    expect(left).toMatch(
      /^data:(?:image\/svg\+xml,<svg .*<rect width="9"\/><\/svg>|text\/vtt,WEBVTT|text\/html,<p><\/p>)$/,
    );
  });

  test('pictures, broken addresses and addresses without words are left alone', async () => {
    const body = show(
      '<img src="data:image/png;base64,iVBORw0KGgo="><img src="data:image/svg+xml,%E0%A4%A"><a href="#">x</a>',
    );
    const { attributes: found } = await look(body, WORD);
    expect(found).toEqual([]);
  });
});

test.each(['<', '<!--', '<!doctype', '<!doctype [', '<![CDATA[', '<style', '<style>', ' id="', "<g id='", '/*', ']'])(
  'markup that is nothing but %s is read once, and loses nothing where all is kept',
  (piece) => {
    const source = piece.repeat(15_000);
    const address = `data:image/svg+xml,${encodeURIComponent(source)}`.slice(0, 200_000);
    const whole = address.replace(/%[^%]?$/, '');
    const picture = wordedPicture('src', whole);
    expect(picture?.attribute(() => true)).toBe(whole);
    expect(decodeURIComponent(picture?.drawn(() => false) ?? '')).not.toContain('/*');
  },
);

describe('the guard takes words out of data: addresses', () => {
  const svg = (words: string): string =>
    `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg"><desc>${words}</desc><rect/></svg>`)}`;
  const text = `data:text/html,${encodeURIComponent(PAYLOAD)}`;
  const holds = (id: string, name: string): boolean =>
    decodeURIComponent(document.getElementById(id)?.getAttribute(name) ?? '').includes(WORD);

  test('where nobody sees what they paint, and where they paint nothing; undo is exact', async () => {
    show(`<img id="i" src="${svg(PAYLOAD)}" style="display:none"><a id="a" href="${text}">x</a>`);
    const before = document.body.innerHTML;
    const g = guarded();
    await done(g, 'blanked', 'blanked');
    expect([holds('i', 'src'), holds('a', 'href')]).toEqual([false, false]);
    expect(document.getElementById('i')?.getAttribute('src')).toContain('rect');
    for (const { id } of g.guard.status().items) g.guard.undo(id);
    expect(document.body.innerHTML).toBe(before);
  });

  test('never of code', async () => {
    const code = `data:text/javascript,${encodeURIComponent(`/* ${PAYLOAD} */`)}`;
    show(`<script id="s" src="${code}"></script><p id="p" hidden>${PAYLOAD}</p>`);
    await done(guarded(), 'blanked');
    expect(holds('s', 'src')).toBe(true);
  });

  test('in a picture that changes, and one that only the worker knows', async () => {
    show(`<img id="i" style="display:none"><img id="w" src="${svg(ONLY_WORKER)}" style="display:none"><p id="p">x</p>`);
    const g = guarded();
    await done(g, 'blanked');
    expect(document.getElementById('w')?.getAttribute('src')).not.toContain('grumbit');
    document.getElementById('i')?.setAttribute('src', svg(PAYLOAD));
    await done(g, 'blanked', 'blanked');
    expect(holds('i', 'src')).toBe(false);
  });

  const drawing = (inside: string): string =>
    `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="40"><rect width="400" height="40" fill="#ffffbe"/>${inside}</svg>`)}`;
  const line = (style: string, words = PAYLOAD): string => `<text y="27" font-size="20" ${style}>${words}</text>`;
  const shown = (address: string, name = 'src'): void => {
    show('<img id="i" width="400" height="40"><p id="p" hidden></p>').querySelector('#i')?.setAttribute(name, address);
  };
  /** A hidden text is found after the picture: by then the picture has been judged. */
  const judged = async (...what: string[]): Promise<Guarded> => {
    const g = guarded();
    (document.getElementById('p') as Element).textContent = PAYLOAD;
    await done(g, ...what, 'blanked');
    return g;
  };

  test.each([
    ['faint', line('fill="#ffffb2"')],
    ['under a shape', `${line('fill="#000"')}<rect width="400" height="40" fill="#ffffbe"/>`],
    ['outside the picture', line('y="200"').replace('y="27"', '')],
    ['tiny', line('fill="#000"').replace('font-size="20"', 'font-size="2"')],
    ['in its description', `<desc>${PAYLOAD}</desc>`],
    ['in a comment', `<!-- ${PAYLOAD} -->`],
    ['in character data', `<metadata><![CDATA[${PAYLOAD}]]></metadata>`],
    ['in an attribute', `<g aria-label="${PAYLOAD}"/>`],
    ['faint, beside words that are seen', line('fill="#ffffb2"') + line('fill="#000"', 'Open on Sundays')],
  ])('words in a picture that nobody can make out go: %s', async (_what, inside) => {
    shown(drawing(inside));
    const before = document.getElementById('i')?.getAttribute('src');
    const g = await judged('blanked');
    expect(holds('i', 'src')).toBe(false);
    const left = decodeURIComponent(document.getElementById('i')?.getAttribute('src') ?? '');
    expect(left).toContain('<rect width="400"');
    expect(left.includes('Sundays')).toBe(inside.includes('Sundays'));
    for (const { id } of g.guard.status().items) g.guard.undo(id);
    expect(document.getElementById('i')?.getAttribute('src')).toBe(before);
  });

  test.each([
    ['black on yellow', line('fill="#000"')],
    [
      'in a style sheet of its own',
      `<style>text{fill:#000}</style>${line('fill="#ffffbe"').replace('fill="#ffffbe"', '')}`,
    ],
  ])('words in a picture that a person reads get a label: %s', async (_what, inside) => {
    shown(drawing(inside));
    await judged('labelled');
    expect(holds('i', 'src')).toBe(true);
  });

  test('a faint picture that steers nobody stays', async () => {
    shown(drawing(line('fill="#ffffb2"', HONEST)));
    const before = document.getElementById('i')?.getAttribute('src');
    await judged();
    expect(document.getElementById('i')?.getAttribute('src')).toBe(before);
  });

  test('the faint picture of a list of pictures goes, too', async () => {
    shown(`${drawing(line('fill="#ffffb2"'))} 1x`, 'srcset');
    await judged('blanked');
    expect(holds('i', 'srcset')).toBe(false);
    expect(document.getElementById('i')?.getAttribute('srcset')).toMatch(/ 1x$/);
  });
});
