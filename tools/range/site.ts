// What the range answers for a host and a path. Hosts and paths come from whoever speaks to the proxy: they are only
// looked up, never opened, so nothing outside the corpus can be reached.
import { buildPage } from './build-page.ts';
import type { Corpus } from './corpus.ts';
import { detour, INDEX_HOST, indexPage, type GalleryReplica } from './index-page.ts';

export type Scheme = 'http' | 'https';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Where a redirect leads. */
  readonly location?: string;
}

export interface Site {
  /** Every host of the range with the one scheme that it is served by. */
  readonly hosts: ReadonlyMap<string, Scheme>;
  /** null: the range has no such host. */
  /** Whether there is a page or a file at this address. */
  readonly has: (host: string, path: string) => boolean;
  readonly answer: (host: string, path: string) => Answer | null;
}

const HTML = 'text/html; charset=utf-8';
const MISSING: Answer = {
  status: 404,
  type: 'text/plain; charset=utf-8',
  body: 'This page is not part of the range.\n',
};

/**
 * Builds every page once, so that a mistake in the corpus shows at the start and not during a visit.
 * @throws Error when two pages share an address or a host is used with two schemes.
 */
export function buildSite(corpus: Corpus, replicas: readonly GalleryReplica[] = []): Site {
  const answers = new Map<string, Answer>();
  const hosts = new Map<string, Scheme>([[INDEX_HOST, 'http']]);
  const put = (host: string, path: string, answer: Answer): void => {
    if (answers.has(host + path)) throw new Error(`two pages at ${host}${path}`);
    answers.set(host + path, answer);
  };
  put(INDEX_HOST, '/', { status: 200, type: HTML, body: indexPage(corpus.pages, replicas) });
  for (const page of corpus.pages) {
    if ((hosts.get(page.host) ?? page.scheme) !== page.scheme) throw new Error(`two schemes for ${page.host}`);
    hosts.set(page.host, page.scheme);
    const by = detour(page);
    if (by !== null) put(INDEX_HOST, by, { status: 302, type: HTML, body: '', location: page.url });
    const built = buildPage(corpus, page);
    put(page.host, new URL(page.url).pathname, { status: 200, type: HTML, body: built.html });
    for (const [path, asset] of built.assets) put(page.host, path, { status: 200, ...asset });
  }
  return {
    hosts,
    has: (host, path) => answers.has(host + path),
    answer: (host, path) => {
      if (!hosts.has(host)) return null;
      // Browsers ask for this by themselves; an error for it would look like a fault of the page.
      if (path === '/favicon.ico') return { status: 204, type: 'image/x-icon', body: '' };
      return answers.get(host + path) ?? MISSING;
    },
  };
}
