// The range on one loopback port: an HTTP proxy that answers every request itself and opens no connection of its own, so
// real host names work and nothing leaves the machine. Pages come from the corpus; the replicas of AI services have servers
// that take prompts and files, over sockets too. Requests are untrusted: anything odd gets an error.
import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { generate } from 'selfsigned';
import { Assistants } from './assistants.ts';
import { loadCorpus, type RangePage } from './corpus.ts';
import { INDEX_URL } from './index-page.ts';
import { buildSite, type Scheme, type Site } from './site.ts';
import { Visits } from './visits.ts';

export { startFiles, type FileServer } from './files.ts';
export type { RangePage } from './corpus.ts';

export interface Range {
  readonly port: number;
  /** `127.0.0.1:PORT`, for a browser's proxy setting. */
  readonly proxy: string;
  readonly urls: readonly RangePage[];
  /** The gallery's front page; reachable through the proxy only, like every page. */
  readonly indexUrl: string;
  /** The servers of the replicas: what they got, and what they are to answer. */
  readonly assistants: Assistants;
  /** What was asked of the hosts that belong to nobody: those of `visited`, and those that replicas load images from. */
  readonly visits: Visits;
  /** Ends the server and every connection to it. */
  close(): Promise<void>;
}

export interface RangeOptions {
  /** 0: any that is free. */
  readonly port?: number;
  /** More hosts that are answered, over http and https, and whose visits are written down. */
  readonly visited?: readonly string[];
}

/**
 * Starts the range on a loopback port. Use it as the browser's proxy and accept its certificate
 * (`acceptInsecureCerts`): the certificate is made at every start and signed by nobody.
 */
export async function startRange({ port = 0, visited = [] }: RangeOptions = {}): Promise<Range> {
  const corpus = loadCorpus();
  const assistants = new Assistants();
  const site = buildSite(corpus, assistants.replicas);
  const visits = new Visits(
    new Set([
      ...visited,
      ...assistants.replicas.flatMap(({ asset }) => (asset === undefined ? [] : [new URL(asset).hostname])),
    ]),
  );
  const world: World = { site, assistants, visits };
  const secureHosts = [...[...site.hosts].flatMap(([host, scheme]) => (scheme === 'https' ? [host] : []))];
  const tunnelled = new Set([...secureHosts, ...assistants.hosts, ...visits.hosts]);
  const sockets = new Set<Duplex>();
  const track = (socket: Duplex): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A visitor who hangs up is no fault of ours.
    socket.on('error', () => socket.destroy());
  };

  const secure = https.createServer(await certificate([...tunnelled]), (request, response) =>
    answer(world, request, response, 'https'),
  );
  secure.on('secureConnection', track);
  secure.on('tlsClientError', (_error, socket) => socket.destroy());
  secure.on('clientError', refuse);
  secure.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = addressOf(request, 'https');
    if (url && assistants.hosts.has(url.hostname)) return assistants.upgrade(request, socket, head, url);
    if (url && visits.hosts.has(url.hostname)) visits.note(request, url);
    socket.end(NOT_IMPLEMENTED);
  });

  const proxy = http.createServer((request, response) => answer(world, request, response, 'http'));
  proxy.on('connection', track);
  proxy.on('clientError', refuse);
  proxy.on('upgrade', (_request, socket) => socket.end(NOT_IMPLEMENTED));
  proxy.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const target = /^([a-z0-9.-]+):443$/i.exec(request.url ?? '')?.[1]?.toLowerCase();
    // Only hosts with https pages: for the others a browser that tries https first must fall back to http.
    if (target === undefined || !tunnelled.has(target)) {
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
    assistants,
    visits,
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

interface World {
  readonly site: Site;
  readonly assistants: Assistants;
  readonly visits: Visits;
}

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);
const NOT_IMPLEMENTED = 'HTTP/1.1 501 Not Implemented\r\nConnection: close\r\n\r\n';

/** Who answers: a page of the corpus first, then the replica that has the host, then whoever writes visits down. */
function answer(world: World, request: IncomingMessage, response: ServerResponse, scheme: Scheme): void {
  response.on('error', () => response.destroy());
  const { site, assistants, visits } = world;
  const url = addressOf(request, scheme);
  if (url && visits.hosts.has(url.hostname)) return visits.answer(request, response, url);
  if (
    url &&
    assistants.hosts.has(url.hostname) &&
    !(READING.has(request.method ?? '') && site.has(url.hostname, url.pathname))
  ) {
    if (scheme === 'http')
      return text(response, 308, 'This page moved.', { location: url.href.replace('http:', 'https:') });
    assistants.respond(request, response, url).catch(() => response.destroy());
    return;
  }
  respond(site, request, response, scheme, url);
}

function respond(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
  scheme: Scheme,
  url: URL | null,
): void {
  request.resume();
  if (!url) return text(response, 400, 'The address of this request cannot be read.');
  const answer = url.protocol === `${scheme}:` ? site.answer(url.hostname, url.pathname) : null;
  if (!answer) {
    return text(response, 502, 'The range answers for its own pages only. Use this address as the browser’s proxy.');
  }
  if (!READING.has(request.method ?? '')) {
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
