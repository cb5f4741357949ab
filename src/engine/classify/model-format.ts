// The classifier as bytes: a magic word, the length of a JSON header, the header, then the tables one behind the other, each
// at a multiple of four. Read without copying: loading costs next to nothing.
import { FAMILIES, type Family } from '../../model/finding.ts';
import type { Head, Model } from './classifier.ts';
import { FILTERS, TAPS } from './net.ts';

const MAGIC = 0x324d4344; // "DCM2"

interface Header {
  readonly version: string;
  readonly heads: readonly Head[];
  readonly languages: readonly string[];
  readonly families: readonly Family[];
  /** The row of the first group (Net). */
  readonly groups: number;
  /** Bytes of each table, in the order of TABLES. */
  readonly tables: readonly number[];
}

const align = (n: number): number => (n + 3) & ~3;

/** The model as bytes; the same model gives the same bytes. */
export function packModel(model: Model): Uint8Array {
  const { lexicon } = model;
  const tables = [
    lexicon.words,
    lexicon.stems,
    lexicon.functionWords,
    lexicon.hashes,
    lexicon.groups,
    lexicon.wider,
    model.places,
    model.familyWeights,
    model.net.words,
    model.net.rows,
    model.net.starts,
    model.net.seen,
    model.net.unseen,
  ];
  const header: Header = {
    version: model.version,
    heads: [model.seen, model.unseen],
    languages: lexicon.languages,
    families: model.families,
    groups: model.net.groups,
    tables: tables.map((t) => t.byteLength),
  };
  // ASCII alone, so that a character is a byte.
  const head = JSON.stringify(header);
  const start = align(8 + head.length);
  const out = new Uint8Array(start + tables.reduce((sum, t) => sum + align(t.byteLength), 0));
  const view = new DataView(out.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, head.length, true);
  for (let i = 0; i < head.length; i++) out[8 + i] = head.charCodeAt(i);
  let at = start;
  for (const table of tables) {
    out.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), at);
    at += align(table.byteLength);
  }
  return out;
}

/** Reads what packModel wrote; the model lives in `bytes`. @throws Error saying what is wrong with them. */
export function readModel(bytes: ArrayBuffer): Model {
  const view = new DataView(bytes);
  if (bytes.byteLength < 8 || view.getUint32(0, true) !== MAGIC) throw new Error('not a classifier of Demarc');
  const length = view.getUint32(4, true);
  if (8 + length > bytes.byteLength) throw new Error('the classifier is cut off');
  const header = readHeader(new Uint8Array(bytes, 8, length));
  let at = align(8 + length);
  const next = (table: number): readonly [ArrayBuffer, number, number] => {
    const size = header.tables[table] ?? 0;
    const from = at;
    at += align(size);
    if (from + size > bytes.byteLength) throw new Error('the classifier is cut off');
    return [bytes, from, size];
  };
  const words = (table: number): Uint32Array => {
    const [buffer, from, size] = next(table);
    return new Uint32Array(buffer, from, size / 4);
  };
  const halves = (table: number): Uint16Array => {
    const [buffer, from, size] = next(table);
    return new Uint16Array(buffer, from, size / 2);
  };
  const numbers = (table: number): Float32Array => {
    const [buffer, from, size] = next(table);
    return new Float32Array(buffer, from, size / 4);
  };
  const starts = (table: number): Int32Array => {
    const [buffer, from, size] = next(table);
    return new Int32Array(buffer, from, size / 4);
  };
  const lexicon = {
    languages: header.languages,
    words: words(0),
    stems: words(1),
    functionWords: words(2),
    hashes: words(3),
    groups: halves(4),
    wider: halves(5),
  };
  const { version, families, heads, groups } = header;
  const [seen, unseen] = heads;
  if (!seen || !unseen) throw new Error('the classifier lacks a head');
  if (families.some((family) => !FAMILIES.includes(family))) throw new Error('the classifier names an unknown family');
  const model = {
    version,
    families,
    lexicon,
    seen,
    unseen,
    places: new Uint8Array(...next(6)),
    familyWeights: new Int8Array(...next(7)),
    net: {
      words: words(8),
      rows: new Int8Array(...next(9)),
      starts: starts(10),
      seen: numbers(11),
      unseen: numbers(12),
      groups,
    },
  };
  const sizes = [lexicon.words, lexicon.stems, model.places, model.net.words].map((t) => t.length);
  if (![...sizes, model.familyWeights.length / families.length].every(isPowerOfTwo))
    throw new Error('the classifier has a table of an odd size');
  // A table without a free place would be searched for ever.
  if (![lexicon.words, lexicon.stems, model.net.words].every((t) => t.includes(0)))
    throw new Error('the classifier has a full table');
  const { net } = model;
  const complete = [net.seen, net.unseen].every((t) => t.length === FILTERS + 1) && net.starts.length === FILTERS;
  if (!complete || net.rows.length % TAPS !== 0 || net.rows.length === 0)
    throw new Error('the classifier has filters of an odd size');
  return model;
}

const isPowerOfTwo = (n: number): boolean => Number.isInteger(n) && n > 0 && (n & (n - 1)) === 0;

const isHead = (head: Partial<Head> | null): boolean =>
  [head?.bias, head?.slope, head?.filters, head?.offset].every(Number.isFinite) &&
  Array.isArray(head?.levels) &&
  head.levels.length === 16 &&
  head.levels.every(Number.isFinite);

/** Bytes of one entry of each table, in the order of the tables. */
const ENTRY_BYTES = [4, 4, 4, 4, 2, 2, 1, 1, 4, 1, 4, 4, 4];

/** The header, as far as the reader relies on it. @throws Error */
function readHeader(bytes: Uint8Array): Header {
  let header: Partial<Header> | null;
  try {
    header = JSON.parse(new TextDecoder('latin1').decode(bytes)) as Partial<Header> | null;
  } catch {
    throw new Error('the classifier has no readable header');
  }
  const { version, heads, languages, families, groups, tables } = header ?? {};
  const lists = [heads, languages, families, tables].every((list) => Array.isArray(list) && list.length > 0);
  if (
    typeof version !== 'string' ||
    !(Number.isInteger(groups) && (groups ?? 0) > 0) ||
    !lists ||
    tables?.length !== ENTRY_BYTES.length
  )
    throw new Error('the classifier has no complete header');
  if (!heads?.every(isHead)) throw new Error('the classifier has a head without numbers');
  if (!tables.every((size, i) => Number.isInteger(size / (ENTRY_BYTES[i] ?? 1)) && size >= 0))
    throw new Error('the classifier has a table of an odd size');
  return header as Header;
}
