// Who wrote a draft. The hand of the person is seen in keys, input methods, pastes and drops; each lets the draft grow by
// what it brings. What the draft grows by beyond that was written by somebody else: another extension, a script, an agent.
// Pure: it hears what happened and is shown the draft from time to time.

/** Fewer characters are no message: an autocorrection, a mention, a space that an editor adds. */
const MIN_FOREIGN = 12;
/** Editors put in characters of their own: line ends, list marks. */
const SLACK = 4;
/** Foreign pieces that are kept apart; more are one. */
const MAX_PIECES = 50;
const MAX_WRITTEN = 2_000;

export class Provenance {
  private known = '';
  private budget = 0;
  private keys = 0;
  /** What was typed since the draft was seen last, to be told from what stands beside it. */
  private written = '';
  private pieces: string[] = [];

  /** The person's hand brings up to so many characters. */
  brought(length: number): void {
    this.budget += length;
  }

  /** A key for one character went down; where the browser then says what it inserts, that counts instead. */
  key(): void {
    this.keys++;
  }

  /** The browser says what the last key inserts. */
  inserted(text: string): void {
    this.budget += text.length;
    if (this.written.length < MAX_WRITTEN) this.written += text;
    this.keys = Math.max(0, this.keys - 1);
  }

  /** The person took a step back or forward in the editor's history: any text may come of it. */
  history(): void {
    this.budget = Infinity;
  }

  /**
   * The draft as it stands. `byPage`: the person has just pressed something on the page, so that the page may have written
   * it for them, as with a suggestion or an edit. Linear.
   */
  settle(draft: string, byPage: boolean): void {
    if (draft === this.known) {
      this.forget();
      return;
    }
    const added = addedTo(this.known, draft);
    const size = letters(added);
    if (size >= MIN_FOREIGN && size > this.budget + this.keys + SLACK && !byPage)
      this.pieces.push(added.replace(this.written, '').trim() || added);
    if (this.pieces.length > MAX_PIECES) this.pieces = [this.pieces.join('\n')];
    this.known = draft;
    this.forget();
  }

  private forget(): void {
    this.budget = this.keys = 0;
    this.written = '';
  }

  /** What of the draft the person did not write; '' when all is theirs. */
  foreignIn(draft: string): string {
    this.pieces = this.pieces.filter((piece) => stillIn(draft, piece));
    return this.pieces.join('\n');
  }
}

/** What stands in `after` between the beginning and the end that both share. */
function addedTo(before: string, after: string): string {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end))
    end++;
  return after.slice(start, after.length - end);
}

/** A piece counts as long as half of its words stand together. */
function stillIn(draft: string, piece: string): boolean {
  const words = piece.trim().split(/\s+/);
  const half = words.slice(0, Math.ceil(words.length / 2)).join(' ');
  const otherHalf = words.slice(Math.floor(words.length / 2)).join(' ');
  const flat = draft.replace(/\s+/g, ' ');
  return flat.includes(half) || flat.includes(otherHalf);
}

const letters = (text: string): number => text.replace(/\s+/g, '').length;
