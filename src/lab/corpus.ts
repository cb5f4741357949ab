// A corpus as lines of JSON, {"id","text","label"?}, read piece by piece, so that a file of 50 MB never is in memory at once.
// A line that is no text is named and left out; the rest goes on. Texts are hostile by assumption.
import { MAX_CORPUS_BYTES, type BadLine, type Label } from './contract.ts';

export interface CorpusLine {
  readonly line: number;
  readonly id: string;
  readonly text: string;
  readonly label: Label | '';
}

/** UTF-16 units of one line; no text that the engine reads at once is so long. */
export const MAX_LINE = 1_000_000;
const MAX_ID = 120;

export type Line = CorpusLine | BadLine;

/** One line of a corpus. Never throws. */
export function readLine(source: string, line: number): Line {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return { line, why: 'json' };
  }
  if (typeof value !== 'object' || value === null) return { line, why: 'shape' };
  const { id, text, label = '' } = value as Readonly<Record<string, unknown>>;
  if (typeof text !== 'string' || (typeof id !== 'string' && typeof id !== 'number')) return { line, why: 'shape' };
  if (label !== '' && label !== 'attack' && label !== 'honest') return { line, why: 'label' };
  return { line, id: String(id).slice(0, MAX_ID), text, label };
}

/**
 * Lines of a corpus, with the part of the bytes that has been read. Empty lines are passed over.
 * @param bytes at most MAX_CORPUS_BYTES of it are read
 */
export async function* linesOf(bytes: Blob): AsyncGenerator<readonly [Line, number]> {
  const whole = bytes.slice(0, MAX_CORPUS_BYTES);
  const decoder = new TextDecoder('utf-8');
  let line = 0;
  let rest = '';
  /** The line that goes on is too long: what comes of it is thrown away. */
  let dropping = false;
  for (let at = 0; at < whole.size || at === 0; at += PIECE) {
    const piece = await whole.slice(at, at + PIECE).arrayBuffer();
    const last = at + PIECE >= whole.size;
    const lines = (rest + decoder.decode(piece, { stream: !last })).split('\n');
    rest = last ? '' : (lines.pop() ?? '');
    for (const source of lines) {
      line++;
      const long = dropping || source.length > MAX_LINE;
      dropping = false;
      if (long) yield [{ line, why: 'long' }, at / whole.size];
      else if (source.trim() !== '') yield [readLine(source, line), Math.min(1, (at + PIECE) / whole.size)];
    }
    if (rest.length > MAX_LINE) {
      rest = '';
      dropping = true;
    }
  }
}
const PIECE = 1 << 20;
