// Reads the range's data: pages, payloads, site templates and hiding fragments. The files are the project's own, but
// payload texts are hostile wording: they are only ever embedded through escape.ts, never put into code or messages.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Action } from '../../src/model/policy.ts';
import type { VerdictKind } from '../../src/model/verdict.ts';
import { DISGUISES, embed } from './escape.ts';

export const KINDS = ['attack', 'honest', 'assistant'] as const;
export type PageKind = (typeof KINDS)[number];
export const INSERTS = ['static', 'late', 'shadow-open', 'shadow-closed', 'srcdoc', 'blob', 'query'] as const;
export type Insert = (typeof INSERTS)[number];
export const ENCODINGS = ['none', 'words', 'tags', 'zero-width', 'base64'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** One page as pages.json lists it. */
export interface PageEntry {
  readonly id: string;
  readonly scheme: 'http' | 'https';
  readonly host: string;
  /** May hold `{{payload:url}}`. */
  readonly path: string;
  readonly title: string;
  readonly kind: PageKind;
  readonly technique: string;
  /** A person cannot see the payload. */
  readonly hidden: boolean;
  readonly delivery: string;
  /** A word that occurs in this page's payload and nowhere else. */
  readonly canary: string;
  readonly payloadId: string;
  readonly template: string;
  readonly fragment: string;
  readonly insert: Insert;
  readonly encoding: Encoding;
  /** One plain sentence for the gallery. */
  readonly lookFor: string;
  readonly expect: { readonly verdict: VerdictKind; readonly action: Action; readonly blanked: boolean };
}

export interface Payload {
  readonly id: string;
  readonly role: 'attack' | 'honest';
  readonly lang: string;
  readonly goal: string;
  readonly text: string;
  /** Words beside an encoded payload. */
  readonly hint?: string;
}

/** A page with its address and the strings by which its payload is known again in what a reader emits. */
export interface RangePage extends PageEntry {
  readonly url: string;
  readonly payload: Payload;
  /** Forms of the canary: as written, and disguised as the page carries it. Any one found means: the reader got it. */
  readonly markers: readonly string[];
}

export interface Fragment {
  readonly body: string;
  readonly head: string;
  readonly css: string;
  readonly js: string;
}

export interface Corpus {
  readonly pages: readonly RangePage[];
  readonly template: (name: string) => string;
  readonly fragment: (name: string) => Fragment;
}

const FOLDER = path.resolve(import.meta.dirname, '../../test/corpus/range');

/**
 * Loads the corpus.
 * @throws Error when a page names a payload, template or fragment that is not there.
 */
export function loadCorpus(folder: string = FOLDER): Corpus {
  const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
  const optional = (name: string): string => (existsSync(path.join(folder, name)) ? read(name) : '');
  const entries = (JSON.parse(read('pages.json')) as { pages: readonly PageEntry[] }).pages;
  const payloads = new Map(
    (JSON.parse(read('payloads.json')) as { payloads: readonly Payload[] }).payloads.map((p) => [p.id, p]),
  );
  const template = (name: string): string => read(`templates/${name}.html`);
  const fragment = (name: string): Fragment => {
    const parts = {
      body: optional(`fragments/${name}.html`).trimEnd(),
      head: optional(`fragments/${name}.head.html`).trimEnd(),
      css: optional(`fragments/${name}.css`),
      js: optional(`fragments/${name}.js`),
    };
    if (Object.values(parts).every((part) => part === '')) throw new Error(`the fragment ${name} has no files`);
    return parts;
  };
  const pages = entries.map((entry): RangePage => {
    const payload = payloads.get(entry.payloadId);
    if (!payload) throw new Error(`page ${entry.id} names the unknown payload ${entry.payloadId}`);
    const address = entry.path.replace('{{payload:url}}', () => embed(payload.text, 'url'));
    return {
      ...entry,
      payload,
      url: `${entry.scheme}://${entry.host}${address}`,
      markers: markersOf(entry, payload),
    };
  });
  return { pages, template, fragment };
}

function markersOf(entry: PageEntry, payload: Payload): readonly string[] {
  switch (entry.encoding) {
    case 'tags':
    case 'zero-width':
      return [entry.canary, DISGUISES[entry.encoding](entry.canary)];
    case 'base64':
      // Base64 of the canary alone depends on where it stands; the start of the whole text does not.
      return [entry.canary, DISGUISES.base64(payload.text).slice(0, 48)];
    default:
      return [entry.canary];
  }
}
