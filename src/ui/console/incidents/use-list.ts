// What the list shows, read from the store: the old list stays until the new one is there, later incidents are counted and
// come in when a person asks, and a row keeps its number meanwhile.
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Client } from '../../../messaging/contract.ts';
import type { IncidentCluster, IncidentQuery, IncidentRow } from '../../../model/incident-query.ts';
import type { StorageState } from '../../../model/status.ts';
import type { IncidentReader } from '../../incident-reader.ts';
import type { Start } from './RowGrid.tsx';
import { PAGE, RowPages } from './row-pages.ts';

/** Groups that are listed; what is rarer is found by narrowing the query. */
export const MAX_GROUPS = 200;
/** Changes of the store come in bursts; between two looks lies at least this. */
const PAUSE_MS = 500;

export interface ListQuestion {
  /** Pinned: its `to` is at most the moment up to which incidents are listed. */
  readonly query: IncidentQuery;
  readonly oldestFirst: boolean;
  readonly grouped: boolean;
  readonly start: Start;
}

interface Answer {
  readonly question: ListQuestion;
  /** Whom it was asked. */
  readonly reader: IncidentReader;
  /** Incidents found, and stored in all. */
  readonly total: number;
  readonly stored: number;
  readonly storage: StorageState;
  /** Null where the list is not grouped. */
  readonly groups: readonly IncidentCluster[] | null;
  readonly pages: RowPages<IncidentRow>;
}

export interface ShownList extends Answer {
  /** Another question is on its way. */
  readonly stale: boolean;
  /** Incidents that came since and that the query finds. */
  readonly fresh: number;
}

export type ListState =
  | { readonly state: 'loading' }
  | { readonly state: 'error'; readonly problem: string }
  | { readonly state: 'ready'; readonly list: ShownList };

/** @param until the moment up to which incidents are listed; later ones are counted as fresh */
export function useList(
  reader: IncidentReader,
  client: Client,
  question: ListQuestion,
  until: number,
): readonly [ListState, () => void] {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [fresh, setFresh] = useState(0);
  const [, redraw] = useState(0);
  /** The load that counts: a later one has taken the place of those before. */
  const round = useRef(0);
  const shown = useRef<Answer | null>(null);

  const load = useCallback(
    async (keep: boolean) => {
      round.current += 1;
      const mine = round.current;
      const { query, oldestFirst, grouped } = question;
      // What does not depend on the question is asked again when the store tells of a change.
      const known = !keep && shown.current?.reader === reader ? shown.current : null;
      try {
        const [total, stored, storage, groups, first] = await Promise.all([
          reader.count(query),
          known?.stored ?? reader.countIncidents(),
          known?.storage ?? reader.storageState(),
          grouped ? reader.clusters(query, MAX_GROUPS) : null,
          keep || grouped || oldestFirst ? null : reader.at(query, 0, PAGE),
        ]);
        if (round.current !== mine) return;
        const old = shown.current;
        const same = keep && old && old.question === question && old.reader === reader && old.total === total;
        // Oldest first is the same list from its other end.
        const source = async (offset: number, limit: number): Promise<IncidentRow[]> => {
          if (!oldestFirst) return reader.at(query, offset, limit);
          const end = total - offset;
          return (await reader.at(query, Math.max(0, end - limit), Math.min(limit, end))).reverse();
        };
        const pages = same ? old.pages : new RowPages(source, () => redraw((n) => n + 1), first ?? []);
        if (same) pages.refresh();
        else old?.pages.end();
        shown.current = { question, reader, total, stored, storage, groups, pages };
        setAnswer(shown.current);
        setProblem(null);
      } catch (error) {
        if (round.current === mine) setProblem(error instanceof Error ? error.message : String(error));
      }
    },
    [reader, question],
  );
  useEffect(() => {
    setFresh(0);
    void load(false);
  }, [load]);
  useEffect(() => () => shown.current?.pages.end(), []);

  const look = useCallback(async () => {
    const mine = round.current;
    const { query } = question;
    // What is asked for until a day in the past gets nothing more.
    const later =
      query.to < until ? 0 : await reader.count({ ...query, from: Math.max(query.from, until), to: Infinity });
    if (round.current !== mine) return;
    setFresh(later);
    await load(true);
  }, [reader, question, until, load]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        look().catch(() => undefined);
      }, PAUSE_MS);
    };
    const stop = client.onChange(changed);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client, look]);

  const retry = useCallback(() => void load(false), [load]);
  const state = useMemo((): ListState => {
    if (problem !== null) return { state: 'error', problem };
    if (!answer) return { state: 'loading' };
    return {
      state: 'ready',
      list: { ...answer, stale: answer.question !== question || answer.reader !== reader, fresh },
    };
  }, [answer, problem, question, reader, fresh]);
  return [state, retry];
}
