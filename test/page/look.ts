// One look at the elements of a made-up page for one made-up word, everything found in lists.
import type { AttributeText } from '../../src/sensors/attributes.ts';
import { scanElements, type Inside } from '../../src/sensors/elements.ts';
import type { LinkText } from '../../src/sensors/links.ts';
import type { MarkupText, StyleText } from '../../src/sensors/markup.ts';

export interface Looked extends Inside {
  readonly attributes: AttributeText[];
  readonly sources: AttributeText[];
  readonly links: LinkText[];
  readonly markup: MarkupText[];
  readonly css: StyleText[];
}

export async function look(root: ParentNode & Node, word: string): Promise<Looked> {
  const finder = {
    find: (text: string, limit: number): number[] =>
      [...text.matchAll(new RegExp(word, 'g'))].map((m) => m.index).slice(0, limit),
    test: (text: string): boolean => text.includes(word),
  };
  const [attributes, sources, links, markup, css]: [
    AttributeText[],
    AttributeText[],
    LinkText[],
    MarkupText[],
    StyleText[],
  ] = [[], [], [], [], []];
  const visitor = {
    attribute: (a: AttributeText) => void attributes.push(a),
    srcdoc: (a: AttributeText) => void sources.push(a),
    link: (l: LinkText) => void links.push(l),
    markup: (m: MarkupText) => void markup.push(m),
    styleSource: (s: StyleText) => void css.push(s),
  };
  const inside = await scanElements([root], finder, visitor, () => true);
  return { ...inside, attributes, sources, links, markup, css };
}
