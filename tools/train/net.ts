// Trains the filters over words (src/engine/classify/net.ts): a vector for each frequent word and each group of words, the
// filters over them, and two outputs, for text that people see and for text that they do not. Adam on small batches in an
// order that comes from a seed. Because only the strongest place of each filter learns, a pass takes seconds.
import { FILTERS, NOTHING, rowOf, tapOf, TAPS, UNKNOWN, widthOf, type Net } from '../../src/engine/classify/net.ts';
import { tableOf } from './lexicon-build.ts';
import { randomFrom } from './linear.ts';

/** A text as the filters read it. */
export interface Lesson {
  /** Hash and group of each lexeme (Lexemes). */
  readonly words: Uint32Array;
  readonly groups: Uint16Array;
  readonly attack: boolean;
  /** How much it counts for each output; 1 for a text of the corpus. */
  readonly seen: number;
  readonly unseen: number;
  /** Author or source. */
  readonly source: string;
}

export interface NetSettings {
  readonly passes: number;
  readonly rate: number;
  /** Numbers of a word's vector. */
  readonly size: number;
  /** Words that have a row of their own. */
  readonly vocabulary: number;
  /** Share of words that are read as their group or as unknown, and of filters that are left out, in training. */
  readonly blur: number;
  readonly drop: number;
  readonly seed: number;
}

export const NET: NetSettings = {
  passes: 10,
  rate: 3e-3,
  size: 64,
  vocabulary: 5_000,
  blur: 0.25,
  drop: 0.35,
  seed: 1,
};
const BATCH = 64;
/** Others' texts are read seldomer and count the more for it: they are many, and much alike. */
const SELDOM = 0.2;
/** A label is this far from certain: some are disputable. */
const DOUBT = 0.02;
const [MEAN, SPREAD, TINY] = [0.9, 0.999, 1e-8];

/** How often a text that counts so much is read: one of the corpus in every pass, another the seldomer the less it counts. */
const chanceOf = (seen: number, unseen: number): number => (seen >= 1 ? 1 : SELDOM * Math.max(seen, unseen));

/** Numbers that learn by Adam (Kingma and Ba 2015), row by row: a row that was not read stays as it is. */
class Rows {
  readonly values: Float32Array;
  readonly gradient: Float32Array;
  private readonly mean: Float32Array;
  private readonly square: Float32Array;

  constructor(
    readonly count: number,
    readonly size: number,
    spread: number,
    random: () => number,
  ) {
    // Sum of four even numbers: near enough to a bell.
    const bell = (): number => (random() + random() + random() + random() - 2) * Math.sqrt(3);
    this.values = Float32Array.from({ length: count * size }, () => spread * bell());
    this.gradient = new Float32Array(count * size);
    this.mean = new Float32Array(count * size);
    this.square = new Float32Array(count * size);
  }

  owe(row: number, gradient: Float32Array): void {
    for (let d = 0; d < this.size; d++) {
      const at = row * this.size + d;
      this.gradient[at] = (this.gradient[at] as number) + (gradient[d] as number);
    }
  }

  /** @param rate already corrected for the young means */
  step(row: number, rate: number): void {
    const { values, gradient, mean, square } = this;
    for (let i = row * this.size; i < (row + 1) * this.size; i++) {
      const g = gradient[i] as number;
      const m = (mean[i] = MEAN * (mean[i] as number) + (1 - MEAN) * g);
      const s = (square[i] = SPREAD * (square[i] as number) + (1 - SPREAD) * g * g);
      values[i] = (values[i] as number) - (rate * m) / (Math.sqrt(s) + TINY);
      gradient[i] = 0;
    }
  }
}

/** The words that most authors use, most frequent first, with the group of each. */
function vocabularyOf(lessons: readonly Lesson[], size: number): { hashes: number[]; groups: number[] } {
  const authors = new Map<number, { by: Set<string>; times: number; group: number }>();
  for (const { words, groups, source, seen } of lessons) {
    if (seen < 1) continue;
    for (const [i, hash] of words.entries()) {
      const entry = authors.get(hash) ?? { by: new Set(), times: 0, group: groups[i] ?? 0 };
      entry.by.add(source);
      entry.times++;
      authors.set(hash, entry);
    }
  }
  const most = [...authors]
    .sort(([a, x], [b, y]) => y.by.size - x.by.size || y.times - x.times || a - b)
    .slice(0, size);
  return { hashes: most.map(([hash]) => hash), groups: most.map(([, { group }]) => group) };
}

/** The filters, learnt. @param wider of each group the wider one around it (Lexicon) */
export function trainNet(lessons: readonly Lesson[], wider: Uint16Array, settings: NetSettings = NET): Net {
  const { passes, rate, size, blur, drop } = settings;
  const random = randomFrom(settings.seed);
  const { hashes, groups: groupOfWord } = vocabularyOf(lessons, settings.vocabulary);
  const words = tableOf(hashes.map((hash, i) => [hash, UNKNOWN + 1 + i]));
  const firstGroup = UNKNOWN + 1 + hashes.length;
  const count = firstGroup + wider.length;
  // The parts that a row's vector is the sum of; part 0 of groups and of wide ones is for what has none.
  const groupOf = (row: number): number =>
    row >= firstGroup ? row - firstGroup + 1 : row > UNKNOWN ? (groupOfWord[row - UNKNOWN - 1] ?? 0) : 0;
  const ownOf = (row: number): number => (row >= firstGroup ? UNKNOWN : row);
  const wideOf = (row: number): number => (groupOf(row) > 0 ? (wider[groupOf(row) - 1] ?? 0) + 1 : 0);
  const own = new Rows(firstGroup, size, 0.3, random);
  const group = new Rows(wider.length + 1, size, 0.5, random);
  const wide = new Rows(wider.reduce((most, w) => Math.max(most, w), 0) + 2, size, 0.5, random);
  const filters = new Rows(size, TAPS, 0.6 / Math.sqrt(size), random);
  const starts = new Rows(1, FILTERS, 0.05, random);
  const outputs = new Rows(2, FILTERS + 1, 0.1, random);

  const taps = Array.from({ length: FILTERS }, (_, f) => Array.from({ length: widthOf(f) }, (_, tap) => tapOf(f, tap)));
  const sequences = lessons.map(({ words: hash, groups }) =>
    Uint16Array.from(hash, (h, i) => rowOf({ words, groups: firstGroup }, h, groups[i] ?? 0)),
  );
  const local = new Int32Array(count).fill(-1);
  const kept = new Float32Array(FILTERS);
  const at = new Int32Array(FILTERS);
  let room = 2_048;
  let vectors = new Float32Array(room * size);
  let given = new Float32Array(room * TAPS);
  let owed = new Float32Array(room * TAPS);

  const vectorOf = (row: number, out: Float32Array, at: number): void => {
    const [o, g, w] = [ownOf(row) * size, groupOf(row) * size, wideOf(row) * size];
    for (let d = 0; d < size; d++)
      out[at + d] = (own.values[o + d] as number) + (group.values[g + d] as number) + (wide.values[w + d] as number);
  };
  // Four numbers of the vector at once: the sums are fetched and put back a quarter as often.
  const give = (from: Float32Array, at: number, out: Float32Array, to: number): void => {
    const { values } = filters;
    out.fill(0, to, to + TAPS);
    for (let d = 0; d < size; d += 4) {
      const w = from[at + d] as number;
      const x = from[at + d + 1] as number;
      const y = from[at + d + 2] as number;
      const z = from[at + d + 3] as number;
      for (let t = 0, v = d * TAPS; t < TAPS; t++, v++)
        out[to + t] =
          (out[to + t] as number) +
          w * (values[v] as number) +
          x * (values[v + TAPS] as number) +
          y * (values[v + 2 * TAPS] as number) +
          z * (values[v + 3 * TAPS] as number);
    }
  };

  const back = new Float32Array(size);
  let time = 0;
  const order: number[] = [];
  for (let pass = 0; pass < passes; pass++) {
    order.length = 0;
    for (const [i, { seen, unseen }] of lessons.entries())
      if (sequences[i]?.length && random() < chanceOf(seen, unseen)) order.push(i);
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    const paceOfPass = rate * (1 - (0.8 * pass) / passes);
    for (let from = 0; from < order.length; from += BATCH) {
      const batch = order.slice(from, from + BATCH);
      const rows: number[] = [];
      const texts = batch.map((index) => {
        const sequence = sequences[index] as Uint16Array;
        const out = new Int32Array(sequence.length);
        for (let i = 0; i < sequence.length; i++) {
          const row = sequence[i] as number;
          let read = row;
          const chance = random();
          if (chance < blur) read = chance < blur / 2 || groupOf(row) === 0 ? UNKNOWN : firstGroup + groupOf(row) - 1;
          if (local[read] === -1) {
            local[read] = rows.length;
            rows.push(read);
          }
          out[i] = local[read] as number;
        }
        return out;
      });
      if (rows.length > room) {
        room = rows.length * 2;
        [vectors, given, owed] = [
          new Float32Array(room * size),
          new Float32Array(room * TAPS),
          new Float32Array(room * TAPS),
        ];
      }
      for (const [i, row] of rows.entries()) {
        vectorOf(row, vectors, i * size);
        give(vectors, i * size, given, i * TAPS);
      }
      owed.fill(0, 0, rows.length * TAPS);
      for (const [t, text] of texts.entries()) learn(text, lessons[batch[t] as number] as Lesson, batch.length);
      // Back from what words gave to filters and vectors.
      const touched = [new Set<number>(), new Set<number>(), new Set<number>()] as const;
      for (const [i, row] of rows.entries()) {
        back.fill(0);
        let any = false;
        for (let t = 0; t < TAPS; t++) {
          const g = owed[i * TAPS + t] as number;
          if (g === 0) continue;
          any = true;
          for (let d = 0; d < size; d++) {
            const at = d * TAPS + t;
            filters.gradient[at] = (filters.gradient[at] as number) + g * (vectors[i * size + d] as number);
            back[d] = (back[d] as number) + g * (filters.values[at] as number);
          }
        }
        local[row] = -1;
        if (!any) continue;
        own.owe(ownOf(row), back);
        group.owe(groupOf(row), back);
        wide.owe(wideOf(row), back);
        touched[0].add(ownOf(row));
        touched[1].add(groupOf(row));
        touched[2].add(wideOf(row));
      }
      time++;
      const pace = (paceOfPass * Math.sqrt(1 - SPREAD ** time)) / (1 - MEAN ** time);
      for (const [p, part] of [own, group, wide].entries()) for (const row of touched[p] ?? []) part.step(row, pace);
      for (const part of [filters, starts, outputs]) for (let r = 0; r < part.count; r++) part.step(r, pace);
    }
  }

  /** One text forward and back; what it owes goes into `owed` and the gradients. */
  function learn(text: Int32Array, { attack, seen, unseen }: Lesson, shared: number): void {
    const share = 1 / chanceOf(seen, unseen) / shared;
    let sum = outputs.values[FILTERS] as number;
    let hidden = outputs.values[2 * FILTERS + 1] as number;
    for (let f = 0; f < FILTERS; f++) {
      kept[f] = 0;
      if (random() < drop) continue;
      const width = widthOf(f);
      const [first, second, third] = [tapOf(f, 0), tapOf(f, 1), tapOf(f, 2)];
      let [most, place] = [-Infinity, 0];
      for (let i = 0; i < text.length; i++) {
        let value = given[(text[i] as number) * TAPS + first] as number;
        if (width > 1 && i + 1 < text.length) value += given[(text[i + 1] as number) * TAPS + second] as number;
        if (width > 2 && i + 2 < text.length) value += given[(text[i + 2] as number) * TAPS + third] as number;
        if (value > most) {
          most = value;
          place = i;
        }
      }
      at[f] = place;
      kept[f] = Math.max(0, most + (starts.values[f] as number)) / (1 - drop);
      sum += (kept[f] as number) * (outputs.values[f] as number);
      hidden += (kept[f] as number) * (outputs.values[FILTERS + 1 + f] as number);
    }
    const target = attack ? 1 - DOUBT : DOUBT;
    const error = (1 / (1 + Math.exp(-sum)) - target) * seen * share;
    const hiddenError = (1 / (1 + Math.exp(-hidden)) - target) * unseen * share;
    const { gradient, values } = outputs;
    gradient[FILTERS] = (gradient[FILTERS] as number) + error;
    gradient[2 * FILTERS + 1] = (gradient[2 * FILTERS + 1] as number) + hiddenError;
    for (let f = 0; f < FILTERS; f++) {
      const value = kept[f] as number;
      if (value === 0) continue;
      const g = FILTERS + 1 + f;
      gradient[f] = (gradient[f] as number) + error * value;
      gradient[g] = (gradient[g] as number) + hiddenError * value;
      const owing = (error * (values[f] as number) + hiddenError * (values[g] as number)) / (1 - drop);
      starts.gradient[f] = (starts.gradient[f] as number) + owing;
      for (let tap = 0; tap < widthOf(f) && (at[f] as number) + tap < text.length; tap++) {
        const to = (text[(at[f] as number) + tap] as number) * TAPS + tapOf(f, tap);
        owed[to] = (owed[to] as number) + owing;
      }
    }
  }

  // Everything that a row gives, in steps of a byte that are each filter's own.
  const all = new Float32Array(count * TAPS);
  const vector = new Float32Array(size);
  for (let row = UNKNOWN; row < count; row++) {
    vectorOf(row, vector, 0);
    give(vector, 0, all, row * TAPS);
  }
  const table = new Int8Array(count * TAPS);
  const net: Net = {
    words,
    rows: table,
    groups: firstGroup,
    starts: new Int32Array(FILTERS),
    seen: new Float32Array(FILTERS + 1),
    unseen: new Float32Array(FILTERS + 1),
  };
  for (const [f, places] of taps.entries()) {
    let largest = 1e-9;
    for (let row = UNKNOWN; row < count; row++)
      for (const t of places) largest = Math.max(largest, Math.abs(all[row * TAPS + t] as number));
    const step = largest / 127;
    for (let row = NOTHING + 1; row < count; row++)
      for (const t of places) table[row * TAPS + t] = Math.round((all[row * TAPS + t] as number) / step);
    net.starts[f] = Math.round((starts.values[f] as number) / step);
    net.seen[f] = (outputs.values[f] as number) * step;
    net.unseen[f] = (outputs.values[FILTERS + 1 + f] as number) * step;
  }
  net.seen[FILTERS] = outputs.values[FILTERS] as number;
  net.unseen[FILTERS] = outputs.values[2 * FILTERS + 1] as number;
  return net;
}
