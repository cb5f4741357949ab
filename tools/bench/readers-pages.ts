// The fixtures of the matrix as pages on loopback: each hiding technique inside an article and on a short page, with an
// attack sentence or with its honest twin. Frames of other origins come from a second port. The corpus is our own.
import { readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { fill } from '../range/build-page.ts';
import { embed } from '../range/escape.ts';
import { carries } from '../readers/marker.ts';
import { DISGUISES, MARKUP, disguisedWord } from './readers-disguises.ts';

export interface Technique {
  readonly id: string;
  readonly group: string;
  readonly name: string;
  /** People can see the sentence: Demarc labels it and leaves it. */
  readonly visible: boolean;
  /** Faint in the picture of the page: carried by pixels too, or by pixels only. */
  readonly pixels: '' | 'too' | 'only';
  readonly title: string;
  readonly head: string;
  readonly body: string;
  /** Content of the frame of another origin. */
  readonly frame: string;
  /** Script file of the page. */
  readonly js: string;
  readonly disguise: string;
  /** Languages whose letters the technique can carry; empty: all. */
  readonly langs: readonly string[];
  readonly honest: string;
}

export interface Payload {
  readonly id: string;
  readonly lang: string;
  readonly canary: string;
  readonly text: string;
}

interface Surroundings {
  readonly size: Size;
  readonly title: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export const SIZES = ['article', 'short'] as const;
export type Size = (typeof SIZES)[number];

/** One fixture: a technique on a page of a size, with one sentence. */
export interface Fixture {
  readonly key: string;
  readonly technique: Technique;
  readonly size: Size;
  readonly payload: Payload;
  /** Ways in which a reader's answer can show the sentence. */
  readonly forms: readonly string[];
}

export interface Techniques {
  readonly techniques: readonly Technique[];
  readonly payloads: readonly Payload[];
  readonly surroundings: readonly Surroundings[];
}

const FOLDER = path.resolve(import.meta.dirname, '../../test/corpus/techniques');
const GROUPS = ['css', 'split', 'attributes', 'markup', 'frames', 'graphics', 'unicode'];

/** Reads the corpus of techniques. */
export function readTechniques(folder: string = FOLDER): Techniques {
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
  const present = new Set(readdirSync(folder));
  const techniques = GROUPS.filter((group) => present.has(`${group}.json`)).flatMap((group) => {
    const { techniques: list } = read(group) as { techniques: readonly Partial<Technique>[] };
    const empty = { visible: false, pixels: '', title: '', head: '', body: '', frame: '', js: '', disguise: '' };
    return list.map((entry) => ({ ...empty, langs: [], ...entry, group }) as Technique);
  });
  return {
    techniques,
    payloads: (read('payloads') as { payloads: readonly Payload[] }).payloads,
    surroundings: (read('pages') as { pages: readonly Surroundings[] }).pages,
  };
}

/**
 * Every technique on every page. Sentences go round, so that each page has another than the page beside it; or all have
 * the one sentence asked for, where the technique can carry it.
 */
export function fixturesOf({ techniques, payloads }: Techniques, only = ''): Fixture[] {
  return techniques.flatMap((technique, i) => {
    const able = payloads.filter(({ lang }) => technique.langs.length === 0 || technique.langs.includes(lang));
    const fitting = only === '' ? able : able.filter(({ id }) => id === only);
    if (fitting.length === 0 && only !== '') return [];
    return SIZES.map((size, k): Fixture => {
      const payload = fitting[(i + k * 3) % fitting.length];
      if (payload === undefined) throw new Error(`no sentence fits the technique ${technique.id}`);
      const forms = technique.disguise === '' ? [] : [disguisedWord(technique.disguise, payload.canary)];
      return { key: `${technique.id}.${size}`, technique, size, payload, forms: forms.filter((f) => f !== '') };
    });
  });
}

/** Did the reader get the sentence, as written or so that a model decodes it? */
export function got(fixture: Fixture, text: string): boolean {
  return carries(text, fixture.payload.canary) || fixture.forms.some((form) => text.includes(form));
}

interface BuiltFixture {
  readonly html: string;
  readonly frame: string;
  readonly js: string;
}

/** Builds the page around a text; `frames` are the addresses of the inner page on the other origins. */
function build(
  { technique, key }: Fixture,
  text: string,
  around: Surroundings,
  frames: Readonly<Record<'cross' | 'site', string>>,
): BuiltFixture {
  const disguise = technique.disguise === '' ? (plain: string) => plain : DISGUISES[technique.disguise];
  if (disguise === undefined) throw new Error(`unknown disguise "${technique.disguise}"`);
  const values = { payload: disguise(text) };
  const parts = {
    ...Object.fromEntries(Object.entries(MARKUP).map(([name, make]) => [name, make(text)])),
    ...frames,
  };
  const filled = (source: string): string => fill(source, values, parts);
  const paragraphs = (list: readonly string[]): string => list.map((p) => `<p>${embed(p, 'text')}</p>`).join('\n');
  const title = technique.title === '' ? embed(around.title, 'text') : filled(technique.title);
  const script = technique.js === '' ? '' : `<script src="/js/${key}"></script>`;
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font:16px/1.5 sans-serif;max-width:60em;margin:1em auto;background:#fff;color:#111}</style>
${filled(technique.head)}</head>
<body><main><article><h1>${embed(around.title, 'text')}</h1>
${paragraphs(around.before)}
${filled(technique.body)}${script}
${paragraphs(around.after)}
</article></main></body></html>`;
  return { html, frame: `<!doctype html><meta charset="utf-8">${filled(technique.frame)}`, js: filled(technique.js) };
}

export interface TechniqueServer {
  /** Address of a fixture with its attack sentence, or with the honest twin. */
  url(fixture: Fixture, which: 'attack' | 'honest'): string;
  close(): Promise<void>;
}

/** Serves fixtures on two loopback ports. */
export async function serveTechniques(all: Techniques, fixtures: readonly Fixture[]): Promise<TechniqueServer> {
  const known = new Map(fixtures.map((fixture) => [fixture.key, fixture]));
  const sockets = new Set<Socket>();
  let second = 0;
  const answer = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    const [, kind = '', key = '', which = 'attack'] = (request.url ?? '').split('/');
    const fixture = known.get(key);
    const around = all.surroundings.find((page) => page.size === fixture?.size);
    if (fixture === undefined || around === undefined || !['page', 'frame', 'js'].includes(kind)) {
      response.writeHead(404).end();
      return;
    }
    const text = which === 'honest' ? fixture.technique.honest : fixture.payload.text;
    const inner = `frame/${key}/${which}`;
    const built = build(fixture, text, around, {
      cross: `http://127.0.0.1:${second}/${inner}`,
      site: `http://localhost:${second}/${inner}`,
    });
    const type = kind === 'js' ? 'text/javascript' : 'text/html';
    const body = kind === 'page' ? built.html.replaceAll(`/js/${key}`, `/js/${key}/${which}`) : built[kind as 'js'];
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body);
  };
  const servers = [http.createServer(answer), http.createServer(answer)];
  const ports: number[] = [];
  for (const server of servers) {
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ports.push((server.address() as AddressInfo).port);
  }
  second = ports[1] ?? 0;
  return {
    url: (fixture, which) => `http://127.0.0.1:${ports[0] ?? 0}/page/${fixture.key}/${which}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
