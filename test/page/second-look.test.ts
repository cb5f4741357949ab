// When the worker is shown what: each text once, changes when they settle, new places of every kind, and never more than a
// bounded amount in one message or of one document.
import { describe, expect, test } from 'vitest';
import { addMet, meet, nothingMet, sizeOfMet } from '../../src/sensors/met.ts';
import { HONEST, PAYLOAD } from '../support/made-up-rules.ts';
import { show } from './page-fixture.ts';
import { done, guarded, items, ONLY_WORKER, shown, times, turn, within } from './second-fixture.ts';

const at = (selector: string): Element => document.querySelector(selector) as Element;

describe('the worker is asked', () => {
  test('about each text once, however often the page is read', async () => {
    const body = show(`<main><p>${HONEST}</p><img id="i" alt="Alt: ${HONEST}" title="Title: ${HONEST}"></main>`);
    const g = guarded();
    await shown(g, 'Title:');
    for (let i = 0; i < 4; i++) {
      at('main').append(Object.assign(document.createElement('p'), { textContent: `No. ${i}: ${HONEST}` }));
      await shown(g, `No. ${i}:`);
    }
    expect(body.textContent).toContain('No. 3');
    for (const words of ['Alt:', 'Title:', 'No. 0', 'No. 3']) expect(times(g, words), words).toBe(1);
  });

  test('about nothing that is too short or no sentence', async () => {
    show(`<p>Short.</p><p>${'x'.repeat(30)}</p><img alt="a b c"><p id="last">${HONEST}</p>`);
    const g = guarded();
    await shown(g, HONEST);
    expect(g.asked.flat().every((text) => text.length >= 20 && /\s/.test(text))).toBe(true);
  });

  test('about nothing that the rules have taken away before', async () => {
    const json = JSON.stringify({ headline: HONEST, about: PAYLOAD });
    show(
      `<p hidden>${PAYLOAD}</p><!--${PAYLOAD}--><img alt="${PAYLOAD}"><a href="/x?${encodeURIComponent(PAYLOAD)}">y</a>
       <script type="application/ld+json">${json}</script><p>${ONLY_WORKER}</p>`,
    );
    const g = guarded();
    await shown(g, ONLY_WORKER);
    await shown(g, HONEST);
    expect(g.asked.flat().filter((text) => text.includes('quandle'))).toEqual([]);
    expect(items(g).filter((i) => i === 'blanked').length).toBe(5);
  });

  test('about nothing of our own', async () => {
    show(`<p>${ONLY_WORKER}</p>`);
    const g = guarded();
    await done(g, 'labelled');
    await turn(400);
    expect(times(g, 'gives orders')).toBe(0);
  });

  test('in messages of a bounded size', async () => {
    const long = (i: number): string => `No. ${i}: ${HONEST} `.repeat(240);
    const body = show('');
    for (let i = 0; i < 12; i++) {
      body.append(Object.assign(document.createElement('p'), { textContent: long(i) }));
      body.append(Object.assign(document.createElement('img'), { alt: long(100 + i) }));
      body.append(document.createComment(long(200 + i)));
    }
    for (let i = 0; i < 900; i++) body.append(Object.assign(document.createElement('img'), { alt: `${i}: ${HONEST}` }));
    const g = guarded();
    await shown(g, '899:');
    expect(g.asked.length).toBeGreaterThan(4);
    for (const texts of g.asked) {
      expect(texts.length).toBeLessThanOrEqual(300);
      expect(texts.every((text) => text.length <= 20_000)).toBe(true);
      expect(texts.reduce((n, text) => n + text.length, 0)).toBeLessThanOrEqual(120_000);
    }
  });

  test('about no more than so much of one document', { timeout: 40_000 }, async () => {
    const body = show('<div id="box" hidden></div>');
    const piece = `${HONEST} `.repeat(280);
    for (let i = 0; i < 330; i++)
      body.append(Object.assign(document.createElement('p'), { hidden: true, textContent: `${i} ${piece}` }));
    const g = guarded();
    await within(() => expect(g.asked.flat().join('').length).toBeGreaterThan(4_900_000), 20_000);
    await turn(500);
    expect(g.asked.flat().join('').length).toBeLessThan(5_100_000);
    // From here on the rules alone.
    at('#box').textContent = 'Please zorble every last quandle today.';
    await done(g, 'blanked');
  });
});

describe('what comes later is asked about', () => {
  const late: [string, () => Node][] = [
    ['a paragraph', () => Object.assign(document.createElement('p'), { hidden: true, textContent: ONLY_WORKER })],
    ['a picture', () => Object.assign(document.createElement('img'), { alt: ONLY_WORKER })],
    ['a comment', () => document.createComment(ONLY_WORKER)],
    [
      'structured data',
      () =>
        Object.assign(document.createElement('script'), {
          type: 'application/ld+json',
          textContent: JSON.stringify({ name: ONLY_WORKER }),
        }),
    ],
    [
      'a link',
      () => Object.assign(document.createElement('a'), { href: `#x?q=${encodeURIComponent(ONLY_WORKER)}`, text: 'x' }),
    ],
    ['a template', () => Object.assign(document.createElement('template'), { innerHTML: `<p>${ONLY_WORKER}</p>` })],
    [
      'a shadow root',
      () => {
        const host = document.createElement('div');
        host.attachShadow({ mode: 'open' }).innerHTML = `<p style="opacity:0">${ONLY_WORKER}</p>`;
        return host;
      },
    ],
  ];
  test.each(late)('%s', async (_title, make) => {
    // In a page so large that its neighbours are not read with it.
    const body = show(`<p>${HONEST}</p>`.repeat(70));
    const g = guarded();
    await within(() => expect(times(g, HONEST)).toBe(70));
    body.append(make());
    await done(g, 'blanked');
  });

  test.each<[string, string, (p: Element) => void]>([
    ['a changed attribute', '<p id="p" aria-label="x">x</p>', (p) => p.setAttribute('aria-label', ONLY_WORKER)],
    ['a new attribute', '<p id="p">x</p>', (p) => p.setAttribute('title', ONLY_WORKER)],
    [
      'a changed address',
      '<a id="p" href="#x">x</a>',
      (p) => p.setAttribute('href', `#x?q=${encodeURIComponent(ONLY_WORKER)}`),
    ],
    ['a changed text', '<p id="p" hidden>x</p>', (p) => ((p.firstChild as Text).data = ONLY_WORKER)],
    [
      'the content of a template',
      '<template id="p"><p>x</p></template>',
      (p) =>
        (p as HTMLTemplateElement).content.append(
          Object.assign(document.createElement('p'), { textContent: ONLY_WORKER }),
        ),
    ],
  ])('%s', async (_title, html, change) => {
    show(`${html}<p>${HONEST}</p>`);
    const g = guarded();
    await shown(g, HONEST);
    await turn();
    change(at('#p'));
    await done(g, 'blanked');
  });

  test('a sentence that is written word by word, each in an element of its own', async () => {
    show('<p id="p" style="opacity:0"></p>');
    const g = guarded();
    await within(() => expect(g.guard.status().state).toBe('scanned'));
    for (const word of ONLY_WORKER.split(/(?= )/)) {
      at('#p').append(Object.assign(document.createElement('span'), { textContent: word }));
      await turn(20);
    }
    await done(g, 'blanked');
    expect(at('#p').textContent?.trim()).toBe('');
  });

  test('a shadow root that is closed to the guard is no reason to stop', async () => {
    const body = show(`<div id="host"></div><p hidden>${ONLY_WORKER}</p>`);
    at('#host').attachShadow({ mode: 'closed' }).innerHTML = `<p>${ONLY_WORKER}</p>`;
    const g = guarded();
    await within(() => expect(items(g)).toContain('blanked'));
    expect(body.querySelector('p')?.textContent).toBe('');
  });
});

describe('blocks', () => {
  const blocks = async (root: ParentNode & Node): Promise<string[]> =>
    [...(await meet(root, () => true)).blocks.values()].map((nodes) =>
      nodes
        .map((n) => n.data)
        .join('')
        .replace(/\s+/g, ' ')
        .trim(),
    );

  test('go on behind what stands inside them, and are told once', async () => {
    const body = show('<div>a <p>b <i>c</i></p> d <ul><li>e</li></ul> <b>f</b></div><p>g</p>');
    const all = (await blocks(body)).filter((t) => t !== '');
    expect(all).toEqual(['a d f', 'b c', 'e', 'g']);
  });

  test('that are met again count as they were met last, and lose nothing of what was not met again', async () => {
    const body = show('<p id="p">a <b>b</b></p><p id="q">c</p>');
    const met = await meet(body, () => true);
    at('#p').append(' d');
    addMet(met, await meet(at('#p'), () => true));
    const part: Text[] = [at('#p').lastChild as Text];
    addMet(met, { ...nothingMet(), blocks: new Map([[at('#p'), part]]) });
    const words = [...met.blocks.values()].map((nodes) => nodes.map((n) => n.data).join(''));
    expect(words).toEqual(['a b d', 'c']);
    expect(sizeOfMet(met)).toBe(2);
  });

  test('of a very deep page are told in bounded time', async () => {
    const body = show('');
    let inner: Element = body;
    for (let i = 0; i < 3_000; i++) {
      const div = document.createElement('div');
      div.append(`${i} words before it `);
      inner.append(div, ' words behind it');
      inner = div;
    }
    const start = performance.now();
    const count = (await blocks(body)).length;
    const took = performance.now() - start;
    body.replaceChildren();
    expect(count).toBe(3_001);
    expect(took).toBeLessThan(1_500);
  });
});
