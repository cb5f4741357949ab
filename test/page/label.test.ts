// Notes beside text that a person can see, and masks in the place of text that was taken away: where they stand, what
// they cover, who may press their buttons. Clicks of a person are the test driver's real ones.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { Labels } from '../../src/enforcement/label.ts';
import { Ledger } from '../../src/enforcement/ledger.ts';
import { labelTexts } from '../support/framework-texts.ts';
import { show, WORDS } from './page-fixture.ts';

const lives: AbortController[] = [];
afterEach(() => {
  for (const life of lives.splice(0)) life.abort();
  vi.restoreAllMocks();
});

/** Labels whose shadow root the test can look into. */
function labels(): { labels: Labels; root: () => ShadowRoot | undefined; life: AbortController } {
  const roots: ShadowRoot[] = [];
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    const root = attach.call(this, init);
    roots.push(root);
    return root;
  });
  const life = new AbortController();
  lives.push(life);
  return { labels: new Labels(labelTexts, life.signal), root: () => roots.at(-1), life };
}
const noteIn = (root: ShadowRoot | undefined): HTMLElement => {
  const note = root?.querySelector<HTMLElement>('.note');
  if (!note) throw new Error('there is no note');
  return note;
};
const target = (): HTMLElement => document.querySelector('#p') as HTMLElement;
const placed = (): Promise<void> => Promise.resolve();
const overlaps = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
/** Boxes of all lines of text on the page. */
function lines(): DOMRect[] {
  const out: DOMRect[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    out.push(...range.getClientRects());
  }
  return out;
}
/** A person's press: the driver's key, which the browser turns into a click of its own. */
async function press(button: HTMLButtonElement): Promise<void> {
  button.focus();
  await userEvent.keyboard('{Enter}');
}

describe('a label', () => {
  test.each([
    ['in the margin', '<div id="p" style="width:60px">Words of it</div>', 'ltr'],
    ['behind the last line', '<div id="p">Words</div>', 'ltr'],
    ['in a page written from right to left', '<div id="p">Words</div>', 'rtl'],
  ])('hides no text: %s', async (_where, html, dir) => {
    show(`<p>${WORDS}</p>${html}<p>${WORDS}</p>`);
    document.documentElement.dir = dir;
    const { labels: own, root } = labels();
    own.add('1', target());
    await placed();
    const note = noteIn(root());
    const box = note.getBoundingClientRect();
    expect(note.classList.contains('small')).toBe(false);
    expect(box.width).toBeGreaterThan(80);
    expect(lines().length).toBeGreaterThan(2);
    expect(lines().filter((line) => overlaps(line, box))).toEqual([]);
    expect([box.left >= 0, box.right <= document.documentElement.clientWidth]).toEqual([true, true]);
  });

  test('is small where there is no room, covers nothing of its neighbours, and makes the page no wider', async () => {
    const long = `${WORDS} `.repeat(30).trim();
    show(`<p id="a">${long}</p><div id="p">${long} ${'x '.repeat(200)}</div><p id="b">${long}</p>`);
    const wide = document.documentElement.scrollWidth;
    const { labels: own, root } = labels();
    own.add('1', target());
    await placed();
    const note = noteIn(root());
    const box = note.getBoundingClientRect();
    const others = ['#a', '#b'].map((id) => document.querySelector(id)?.getBoundingClientRect() as DOMRect);
    expect(note.classList.contains('small') || box.width > 26).toBe(true);
    expect(others.filter((other) => overlaps(other, box))).toEqual([]);
    noteIn(root()).querySelector('button')?.focus();
    expect(noteIn(root()).getBoundingClientRect().left).toBeGreaterThanOrEqual(0);
    expect(document.documentElement.scrollWidth).toBe(wide);
  });

  test('goes with its text, and comes back with it', async () => {
    show('<p id="p">Words</p>');
    const { labels: own, root } = labels();
    own.add('1', target());
    await placed();
    target().style.display = 'none';
    own.place();
    expect(noteIn(root()).style.display).toBe('none');
    target().style.display = '';
    own.place();
    expect(noteIn(root()).style.display).toBe('');
    // A page that throws our element out gets it back at the next look.
    document.querySelector('demarc-note')?.remove();
    own.place();
    expect(document.querySelector('demarc-note')).not.toBeNull();
    own.remove('1');
    expect(document.querySelector('demarc-note')).toBeNull();
  });

  test('is hidden by a person, not by a script', async () => {
    show('<p id="p">Words</p>');
    const { labels: own, root } = labels();
    own.add('1', target());
    await placed();
    const button = noteIn(root()).querySelector('button') as HTMLButtonElement;
    expect(button.getAttribute('aria-label')).toBe(labelTexts().dismiss);
    button.click();
    expect(root()?.querySelector('.note')).not.toBeNull();
    await press(button);
    await vi.waitFor(() => expect(document.querySelector('demarc-note')).toBeNull());
  });
});

describe('a mask', () => {
  /** Takes the text of #p away and masks it; `answer` is what the worker says. */
  async function masked(answer: () => Promise<string>): Promise<ReturnType<typeof labels> & { ledger: Ledger }> {
    const made = labels();
    const ledger = new Ledger();
    const height = target().getBoundingClientRect().height;
    for (const node of target().childNodes) if (node instanceof Text) ledger.setData('1', node, '');
    made.labels.mask('1', target(), height, ledger, answer);
    await placed();
    return { ...made, ledger };
  }
  const TALL = `<p>${WORDS}</p><p id="p" style="line-height:60px;color:red">Words</p><p id="b">${WORDS}</p>`;

  test('covers its place exactly, and nothing moves', async () => {
    const body = show(TALL);
    const before = [body.innerHTML, document.querySelector('#b')?.getBoundingClientRect().top];
    const { root, ledger } = await masked(() => Promise.resolve(''));
    const [box, place] = [noteIn(root()).getBoundingClientRect(), target().getBoundingClientRect()];
    expect([box.left, box.top, box.width, box.height]).toEqual([place.left, place.top, place.width, place.height]);
    expect(document.querySelector('#b')?.getBoundingClientRect().top).toBe(before[1]);
    ledger.undo('1');
    expect([body.innerHTML, document.querySelector('#b')?.getBoundingClientRect().top]).toEqual(before);
  });

  test('stands aside where its place also holds other things', async () => {
    show(`<p>${WORDS}</p><p id="p" style="line-height:60px">Words <b id="b">kept words</b></p>`);
    const { root } = await masked(() => Promise.resolve(''));
    expect(noteIn(root()).classList.contains('over')).toBe(false);
    const kept = document.querySelector('#b')?.getBoundingClientRect() as DOMRect;
    expect(overlaps(kept, noteIn(root()).getBoundingClientRect())).toBe(false);
  });

  test('asks for the text on a click of a person only, and tells why it does not come', async () => {
    show(TALL);
    const ask = vi.fn(() => Promise.resolve('Not allowed here'));
    const { root } = await masked(ask);
    const button = noteIn(root()).querySelector('button') as HTMLButtonElement;
    button.click();
    button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(ask).not.toHaveBeenCalled();
    await press(button);
    await vi.waitFor(() => expect(noteIn(root()).textContent).toContain('Not allowed here'));
    expect([ask.mock.calls.length, button.disabled]).toEqual([1, false]);
    ask.mockRejectedValue(new Error('asleep'));
    await press(button);
    await vi.waitFor(() => expect(noteIn(root()).textContent).toContain(labelTexts().failed));
  });
});
