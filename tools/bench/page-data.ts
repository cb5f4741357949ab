// Real pages and payloads to insert, read from compressed JSON lines outside the project, and a loopback server for
// them. All of it is other people's text: served to a browser that can reach nothing else, never interpreted here.
import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { err, ok } from '../../src/model/result.ts';
import type { Result } from '../../src/model/result.ts';
import { problemOf } from '../browsers/bounded.ts';
import { ROOT } from '../browsers/launch.ts';

export interface HonestPage {
  readonly id: string;
  readonly html: string;
}

export interface AttackPage extends HonestPage {
  /** Id of the page without the payload. */
  readonly page: string;
  readonly technique: string;
  readonly hidden: boolean;
  readonly payload: string;
}

interface AttackLine {
  readonly id: string;
  readonly page: string;
  readonly insertAt: number;
  readonly fragment: string;
  readonly technique: string;
  readonly hidden: boolean;
  readonly payload: string;
}

function readLines<T>(file: string): Result<T[]> {
  if (!existsSync(file)) return err(`${file} is not there`);
  try {
    const text = gunzipSync(readFileSync(file)).toString('utf8');
    return ok(text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as T])));
  } catch (error) {
    return err(`${file} could not be read: ${problemOf(error)}`);
  }
}

/** Where the data lies unless the command line says otherwise: DEMARC_DATA, or the shared folder beside the project. */
export function dataFolder(): string {
  return process.env['DEMARC_DATA'] ?? path.resolve(ROOT, '..', 'shared', 'data');
}

export const readPages = (file: string): Result<HonestPage[]> => readLines<HonestPage>(file);

/** The attack pages: each payload's fragment inserted into its page. A payload without its page is left out. */
export function readAttacks(file: string, pages: readonly HonestPage[]): Result<AttackPage[]> {
  const lines = readLines<AttackLine>(file);
  if (!lines.ok) return lines;
  const byId = new Map(pages.map((page) => [page.id, page.html]));
  return ok(
    lines.value.flatMap(({ page, insertAt, fragment, ...rest }) => {
      const html = byId.get(page);
      if (html === undefined) return [];
      return [{ ...rest, page, html: html.slice(0, insertAt) + fragment + html.slice(insertAt) }];
    }),
  );
}

export interface PageServer {
  url(page: HonestPage): string;
  close(): void;
}

/** Serves the pages by number; anything else they ask of this server is not there. */
export async function servePages(pages: readonly HonestPage[]): Promise<PageServer> {
  const numbers = new Map(pages.map((page, number) => [page, number]));
  const server = http.createServer((request, response) => {
    const match = /^\/page\/(\d+)$/.exec(request.url ?? '');
    const page = match === null ? undefined : pages[Number(match[1])];
    response.writeHead(page === undefined ? 404 : 200, {
      'content-type': page === undefined ? 'text/plain' : 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // Isolated pages get a fine clock, which the measurement needs; other hosts are blocked in any case.
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    response.end(page?.html ?? '');
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: (page) => `http://127.0.0.1:${port}/page/${numbers.get(page) ?? -1}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
