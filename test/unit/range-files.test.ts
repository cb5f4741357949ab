// The file server: only the folder that was named, only with the token, only reading, never more than the limit.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFiles, type FileServer } from '../../tools/range/server.ts';

const base = mkdtempSync(path.join(tmpdir(), 'demarc-files-'));
const dir = path.join(base, 'shown');
const LIMIT = 1_000_000;
let server: FileServer;

beforeAll(async () => {
  mkdirSync(path.join(dir, 'sub folder'), { recursive: true });
  writeFileSync(path.join(dir, 'page.html'), '<p>here</p>');
  writeFileSync(path.join(dir, 'sub folder', 'ü %2f #1.html'), 'deep');
  writeFileSync(path.join(dir, 'empty.html'), '');
  writeFileSync(path.join(dir, 'large.html'), 'x');
  truncateSync(path.join(dir, 'large.html'), 100_000_000);
  writeFileSync(path.join(base, 'secret.html'), 'secret');
  symlinkSync(path.join(base, 'secret.html'), path.join(dir, 'link.html'));
  server = await startFiles(dir, { maxBytes: LIMIT });
});
afterAll(async () => {
  await server.close();
  rmSync(base, { recursive: true, force: true });
});

const ask = (url: string, options: http.RequestOptions = {}): Promise<{ status: number; type: string; body: string }> =>
  new Promise((resolve, reject) => {
    const at = /^http:\/\/127\.0\.0\.1:\d+(.*)$/.exec(url)?.[1] ?? url;
    http
      .request({ host: '127.0.0.1', port: server.port, path: at, agent: false, ...options }, (res) => {
        let body = '';
        res.setEncoding('utf8');
        res.on('data', (part: string) => (body += part));
        res.on('end', () => resolve({ status: res.statusCode ?? 0, type: res.headers['content-type'] ?? '', body }));
      })
      .on('error', reject)
      .end();
  });

test('serves files by absolute and relative name', async () => {
  expect(await ask(server.url('page.html'))).toEqual({ status: 200, type: 'text/html', body: '<p>here</p>' });
  expect((await ask(server.url(path.join(dir, 'page.html')))).status).toBe(200);
  expect((await ask(server.url('sub folder/ü %2f #1.html'))).body).toBe('deep');
  expect(await ask(server.url('empty.html'))).toMatchObject({ status: 200, body: '' });
});

test('cuts a file at the limit', async () => {
  expect((await ask(server.url('large.html'))).body).toHaveLength(LIMIT);
});

test('goes nowhere else', async () => {
  const root = server.url('page.html').replace(/page\.html$/, '');
  for (const tail of [
    '',
    '../secret.html',
    '..%2fsecret.html',
    '%2e%2e/secret.html',
    '..%5csecret.html',
    'sub%20folder',
  ]) {
    expect((await ask(root + tail)).status, tail).toBe(404);
  }
  for (const tail of ['link.html', '%', '%00', './page.html', '/page.html', 'page.html/', 'none.html']) {
    expect((await ask(root + tail)).status, tail).toBe(404);
  }
  expect((await ask('/page.html')).status).toBe(404);
  expect((await ask('/')).status).toBe(404);
  expect((await ask(`/${'x'.repeat(24)}/page.html`)).status).toBe(404);
  expect((await ask(`/${'ü'.repeat(12)}/page.html`.replaceAll('ü', '%C3%BC'))).status).toBe(404);
  expect(() => server.url('../secret.html')).toThrow();
  expect(() => server.url(path.join(base, 'secret.html'))).toThrow();
});

test('only reads, and only under its own name', async () => {
  const url = server.url('page.html');
  expect((await ask(url, { method: 'POST' })).status).toBe(405);
  expect((await ask(url, { method: 'DELETE' })).status).toBe(405);
  expect((await ask(url, { headers: { host: `elsewhere.test:${server.port}` } })).status).toBe(404);
});

test('a visitor who leaves in the middle does no harm, and closing ends open connections', async () => {
  const own = await startFiles(dir);
  await new Promise<void>((resolve) => {
    const request = http.get(own.url('large.html'), { agent: false }, (res) => {
      res.once('data', () => request.destroy());
      res.on('error', () => undefined);
      res.on('close', () => resolve());
    });
    request.on('error', () => resolve());
  });
  expect(
    await new Promise((resolve) =>
      http.get(own.url('page.html'), { agent: false }, (res) => resolve(res.resume().statusCode)),
    ),
  ).toBe(200);
  await own.close();
});

test('a folder that does not exist is an error', async () => {
  await expect(startFiles(path.join(base, 'none'))).rejects.toThrow();
});
