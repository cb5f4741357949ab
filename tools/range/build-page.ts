// Builds a range page from a site template, a hiding fragment and a payload. Slots: `{{payload:chain}}`, `{{hint}}`,
// `{{>head}}`, `{{>fragment}}`. Every value is filled in once and never read again, so a payload cannot add slots.
import type { Corpus, Fragment, RangePage } from './corpus.ts';
import { embed } from './escape.ts';

export interface BuiltPage {
  readonly html: string;
  /** Files the page asks for, by path on its own host. */
  readonly assets: ReadonlyMap<string, { readonly type: string; readonly body: string }>;
}

/** Script and style files keep a payload out of the page's own source, as real injected scripts do. */
export const assetPath = (id: string, ending: 'css' | 'js'): string => `/range-assets/${id}.${ending}`;

const SLOT = /\{\{(>?)([a-z]+)(?::([a-z0-9:-]+))?\}\}/g;

/**
 * Fills the slots of one text in a single pass.
 * @throws Error for a slot that has no value.
 */
export function fill(
  source: string,
  values: Readonly<Record<string, string>>,
  parts: Readonly<Record<string, string>> = {},
): string {
  return source.replace(SLOT, (slot: string, part: string, name: string, chain: string | undefined) => {
    const from = part === '>' ? parts : values;
    if (!Object.hasOwn(from, name)) throw new Error(`no value for the slot ${slot}`);
    const value = from[name] ?? '';
    return part === '>' ? value : embed(value, chain ?? 'text');
  });
}

/** The page as it is served, with the files it needs. */
export function buildPage(corpus: Corpus, page: RangePage): BuiltPage {
  const fragment: Fragment = corpus.fragment(page.fragment);
  const values = { payload: page.payload.text, hint: page.payload.hint ?? '' };
  const assets = new Map<string, { type: string; body: string }>();
  const head = [fill(fragment.head, values)];
  if (fragment.css !== '') {
    assets.set(assetPath(page.id, 'css'), { type: 'text/css; charset=utf-8', body: fill(fragment.css, values) });
    head.push(`<link rel="stylesheet" href="${assetPath(page.id, 'css')}" />`);
  }
  if (fragment.js !== '') {
    assets.set(assetPath(page.id, 'js'), { type: 'text/javascript; charset=utf-8', body: fill(fragment.js, values) });
    head.push(`<script defer src="${assetPath(page.id, 'js')}"></script>`);
  }
  const parts = { head: head.filter((line) => line !== '').join('\n    '), fragment: fill(fragment.body, values) };
  return { html: fill(corpus.template(page.template), values, parts), assets };
}
