// Hash routes of the console. The hash may come from anywhere; an unknown one leads to the overview.
import { useEffect, useState } from 'preact/hooks';

export const PAGES = ['overview', 'incidents', 'memory', 'agents', 'policy', 'responsibilities', 'services', 'about'] as const;
export type PageName = (typeof PAGES)[number];

export interface Route {
  /** The welcome is no page of the rail: it opens once, and the page about Demarc leads to it. */
  readonly page: PageName | 'incident' | 'welcome';
  /** Incident id; '' elsewhere. */
  readonly id: string;
}

export function parseRoute(hash: string): Route {
  const [page = '', id = ''] = hash.replace(/^[#/]+/, '').split('/');
  if (page === 'incident' && /^[\w-]{1,64}$/.test(id)) return { page, id };
  if (page === 'welcome') return { page, id: '' };
  return { page: PAGES.find((p) => p === page) ?? 'overview', id: '' };
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const changed = (): void => {
      setRoute(parseRoute(location.hash));
      window.scrollTo(0, 0);
    };
    addEventListener('hashchange', changed);
    return () => {
      removeEventListener('hashchange', changed);
    };
  }, []);
  return route;
}
