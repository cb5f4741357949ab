// Hosts that belong to nobody in the range: what is asked of them is written down and answered with something harmless of
// the kind that was asked for. Tests read here what left a page. Requests are untrusted and only kept as text.
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Visit {
  readonly host: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** What the browser says it is for: `image`, `style`, `iframe`, `websocket`…; '' when it does not say. */
  readonly purpose: string;
  /** Origin of the page that asked, as far as the browser tells. */
  readonly from: string;
}

const BODIES: Readonly<Record<string, readonly [type: string, body: string]>> = {
  image: ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"/>'],
  style: ['text/css', ''],
  script: ['text/javascript', ''],
  iframe: ['text/html', '<!doctype html><title>A page</title><p>A page of another host.</p>'],
  frame: ['text/html', '<!doctype html><title>A page</title><p>A page of another host.</p>'],
  document: ['text/html', '<!doctype html><title>A page</title><p>A page of another host.</p>'],
};

/** Most visits that are kept; a page that asks without end must not fill the memory. */
const MAX_VISITS = 10_000;

export class Visits {
  readonly #seen: Visit[] = [];

  constructor(readonly hosts: ReadonlySet<string>) {}

  /** What was asked so far, oldest first; of one host, or of all. */
  all(host?: string): readonly Visit[] {
    return this.#seen.filter((visit) => host === undefined || visit.host === host);
  }

  clear(): void {
    this.#seen.length = 0;
  }

  note(request: IncomingMessage, url: URL): string {
    const purpose = String(request.headers['sec-fetch-dest'] ?? request.headers.upgrade ?? '').toLowerCase();
    const from = originOf(request.headers.origin ?? request.headers.referer ?? '');
    if (this.#seen.length < MAX_VISITS) {
      const path = url.pathname + url.search;
      this.#seen.push({ host: url.hostname, method: request.method ?? '', path, purpose, from });
    }
    return purpose;
  }

  answer(request: IncomingMessage, response: ServerResponse, url: URL): void {
    request.resume();
    const body = BODIES[this.note(request, url)];
    response.writeHead(body ? 200 : 204, {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'cache-control': 'no-store',
      ...(body ? { 'content-type': body[0] } : {}),
    });
    response.end(body?.[1]);
  }
}

const originOf = (text: string): string => (URL.canParse(text) ? new URL(text).origin : '');
