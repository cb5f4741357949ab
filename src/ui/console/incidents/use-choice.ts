// Which rows of the list are chosen: single ones, a range, or all. A range may reach over rows that are not there yet.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { IncidentRow } from '../../../model/incident-query.ts';
import { MAX_CHOSEN, NONE_CHOSEN, toggledRow, withRows, type Chosen } from './choice.ts';

const AT_ONCE = 1_000;

export interface Choosing {
  readonly chosen: Chosen;
  /** What stood in the way of the last choice, as a message key; '' for nothing. */
  readonly problem: string;
  readonly choose: (to: number, from?: number) => void;
  readonly all: () => void;
  readonly none: () => void;
}

/**
 * @param list the list that is chosen from; nothing is chosen in another one
 * @param get a row that is there
 * @param at rows from a number on, at most `limit`
 */
export function useChoice(
  list: unknown,
  get: (index: number) => IncidentRow | undefined,
  at: (offset: number, limit: number) => Promise<readonly IncidentRow[]>,
): Choosing {
  const [chosen, set] = useState<Chosen>(NONE_CHOSEN);
  const [problem, setProblem] = useState('');
  const present = useRef(chosen);
  /** The choice before a range was begun, and where: a range that is drawn back gives its rows free again. */
  const before = useRef<{ chosen: Chosen; from: number } | null>(null);
  const round = useRef(0);
  const show = (next: Chosen, said = ''): void => {
    present.current = next;
    set(next);
    setProblem(said);
  };
  useEffect(() => {
    round.current += 1;
    before.current = null;
    show(NONE_CHOSEN);
  }, [list]);
  const choose = useCallback(
    (to: number, from?: number) => {
      round.current += 1;
      const mine = round.current;
      if (present.current.all) {
        setProblem('listAllChosen');
        return;
      }
      if (from === undefined) {
        before.current = null;
        const row = get(to);
        if (row) show(toggledRow(present.current, row));
        return;
      }
      if (before.current?.from !== from) before.current = { chosen: present.current, from };
      const base = before.current.chosen;
      const [first, last] = [Math.min(from, to), Math.max(from, to)];
      const said = last - first >= MAX_CHOSEN ? 'listRangeLong' : '';
      void rangeOf(first, Math.min(last, first + MAX_CHOSEN - 1), get, at).then(
        (rows) => {
          if (round.current === mine) show(withRows(base, rows), said);
        },
        () => {
          if (round.current === mine) setProblem('loadFailed');
        },
      );
    },
    [get, at],
  );
  const all = useCallback(() => {
    round.current += 1;
    before.current = null;
    show({ all: true, rows: new Map() });
  }, []);
  const none = useCallback(() => {
    round.current += 1;
    before.current = null;
    show(NONE_CHOSEN);
  }, []);
  return { chosen, problem, choose, all, none };
}

async function rangeOf(
  first: number,
  last: number,
  get: (index: number) => IncidentRow | undefined,
  at: (offset: number, limit: number) => Promise<readonly IncidentRow[]>,
): Promise<IncidentRow[]> {
  const rows: IncidentRow[] = [];
  for (let i = first; i <= last;) {
    const row = get(i);
    if (row) {
      rows.push(row);
      i += 1;
      continue;
    }
    const read = await at(i, Math.min(AT_ONCE, last - i + 1));
    if (read.length === 0) break;
    rows.push(...read);
    i += read.length;
  }
  return rows;
}
