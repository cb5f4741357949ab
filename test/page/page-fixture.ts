// Puts a piece of markup on the test page and finds the text it is about. Markup is written by the tests themselves;
// the words in it are made up and mean nothing.
import { expect, test } from 'vitest';
import { concealmentOf } from '../../src/sensors/visibility.ts';

/** Words that stand for any text in the fixtures. */
export const WORDS = 'Marker words of the fixture';

/** A paragraph that is the subject of a fixture, by itself and inside a box. */
export const p = (style: string): string => `<p id="p" style="${style}">${WORDS}</p>`;
export const within = (style: string, inner = ''): string => `<div style="${style}">${p(inner)}</div>`;
/** A drawing, and a text in it. */
export const svg = (inside: string, style = ''): string =>
  `<svg width="300" height="60" style="${style}">${inside}</svg>`;
export const text = (attributes: string): string => `<text id="p" x="5" y="30" ${attributes}>${WORDS}</text>`;

/** Title, hidden, near miss that can be seen, style sheet for both. */
export type Pair = readonly [title: string, hidden: string, seen: string, css?: string];

/** Two tests for each pair. */
export function pairs(group: string, list: readonly Pair[]): void {
  for (const [title, hidden, seen, css] of list) {
    test(`${group}: ${title}: hidden`, () => {
      show(hidden, css);
      expect(concealmentOf(subject())).not.toBeNull();
    });
    test(`${group}: ${title}: the near miss is seen`, () => {
      show(seen, css);
      expect(concealmentOf(subject())).toBeNull();
    });
  }
}

/** Replaces the page's content; `head` is styles, put before the body's own. Returns the body. */
export function show(html: string, css = ''): HTMLElement {
  for (const old of document.querySelectorAll('style[data-fixture]')) old.remove();
  document.documentElement.removeAttribute('dir');
  document.documentElement.removeAttribute('style');
  document.body.removeAttribute('style');
  document.body.className = '';
  if (css !== '') {
    const style = document.createElement('style');
    style.dataset['fixture'] = '';
    style.textContent = css;
    document.head.append(style);
  }
  document.body.innerHTML = html;
  scrollTo(0, 0);
  return document.body;
}

/** First text node with letters below `root`, shadow roots of `host` included when given. */
export function firstText(root: Node): Text {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let n = walker.nextNode(); n; n = walker.nextNode()) if (/\S/.test((n as Text).data)) return n as Text;
  throw new Error('the fixture has no text');
}

/** The text node of the element with id `p`. */
export function subject(root: ParentNode = document): Text {
  const element = root.querySelector('#p');
  if (!element) throw new Error('the fixture has no #p');
  return firstText(element);
}
