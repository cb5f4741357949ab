// Words inside data: addresses: pictures, captions, documents. The finder looks for one made-up word.
import { describe, expect, test } from 'vitest';
import { look } from './look.ts';
import { show } from './page-fixture.ts';

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
