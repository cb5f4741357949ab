// A grid of very many rows of which only those that are seen are drawn. One row at a time is in the tab order and keeps the
// focus, also while it is scrolled out of sight; the true number of rows and the place of each are told to assistive
// technology. Keys: arrows, page, home, end; Enter opens, space chooses, with shift a range; Ctrl+A all, Escape none.
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../t.ts';
import { contentHeight, scrollTo, windowAt, type Geometry } from './window.ts';

export interface Column {
  readonly key: string;
  readonly label: ComponentChildren;
  /** Of the one column that the rows are ordered by. */
  readonly sort?: 'ascending' | 'descending';
}

/** Where a person is in the list; kept in the browser's history for coming back. */
export interface Place {
  readonly scrolled: number;
  readonly active: number;
}

/** Where a list begins; a new object begins it anew. */
export interface Start extends Place {
  /** The active row takes the focus. */
  readonly focus?: boolean;
}

interface Props {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly count: number;
  /** Cells in the order of the columns; null while the row is not there yet. */
  readonly cells: (index: number) => readonly ComponentChildren[] | null;
  /** Whether a row is chosen; left out where rows are not chosen. */
  readonly chosen?: (index: number) => boolean;
  /** `to` stands for one row, `from` and `to` for a range in either order. */
  readonly choose?: (to: number, from?: number) => void;
  readonly chooseAll?: () => void;
  readonly chooseNone?: () => void;
  readonly open: (index: number) => void;
  /** What is seen, both ends included. */
  readonly look: (first: number, last: number) => void;
  readonly start: Start;
  /** Called when scrolling or moving has come to rest. */
  readonly settled: (place: Place) => void;
}

const REST_MS = 150;

export function RowGrid(props: Props) {
  const { columns, count, start, look } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ row: 44, seen: 600 });
  const [scrolled, setScrolled] = useState(start.scrolled);
  const [wanted, setActive] = useState(start.active);
  const active = Math.max(0, Math.min(wanted, count - 1));
  /** The row that takes the focus once it is the active one. */
  const takesFocus = useRef<number | null>(null);
  const from = useRef(active);
  const geometry: Geometry = { count, ...size };
  const { first, last, origin } = windowAt(geometry, scrolled);

  // The height of a row depends on the width of the window and the person's text size: measured, never assumed.
  useLayoutEffect(() => {
    const measure = (): void => {
      const [grid, sample, body] = [scroller.current, probe.current, rows.current];
      if (!grid || !sample || !body) return;
      const row = sample.getBoundingClientRect().height;
      const seen = grid.clientHeight - body.offsetTop;
      if (row > 0 && seen > 0) setSize((old) => (old.row === row && old.seen === seen ? old : { row, seen }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const element of [scroller.current, probe.current]) if (element) observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  useLayoutEffect(() => {
    const grid = scroller.current;
    if (!grid) return;
    grid.scrollTop = start.scrolled;
    setScrolled(start.scrolled);
    setActive(start.active);
    from.current = start.active;
    const hadFocus = rows.current?.contains(document.activeElement) === true;
    takesFocus.current = start.focus === true || hadFocus ? start.active : null;
  }, [start]);

  useEffect(() => {
    look(first, last);
  }, [look, first, last]);

  const { settled } = props;
  useEffect(() => {
    const timer = setTimeout(() => {
      settled({ scrolled, active });
    }, REST_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [settled, scrolled, active]);

  useLayoutEffect(() => {
    if (takesFocus.current === null || takesFocus.current !== active) return;
    takesFocus.current = null;
    rows.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus({ preventScroll: true });
  });

  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(index, count - 1));
    const grid = scroller.current;
    if (grid) {
      grid.scrollTop = scrollTo(geometry, grid.scrollTop, next);
      setScrolled(grid.scrollTop);
    }
    takesFocus.current = next;
    setActive(next);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys on a button of the heading are its own.
    if (!rows.current?.contains(event.target as Node) || event.altKey || count === 0) return;
    const page = Math.max(1, Math.floor(size.seen / size.row) - 1);
    const mod = event.ctrlKey || event.metaKey;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: count - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) {
      moveTo(to);
      if (event.shiftKey) props.choose?.(Math.max(0, Math.min(to, count - 1)), from.current);
      else from.current = Math.max(0, Math.min(to, count - 1));
    } else if (event.key === 'Enter' && !mod) {
      settled({ scrolled, active });
      props.open(active);
    } else if (event.key === ' ') {
      if (event.shiftKey) props.choose?.(active, from.current);
      else {
        from.current = active;
        props.choose?.(active);
      }
    } else if (mod && event.key.toLowerCase() === 'a' && props.chooseAll) props.chooseAll();
    else if (event.key === 'Escape' && props.chooseNone) props.chooseNone();
    else return;
    event.preventDefault();
  };

  const onRowClick = (index: number, event: MouseEvent): void => {
    const target = event.target as Element;
    if (target.closest('a, button')) {
      settled({ scrolled, active: index });
      return;
    }
    takesFocus.current = index;
    setActive(index);
    if (event.shiftKey) props.choose?.(index, from.current);
    else if (event.ctrlKey || event.metaKey || target.closest('.row-choose')) props.choose?.(index);
    if (!event.shiftKey) from.current = index;
  };

  const drawn: number[] = [];
  if (active < first && count > 0) drawn.push(active);
  for (let i = first; i <= last; i += 1) drawn.push(i);
  if (active > last && count > 0) drawn.push(active);

  const choosing = props.chosen !== undefined;
  return (
    <div
      ref={scroller}
      class="row-grid"
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + (choosing ? 1 : 0)}
      aria-multiselectable={choosing ? true : undefined}
      onKeyDown={onKeyDown}
      onScroll={(e) => {
        setScrolled(e.currentTarget.scrollTop);
      }}
    >
      <div ref={probe} class="row-probe" aria-hidden="true" />
      <div role="rowgroup" class="row-head">
        <div role="row" class="row" aria-rowindex={1}>
          {choosing && (
            <span role="columnheader" class="row-choose" aria-colindex={1}>
              <span class="hidden-words">{t('listColumnChosen')}</span>
            </span>
          )}
          {columns.map(({ key, label, sort }, i) => (
            <span
              key={key}
              role="columnheader"
              class={`cell-${key}`}
              aria-colindex={i + (choosing ? 2 : 1)}
              aria-sort={sort}
            >
              {label}
            </span>
          ))}
        </div>
      </div>
      <div ref={rows} role="rowgroup" class="row-body" style={{ blockSize: `${contentHeight(geometry)}px` }}>
        {drawn.map((index) => (
          <Row
            key={index}
            index={index}
            top={origin + index * size.row}
            columns={columns}
            cells={props.cells(index)}
            active={index === active}
            chosen={props.chosen?.(index)}
            onClick={onRowClick}
            onOpen={props.open}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly index: number;
  readonly top: number;
  readonly columns: readonly Column[];
  readonly cells: readonly ComponentChildren[] | null;
  readonly active: boolean;
  readonly chosen: boolean | undefined;
  readonly onClick: (index: number, event: MouseEvent) => void;
  readonly onOpen: (index: number) => void;
}

function Row({ index, top, columns, cells, active, chosen, onClick, onOpen }: RowProps) {
  const shift = chosen === undefined ? 1 : 2;
  return (
    <div
      role="row"
      class={`row${active ? ' is-active' : ''}${cells ? '' : ' is-awaited'}`}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      aria-busy={cells ? undefined : true}
      tabIndex={active ? 0 : -1}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => {
        onClick(index, event);
      }}
      onDblClick={() => {
        onOpen(index);
      }}
    >
      {chosen !== undefined && (
        <span role="gridcell" class="row-choose" aria-colindex={1}>
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <rect class="tick-box" x="1" y="1" width="14" height="14" rx="2.5" />
            {chosen && <path class="tick" d="m4.3 8.3 2.6 2.6 4.8-5.4" />}
          </svg>
        </span>
      )}
      {columns.map(({ key }, i) => (
        <span key={key} role="gridcell" class={`cell-${key}`} aria-colindex={i + shift}>
          {cells ? cells[i] : i === 0 ? <span class="muted">{t('loading')}</span> : null}
        </span>
      ))}
    </div>
  );
}
