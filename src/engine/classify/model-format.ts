// The classifier as bytes: a magic word, the length of a JSON header, the header, then the tables one behind the other, each
// at a multiple of four. Read without copying: loading costs next to nothing.
import { FAMILIES, type Family } from '../../model/finding.ts';
import type { Head, Model } from './classifier.ts';

const MAGIC = 0x314d4344; // "DCM1"

interface Header {
  readonly version: string;
  readonly heads: readonly Omit<Head, 'weights'>[];
  readonly languages: readonly string[];
  readonly families: readonly Family[];
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
    model.seen.weights,
    model.unseen.weights,
    model.familyWeights,
  ];
  const header: Header = {
    version: model.version,
    heads: [model.seen, model.unseen].map(({ step, bias, slope, offset }) => ({ step, bias, slope, offset })),
    languages: lexicon.languages,
    families: model.families,
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
  const lexicon = {
    languages: header.languages,
    words: words(0),
    stems: words(1),
    functionWords: words(2),
    hashes: words(3),
    groups: halves(4),
    wider: halves(5),
  };
  const { version, families, heads } = header;
  const [seen, unseen] = heads;
  if (!seen || !unseen) throw new Error('the classifier lacks a head');
  if (families.some((family) => !FAMILIES.includes(family))) throw new Error('the classifier names an unknown family');
  const model = {
    version,
    families,
    lexicon,
    seen: { ...seen, weights: new Int8Array(...next(6)) },
    unseen: { ...unseen, weights: new Int8Array(...next(7)) },
    familyWeights: new Int8Array(...next(8)),
  };
  const sizes = [lexicon.words, lexicon.stems, model.seen.weights, model.unseen.weights].map((t) => t.length);
  if (![...sizes, model.familyWeights.length / families.length].every(isPowerOfTwo))
    throw new Error('the classifier has a table of an odd size');
  // A table without a free place would be searched for ever.
  if (!lexicon.words.includes(0) || !lexicon.stems.includes(0)) throw new Error('the classifier has a full table');
  return model;
}

const isPowerOfTwo = (n: number): boolean => Number.isInteger(n) && n > 0 && (n & (n - 1)) === 0;

/** Bytes of one entry of each table, in the order of the tables. */
const ENTRY_BYTES = [4, 4, 4, 4, 2, 2, 1, 1, 1];

/** The header, as far as the reader relies on it. @throws Error */
function readHeader(bytes: Uint8Array): Header {
  let header: Partial<Header> | null;
  try {
    header = JSON.parse(new TextDecoder('latin1').decode(bytes)) as Partial<Header> | null;
  } catch {
    throw new Error('the classifier has no readable header');
  }
  const { version, heads, languages, families, tables } = header ?? {};
  const lists = [heads, languages, families, tables].every((list) => Array.isArray(list) && list.length > 0);
  if (typeof version !== 'string' || !lists || tables?.length !== ENTRY_BYTES.length)
    throw new Error('the classifier has no complete header');
  if (!tables.every((size, i) => Number.isInteger(size / (ENTRY_BYTES[i] ?? 1)) && size >= 0))
    throw new Error('the classifier has a table of an odd size');
  return header as Header;
}
