// Documents of an organisation, recognised in pieces: overlapping runs of words are hashed, and of neighbouring hashes the
// smallest is kept (winnowing, Schleimer, Wilkerson and Aiken 2003), so that a long enough copy always shares some.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import type { OwnDetector } from '../find.ts';
import { span } from '../span.ts';

/** Made once by the organisation with `fingerprint`; plain data. */
export interface DocumentPrint {
  readonly id: string;
  readonly hashes: readonly number[];
}

/** Words of a run, and runs of which one is kept: a copy of 11 words in a row is always seen. */
const RUN = 6;
const WINDOW = 6;
/** Shared prints that make a copy of a part. */
const MIN_SHARED = 3;
const MAX_WORDS = 100_000;
/** Between shared prints of one copied part, in words. */
const GAP = 40;
const WORD = /[\p{L}\p{M}\d]+/gu;

interface Print {
  readonly hash: number;
  readonly start: number;
  readonly end: number;
  readonly word: number;
}

/** @param salt the organisation's own, so that prints say nothing to others */
export function fingerprint(id: string, text: string, salt: string): DocumentPrint {
  return { id, hashes: [...new Set(printsOf(text, salt).map((p) => p.hash))] };
}

/** Finds parts of the documents. Linear. */
export function documentDetector(prints: readonly DocumentPrint[], salt: string): OwnDetector {
  const owners = new Map<number, string[]>();
  for (const { id, hashes } of prints) for (const hash of hashes) owners.set(hash, [...(owners.get(hash) ?? []), id]);
  return (text) => {
    const shared = new Map<string, Print[]>();
    for (const print of printsOf(text, salt))
      for (const id of owners.get(print.hash) ?? []) {
        const list = shared.get(id) ?? [];
        list.push(print);
        shared.set(id, list);
      }
    return [...shared].flatMap(([id, list]) => parts(list).map((part) => of(id, part)));
  };
}

/** Shared prints close to each other. */
function parts(list: readonly Print[]): Print[][] {
  const out: Print[][] = [];
  for (const print of list) {
    const last = out.at(-1)?.at(-1);
    if (last && print.word - last.word <= GAP) out.at(-1)?.push(print);
    else out.push([print]);
  }
  return out.filter((part) => part.length >= MIN_SHARED);
}

function of(id: string, part: readonly Print[]): SensitiveSpan {
  const sure = Math.min(0.98, 0.7 + part.length * 0.03);
  const why = `organisation.document: ${id}, ${String(part.length)} prints`;
  return span(part[0]?.start ?? 0, part.at(-1)?.end ?? 0, 'organisation.document', sure, why);
}

function printsOf(text: string, salt: string): Print[] {
  const words: { hash: number; start: number; end: number }[] = [];
  const seed = hashOf(salt, 0x811c9dc5);
  for (const m of text.matchAll(WORD)) {
    if (words.length >= MAX_WORDS) break;
    words.push({ hash: hashOf(m[0].toLowerCase(), seed), start: m.index, end: m.index + m[0].length });
  }
  const runs: Print[] = [];
  for (let i = 0; i + RUN <= words.length; i++) {
    let hash = seed;
    for (let n = 0; n < RUN; n++) hash = Math.imul(hash ^ (words[i + n]?.hash ?? 0), 0x01000193) >>> 0;
    runs.push({ hash, start: words[i]?.start ?? 0, end: words[i + RUN - 1]?.end ?? 0, word: i });
  }
  const kept: Print[] = [];
  for (let i = 0; i + WINDOW <= runs.length || (i === 0 && runs.length > 0); i++) {
    let least = runs[i] as Print;
    for (const run of runs.slice(i, i + WINDOW)) if (run.hash <= least.hash) least = run;
    if (kept.at(-1) !== least) kept.push(least);
  }
  return kept;
}

/** FNV-1a over UTF-16 units, mixed at the end. */
function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}
