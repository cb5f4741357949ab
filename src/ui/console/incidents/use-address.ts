// The list's state in the address bar: typing changes the present entry of the history, a choice adds one, Back goes back,
// to where in the list one was.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { parseRoute } from '../route.ts';
import { addressOf, readAddress, type ListAddress } from './address.ts';
import type { Place, Start } from './RowGrid.tsx';

/** A list as the history keeps it. */
export interface Kept extends Start {
  /** The moment up to which incidents are listed; with it, row numbers mean the same again. */
  readonly until: number;
}

/** What is kept counts for as long as this document lives: who reloads wants what is there now. */
const began = Date.now();

function keptPlace(): Kept {
  const { scrolled, active, until } = (history.state ?? {}) as Partial<Record<keyof Kept, unknown>>;
  const isCount = (n: unknown): n is number => typeof n === 'number' && Number.isFinite(n) && n >= 0;
  const kept = isCount(scrolled) && isCount(active) && isCount(until) && until >= began;
  return kept ? { scrolled, active, until } : { scrolled: 0, active: 0, until: Date.now() };
}

export type Change = (next: Partial<ListAddress>, how?: 'push' | 'replace') => void;

export interface AddressState {
  readonly address: ListAddress;
  /** Where the list begins; a new object for each list. */
  readonly start: Kept;
  readonly change: Change;
  /** Lists what is there now, from the top. */
  readonly renew: () => void;
  /** Keeps the place in the present entry of the history. */
  readonly keep: (place: Place) => void;
}

export function useAddress(): AddressState {
  const [{ address, start }, set] = useState(() => ({
    address: readAddress(parseRoute(location.hash).search),
    start: keptPlace(),
  }));
  const present = useRef({ address, start });
  const show = (next: ListAddress, kept: Kept): void => {
    present.current = { address: next, start: kept };
    set(present.current);
  };
  useEffect(() => {
    const changed = (): void => {
      const route = parseRoute(location.hash);
      if (route.page === 'incidents') show(readAddress(route.search), keptPlace());
    };
    addEventListener('hashchange', changed);
    return () => {
      removeEventListener('hashchange', changed);
    };
  }, []);
  const change = useCallback((next: Partial<ListAddress>, how: 'push' | 'replace' = 'push') => {
    const to = { ...present.current.address, ...next };
    const hash = addressOf(to);
    if (hash === addressOf(present.current.address)) return;
    // The place in the list before says nothing of the list after.
    history[how === 'push' ? 'pushState' : 'replaceState'](null, '', hash);
    show(to, keptPlace());
  }, []);
  const renew = useCallback(() => {
    history.replaceState(null, '');
    show(present.current.address, { ...keptPlace(), focus: true });
  }, []);
  const keep = useCallback(({ scrolled, active }: Place) => {
    // The page may be another already.
    if (parseRoute(location.hash).page !== 'incidents') return;
    history.replaceState({ scrolled, active, until: present.current.start.until }, '');
  }, []);
  return { address, start, change, renew, keep };
}
