// A loopback server for pages that behave badly: own headers, other types, answers that never end. It answers from what
// the test gave it and nothing else. Hostile wording comes from the corpus, never from here.
import http from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { loadCorpus } from '../../tools/range/corpus.ts';

export interface HostilePage {
  readonly body: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer is kept open after the body: the page never finishes loading. */
  readonly unfinished?: true;
}

export interface HostileServer {
  url(path: string): string;
  close(): Promise<void>;
}

export interface Payload {
  readonly text: string;
  /** A word of the text that stands nowhere else. */
  readonly canary: string;
}

/** An attack text of the corpus, by the id of its range page. */
export function payloadOf(id: string): Payload {
  const page = loadCorpus().pages.find((entry) => entry.id === id);
  if (!page) throw new Error(`the range has no page ${id}`);
  return { text: page.payload.text, canary: page.canary };
}

/** Text as HTML text or attribute value. */
export const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** Text as a script string that cannot end the script element. */
export const scriptString = (text: string): string => JSON.stringify(text).replace(/</g, '\\u003c');

/** A page with words of its own, so that it is not all payload. */
export const ordinaryPage = (inside: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry times</title>${head}</head><body>
<main><h1>Ferry times</h1><p>The morning ferry leaves at ten past seven from the north pier. Bicycles travel free.</p>
${inside}
<p>In winter the last boat sails at six in the evening. Dogs are welcome on the open deck.</p></main></body></html>`;

/** Serves pages by path on a free loopback port. */
export async function startHostile(pages: Readonly<Record<string, HostilePage | string>>): Promise<HostileServer> {
  const sockets = new Set<Socket>();
  const server = http.createServer((request, response) => answer(pages[request.url ?? ''], response));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function answer(found: HostilePage | string | undefined, response: ServerResponse): void {
  if (found === undefined) {
    response.writeHead(404).end();
    return;
  }
  const page: HostilePage = typeof found === 'string' ? { body: found } : found;
  response.writeHead(200, {
    'content-type': page.type ?? 'text/html; charset=utf-8',
    ...page.headers,
  });
  if (page.unfinished) response.write(page.body);
  else response.end(page.body);
}
