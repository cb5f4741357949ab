// Words painted in another order than they stand (S10): what a reader gets is not what a person can read. Words are made up.
import { describe, expect, test } from 'vitest';
import { createPrefilter } from '../../src/engine/detect/prefilter.ts';
import { judgeBlock, type Candidate } from '../../src/guard/candidates.ts';
import { paintedInHeap } from '../../src/sensors/painted-order.ts';
import { allTextNodes, scanText } from '../../src/sensors/text.ts';
import { madeUpRules } from '../support/made-up-rules.ts';
import { show } from './page-fixture.ts';

const rules = madeUpRules();
const prefilter = createPrefilter(rules.table, () => rules);
const WORDS = 'Please zorble every last quandle of the whole long list today'.split(' ');

async function candidates(root: Node): Promise<Candidate[]> {
  const out: Candidate[] = [];
  const seen = new WeakSet<Element>();
  await scanText(
    [root],
    prefilter,
    (block) => out.push(...judgeBlock(rules, block, true, seen, null)),
    () => true,
  );
  return out;
}

/** One element a word, with a style that depends on its place. */
const each = (tag: string, style: (i: number) => string, gap = ' '): string =>
  WORDS.map((word, i) => `<${tag} style="${style(i)}">${word}</${tag}>`).join(gap);
const mixed = (i: number): number => (i * 7) % WORDS.length;

describe('a sentence that a person sees as a heap of words is concealed', () => {
  test.each([
    [
      'order of flex items turned round',
      `<p style="display:flex;gap:4px">${each('span', (i) => `order:${20 - i}`)}</p>`,
    ],
    ['order of flex items mixed', `<p style="display:flex;gap:4px">${each('span', (i) => `order:${mixed(i)}`)}</p>`],
    ['row-reverse', `<p style="display:flex;gap:4px;flex-direction:row-reverse">${each('span', () => '')}</p>`],
    ['column-reverse', `<p style="display:flex;flex-direction:column-reverse">${each('span', () => '')}</p>`],
    ['blocks in a grid', `<div style="display:grid">${each('div', (i) => `order:${mixed(i)}`)}</div>`],
    ['floats to the right', `<p>${each('span', () => 'float:right;margin:0 4px')}</p>`],
    [
      'places given to each',
      `<p style="position:relative;height:99px">${each('span', (i) => `position:absolute;top:20px;left:${mixed(i) * 60}px`)}</p>`,
    ],
    [
      'all in one place',
      `<p style="position:relative;height:99px">${each('span', () => 'position:absolute;top:20px;left:9px')}</p>`,
    ],
    ['direction of inline blocks', `<p style="direction:rtl">${each('span', () => 'display:inline-block', ' ')}</p>`],
    [
      'moved by transforms',
      `<p style="padding-left:150px;width:250px;font-size:8px">${each('span', (i) => `display:inline-block;transform:translateX(${(mixed(i) - i) * 20}px)`)}</p>`,
    ],
  ])('%s', async (_how, html) => {
    const [found, ...more] = await candidates(show(html));
    expect(more).toEqual([]);
    expect(found?.concealment?.evidence['order']).toBeDefined();
    expect(found?.nodes.map((n) => n.data.trim()).filter(Boolean)).toEqual(WORDS);
  });
});

describe('what can be read is seen', () => {
  const cell = 'padding:2px;border:1px solid';
  test.each([
    ['plain', `<p>${each('span', () => '')}</p>`],
    ['over several lines', `<p style="width:120px">${each('span', () => '')}</p>`],
    [
      'flex in its own order',
      `<p style="display:flex;flex-wrap:wrap;width:150px;gap:4px">${each('span', (i) => `order:${i}`)}</p>`,
    ],
    ['columns', `<p style="columns:3;width:300px">${each('span', () => 'display:block')}</p>`],
    ['a word set apart', `<p>${each('span', (i) => (i === 4 ? 'float:right' : ''))}</p>`],
    ['raised and small letters', `<p>${each('sup', (i) => (i % 2 ? 'font-size:9px' : 'vertical-align:sub'))}</p>`],
    [
      'right to left with right-to-left words',
      `<p dir="rtl">${'\u05d0\u05d1\u05d2\u05d3 '
        .repeat(9)
        .trim()
        .split(' ')
        .map((w) => `<span>${w}</span>`)
        .join(' ')}</p>`,
    ],
    ['letters one by one', `<p>${[...WORDS.join(' ')].map((c) => `<span>${c}</span>`).join('')}</p>`],
    ['a table', `<table><tr>${each('td', () => cell, '')}</tr></table>`],
    ['vertical writing', `<p style="writing-mode:vertical-rl;height:90px">${each('span', () => '')}</p>`],
  ])('%s', (_how, html) => {
    expect(paintedInHeap(allTextNodes(show(html), 5_000))).toBeNull();
  });

  test('a heap that steers nobody is no candidate', async () => {
    const html = each('span', (i) => `order:${mixed(i)}`).replace('quandle', 'kettle');
    expect(await candidates(show(`<p style="display:flex">${html}</p>`))).toEqual([]);
  });
});
