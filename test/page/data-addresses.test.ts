// Words inside data: addresses: pictures, captions, documents. The finder looks for one made-up word.
import { describe, expect, test } from 'vitest';
import { look } from './look.ts';
import { PAYLOAD } from '../support/made-up-rules.ts';
import { show } from './page-fixture.ts';
import { done, guarded, ONLY_WORKER } from './second-fixture.ts';

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

  test('not where a person sees the picture, and never of code', async () => {
    const code = `data:text/javascript,${encodeURIComponent(`/* ${PAYLOAD} */`)}`;
    show(`<img id="i" src="${svg(PAYLOAD)}" width="40" height="40"><script id="s" src="${code}"></script>
      <p id="p" hidden>${PAYLOAD}</p>`);
    await done(guarded(), 'blanked');
    expect([holds('i', 'src'), holds('s', 'src')]).toEqual([true, true]);
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
});
