// The range on one loopback port: an HTTP proxy that answers every request from the corpus and opens no connection of
// its own, so real host names work and nothing leaves the machine. Requests are untrusted: anything odd gets an error.
import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { generate } from 'selfsigned';
import { loadCorpus, type RangePage } from './corpus.ts';
import { INDEX_URL } from './index-page.ts';
import { buildSite, type Scheme, type Site } from './site.ts';

export { startFiles, type FileServer } from './files.ts';
export type { RangePage } from './corpus.ts';

export interface Range {
  readonly port: number;
  /** `127.0.0.1:PORT`, for a browser's proxy setting. */
  readonly proxy: string;
  readonly urls: readonly RangePage[];
  /** The gallery's front page; reachable through the proxy only, like every page. */
  readonly indexUrl: string;
  /** Ends the server and every connection to it. */
  close(): Promise<void>;
}

/**
 * Starts the range on a free loopback port. Use it as the browser's proxy and accept its certificate
 * (`acceptInsecureCerts`): the certificate is made at every start and signed by nobody.
 */
export async function startRange(port = 0): Promise<Range> {
  const corpus = loadCorpus();
  const site = buildSite(corpus);
  const sockets = new Set<Duplex>();
  const track = (socket: Duplex): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A visitor who hangs up is no fault of ours.
    socket.on('error', () => socket.destroy());
  };

  const secure = https.createServer(await certificate([...site.hosts.keys()]), (request, response) =>
    respond(site, request, response, 'https'),
  );
  secure.on('secureConnection', track);
  secure.on('tlsClientError', (_error, socket) => socket.destroy());
  secure.on('clientError', refuse);
  secure.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 501 Not Implemented\r\nConnection: close\r\n\r\n'));

  const proxy = http.createServer((request, response) => respond(site, request, response, 'http'));
  proxy.on('connection', track);
  proxy.on('clientError', refuse);
  proxy.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 501 Not Implemented\r\nConnection: close\r\n\r\n'));
  proxy.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const target = /^([a-z0-9.-]+):443$/i.exec(request.url ?? '')?.[1]?.toLowerCase();
    // Only hosts with https pages: for the others a browser that tries https first must fall back to http.
    if (target === undefined || site.hosts.get(target) !== 'https') {
      socket.end('HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    // The tunnel ends here: the TLS server takes the socket over as if it had accepted it.
    secure.emit('connection', socket);
  });

  await new Promise<void>((resolve, reject) => {
    proxy.once('error', reject);
    proxy.listen(port, '127.0.0.1', () => {
      proxy.off('error', reject);
      resolve();
    });
  });
  const bound = (proxy.address() as AddressInfo).port;
  return {
    port: bound,
    proxy: `127.0.0.1:${bound}`,
    urls: corpus.pages,
    indexUrl: INDEX_URL,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function certificate(hosts: readonly string[]): Promise<{ key: string; cert: string }> {
  const made = await generate([{ name: 'commonName', value: 'Demarc range' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // A day back, so that a clock that is a little off does not matter.
    notBeforeDate: new Date(Date.now() - 86_400_000),
    notAfterDate: new Date(Date.now() + 30 * 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2 as const, value })) },
    ],
  });
  return { key: made.private, cert: made.cert };
}

function respond(site: Site, request: IncomingMessage, response: ServerResponse, scheme: Scheme): void {
  response.on('error', () => response.destroy());
  request.resume();
  const url = addressOf(request, scheme);
  if (!url) return text(response, 400, 'The address of this request cannot be read.');
  const answer = url.protocol === `${scheme}:` ? site.answer(url.hostname, url.pathname) : null;
  if (!answer) {
    return text(response, 502, 'The range answers for its own pages only. Use this address as the browser’s proxy.');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return text(response, 405, 'Only reading is possible here.', { allow: 'GET, HEAD' });
  }
  const own = site.hosts.get(url.hostname);
  if (own !== undefined && own !== scheme) {
    return text(response, 308, 'This page moved.', {
      location: `${own}://${url.hostname}${url.pathname}${url.search}`,
    });
  }
  const body = Buffer.from(answer.body, 'utf8');
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(answer.location === undefined ? {} : { location: answer.location }),
    ...(answer.status === 204 ? {} : { 'content-length': body.length }),
  });
  response.end(request.method === 'HEAD' || answer.status === 204 ? undefined : body);
}

/** Proxies get the whole address; inside a tunnel it is path and Host header. */
function addressOf(request: IncomingMessage, scheme: Scheme): URL | null {
  const raw = request.url ?? '';
  const address = raw.startsWith('/') ? `${scheme}://${request.headers.host ?? ''}${raw}` : raw;
  return URL.canParse(address) ? new URL(address) : null;
}

function text(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers });
  response.end(`${body}\n`);
}

function refuse(_error: Error, socket: Duplex): void {
  if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  else socket.destroy();
}
