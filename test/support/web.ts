// The whole web on one loopback port: a proxy that answers for every host, over TLS too, from what the test says, and writes
// down what was asked of it. Nothing leaves the machine.
import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { generate } from 'selfsigned';

export interface WebAnswer {
  readonly type: string;
  readonly body: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Web {
  /** `127.0.0.1:PORT`, for a browser's proxy setting. */
  readonly proxy: string;
  /** Addresses asked for, in order, web sockets included. */
  readonly asked: readonly string[];
  /** What was posted, by address. */
  readonly posted: ReadonlyMap<string, string>;
  forget(): void;
  close(): Promise<void>;
}

export const html = (body: string): WebAnswer => ({ type: 'text/html; charset=utf-8', body });

/** Starts it. An address that `answer` knows nothing of gets 404. */
export async function startWeb(answer: (url: URL, method: string) => WebAnswer | null): Promise<Web> {
  const asked: string[] = [];
  const posted = new Map<string, string>();
  const sockets = new Set<Duplex>();
  const track = (socket: Duplex): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const respond = (scheme: string) => (request: IncomingMessage, response: ServerResponse) => {
    response.on('error', () => response.destroy());
    const url = addressOf(request, scheme);
    asked.push(url.href);
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (parts.length > 0) posted.set(url.href, Buffer.concat(parts).toString('utf8'));
      const { type, body, status, headers } = answer(url, request.method ?? 'GET') ?? {
        type: 'text/plain',
        body: 'nothing here',
        status: 404,
      };
      response.writeHead(status ?? 200, {
        'content-type': type,
        'cache-control': 'no-store',
        'access-control-allow-origin': '*',
        ...headers,
      });
      response.end(body);
    });
  };
  const upgrade = (scheme: string) => (request: IncomingMessage, socket: Duplex) => {
    asked.push(addressOf(request, scheme).href);
    socket.end('HTTP/1.1 501 Not Implemented\r\nConnection: close\r\n\r\n');
  };
  const made = await generate([{ name: 'commonName', value: 'web' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
  });
  const secure = https.createServer({ key: made.private, cert: made.cert }, respond('https'));
  secure.on('upgrade', upgrade('wss'));
  secure.on('tlsClientError', (_error, socket) => socket.destroy());
  const proxy = http.createServer(respond('http'));
  proxy.on('upgrade', upgrade('ws'));
  proxy.on('connection', track);
  proxy.on('connect', (_request, socket: Duplex, head: Buffer) => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    secure.emit('connection', socket);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    proxy: `127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    asked,
    posted,
    forget: () => {
      asked.length = 0;
      posted.clear();
    },
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function addressOf(request: IncomingMessage, scheme: string): URL {
  const raw = request.url ?? '/';
  return new URL(raw.startsWith('/') ? `${scheme}://${request.headers.host ?? 'nowhere.test'}${raw}` : raw);
}
