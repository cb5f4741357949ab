// Which letters the codes of a font stand for: the map that a file brings for it (ToUnicode), bounded.
import { Lexer, Word, type Value } from './lexer.ts';

/** Codes that one map may name. */
const MAX_CODES = 100_000;

export interface CodeMap {
  /** Bytes of a code, by its first byte; 0 where the map says nothing. */
  readonly length: (first: number) => number;
  readonly letters: ReadonlyMap<number, string>;
}

const codeOf = (value: Value | undefined): number =>
  typeof value === 'string' ? [...value].reduce((sum, c) => sum * 256 + c.charCodeAt(0), 0) : -1;

/** UTF-16 in bytes. */
export function utf16(bytes: string): string {
  const parts: string[] = [];
  for (let i = 0; i + 1 < bytes.length; i += 2)
    parts.push(String.fromCharCode(bytes.charCodeAt(i) * 256 + bytes.charCodeAt(i + 1)));
  return parts.join('');
}

/** Reads a map; what it does not understand of it is left out. */
export function codeMap(text: string): CodeMap {
  const letters = new Map<number, string>();
  const lengths = new Array<number>(256).fill(0);
  const lexer = new Lexer(text);
  let pending: Value[] = [];
  for (let value = lexer.value(); value !== undefined && letters.size < MAX_CODES; value = lexer.value()) {
    if (!(value instanceof Word)) {
      pending.push(value);
      continue;
    }
    if (value.word === 'endcodespacerange')
      for (let i = 0; i + 1 < pending.length; i += 2) {
        const [low, high] = [pending[i], pending[i + 1]];
        if (typeof low !== 'string' || typeof high !== 'string') continue;
        for (let first = low.charCodeAt(0); first <= high.charCodeAt(0); first++) lengths[first & 255] = low.length;
      }
    else if (value.word === 'endbfchar')
      for (let i = 0; i + 1 < pending.length; i += 2) {
        const to = pending[i + 1];
        if (typeof to === 'string') letters.set(codeOf(pending[i]), utf16(to));
      }
    else if (value.word === 'endbfrange')
      for (let i = 0; i + 2 < pending.length; i += 3) range(letters, pending.slice(i, i + 3));
    pending = [];
  }
  return { length: (first) => lengths[first] ?? 0, letters };
}

function range(letters: Map<number, string>, [low, high, to]: readonly Value[]): void {
  const [from, until] = [codeOf(low), codeOf(high)];
  if (from < 0) return;
  const start = typeof to === 'string' ? utf16(to) : '';
  const last = start.charCodeAt(start.length - 1);
  for (let code = from; code <= until && letters.size < MAX_CODES; code++) {
    const named = Array.isArray(to) ? (to as readonly Value[])[code - from] : undefined;
    if (typeof named === 'string') letters.set(code, utf16(named));
    else if (start !== '') letters.set(code, start.slice(0, -1) + String.fromCharCode(last + code - from));
    else return;
  }
}
