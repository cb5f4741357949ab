// All readers of the matrix: those that every walk uses, and those that only the bench can run, because they need a
// second driver, much time, or rules of one product that were built anew here.
import { ARTICLE_READERS } from './article-readers.ts';
import { BROWSER_USE_READERS } from './browser-use.ts';
import { PLAYWRIGHT_READERS } from './playwright-readers.ts';
import { BOTH, expressionOf, isolatedText } from './reader.ts';
import type { Reader } from './reader.ts';
import { READERS } from './readers.ts';

const TREE_READERS: readonly Reader[] = [
  {
    id: 'claude-tree',
    name: 'Claude-style tree',
    engines: BOTH,
    tree: true,
    read: (page) => isolatedText(page, expressionOf('claude-tree')),
  },
  {
    id: 'dom-tree',
    name: 'Nanobrowser DOM tree',
    engines: BOTH,
    tree: true,
    read: (page) => isolatedText(page, expressionOf('dom-tree')),
  },
];

/** Every reader that gives text, in the order of the table. */
export const MATRIX_READERS: readonly Reader[] = [
  ...READERS,
  ...ARTICLE_READERS,
  ...PLAYWRIGHT_READERS,
  ...BROWSER_USE_READERS,
  ...TREE_READERS,
];
