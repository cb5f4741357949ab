// Which of very many rows are drawn, and where. Rows have one height. Browsers cannot lay out more than some ten million
// pixels, fewer the further one zooms in: beyond a bound the scroll bar stands for more than it is long.

/** Longest content that is scrolled one to one, in CSS pixels; at 500 % zoom browsers still lay it out. */
export const MAX_PIXELS = 5_000_000;
/** Rows drawn above and below what is seen, so that a turn of the wheel shows no gap. */
const AROUND = 8;

export interface Geometry {
  readonly count: number;
  /** Height of a row in CSS pixels. */
  readonly row: number;
  /** Height of what is seen of the rows. */
  readonly seen: number;
}

export interface RowWindow {
  /** Rows to draw, both included; none: last < first. */
  readonly first: number;
  readonly last: number;
  /** Distance of row 0 from the top of the content. */
  readonly origin: number;
}

/** Height of the content that is scrolled. */
export const contentHeight = ({ count, row }: Geometry): number => Math.min(count * row, MAX_PIXELS);

/** How many pixels of rows one pixel of scrolling stands for. */
function scale(geometry: Geometry): number {
  const { count, row, seen } = geometry;
  const way = contentHeight(geometry) - seen;
  return way > 0 ? Math.max(1, (count * row - seen) / way) : 1;
}

/** What to draw at a scroll position, in pixels. */
export function windowAt(geometry: Geometry, scrolled: number): RowWindow {
  const { count, row, seen } = geometry;
  const top = Math.max(0, Math.min(scrolled, Math.max(0, contentHeight(geometry) - seen)));
  const hidden = top * scale(geometry);
  return {
    first: Math.max(0, Math.floor(hidden / row) - AROUND),
    last: Math.min(count - 1, Math.ceil((hidden + seen) / row) - 1 + AROUND),
    origin: top - hidden,
  };
}

/** The scroll position nearest to the present one at which a row is seen in full. */
export function scrollTo(geometry: Geometry, scrolled: number, index: number): number {
  const { row, seen } = geometry;
  const by = scale(geometry);
  const hidden = scrolled * by;
  if (index * row < hidden) return (index * row) / by;
  if ((index + 1) * row > hidden + seen) return Math.max(0, (index + 1) * row - seen) / by;
  return scrolled;
}
