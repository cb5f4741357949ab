// Hash routes of the console. The hash may come from anywhere; an unknown one leads to the overview.
import { useEffect, useRef, useState } from 'preact/hooks';

export const PAGES = [
  'overview',
  'incidents',
  'lab',
  'memory',
  'agents',
  'extensions',
  'policy',
  'responsibilities',
  'services',
  'about',
] as const;
export type PageName = (typeof PAGES)[number];

export interface Route {
  /** The welcome is no page of the rail: it opens once, and the page about Demarc leads to it. */
  readonly page: PageName | 'incident' | 'welcome';
  /** Incident id; '' elsewhere. */
  readonly id: string;
  /** What stands after a `?`, as the page itself reads it. */
  readonly search: string;
}

export function parseRoute(hash: string): Route {
  const [path = '', ...rest] = hash.split('?');
  const search = rest.join('?');
  const [page = '', id = ''] = path.replace(/^[#/]+/, '').split('/');
  if (page === 'incident' && /^[\w-]{1,64}$/.test(id)) return { page, id, search };
  if (page === 'welcome') return { page, id: '', search };
  return { page: PAGES.find((p) => p === page) ?? 'overview', id: '', search };
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  const shown = useRef(route);
  useEffect(() => {
    const changed = (): void => {
      const next = parseRoute(location.hash);
      setRoute(next);
      // Another state of the same page is no other page.
      if (next.page !== shown.current.page || next.id !== shown.current.id) window.scrollTo(0, 0);
      shown.current = next;
    };
    addEventListener('hashchange', changed);
    // It may have changed between the first drawing and this.
    if (JSON.stringify(parseRoute(location.hash)) !== JSON.stringify(shown.current)) changed();
    return () => {
      removeEventListener('hashchange', changed);
    };
  }, []);
  return route;
}
