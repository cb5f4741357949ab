// The ledger's promise: whatever was emptied can be put back to the byte, and what the page changed meanwhile stays.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Ledger } from '../../src/enforcement/ledger.ts';
import { firstText, show } from './page-fixture.ts';

interface Tree {
  readonly tag: string;
  readonly text: string;
  readonly title: string | null;
  readonly comment: string | null;
  readonly children: readonly Tree[];
}
const words = fc.string({ unit: 'grapheme', maxLength: 12 });
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    tag: fc.constantFrom('div', 'p', 'span', 'ul', 'b'),
    text: words,
    title: fc.option(words),
    // A comment's data cannot hold its own end.
    comment: fc.option(words.map((w) => w.replaceAll(/[->]/g, ''))),
    children: fc.oneof({ maxDepth: 4 }, fc.constant([]), fc.array(tie('tree'), { maxLength: 3 })),
  }),
}));

function build(t: Tree): HTMLElement {
  const element = document.createElement(t.tag);
  if (t.title !== null) element.setAttribute('title', t.title);
  if (t.comment !== null) element.append(document.createComment(t.comment));
  element.append(document.createTextNode(t.text), ...t.children.map(build));
  return element;
}

/** Everything that can be emptied below an element, in document order. */
function places(root: HTMLElement): (CharacterData | HTMLElement)[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
  const out: (CharacterData | HTMLElement)[] = [];
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    if (n instanceof CharacterData) out.push(n);
    else if (n instanceof HTMLElement && n.hasAttribute('title')) out.push(n);
  }
  return out;
}

describe('undo is the identity', () => {
  test('for random trees and random blanking, in any order of ids', () => {
    fc.assert(
      fc.property(
        tree,
        fc.array(fc.record({ at: fc.nat(30), id: fc.constantFrom('a', 'b', 'c'), after: fc.constantFrom('', 'x') }), {
          maxLength: 20,
        }),
        fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 3 }),
        fc.boolean(),
        (t, steps, order, all) => {
          const root = build({ ...t, children: [t] });
          const before = root.innerHTML;
          const count = root.querySelectorAll('*').length;
          const ledger = new Ledger();
          const list = places(root);
          // One id owns one place, as in the guard: every candidate has its own nodes.
          const owner = new Map<number, string>();
          for (const { at, id, after } of steps) {
            const k = list.length > 0 ? at % list.length : -1;
            const place = list[k];
            if (!place || (owner.get(k) ?? id) !== id) continue;
            owner.set(k, id);
            if (place instanceof CharacterData) ledger.setData(id, place, after);
            else ledger.setAttribute(id, place, 'title', after === '' ? null : after);
          }
          expect(root.querySelectorAll('*').length).toBe(count);
          if (all) ledger.undoAll();
          else for (const id of order) ledger.undo(id);
          expect(root.innerHTML).toBe(before);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('for attributes emptied but not removed, form values and style declarations', () => {
    const css = '.a::before{content:"words of a sheet"}';
    show('<input id="p" value="typed" placeholder="hint of the field"><p class="a"></p>', css);
    const input = document.querySelector('#p') as HTMLInputElement;
    input.value = 'typed by somebody';
    const sheet = document.querySelector<HTMLStyleElement>('style[data-fixture]')?.sheet;
    const style = (sheet?.cssRules[0] as CSSStyleRule).style;
    const content = style.content;
    const before = document.body.innerHTML;
    const ledger = new Ledger();
    ledger.setAttribute('1', input, 'placeholder', '');
    ledger.clearValue('1', input);
    ledger.setDeclaration('2', style, 'content', 'none');
    expect([input.placeholder, input.value, style.content]).toEqual(['', '', 'none']);
    ledger.undoAll();
    expect(document.body.innerHTML).toBe(before);
    expect([input.value, style.content, style.getPropertyPriority('content')]).toEqual([
      'typed by somebody',
      content,
      '',
    ]);
  });
});

describe('undo leaves the page its own changes', () => {
  test('a node that the page wrote to since', () => {
    const text = firstText(show('<p id="p">one</p>'));
    const ledger = new Ledger();
    ledger.setData('1', text, '');
    text.data = 'two';
    expect(ledger.undo('1')).toBe(true);
    expect(text.data).toBe('two');
  });

  test('an attribute, and a value, that the page set since', () => {
    show('<input id="p" title="one" value="x">');
    const input = document.querySelector('#p') as HTMLInputElement;
    const ledger = new Ledger();
    ledger.setAttribute('1', input, 'title', null);
    ledger.clearValue('1', input);
    input.title = 'two';
    input.value = 'y';
    ledger.undo('1');
    expect([input.title, input.value]).toEqual(['two', 'y']);
  });

  test('a style declaration that the page changed since', () => {
    show('<p class="a"></p>', '.a::before{content:"one"}');
    const style = (document.querySelector<HTMLStyleElement>('style[data-fixture]')?.sheet?.cssRules[0] as CSSStyleRule)
      .style;
    const ledger = new Ledger();
    ledger.setDeclaration('1', style, 'content', 'none');
    style.setProperty('content', '"two"');
    ledger.undo('1');
    expect(style.content).toBe('"two"');
  });

  test('nodes are emptied in place, never taken out', () => {
    const body = show('<p id="p">one<b>two</b></p>');
    const nodes = [...(body.querySelector('#p') as Element).childNodes];
    const ledger = new Ledger();
    for (const n of nodes) if (n instanceof Text) ledger.setData('1', n, '');
    expect([...(body.querySelector('#p') as Element).childNodes]).toEqual(nodes);
    expect(ledger.undo('unknown')).toBe(false);
    expect(ledger.undo('1')).toBe(true);
    expect(ledger.undo('1')).toBe(false);
  });
});
