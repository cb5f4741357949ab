// A payload that is spread: over blocks that are hidden alike, over the pieces in which a long page is read, over the
// contents of a template. Words and rules are made up.
import { describe, expect, test } from 'vitest';
import { createPrefilter } from '../../src/engine/detect/prefilter.ts';
import { judgeBlock, type Candidate } from '../../src/guard/candidates.ts';
import { scanText } from '../../src/sensors/text.ts';
import { HONEST, madeUpRules, PAYLOAD } from '../support/made-up-rules.ts';
import { show } from './page-fixture.ts';

const rules = madeUpRules();
const prefilter = createPrefilter(rules.table, () => rules);

/** Everything that reading `root` brings to judgement. */
async function candidates(root: Node, rendered = true): Promise<Candidate[]> {
  const out: Candidate[] = [];
  const seen = new WeakSet<Element>();
  const more = (): Promise<boolean> => Promise.resolve(true);
  await scanText([root], prefilter, (block) => out.push(...judgeBlock(rules, block, rendered, seen, null)), more);
  return out;
}
const words = PAYLOAD.split(' ');
const divs = (style: string): string => words.map((word) => `<div style="${style}">${word}</div>`).join('');
const textsOf = (nodes: readonly Text[]): string[] => nodes.map((n) => n.data);

describe('a payload with one word a block', () => {
  test('is found where the blocks are hidden', async () => {
    const body = show(`<p>${HONEST}</p><section>${divs('display:none')}</section><p>${HONEST}</p>`);
    const [found, ...more] = await candidates(body);
    expect(more).toEqual([]);
    expect(textsOf(found?.nodes ?? [])).toEqual(words);
    expect(found?.concealment?.reason).toBe('not-rendered');
  });

  test('is left alone where a person can read the blocks, and honest hidden neighbours are too', async () => {
    expect(await candidates(show(`<section>${divs('')}</section><p hidden>${HONEST}</p>`))).toEqual([]);
  });

  test('is found in a template', async () => {
    const template = document.createElement('template');
    template.innerHTML = `<section>${divs('')}</section><p>${HONEST}</p>`;
    const [found] = await candidates(template.content, false);
    expect(textsOf(found?.nodes ?? [])).toEqual(expect.arrayContaining(words));
  });
});

describe('long pages are read in pieces', () => {
  test.each([31_900, 31_960, 31_990, 32_000, 32_010, 32_060])(
    'nothing is lost at a cut, %d characters in',
    async (n) => {
      const filler = `${'kettle and rain. '.repeat(n).slice(0, n - 1)} `;
      const body = show(`<p>${filler}</p><p style="opacity:0">${PAYLOAD}</p><p>${filler}</p>`);
      const found = await candidates(body);
      expect(found.map((c) => c.text)).toEqual([PAYLOAD]);
    },
  );

  test.each([30, 21_000, 49_000, 500_000])('in one hidden node, %d characters in', async (n) => {
    const body = show(
      `<p>${HONEST}</p><p style="display:none">${'kettle and rain. '.repeat(n / 17)}${PAYLOAD} ${HONEST}</p>`,
    );
    const found = await candidates(body);
    expect(found.map((c) => [c.nodes.length, c.text.includes(PAYLOAD)])).toEqual([[1, true]]);
  });

  test('a payload in one long block is found wherever a piece ends in it', async () => {
    const parts = words.map((word) => `<b>${word} </b>`).join('');
    const body = show(`<p>${'<i>rain </i>'.repeat(6_397)}</p><p style="opacity:0">${parts}</p>`);
    expect((await candidates(body)).map((c) => c.text.trim())).toEqual([PAYLOAD]);
  });
});
