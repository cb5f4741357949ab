// The second reading on a real page: what the worker says of texts that the guard's own rules let pass. Each kind of place,
// seen and unseen, and what the page does while the worker thinks.
import { describe, expect, test } from 'vitest';
import { HONEST } from '../support/made-up-rules.ts';
import { show } from './page-fixture.ts';
import { done, guarded, items, ONLY_WORKER, opinionsOn, shown, times, turn, within } from './second-fixture.ts';

const at = (selector: string): Element => document.querySelector(selector) as Element;

describe('a text that only the worker knows', () => {
  test('is blanked where nobody sees it; its neighbours stay', async () => {
    show(`<p id="a">${HONEST}</p><p id="p" style="display:none">${ONLY_WORKER}</p><p id="b" hidden>${HONEST}</p>`);
    const node = at('#p').firstChild;
    const g = guarded();
    await done(g, 'blanked');
    expect([at('#p').textContent, at('#a').textContent, at('#b').textContent]).toEqual(['', HONEST, HONEST]);
    expect(at('#p').firstChild).toBe(node);
    expect(g.reports.map((r) => [r.text, r.carrier, r.concealment?.reason])).toEqual([
      [ONLY_WORKER, 'text', 'not-rendered'],
    ]);
    g.guard.undo(g.guard.status().items[0]?.id ?? '');
    expect(at('#p').textContent).toBe(ONLY_WORKER);
  });

  test('is shown before what people see, wherever it stands', async () => {
    const seen = `<p>${HONEST}</p>`.repeat(3).replaceAll('kettle', () => `kettle ${Math.random()}`);
    show(
      `${seen}<p style="opacity:0">${ONLY_WORKER}</p><p title="${HONEST} by title">x</p><!-- ${HONEST} by comment -->`,
    );
    const g = guarded();
    await done(g, 'blanked');
    await shown(g, 'kettle 0.');
    const asked = g.asked.flat();
    const at = (words: string): number => asked.findIndex((text) => text.includes(words));
    expect([at('grumbit'), at('by comment'), at('by title')].every((i) => i >= 0 && i < at('kettle 0.'))).toBe(true);
    // In a message of their own.
    expect(g.asked.some((texts) => texts.join().includes('grumbit') && texts.join().includes('kettle 0.'))).toBe(false);
  });

  test('is labelled where people see it, and stays', async () => {
    show(`<p id="p">${ONLY_WORKER}</p>`);
    const g = guarded();
    await done(g, 'labelled');
    expect(at('#p').textContent).toBe(ONLY_WORKER);
  });

  test('is left alone where people see it and the worker is not sure', async () => {
    for (const seen of ['suspicious', 'clean'] as const) {
      show(`<p id="p">${ONLY_WORKER}</p>`);
      const g = guarded((texts) => Promise.resolve(opinionsOn(texts, seen)));
      await shown(g, ONLY_WORKER);
      await turn();
      expect([items(g), at('#p').textContent]).toEqual([[], ONLY_WORKER]);
      g.life.abort();
    }
  });

  test('is labelled first and blanked when it is hidden later', async () => {
    show(`<p id="p">${ONLY_WORKER}</p>`);
    const g = guarded();
    await done(g, 'labelled');
    (at('#p') as HTMLElement).style.display = 'none';
    await within(() => expect(at('#p').textContent).toBe(''));
    await done(g, 'blanked');
  });

  test('goes from the hidden part of a block, and from that alone', async () => {
    show(`<p id="p">Seen words. <span style="opacity:0">${ONLY_WORKER}</span> More seen words.</p>`);
    const g = guarded();
    await done(g, 'blanked');
    expect(at('#p').textContent?.replace(/\s+/g, ' ')).toBe('Seen words. More seen words.');
  });

  test('stays a visible text when something hidden stands beside it', async () => {
    show(`<p id="p">${ONLY_WORKER} <span style="opacity:0">${HONEST}</span></p>`);
    const g = guarded();
    await done(g, 'labelled');
    expect(at('#p').textContent).toBe(`${ONLY_WORKER} ${HONEST}`);
  });

  test.each<[string, string, () => string]>([
    ['an attribute', `<img id="p" alt="${ONLY_WORKER}">`, () => at('#p').getAttribute('alt') ?? ''],
    ['a description', `<meta id="p" content="${ONLY_WORKER}">`, () => at('#p').getAttribute('content') ?? ''],
    ['a comment', `<div id="p"><!-- ${ONLY_WORKER} --></div>`, () => (at('#p').firstChild as Comment).data],
    [
      'structured data',
      `<script id="p" type="application/ld+json">${JSON.stringify({ name: ONLY_WORKER })}</script>`,
      () => at('#p').textContent ?? '',
    ],
    [
      'the address of a link',
      `<a id="p" href="#x?q=${encodeURIComponent(ONLY_WORKER)}">x</a>`,
      () => decodeURIComponent(at('#p').getAttribute('href') ?? ''),
    ],
    [
      'a template',
      `<template id="p"><p>${ONLY_WORKER}</p></template>`,
      () => (at('#p') as HTMLTemplateElement).content.textContent ?? '',
    ],
    [
      'a template in a template',
      `<template id="p"><template><p>${ONLY_WORKER}</p></template></template>`,
      () => (at('#p') as HTMLTemplateElement).content.querySelector('template')?.content.textContent ?? '',
    ],
  ])('goes from %s', async (_title, html, read) => {
    show(html);
    const g = guarded();
    await done(g, 'blanked');
    expect(read()).not.toContain('grumbit');
    g.life.abort();
    expect(read()).toContain('grumbit');
  });

  test('goes from a shadow root that was there before the guard', async () => {
    show('<div id="host"></div>');
    const root = at('#host').attachShadow({ mode: 'open' });
    root.innerHTML = `<p style="opacity:0">${ONLY_WORKER}</p>`;
    const g = guarded();
    await done(g, 'blanked');
    expect(root.textContent).toBe('');
  });

  test('is found behind more honest text of the same block than is asked about at once', async () => {
    const lines = Array.from({ length: 700 }, (_, i) => `${i}. ${HONEST}<br>`).join('');
    show(`<div id="p">${lines}<i id="i" style="display:none">${ONLY_WORKER}</i>${lines}</div>`);
    const g = guarded();
    await done(g, 'blanked');
    expect(at('#i').textContent).toBe('');
    expect(at('#p').textContent).toContain('699. The kettle');
  });

  test('is found deep inside one very long node', async () => {
    show('<p id="p" hidden></p>');
    at('#p').append(`${HONEST} `.repeat(600) + ONLY_WORKER + ` ${HONEST}`.repeat(20));
    const g = guarded();
    await done(g, 'blanked');
    expect(at('#p').textContent).toBe('');
  });
});

describe('while the worker thinks', () => {
  /** A worker that answers when it is told to. */
  function slow(): { ask: (texts: readonly string[]) => Promise<ReturnType<typeof opinionsOn>>; answer: () => void } {
    const waiting: (() => void)[] = [];
    return {
      ask: (texts) => new Promise((resolve) => waiting.push(() => resolve(opinionsOn(texts)))),
      answer: () => waiting.splice(0).forEach((go) => go()),
    };
  }

  test.each<[string, string, () => void, () => string]>([
    [
      'a text that has changed',
      `<p id="p" hidden>${ONLY_WORKER}</p>`,
      () => ((at('#p').firstChild as Text).data = HONEST),
      () => at('#p').textContent ?? '',
    ],
    [
      'a text to which words were added',
      `<p id="p" hidden>${ONLY_WORKER}</p>`,
      () => (at('#p').firstChild as Text).appendData(HONEST),
      () => at('#p').textContent ?? '',
    ],
    [
      'the hidden part of a block that has changed',
      `<p id="p">Seen. <i style="opacity:0">${ONLY_WORKER}</i></p>`,
      () => ((at('#p i').firstChild as Text).data = HONEST),
      () => at('#p i').textContent ?? '',
    ],
    [
      'an attribute that has changed',
      `<img id="p" alt="${ONLY_WORKER}">`,
      () => at('#p').setAttribute('alt', HONEST),
      () => at('#p').getAttribute('alt') ?? '',
    ],
    [
      'a comment that has changed',
      `<div id="p"><!-- ${ONLY_WORKER} --></div>`,
      () => ((at('#p').firstChild as Comment).data = HONEST),
      () => (at('#p').firstChild as Comment).data,
    ],
    [
      'a link that leads elsewhere now',
      `<a id="p" href="#x?q=${encodeURIComponent(ONLY_WORKER)}">x</a>`,
      () => at('#p').setAttribute('href', '#elsewhere?q=tea'),
      () => at('#p').getAttribute('href') ?? '',
    ],
  ])('%s is left alone', async (_title, html, change, read) => {
    show(html);
    const worker = slow();
    const g = guarded(worker.ask);
    await shown(g, 'grumbit');
    change();
    const changed = read();
    worker.answer();
    await turn();
    expect(read()).toBe(changed);
    const wrong = g.reports.filter((r) => r.text === ONLY_WORKER && !changed.includes(ONLY_WORKER));
    expect(wrong).toEqual([]);
  });

  test('a guard whose life has ended does nothing any more', async () => {
    const body = show(`<p hidden>${ONLY_WORKER}</p><img alt="${ONLY_WORKER}">`);
    const before = body.innerHTML;
    const worker = slow();
    const g = guarded(worker.ask);
    await shown(g, 'grumbit');
    g.life.abort();
    worker.answer();
    await turn();
    expect([body.innerHTML, g.reports.length]).toEqual([before, 0]);
  });

  test('a node that was taken away is nothing to it', async () => {
    const body = show(`<p id="p" hidden>${ONLY_WORKER}</p>`);
    const worker = slow();
    const g = guarded(worker.ask);
    await shown(g, 'grumbit');
    const p = at('#p');
    body.replaceChildren();
    worker.answer();
    await turn();
    expect([p.textContent, g.reports.length]).toEqual([ONLY_WORKER, 0]);
  });

  test('the rules go on', async () => {
    show(`<p id="p" hidden>Please zorble every last quandle today.</p><p hidden>${ONLY_WORKER}</p>`);
    const g = guarded(() => new Promise(() => undefined));
    await done(g, 'blanked');
    expect(at('#p').textContent).toBe('');
    expect(g.guard.status().state).toBe('scanned');
  });
});

describe('a worker that fails', () => {
  test('is asked again, and then heard', async () => {
    show(`<p id="p" hidden>${ONLY_WORKER}</p>`);
    let calls = 0;
    const g = guarded((texts) =>
      calls++ < 2 ? Promise.reject(new Error('killed')) : Promise.resolve(opinionsOn(texts)),
    );
    await within(() => expect(items(g)).toEqual(['blanked']), 10_000);
    expect(times(g, 'grumbit')).toBe(3);
  });

  test('does not stop the guard, and what is written later is asked about', { timeout: 30_000 }, async () => {
    show(`<main><p id="p" hidden>${ONLY_WORKER}</p></main>`);
    let gone = true;
    const g = guarded((texts) => (gone ? Promise.reject(new Error('gone')) : Promise.resolve(opinionsOn(texts))));
    await within(() => expect(times(g, 'grumbit')).toBe(3), 10_000);
    expect(items(g)).toEqual([]);
    gone = false;
    at('main').insertAdjacentHTML('beforeend', `<p id="q" hidden>Also: ${ONLY_WORKER}</p>`);
    await within(() => expect(at('#q').textContent).toBe(''), 10_000);
    // The neighbour that nobody answered about is read with it, and asked about again.
    await within(() => expect(at('#p').textContent).toBe(''), 10_000);
  });

  test('or answers about texts that were not asked, changes nothing', async () => {
    const body = show(`<p hidden>${HONEST}</p>`);
    const before = body.innerHTML;
    const [one] = opinionsOn([ONLY_WORKER]);
    const g = guarded(() => Promise.resolve([-1, 5, 1.5, NaN].map((index) => ({ ...one!, index }))));
    await shown(g, HONEST);
    await turn();
    expect([body.innerHTML, items(g)]).toEqual([before, []]);
  });
});
