// Each kind of carrier, emptied by its own way (N2, N3, N5 of threats.md §4): what a reader gets, what goes on working,
// what comes back. Words are made up.
import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { Ledger } from '../../src/enforcement/ledger.ts';
import { blankAttribute, blankCue, blankLink, blankPseudo } from '../../src/guard/blanking.ts';
import { scanCues, watchTracks } from '../../src/sensors/tracks.ts';
import { scanPseudo } from '../../src/sensors/pseudo.ts';
import { PAYLOAD } from '../support/made-up-rules.ts';
import { show } from './page-fixture.ts';

const finder = { find: (text: string): number[] => [...text.matchAll(/quandle/g)].map((m) => m.index) };
const holdsIt = (text: string): boolean => text.includes('quandle');
const blank = (ledger: Ledger, element: Element | null, name: string): void => {
  if (!element) throw new Error('the fixture has no such element');
  blankAttribute(ledger, '1', { element, name, value: element.getAttribute(name) ?? '' });
};
const sheetOf = (): HTMLStyleElement => document.querySelector('style[data-fixture]') as HTMLStyleElement;

describe('attributes', () => {
  test('keep their order: undo is exact to the byte', () => {
    const body = show(`<img id="p" alt="${PAYLOAD}" src="data:," title="x"><p aria-label="${PAYLOAD}" lang="en">a</p>`);
    const before = body.innerHTML;
    const ledger = new Ledger();
    blank(ledger, body.querySelector('img'), 'alt');
    blank(ledger, body.querySelector('p'), 'aria-label');
    expect(holdsIt(body.innerHTML)).toBe(false);
    ledger.undoAll();
    expect(body.innerHTML).toBe(before);
  });

  test('a label still finds its field, and a group of fields stays a group', () => {
    const body = show(`<label for="${PAYLOAD}">Name</label><input id="${PAYLOAD}">
      <input type="radio" name="${PAYLOAD}"><input type="radio" name="${PAYLOAD}">`);
    const ledger = new Ledger();
    blank(ledger, body.querySelector('label'), 'for');
    blank(ledger, body.querySelector('input'), 'id');
    const radios = [...body.querySelectorAll<HTMLInputElement>('[type=radio]')];
    for (const radio of radios) blank(ledger, radio, 'name');
    expect(holdsIt(body.innerHTML)).toBe(false);
    expect(body.querySelector('label')?.control).toBe(body.querySelector('input'));
    for (const radio of radios) radio.click();
    expect(radios.map((r) => r.checked)).toEqual([false, true]);
  });

  test('classes that a sheet speaks of stay, in an order that says nothing; references to ids that are there stay', () => {
    const body = show(
      `<p id="p" class="zebra ${PAYLOAD} apple" aria-labelledby="there ${PAYLOAD}"></p><b id="there">x</b>`,
      '.zebra { color: rgb(1, 2, 3) } .apple .b { order: 1 } @media all { .quandle { order: 2 } }',
    );
    const before = body.innerHTML;
    const ledger = new Ledger();
    const p = body.querySelector('#p');
    blank(ledger, p, 'class');
    blank(ledger, p, 'aria-labelledby');
    expect([p?.className, p?.getAttribute('aria-labelledby')]).toEqual(['apple quandle zebra', 'there']);
    expect(getComputedStyle(p as Element).color).toBe('rgb(1, 2, 3)');
    ledger.undoAll();
    expect(body.innerHTML).toBe(before);
  });

  test('states keep their meaning: what was an unknown word stays one', () => {
    const body = show(
      `<p contenteditable="${PAYLOAD}" popover="${PAYLOAD}">x</p><style media="${PAYLOAD}">p{order:5}</style>`,
    );
    const p = body.querySelector('p') as HTMLElement;
    const ledger = new Ledger();
    const state = (): unknown[] => [p.isContentEditable, p.popover, getComputedStyle(p).order];
    const before = state();
    for (const name of ['contenteditable', 'popover']) blank(ledger, p, name);
    blank(ledger, body.querySelector('style'), 'media');
    expect([holdsIt(body.innerHTML), ...state()]).toEqual([false, ...before]);
  });

  test('an attribute that the page has changed meanwhile is left as the page has it', () => {
    const img = show(`<img alt="${PAYLOAD}">`).firstElementChild as Element;
    img.setAttribute('alt', 'Pier');
    blankAttribute(new Ledger(), '1', { element: img, name: 'alt', value: PAYLOAD });
    expect(img.getAttribute('alt')).toBe('Pier');
  });
});

describe('generated text', () => {
  const take = (ledger: Ledger): void => scanPseudo(document, holdsIt, (p) => blankPseudo(ledger, '1', p));
  const painted = (pseudo = '::before'): string =>
    getComputedStyle(document.querySelector('#p') as Element, pseudo).content;

  test.each([
    ['in double quotes', `#p::before{content:"${PAYLOAD}"}`],
    ['in single quotes', `#p::before{content:'${PAYLOAD}'}`],
    ['in an animation', `@keyframes k{from,to{content:"${PAYLOAD}"}}#p::before{content:"x";animation:k 9s infinite}`],
    ['with escapes', `#p::before{content:"${PAYLOAD.replace('quandle', '\\71 uandle')}"}`],
  ])('leaves the source of the sheet too: %s', (_how, css) => {
    show('<p id="p">x</p>', `${css} #p{color:rgb(1,2,3)}`);
    const before = sheetOf().textContent;
    const ledger = new Ledger();
    take(ledger);
    expect(holdsIt(painted())).toBe(false);
    expect(sheetOf().textContent).not.toMatch(/zorble/);
    ledger.undoAll();
    expect(sheetOf().textContent).toBe(before);
    expect(holdsIt(painted())).toBe(true);
  });

  test('an animation in a sheet that a script has filled', () => {
    show('<p id="p">x</p>', '#p::before{content:"x";animation:k 9s infinite}');
    sheetOf().sheet?.insertRule(`@keyframes k{from,to{content:"${PAYLOAD}"}}`);
    expect(holdsIt(painted())).toBe(true);
    const ledger = new Ledger();
    take(ledger);
    expect(holdsIt(painted())).toBe(false);
    ledger.undoAll();
    expect(holdsIt(painted())).toBe(true);
  });

  test('rules that a script has added to the sheet survive', () => {
    show('<p id="p">x</p>', `#p::before{content:"${PAYLOAD}"}`);
    sheetOf().sheet?.insertRule('#p { color: rgb(4, 5, 6) }', 1);
    const ledger = new Ledger();
    take(ledger);
    const colour = (): string => getComputedStyle(document.querySelector('#p') as Element).color;
    expect([holdsIt(painted()), colour()]).toEqual([false, 'rgb(4, 5, 6)']);
    ledger.undoAll();
    expect([holdsIt(painted()), colour()]).toEqual([true, 'rgb(4, 5, 6)']);
  });

  test.each(['::after', '::marker'])('%s that takes its words from an attribute', (pseudo) => {
    show(`<ul><li id="p" data-x="${PAYLOAD}">x</li></ul>`, `#p${pseudo}{content:attr(data-x) " and more of it"}`);
    const ledger = new Ledger();
    // The words of an attribute are not in the rule; what is painted of it goes all the same.
    scanPseudo(
      document,
      (t) => t.includes('more of it'),
      (p) => blankPseudo(ledger, '1', p),
    );
    expect(painted(pseudo)).not.toContain('more of it');
    ledger.undoAll();
    expect(painted(pseudo)).toContain('more of it');
  });
});

describe('captions', () => {
  test('cues of a caption file that arrives by itself', async () => {
    const vtt = `WEBVTT\n\n00:00.000 --> 00:05.000\n${PAYLOAD}\n\n00:05.000 --> 00:06.000\nHonest words of a film\n`;
    const body = show('');
    const video = document.createElement('video');
    const track = Object.assign(document.createElement('track'), { default: true, kind: 'captions' });
    track.src = URL.createObjectURL(new Blob([vtt], { type: 'text/vtt' }));
    video.append(track);
    const life = new AbortController();
    const arrived = new Promise((resolve) => {
      body.append(video);
      watchTracks(body, resolve, life.signal);
    });
    expect(await arrived).toBe(video);
    const texts = (): string[] => [...(video.textTracks[0]?.cues ?? [])].map((cue) => (cue as VTTCue).text);
    const before = texts();
    expect(before).toHaveLength(2);
    const ledger = new Ledger();
    scanCues(body, finder, (c) => blankCue(ledger, '1', c));
    expect(texts()).toEqual(['', 'Honest words of a film']);
    ledger.undoAll();
    expect(texts()).toEqual(before);
    life.abort();
  });
});

describe('links', () => {
  test('a person follows the original, by key; a script, and everybody after, sees the short address', async () => {
    const a = show('<a href="#x?q=a%20b">x</a>').firstElementChild as HTMLAnchorElement;
    const ledger = new Ledger();
    const life = new AbortController();
    const link = { element: a, name: 'href', value: 'a b', cleaned: '#x' } as const;
    blankLink(ledger, '1', link, life.signal);
    const seen: (string | null)[] = [];
    a.addEventListener('click', (event) => {
      seen.push(a.getAttribute('href'));
      event.preventDefault();
    });
    a.click();
    a.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    a.focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(a.getAttribute('href')).toBe('#x'));
    expect(seen).toEqual(['#x', '#x', '#x?q=a%20b']);
    // Rendered anew: once more the same way, without a second listener.
    a.setAttribute('href', '#x?q=a%20b');
    blankLink(ledger, '1', link, life.signal);
    await userEvent.keyboard('{Enter}');
    expect(seen.at(-1)).toBe('#x?q=a%20b');
    ledger.undo('1');
    life.abort();
    expect(a.getAttribute('href')).toBe('#x?q=a%20b');
  });
});
