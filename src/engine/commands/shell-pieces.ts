// Cuts a text that may hold shell commands into statements and these into the pieces between pipes, knowing about quotes
// and continued lines. Made for finding, not for running: where shells differ, it cuts too often rather than too seldom.

export interface Piece {
  readonly text: string;
  /** UTF-16 offsets into the text that was given. */
  readonly start: number;
  readonly end: number;
}

export interface Statement {
  readonly start: number;
  readonly end: number;
  /** At least one. */
  readonly pieces: readonly Piece[];
}

/** A statement longer than this is cut: nobody reads more of it either. */
const MAX_STATEMENT = 4_000;

/**
 * The statements of a text, in order; what stands in quotes and has separators of its own is cut too, behind the
 * statement that it belongs to. Linear in the text; never throws.
 */
export function statementsOf(text: string): readonly Statement[] {
  const found: Statement[] = [];
  cut(text, 0, text.length, 1, found);
  return found;
}

function cut(text: string, from: number, to: number, deeper: number, found: Statement[]): void {
  let pieces: Piece[] = [];
  let start = from;
  let pieceStart = from;
  const inner: [number, number][] = [];
  const endPiece = (end: number): void => {
    pieces.push({ text: text.slice(pieceStart, end), start: pieceStart, end });
  };
  const endStatement = (end: number, next: number): void => {
    endPiece(end);
    if (text.slice(start, end).trim() !== '') found.push({ start, end, pieces });
    pieces = [];
    start = pieceStart = next;
    for (const [a, b] of inner.splice(0)) cut(text, a, b, deeper - 1, found);
  };
  let i = from;
  while (i < to) {
    const sign = text[i] ?? '';
    const next = text[i + 1];
    if (sign === '\\' && next !== undefined) {
      i += 2;
      continue;
    }
    const close = sign === '"' || sign === "'" ? closing(text, i, to) : -1;
    if (close > 0) {
      if (deeper > 0 && /[|;&]/.test(text.slice(i + 1, close))) inner.push([i + 1, close]);
      i = close + 1;
      continue;
    }
    if (sign === '|' && next !== '|') {
      endPiece(i);
      pieceStart = i + 1;
    } else if (sign === '\n' || sign === ';' || sign === '|' || (sign === '&' && next === '&')) {
      const width = sign === '\n' || sign === ';' ? 1 : 2;
      endStatement(i, i + width);
      i += width;
      continue;
    } else if (i - start >= MAX_STATEMENT) endStatement(i, i);
    i += 1;
  }
  endStatement(to, to);
}

/** Where a quotation that begins at `at` ends in the same line; -1: it does not, the sign is an apostrophe. */
function closing(text: string, at: number, to: number): number {
  const quote = text[at];
  for (let i = at + 1; i < Math.min(to, at + MAX_STATEMENT); i++) {
    if (text[i] === quote) return i;
    if (text[i] === '\n') return -1;
    if (text[i] === '\\' && quote === '"') i += 1;
  }
  return -1;
}
