// The contents of streams: their filters undone, as far as words need it and no further than the bound.
import { Unzlib } from 'fflate';
import { Name, type Dict, type Value } from './lexer.ts';

/** Bytes that one stream may have when it is unpacked; and all of a file together, packed and unpacked. */
const MAX_STREAM = 16 * 1024 * 1024;
const MAX_ALL = 64 * 1024 * 1024;
/** Packed bytes per step: what a step unpacks to is at most a thousand times that. */
const STEP = 8_192;

export class Budget {
  /** Bytes that may still be read and unpacked: streams of a hostile file can lie in each other, or be asked for often. */
  left = MAX_ALL;
}

export interface Unpacked {
  readonly text: string;
  /** It is broken, larger than the bound, or in a form that is not read. */
  readonly partial: boolean;
}

/** The contents of a stream, one unit a byte. Never throws. */
export function unpacked(raw: Uint8Array, dict: Dict, budget: Budget): Unpacked {
  let partial = (budget.left -= raw.length) < 0;
  if (partial) return { text: '', partial };
  let bytes = raw;
  for (const filter of filtersOf(dict.get('Filter') ?? dict.get('F'))) {
    if (filter === 'FlateDecode' || filter === 'Fl') ({ bytes, partial } = inflated(bytes, budget));
    else if (filter === 'ASCII85Decode' || filter === 'A85') bytes = bytesOf(ascii85(latin1(bytes)));
    else if (filter === 'ASCIIHexDecode' || filter === 'AHx') bytes = bytesOf(hexadecimal(latin1(bytes)));
    else return { text: '', partial: true };
    if (partial) break;
  }
  return { text: latin1(bytes), partial };
}

const filtersOf = (value: Value | undefined): readonly string[] =>
  (Array.isArray(value) ? (value as readonly Value[]) : [value]).flatMap((v) => (v instanceof Name ? [v.name] : []));

function inflated(packed: Uint8Array, budget: Budget): { bytes: Uint8Array<ArrayBuffer>; partial: boolean } {
  const parts: Uint8Array[] = [];
  let size = 0;
  let partial = false;
  try {
    const inflate = new Unzlib((chunk) => {
      size += chunk.length;
      budget.left -= chunk.length;
      parts.push(chunk);
    });
    for (let at = 0; at < packed.length && !partial; at += STEP) {
      inflate.push(packed.subarray(at, at + STEP), at + STEP >= packed.length);
      partial = size > MAX_STREAM || budget.left < 0;
    }
  } catch {
    // What was unpacked until then counts.
    partial = true;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, partial };
}

/** One unit a byte; the decoder of this name is the one of windows-1252, so the text is made by hand. */
export function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8_192)
    parts.push(String.fromCharCode.apply(null, bytes.subarray(at, at + 8_192) as unknown as number[]));
  return parts.join('');
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
  return out;
}

function ascii85(text: string): string {
  const end = text.indexOf('~');
  const parts: string[] = [];
  let group: number[] = [];
  const give = (): void => {
    const count = group.length;
    while (group.length < 5) group.push(84);
    const value = group.reduce((sum, digit) => sum * 85 + digit, 0) >>> 0;
    for (let i = 0; i < count - 1; i++) parts.push(String.fromCharCode((value >>> (24 - 8 * i)) & 255));
    group = [];
  };
  for (let i = text.startsWith('<~') ? 2 : 0; i < (end < 0 ? text.length : end); i++) {
    const code = text.charCodeAt(i);
    if (code === 122 && group.length === 0) parts.push('\0\0\0\0');
    else if (code >= 33 && code <= 117 && group.push(code - 33) === 5) give();
  }
  if (group.length > 1) give();
  return parts.join('');
}

function hexadecimal(text: string): string {
  const end = text.indexOf('>');
  const digits = text.slice(0, end < 0 ? undefined : end).replace(/[^0-9a-f]/gi, '');
  return digits.replace(/../g, (pair) => String.fromCharCode(parseInt(pair, 16)));
}
