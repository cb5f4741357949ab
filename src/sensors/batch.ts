// Many short texts read as one: joined into one string for the finder, each remembering what it belongs to. One native
// reading of 16,000 characters costs about as much as reading ten characters a few times.

/** Finds places worth a closer look in a text; offsets in ascending order. */
export interface Finder {
  find(text: string, limit: number): number[];
}

/** Hits followed up in one batch; what exceeds them is not followed up. */
const MAX_HITS = 4_000;

/** Of one text, hits this near are followed up together. */
export const STRETCH = 5_000;

export class Batch<T> {
  private texts: string[] = [];
  private items: T[] = [];
  private starts: number[] = [];
  /** Where in its item's whole text each text begins: those that were kept have lost their beginning. */
  private bases: number[] = [];
  /** UTF-16 units waiting. */
  length = 0;

  /** Adds a text; `gap` keeps its first word from running into the last one of the text before. */
  add(text: string, item: T, gap: boolean, base = 0): void {
    if (gap) {
      this.texts.push('\n');
      this.length++;
    }
    this.items.push(item);
    this.starts.push(this.length);
    this.bases.push(base);
    this.texts.push(text);
    this.length += text.length;
  }

  /** Adds a space that belongs to nothing: about every second text of a page is no more than that. */
  space(gap: boolean): void {
    this.texts.push(gap ? '\n' : ' ');
    this.length++;
  }

  /**
   * Calls `hit` for each item with a hit, once for every stretch of it, with the place in its text, and empties the batch
   * but for its last `keep` characters: what a finding needs may lie on both sides of a cut. False when there were more
   * hits than are followed up.
   */
  flush(finder: Finder, hit: (item: T, place: number) => void, keep = 0): boolean {
    const { items, starts, bases, length } = this;
    const text = this.texts.join('');
    const hits = length === 0 ? [] : finder.find(text, MAX_HITS);
    this.texts = [];
    this.items = [];
    this.starts = [];
    this.bases = [];
    this.length = 0;
    const from = Math.max(0, length - keep);
    for (let i = firstBehind(starts, from, length); keep > 0 && i < items.length; i++) {
      const start = starts[i] ?? 0;
      const end = starts[i + 1] ?? length;
      // The gap before the next item lies in this piece.
      const lost = Math.max(0, from - start);
      this.add(text.slice(start + lost, end), items[i] as T, false, (bases[i] ?? 0) + lost);
    }
    let at = 0;
    let last = -1;
    let followed = 0;
    for (const offset of hits) {
      while (at + 1 < starts.length && (starts[at + 1] ?? 0) <= offset) at++;
      if (at === last && offset - followed < STRETCH) continue;
      hit(items[at] as T, (bases[at] ?? 0) + offset - (starts[at] ?? 0));
      last = at;
      followed = offset;
    }
    return hits.length < MAX_HITS;
  }
}

/** Index of the first item that reaches behind `from`. */
function firstBehind(starts: readonly number[], from: number, length: number): number {
  let i = starts.length;
  while (i > 0 && (starts[i] ?? length) > from) i--;
  return i;
}
