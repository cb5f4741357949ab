// Fields of a form whose names are those of the form's own properties: nothing of the guard may be led astray by them.
import { expect, test } from 'vitest';
import { bare } from '../../src/model/bare.ts';
import { flatParent, pathOf } from '../../src/sensors/flat-tree.ts';
import { hiddenFarAbove } from '../../src/sensors/style-chain.ts';
import { concealmentOf } from '../../src/sensors/visibility.ts';
import { p, show, subject } from './page-fixture.ts';

/** Every property that a form has from its prototypes. */
function names(): string[] {
  const out = new Set<string>();
  for (let o: object | null = HTMLFormElement.prototype; o; o = Object.getPrototypeOf(o) as object | null)
    for (const name of Object.getOwnPropertyNames(o)) out.add(name);
  return [...out];
}

const form = (style: string): string =>
  `<div id="outer"><form style="${style}">${names()
    .map((name) => `<input name="${name}" hidden>`)
    .join('')}<div>${p('')}</div></form></div>`;

const theForm = (): Node => document.evaluate('//form', document, null, 9, null).singleNodeValue as Node;

test('a form answers for itself', () => {
  show(form('display:none'));
  const element = theForm() as Element;
  // That the fields do stand in the way.
  expect(element.localName).not.toBe('form');
  expect(bare(element).localName).toBe('form');
  expect(bare(element).getAttribute('style')).toBe('display:none');
  expect(bare(element).querySelectorAll('input').length).toBe(names().length);
  expect((bare(element).parentNode as Element).id).toBe('outer');
  expect(flatParent(element)).toBe(document.getElementById('outer'));
});

test('a text in it: hidden and seen', () => {
  show(form('display:none'));
  expect(concealmentOf(subject())?.reason).toBe('not-rendered');
  show(form(''));
  expect(concealmentOf(subject())).toBeNull();
  expect(pathOf(subject())).toContain('form > ');
});

test('very deep inside what has no box, the outermost ancestor without one is the reason', () => {
  const body = show('<div id="gone" style="display:none"></div>');
  let at = body.firstElementChild as Element;
  const grow = (levels: number): void => {
    for (let i = 0; i < levels; i++) at = at.appendChild(document.createElement('div'));
  };
  grow(500);
  expect(hiddenFarAbove(at)).toBeNull();
  grow(1_000);
  expect(hiddenFarAbove(at)?.element.id).toBe('gone');
  (body.firstElementChild as HTMLElement).style.display = 'contents';
  expect(hiddenFarAbove(at)).toBeNull();
});
