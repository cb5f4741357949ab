// Serves one folder on loopback so that a local file can be opened like a web page. The folder was named by the person
// who started the program; requests are untrusted: a random path, reading only, nothing outside the folder.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { pipeline } from 'node:stream';

export interface FileServer {
  readonly port: number;
  /**
   * Address of a file, by its path (absolute, or relative to the folder).
   * @throws Error when the file lies outside the folder.
   */
  url(file: string): string;
  close(): Promise<void>;
}

export interface FileServerOptions {
  /** Bytes of one file that are sent at most; a longer file is cut there. */
  readonly maxBytes?: number;
}

export const MAX_FILE_BYTES = 128 * 1024 * 1024;

/** HTML is sent without a charset so that the page's own declaration decides, as it does for a file. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.htm': 'text/html',
  '.xhtml': 'application/xhtml+xml',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.pdf': 'application/pdf',
};

/**
 * Starts serving a folder.
 * @throws Error when the folder does not exist.
 */
export async function startFiles(dir: string, options: FileServerOptions = {}): Promise<FileServer> {
  const root = await realpath(dir);
  const maxBytes = options.maxBytes ?? MAX_FILE_BYTES;
  const token = randomBytes(18).toString('base64url');
  const sockets = new Set<Socket>();
  const server = http.createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => response.destroy());
    request.resume();
    if (request.method !== 'GET') return refuse(response, 405);
    // A page that points its own host name at this machine would arrive with that name.
    if (request.headers.host !== `127.0.0.1:${port}`) return refuse(response, 404);
    const file = await fileOf(request.url ?? '');
    if (file === null) return refuse(response, 404);
    const size = Math.min(file.size, maxBytes);
    response.writeHead(200, {
      'content-type': TYPES[path.extname(file.path).toLowerCase()] ?? 'application/octet-stream',
      'content-length': size,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    if (size === 0) response.end();
    // The end is inclusive. Errors (file gone, visitor gone) end the response; there is nobody left to tell.
    else pipeline(createReadStream(file.path, { start: 0, end: size - 1 }), response, () => undefined);
  }

  async function fileOf(raw: string): Promise<{ path: string; size: number } | null> {
    const [, given = '', ...rest] = raw.split(/[?#]/, 1)[0]?.split('/') ?? [];
    if (!sameToken(given, token)) return null;
    try {
      const parts = rest.map((part) => decodeURIComponent(part));
      if (parts.some((part) => part === '' || part === '..' || part === '.' || /[/\\\0]/.test(part))) return null;
      // The real path decides: a link may lead outside.
      const real = await realpath(path.join(root, ...parts));
      if (!inside(root, real)) return null;
      const info = await stat(real);
      return info.isFile() ? { path: real, size: info.size } : null;
    } catch {
      return null; // not decodable, or not there
    }
  }

  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const port = (server.address() as AddressInfo).port;
  return {
    port,
    url: (file) => {
      const relative = relativeTo(root, dir, file);
      return `http://127.0.0.1:${port}/${token}/${relative.map(encodeURIComponent).join('/')}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Compares without telling by its duration how much was right. */
function sameToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const inside = (root: string, file: string): boolean =>
  file.startsWith(root.endsWith(path.sep) ? root : root + path.sep);

/** The folder may have been named through a link, and the file by either name. */
function relativeTo(root: string, dir: string, file: string): string[] {
  const named = path.resolve(dir);
  const absolute = path.resolve(root, file);
  for (const base of [root, named]) {
    if (inside(base, absolute)) return path.relative(base, absolute).split(path.sep);
  }
  throw new Error('The file lies outside the folder that is served.');
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    ...(status === 405 ? { allow: 'GET' } : {}),
  });
  response.end(status === 405 ? 'Only reading is possible here.\n' : 'There is no such file.\n');
}
