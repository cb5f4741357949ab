// Readers that look for the article of a page: Readability and Defuddle, the real libraries. Sidebars and "chat with
// this page" extensions read like this. They run in an isolated world, on the live document or on one parsed anew.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer';
import { BOTH, isolatedText } from './reader.ts';
import type { Reader } from './reader.ts';
import { readabilitySource } from './readers.ts';

const defuddleSource = readFileSync(createRequire(import.meta.url).resolve('defuddle'), 'utf8');

const readability = (page: Page, field: 'textContent' | 'content'): Promise<string> =>
  isolatedText(
    page,
    `(() => { ${readabilitySource}
      return new Readability(document.cloneNode(true)).parse()?.${field};
    })()`,
  );

const defuddle = (page: Page, parsed: boolean): Promise<string> =>
  isolatedText(
    page,
    `(() => {
      const module = { exports: {} };
      const exports = module.exports;
      ${defuddleSource};
      const Defuddle = module.exports.default ?? module.exports;
      const source = ${parsed}
        ? new DOMParser().parseFromString(document.documentElement.outerHTML, 'text/html')
        : document;
      const { schemaOrgData: _schema, ...found } = new Defuddle(source, { url: document.URL, useAsync: false }).parse();
      return Object.values(found).filter((value) => typeof value === 'string').join('\\n');
    })()`,
  );

/** Article readers beyond the one that the walk of `npm start` uses. */
export const ARTICLE_READERS: readonly Reader[] = [
  {
    id: 'readability-text',
    name: 'Readability text',
    engines: BOTH,
    tree: true,
    read: (page) => readability(page, 'textContent'),
  },
  {
    id: 'readability-html',
    name: 'Readability markup',
    engines: BOTH,
    tree: true,
    read: (page) => readability(page, 'content'),
  },
  {
    id: 'defuddle-live',
    name: 'Defuddle',
    engines: BOTH,
    tree: true,
    read: (page) => defuddle(page, false),
  },
  {
    id: 'defuddle-parsed',
    name: 'Defuddle on parsed source',
    engines: BOTH,
    tree: true,
    read: (page) => defuddle(page, true),
  },
];
