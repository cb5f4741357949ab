// Scores for texts whose author the model has not seen: the figure of merit, and what probabilities are calibrated on.
import type { Example } from './texts.ts';
import { scoreOf, train, type Settings, type Vector } from './linear.ts';

/** The fold of each example: authors are dealt out in turn, so that each stays in one. */
export function foldsOf(examples: readonly Example[], count: number): number[] {
  const authors = [...new Set(examples.map((e) => e.source))];
  const fold = new Map(authors.map((author, i) => [author, i % count]));
  return examples.map((e) => fold.get(e.source) ?? 0);
}

/** Writes into `scores` the score of each vector of a fold, by a model that has not seen the fold. */
export function scoreFold(
  vectors: readonly Vector[],
  folds: readonly number[],
  fold: number,
  size: number,
  settings: Settings,
  /** Vectors that every model is trained on as well. */
  ballast: readonly Vector[],
  scores: Float64Array,
): void {
  const model = train([...vectors.filter((_, i) => folds[i] !== fold), ...ballast], size, settings);
  for (const [i, { features }] of vectors.entries()) if (folds[i] === fold) scores[i] = scoreOf(model, features);
}

/** Score of each vector by a model that has seen none of its fold. */
export function crossScores(
  vectors: readonly Vector[],
  folds: readonly number[],
  size: number,
  settings: Settings,
  ballast: readonly Vector[] = [],
): Float64Array {
  const scores = new Float64Array(vectors.length);
  for (const fold of new Set(folds)) scoreFold(vectors, folds, fold, size, settings, ballast, scores);
  return scores;
}

/**
 * Slopes and an offset that turn scores into probabilities: logistic regression by Newton steps (Platt 1999, with as many
 * scores as there are). @param scores lists of one length, one for each kind of score
 */
export function calibrate(
  scores: readonly Float64Array[],
  attacks: readonly boolean[],
): { slopes: number[]; offset: number } {
  const count = scores.length + 1;
  const found = [...scores.map(() => 1 / scores.length), 0];
  for (let step = 0; step < 50; step++) {
    const slope = new Float64Array(count);
    const curve = Array.from({ length: count }, (_, i) =>
      Float64Array.from({ length: count }, (_x, j) => +(i === j) * 1e-9),
    );
    for (const [i, attack] of attacks.entries()) {
      const row = [...scores.map((list) => list[i] ?? 0), 1];
      const p = 1 / (1 + Math.exp(-row.reduce((sum, x, j) => sum + x * (found[j] ?? 0), 0)));
      for (const [j, x] of row.entries()) {
        slope[j] = (slope[j] ?? 0) + (p - (attack ? 1 : 0)) * x;
        const line = curve[j] as Float64Array;
        for (const [k, y] of row.entries()) line[k] = (line[k] ?? 0) + p * (1 - p) * x * y;
      }
    }
    const change = solved(curve, slope);
    if (!change) break;
    for (const [j, x] of change.entries()) found[j] = (found[j] ?? 0) - x;
  }
  return { slopes: found.slice(0, -1), offset: found.at(-1) ?? 0 };
}

/** x of `matrix` · x = `right`, by elimination; null where there is no single one. */
function solved(matrix: readonly Float64Array[], right: Float64Array): Float64Array | null {
  const rows = matrix.map((row, i) => Float64Array.of(...row, right[i] ?? 0));
  for (const [i, row] of rows.entries()) {
    const pivot = row[i] ?? 0;
    if (Math.abs(pivot) < 1e-12) return null;
    for (const [j, other] of rows.entries()) {
      const times = (other[i] ?? 0) / pivot;
      if (j !== i) for (const [k, x] of row.entries()) other[k] = (other[k] ?? 0) - times * x;
    }
  }
  return Float64Array.from(rows, (row, i) => (row.at(-1) ?? 0) / (row[i] ?? 1));
}
