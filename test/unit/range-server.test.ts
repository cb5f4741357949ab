// The range's proxy over real sockets: it answers for its own pages, for nobody else, and survives rude visitors.
import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRange, type Range } from '../../tools/range/server.ts';

let range: Range;
beforeAll(async () => {
  range = await startRange();
});
afterAll(() => range.close());

interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}
const get = (path: string, options: http.RequestOptions = {}): Promise<Reply> =>
  new Promise((resolve, reject) => {
    http
      .request({ host: '127.0.0.1', port: range.port, path, agent: false, ...options }, (res) => {
        let body = '';
        res.setEncoding('utf8');
        res.on('data', (part: string) => (body += part));
        res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body }));
      })
      .on('error', reject)
      .end();
  });

/** Sends raw bytes and gives what comes back until the other side ends. */
const raw = (bytes: string): Promise<string> =>
  new Promise((resolve) => {
    let got = '';
    const socket = net.connect(range.port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (part) => (got += part.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(got));
  });

const tunnel = (target: string): Promise<{ status: number; socket: net.Socket }> =>
  new Promise((resolve, reject) => {
    http
      .request({ host: '127.0.0.1', port: range.port, method: 'CONNECT', path: target, agent: false })
      .on('connect', (res, socket) => resolve({ status: res.statusCode ?? 0, socket: socket as net.Socket }))
      .on('error', reject)
      .end();
  });

describe('the proxy', () => {
  test('answers every http page and the gallery', async () => {
    for (const url of [range.indexUrl, ...range.urls.filter((p) => p.scheme === 'http').map((p) => p.url)]) {
      const reply = await get(url);
      expect(reply.status, url).toBe(200);
      expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(reply.body.startsWith('<!doctype html>')).toBe(true);
    }
  });

  test('answers every https page in a tunnel, under its own certificate', async () => {
    for (const page of range.urls.filter((p) => p.scheme === 'https')) {
      const { status, socket } = await tunnel(`${page.host}:443`);
      expect(status).toBe(200);
      const url = new URL(page.url);
      const secure = tls.connect({ socket, servername: page.host, rejectUnauthorized: false });
      const reply = await new Promise<string>((resolve, reject) => {
        let got = '';
        secure.on('secureConnect', () => {
          expect(tls.checkServerIdentity(page.host, secure.getPeerCertificate())).toBeUndefined();
          secure.write(`GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${page.host}\r\nConnection: close\r\n\r\n`);
        });
        secure.on('data', (part: Buffer) => (got += part.toString()));
        secure.on('end', () => resolve(got));
        secure.on('error', reject);
      });
      expect(reply.startsWith('HTTP/1.1 200')).toBe(true);
    }
  });

  test('leads replicas asked for over http to https, and the gallery’s detours to their pages', async () => {
    const reply = await get('http://claude.ai/chat/letter');
    expect([reply.status, reply.headers.location]).toEqual([308, 'https://claude.ai/chat/letter']);
    const page = range.urls.find((p) => p.url.includes('?'));
    const detour = await get(`${range.indexUrl}go/${page?.id ?? ''}`);
    expect([detour.status, detour.headers.location]).toEqual([302, page?.url]);
  });

  test('knows nobody else', async () => {
    expect((await get('http://example.com/')).status).toBe(502);
    expect((await get('http://127.0.0.1:1/')).status).toBe(502);
    expect((await get('/')).status).toBe(502);
    expect((await get('ftp://range.demarc.test/')).status).toBe(502);
    expect((await get('http://range.demarc.test/none')).status).toBe(404);
    expect((await get('http://range.demarc.test/__proto__')).status).toBe(404);
    for (const target of ['example.com:443', 'claude.ai:80', 'ofenwarm.test:443', '127.0.0.1:22', 'x']) {
      const { status, socket } = await tunnel(target);
      expect(status, target).toBe(502);
      socket.destroy();
    }
  });

  test('only reads', async () => {
    expect((await get(range.indexUrl, { method: 'POST' })).status).toBe(405);
    const head = await get(range.indexUrl, { method: 'HEAD' });
    expect([head.status, head.body]).toEqual([200, '']);
    expect(Number(head.headers['content-length'])).toBeGreaterThan(1000);
    expect((await get('http://ofenwarm.test/favicon.ico')).status).toBe(204);
  });

  test('survives rude visitors', async () => {
    expect(await raw('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
    expect(await raw('GET http://[::1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
    expect(await raw(`GET / HTTP/1.1\r\nHost: ${'%'.repeat(50)}\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400/,
    );
    expect(
      await raw('GET http://ofenwarm.test/ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    ).toMatch(/^HTTP\/1\.1 501/);
    for (let i = 0; i < 20; i++) {
      const socket = net.connect(range.port, '127.0.0.1');
      socket.on('error', () => undefined);
      await new Promise((resolve) => socket.once('connect', resolve));
      socket.write(i % 2 ? 'CONNECT claude.ai:443 HTTP/1.1\r\n\r\nnot tls at all' : 'GET http://ofenwarm.test/ HT');
      socket.resetAndDestroy();
    }
    const { socket } = await tunnel('claude.ai:443');
    socket.on('error', () => undefined);
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    socket.write('this is not a handshake, it is only text\r\n\r\n');
    await ended;
    expect((await get(range.indexUrl)).status).toBe(200);
  });
});

test('closing ends open connections and tunnels', async () => {
  const own = await startRange();
  const idle = net.connect(own.port, '127.0.0.1');
  await new Promise((resolve) => idle.once('connect', resolve));
  idle.on('error', () => undefined);
  const gone = new Promise((resolve) => idle.once('close', resolve));
  idle.resume();
  idle.write('CONNECT claude.ai:443 HTTP/1.1\r\nHost: claude.ai:443\r\n\r\n');
  await new Promise((resolve) => idle.once('data', resolve));
  await own.close();
  await gone;
  await expect(
    new Promise((resolve, reject) => net.connect(own.port, '127.0.0.1').on('connect', resolve).on('error', reject)),
  ).rejects.toThrow();
});
