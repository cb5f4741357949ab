// The ledger against a page that goes on writing: blanking and undo of several cases over every kind of place, mixed with
// the page's own changes in any order. Where the page has not written since, undo is exact to the byte; where it has,
// its last word stands.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Ledger } from '../../src/enforcement/ledger.ts';
import { show } from './page-fixture.ts';

const HTML = `<section id="s" class="a b" data-x="1"><p title="first" id="p" lang="en">one<b>two</b></p><!--three-->
<input title="field" value="initial" name="n"><img alt="four" src="data:," width="9"><i style="color: red; min-height: 1px">five</i><u>six</u></section>`;
const CSS = '.a::before { content: "seven"; color: blue }';

/** One case empties all, another leaves a part, which a third may take too. */
const partFor = (id: string): string => (id === 'b' ? 'part' : '');

/** One place of the page: how Demarc takes it, how the page writes it, what it holds. */
interface Spot {
  readonly take: (ledger: Ledger, id: string) => void;
  readonly write: (text: string) => void;
  readonly read: () => string | null;
}

function spots(root: Element): Spot[] {
  const data = (node: CharacterData): Spot => ({
    take: (l, id) => l.setData(id, node, partFor(id)),
    write: (text) => (node.data = text),
    read: () => node.data,
  });
  const attribute = (element: Element, name: string): Spot => ({
    take: (l, id) => l.setAttribute(id, element, name, partFor(id)),
    write: (text) => element.setAttribute(name, text),
    read: () => element.getAttribute(name),
  });
  const q = <E extends Element>(selector: string): E => root.querySelector(selector) as E;
  const input = q<HTMLInputElement>('input');
  const styled = (element: HTMLElement): Spot => ({
    take: (l, id) => l.setInlineStyle(id, element, 'min-height', '40px'),
    write: (text) => element.setAttribute('style', `order: ${text.length}`),
    read: () => element.getAttribute('style'),
  });
  const { style } = document.querySelector<HTMLStyleElement>('style[data-fixture]')?.sheet?.cssRules[0] as CSSStyleRule;
  const comment = [...(root.firstElementChild as Element).childNodes].find((n) => n instanceof Comment) as Comment;
  return [
    data(q('p').firstChild as Text),
    data(q('b').firstChild as Text),
    data(comment),
    attribute(q('p'), 'title'),
    attribute(q('img'), 'alt'),
    attribute(q('section'), 'data-x'),
    {
      take: (l, id) => l.clearValue(id, input),
      write: (text) => (input.value = text),
      read: () => input.value,
    },
    styled(q('i')),
    styled(q('u')),
    {
      take: (l, id) => l.setDeclaration(id, style, 'content', 'none'),
      write: (text) => style.setProperty('content', JSON.stringify(text)),
      read: () => `${style.content} ${style.getPropertyPriority('content')}`,
    },
  ];
}
const SPOTS = 10;
/** Where a browser tells of a writing even if it changes nothing. */
const OBSERVED = 6;

type Step =
  | { readonly kind: 'take' | 'undo' | 'all'; readonly at: number; readonly id: string }
  | { readonly kind: 'write'; readonly at: number; readonly text: string };
const at = fc.nat(SPOTS - 1);
const id = fc.constantFrom('a', 'b', 'c');
const take = fc.record({ kind: fc.constant('take' as const), at, id });
const undo = fc.record({ kind: fc.constant('undo' as const), at, id });
const all = fc.record({ kind: fc.constant('all' as const), at, id });
const write = fc.record({ kind: fc.constant('write' as const), at, text: fc.constantFrom('', 'page', 'one', 'other') });

function run(steps: readonly Step[]): {
  root: Element;
  list: Spot[];
  ledger: Ledger;
  before: string;
  was: (string | null)[];
} {
  const root = show(HTML, CSS);
  const list = spots(root);
  const before = root.innerHTML;
  const was = list.map((spot) => spot.read());
  const ledger = new Ledger();
  for (const step of steps) {
    const spot = list[step.at];
    if (!spot) continue;
    if (step.kind === 'take') spot.take(ledger, step.id);
    else if (step.kind === 'undo') ledger.undo(step.id);
    else if (step.kind === 'all') ledger.undoAll();
    else if (step.kind === 'write') spot.write(step.text);
  }
  return { root, list, ledger, before, was };
}

describe('a page and the ledger write in turns', () => {
  test('undo is exact to the byte where only Demarc wrote, whatever the order of cases', () => {
    const steps = fc.array(fc.oneof({ weight: 4, arbitrary: take }, undo, all), { maxLength: 30 });
    fc.assert(
      fc.property(steps, fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 3 }), (done, order) => {
        const { root, list, ledger, before, was } = run(done);
        for (const one of order) ledger.undo(one);
        expect([root.innerHTML, list.map((s) => s.read())]).toEqual([before, was]);
      }),
      { numRuns: 300 },
    );
  });

  test('the last word of the page stands, the same word as ours included', () => {
    const steps = fc.array(fc.oneof(take, take, write, undo), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (done) => {
        const { list, ledger, was } = run(done);
        // What each place must say: the page's last word, or what it said at first.
        const expected = was.map((first, k) => {
          const last = done.findLast((s) => s.at === k && s.kind === 'write');
          return last?.kind === 'write' ? last.text : first;
        });
        ledger.undoAll();
        expect(list.map((s) => s.read()).slice(0, OBSERVED)).toEqual(expected.slice(0, OBSERVED));
      }),
      { numRuns: 500 },
    );
  });

  test('a lent attribute is ours again in the next task, unless the page wrote in between', async () => {
    for (const word of [null, 'page']) {
      const root = show('<a href="/a?b">x</a>');
      const link = root.firstElementChild as Element;
      const ledger = new Ledger();
      ledger.setAttribute('1', link, 'href', '/a');
      ledger.lend(link, 'href');
      expect(link.getAttribute('href')).toBe('/a?b');
      if (word !== null) link.setAttribute('href', word);
      await new Promise((resolve) => setTimeout(resolve, 0));
      expect(link.getAttribute('href')).toBe(word ?? '/a');
      ledger.undoAll();
      expect(link.getAttribute('href')).toBe(word ?? '/a?b');
    }
  });
});
