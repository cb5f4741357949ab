// How carriers are emptied, and the whole guard on a page: what it blanks, what it leaves alone, what undo and the end of
// its life put back. Rules and words are made up; the prefilter and the engine are the real ones.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createPrefilter } from '../../src/engine/detect/prefilter.ts';
import { Ledger } from '../../src/enforcement/ledger.ts';
import { Guard } from '../../src/guard/guard.ts';
import {
  blankAttribute,
  blankData,
  blankLink,
  blankPseudo,
  blankText,
  withoutInvisibles,
} from '../../src/guard/blanking.ts';
import { withoutSteering } from '../../src/guard/json-words.ts';
import type { GuardDecision } from '../../src/messaging/contract.ts';
import type { IncidentReport } from '../../src/model/incident.ts';
import type { Action } from '../../src/model/policy.ts';
import { scanPseudo } from '../../src/sensors/pseudo.ts';
import { HONEST, madeUpRules, PAYLOAD } from '../support/made-up-rules.ts';
import { labelTexts, revealed as reveal } from '../support/framework-texts.ts';
import { firstText, show } from './page-fixture.ts';

/** The worker has no opinion of its own here: rules decide. */
const ask = (): Promise<readonly []> => Promise.resolve([]);

const rules = madeUpRules();
const prefilter = createPrefilter(rules.table, () => rules);

describe('structured data', () => {
  test('keeps its shape: only the strings that steer are emptied', () => {
    const data = {
      '@type': 'Product',
      name: 'Kettle',
      tags: ['a', PAYLOAD, 3],
      more: { text: PAYLOAD, price: 12.5, ok: true, none: null },
    };
    const out = JSON.parse(withoutSteering(JSON.stringify(data), rules) ?? 'null') as unknown;
    expect(out).toEqual({
      '@type': 'Product',
      name: 'Kettle',
      tags: ['a', '', 3],
      more: { text: '', price: 12.5, ok: true, none: null },
    });
  });

  test('a key named __proto__ stays a key', () => {
    const out = withoutSteering(`{"__proto__":{"a":${JSON.stringify(PAYLOAD)}}}`, rules);
    expect(out).toBe('{"__proto__":{"a":""}}');
  });

  test('everything else of it stays as it was written: numbers, order, doubled keys, white space', () => {
    const json = (text: string): string =>
      `{ "big": 12345678901234567890, "one": 1.0,\n\t"a": "${text}", "a": ["x", "\\u00e9", "${text}"] }`;
    expect(withoutSteering(json(PAYLOAD), rules)).toBe(json(''));
  });

  test('stays JSON where the steering string is a key, or spread over several strings', () => {
    expect(withoutSteering(JSON.stringify({ [PAYLOAD]: 1 }), rules)).toBe('{"":1}');
    const spread = JSON.stringify({ a: 'Please zorble', b: 'every', c: 'quandle', n: 7 });
    expect(withoutSteering(spread, rules)).toBe('{"a":"","b":"","c":"","n":7}');
  });

  test('is emptied whole where it is not JSON', () => {
    expect(withoutSteering(`{broken ${PAYLOAD}`, rules)).toBeNull();
    const node = document.createTextNode(`{broken ${PAYLOAD}`);
    const ledger = new Ledger();
    blankData(ledger, '1', 'structured-data', node, rules);
    expect(node.data).toBe('');
    ledger.undo('1');
    expect(node.data).toBe(`{broken ${PAYLOAD}`);
  });

  test('very deep nesting is survived', () => {
    const deep = `${'['.repeat(3_000)}${JSON.stringify(PAYLOAD)}${']'.repeat(3_000)}`;
    expect(() => withoutSteering(deep, rules)).not.toThrow();
  });
});

describe('invisible characters', () => {
  const tags = (text: string): string =>
    [...text].map((c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0) ?? 0))).join('');

  test.each([
    ['tag characters go, letters stay', `hello${tags('some words')} there`, 'hello there'],
    [
      'a family of emoji stays',
      '\u{1f468}\u200d\u{1f469}\u200d\u{1f467} ok',
      '\u{1f468}\u200d\u{1f469}\u200d\u{1f467} ok',
    ],
    ['a Persian joiner stays', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['a heart with its selector stays', '\u2764\ufe0f', '\u2764\ufe0f'],
    [
      'a flag stays',
      '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} a',
      '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} a',
    ],
    ['zero-width spaces go', 'a\u200b\u200bb', 'ab'],
  ])('%s', (_title, before, after) => {
    const node = document.createTextNode(before);
    const ledger = new Ledger();
    blankText(ledger, '1', [node], { reason: 'invisible-characters', evidence: {} });
    expect(node.data).toBe(after);
    expect(withoutInvisibles(after)).toBe(after);
    ledger.undo('1');
    expect(node.data).toBe(before);
  });
});

describe('attributes, links, generated text', () => {
  test('an attribute is emptied in its place; undo brings it back', () => {
    const body = show(`<img alt="${PAYLOAD}"><meta content="${PAYLOAD}">`);
    const before = body.innerHTML;
    const ledger = new Ledger();
    const [img, meta] = [...body.children] as [Element, Element];
    blankAttribute(ledger, '1', { element: img, name: 'alt', value: PAYLOAD });
    blankAttribute(ledger, '2', { element: meta, name: 'content', value: PAYLOAD });
    expect([img.getAttribute('alt'), meta.getAttribute('content')]).toEqual(['', '']);
    ledger.undoAll();
    expect(body.innerHTML).toBe(before);
  });

  test('a link is shortened; a click made by a script does not bring the words back', () => {
    const body = show('<a href="#x?q=a%20b">x</a>');
    const a = body.firstElementChild as HTMLAnchorElement;
    const ledger = new Ledger();
    const life = new AbortController();
    blankLink(ledger, '1', { element: a, name: 'href', value: 'a b', cleaned: '#x' }, life.signal);
    const seen: (string | null)[] = [];
    a.addEventListener('click', (e) => {
      seen.push(a.getAttribute('href'));
      e.preventDefault();
    });
    a.click();
    expect(seen).toEqual(['#x']);
    ledger.undo('1');
    life.abort();
    expect(a.getAttribute('href')).toBe('#x?q=a%20b');
  });

  test('generated text leaves the sheet source, and comes back', () => {
    show('<p id="p">x</p>', `#p::before{content:"${PAYLOAD}"} #p{color:#123}`);
    const style = document.querySelector('style[data-fixture]') as HTMLStyleElement;
    const before = style.textContent;
    const ledger = new Ledger();
    scanPseudo(document, prefilter.test, (p) => blankPseudo(ledger, '1', p));
    expect(style.textContent).not.toContain('quandle');
    expect(style.textContent).toContain('color:#123');
    ledger.undoAll();
    expect(style.textContent).toBe(before);
  });
});

/** A guard on the current page; answers every report with one action. */
function guard(action: Action): { reports: IncidentReport[]; guard: Guard; life: AbortController } {
  const reports: IncidentReport[] = [];
  const life = new AbortController();
  const send = (batch: readonly IncidentReport[]): Promise<GuardDecision[]> => {
    reports.push(...batch);
    const decision = { action, reason: 'r', layer: 'default', key: 'hiddenTextAction', trace: [] } as const;
    return Promise.resolve(batch.map(({ id }) => ({ id, decision })));
  };
  const made = new Guard({ prefilter, rules: () => rules, labelTexts, reveal, ask, send }, life.signal);
  lives.push(life);
  made.start();
  return { reports, guard: made, life };
}
const lives: AbortController[] = [];
afterEach(() => {
  for (const life of lives.splice(0)) life.abort();
});
const settled = (g: Guard): Promise<void> =>
  vi.waitFor(() => expect(g.status().state).toBe('scanned'), { timeout: 5_000 });

const HIDDEN = `<p>${HONEST}</p><p id="p" style="display:none">${PAYLOAD}</p>`;

describe('the guard', () => {
  test('blanks a hidden text, keeps its node, and puts it back on undo', async () => {
    const body = show(HIDDEN);
    const before = body.innerHTML;
    const node = firstText(body.querySelector('#p') as Node);
    const g = guard('block');
    await vi.waitFor(() => expect(g.guard.status().items.map((i) => i.enforcement)).toEqual(['blanked']));
    expect(node.data).toBe('');
    expect(body.querySelector('#p')?.firstChild).toBe(node);
    expect(body.textContent).toContain(HONEST);
    expect(g.reports.map((r) => [r.text, r.carrier, r.concealment?.reason])).toEqual([
      [PAYLOAD, 'text', 'not-rendered'],
    ]);
    const id = g.guard.status().items[0]?.id ?? '';
    expect(g.guard.undo('no such id')).toBe(false);
    expect(g.guard.undo(id)).toBe(true);
    expect(body.innerHTML).toBe(before);
    expect(g.guard.undo(id)).toBe(false);
  });

  test('leaves a page of honest text exactly as it was, and reports nothing', async () => {
    const body = show(`<p>${HONEST}</p><p hidden>${HONEST}</p><img alt="${HONEST}"><!-- ${HONEST} -->`);
    const before = body.innerHTML;
    const g = guard('block');
    await settled(g.guard);
    expect([body.innerHTML, g.reports.length]).toEqual([before, 0]);
  });

  test('releases what is allowed or only recorded', async () => {
    for (const [action, enforcement] of [
      ['allow', undefined],
      ['audit', 'recorded'],
      ['warn', 'recorded'],
    ] as const) {
      const body = show(HIDDEN);
      const before = body.innerHTML;
      const g = guard(action);
      await vi.waitFor(() => expect(g.reports).toHaveLength(1));
      await vi.waitFor(() => expect(g.guard.status().items[0]?.enforcement).toBe(enforcement));
      expect(body.innerHTML).toBe(before);
      g.life.abort();
    }
  });

  test('labels a visible text and never empties it', async () => {
    const body = show(`<p id="p">${PAYLOAD}</p>`);
    const g = guard('warn');
    await vi.waitFor(() => expect(g.guard.status().items.map((i) => i.enforcement)).toEqual(['labelled']));
    expect(body.querySelector('#p')?.textContent).toBe(PAYLOAD);
    expect(g.reports[0]?.concealment).toBeNull();
  });

  test('keeps a held text empty while nobody answers, and puts it back when its life ends', async () => {
    const body = show(HIDDEN);
    const before = body.innerHTML;
    const life = new AbortController();
    lives.push(life);
    const g = new Guard(
      { prefilter, rules: () => rules, labelTexts, reveal, ask, send: () => Promise.reject(new Error('asleep')) },
      life.signal,
    );
    g.start();
    await vi.waitFor(() => expect(g.status().items.map((i) => i.enforcement)).toEqual(['held']));
    expect(body.querySelector('#p')?.textContent).toBe('');
    life.abort();
    expect(body.innerHTML).toBe(before);
  });

  test('sees what comes later: text, attributes, a shadow root', async () => {
    const body = show('<p>x</p><div id="host"></div>');
    const g = guard('block');
    await settled(g.guard);
    const late = Object.assign(document.createElement('p'), { hidden: true, textContent: PAYLOAD });
    body.append(late);
    (body.querySelector('p') as Element).setAttribute('aria-label', PAYLOAD);
    const host = document.createElement('div');
    host.attachShadow({ mode: 'open' }).innerHTML = `<p style="opacity:0">${PAYLOAD} there</p>`;
    body.append(host);
    await vi.waitFor(() => expect(g.guard.status().items.filter((i) => i.enforcement === 'blanked')).toHaveLength(3), {
      timeout: 5_000,
    });
    expect(late.textContent).toBe('');
    expect(body.querySelector('p')?.getAttribute('aria-label')).toBe('');
    expect(host.shadowRoot?.textContent).toBe('');
  });

  test('a visible text that is hidden later is blanked', async () => {
    const body = show(`<p id="p">${PAYLOAD}</p>`);
    const g = guard('block');
    await vi.waitFor(() => expect(g.reports).toHaveLength(1));
    await settled(g.guard);
    (body.querySelector('#p') as HTMLElement).style.display = 'none';
    await vi.waitFor(() => expect(body.querySelector('#p')?.textContent).toBe(''), { timeout: 5_000 });
  });

  test('a text put back is not taken away again', async () => {
    const body = show(HIDDEN);
    const g = guard('block');
    await vi.waitFor(() => expect(g.guard.status().items.map((i) => i.enforcement)).toEqual(['blanked']));
    await settled(g.guard);
    g.guard.undo(g.guard.status().items[0]?.id ?? '');
    body.append(Object.assign(document.createElement('p'), { hidden: true, textContent: `${PAYLOAD} Other words.` }));
    await vi.waitFor(() => expect(g.reports).toHaveLength(2), { timeout: 5_000 });
    expect(body.querySelector('#p')?.textContent).toBe(PAYLOAD);
  });

  test('only the hidden part of a mixed block is emptied', async () => {
    const body = show(`<p id="p">Seen words. <span style="opacity:0">${PAYLOAD}</span> More seen words.</p>`);
    const g = guard('block');
    await vi.waitFor(() => expect(g.guard.status().items.map((i) => i.enforcement)).toEqual(['blanked']));
    expect(body.querySelector('#p')?.textContent?.replace(/\s+/g, ' ')).toBe('Seen words. More seen words.');
  });
});
