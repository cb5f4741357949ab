// The saved views of a person, and whether the charts stand over the list. Kept over restarts; another console that is open
// hears of it.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Client } from '../../../messaging/contract.ts';
import type { KeptValues } from '../../kept-values.ts';
import type { ListAddress } from './address.ts';
import { readViews, renamed, without, withView, type SavedView } from './views.ts';

const VIEWS = 'views';
const CHARTS = 'charts';

export interface Arrangement {
  readonly views: readonly SavedView[];
  /** Charts stand open over the list. */
  readonly charts: boolean;
  readonly showCharts: (on: boolean) => void;
  /** Each answers a message key, '' when it was done. */
  readonly save: (name: string, address: ListAddress) => Promise<string>;
  readonly rename: (from: string, to: string) => Promise<string>;
  readonly remove: (name: string) => Promise<string>;
}

export function useViews(kept: KeptValues, client: Client): Arrangement {
  const [views, setViews] = useState<readonly SavedView[]>([]);
  // Where there is little room, the list comes first.
  const [charts, setCharts] = useState(() => matchMedia('(min-width: 901px)').matches);
  const present = useRef<string>('[]');
  useEffect(() => {
    const read = async (): Promise<void> => {
      const found = readViews(await kept.read(VIEWS));
      const now = JSON.stringify(found);
      // The store changes often, the views seldom.
      if (now !== present.current) setViews(found);
      present.current = now;
    };
    read().catch(() => undefined);
    kept
      .read(CHARTS)
      .then((on) => {
        if (typeof on === 'boolean') setCharts(on);
      })
      .catch(() => undefined);
    return client.onChange(() => void read().catch(() => undefined));
  }, [kept, client]);
  /** What another console saved meanwhile stays: the change is made to what is stored now. */
  const change = useCallback(
    async (how: (views: readonly SavedView[]) => SavedView[] | null, refused: string): Promise<string> => {
      try {
        const next = how(readViews(await kept.read(VIEWS)));
        if (next === null) return refused;
        await kept.write(VIEWS, next);
        present.current = JSON.stringify(next);
        setViews(next);
        return '';
      } catch {
        return 'listNotKept';
      }
    },
    [kept],
  );
  return {
    views,
    charts,
    showCharts: (on) => {
      setCharts(on);
      kept.write(CHARTS, on).catch(() => undefined);
    },
    save: (name, address) => change((all) => withView(all, name, address), 'listNoName'),
    rename: (from, to) => change((all) => renamed(all, from, to), 'listNameTaken'),
    remove: (name) => change((all) => without(all, name), ''),
  };
}
