// Rows by number, read in pages as they are looked at and forgotten when far away, so that a hundred thousand incidents
// cost no more than a few hundred. What is scrolled past is not read.

/** Rows of a page. */
export const PAGE = 100;
/** Pages kept; the furthest from what is seen go first. */
const KEPT = 30;
const AT_ONCE = 2;

export interface PageSource<T> {
  /** Rows from a number on, at most `limit`. */
  (offset: number, limit: number): Promise<readonly T[]>;
}

/** Rows of one question. A new question is a new object. */
export class RowPages<T> {
  private readonly pages = new Map<number, readonly T[]>();
  private readonly running = new Set<number>();
  private stale = new Set<number>();
  private view: readonly [number, number] = [0, -1];
  private ended = false;
  /** Whether the last read failed; reading stops until `retry`. */
  failed = false;

  /**
   * @param changed called when rows came, or could not be read
   * @param first rows from number 0 on that are there already, a whole page or all there are
   */
  constructor(
    readonly source: PageSource<T>,
    private readonly changed: () => void,
    first: readonly T[] = [],
  ) {
    if (first.length > 0) this.pages.set(0, first);
  }

  get(index: number): T | undefined {
    return this.pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Tells what is seen, both ends included; reads what of it is not there. */
  look(first: number, last: number): void {
    this.view = [first, last];
    this.read();
  }

  /** Reads everything anew that is kept, and shows the old until the new is there. */
  refresh(): void {
    this.stale = new Set(this.pages.keys());
    this.failed = false;
    this.read();
  }

  retry(): void {
    this.failed = false;
    this.read();
  }

  /** Nothing is read or told any more. */
  end(): void {
    this.ended = true;
  }

  private wanted(): number[] {
    const [first, last] = this.view;
    const pages: number[] = [];
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) pages.push(page);
    return pages.filter((page) => (!this.pages.has(page) || this.stale.has(page)) && !this.running.has(page));
  }

  private read(): void {
    for (const page of this.wanted()) {
      if (this.ended || this.failed || this.running.size >= AT_ONCE) return;
      this.running.add(page);
      this.stale.delete(page);
      this.source(page * PAGE, PAGE).then(
        (rows) => this.came(page, rows),
        () => this.came(page, null),
      );
    }
  }

  private came(page: number, rows: readonly T[] | null): void {
    this.running.delete(page);
    if (this.ended) return;
    if (rows) this.pages.set(page, rows);
    else this.failed = true;
    this.forget();
    this.changed();
    this.read();
  }

  private forget(): void {
    const middle = (this.view[0] + this.view[1]) / 2 / PAGE;
    const far = [...this.pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of far.slice(0, Math.max(0, far.length - KEPT))) {
      this.pages.delete(page);
      this.stale.delete(page);
    }
  }
}
