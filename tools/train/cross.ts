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

/** Slope and offset that turn scores into probabilities: logistic regression on one variable by Newton steps (Platt 1999). */
export function calibrate(scores: Float64Array, attacks: readonly boolean[]): { slope: number; offset: number } {
  let [slope, offset] = [1, 0];
  for (let step = 0; step < 50; step++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-9, 0, 1e-9];
    for (const [i, s] of scores.entries()) {
      const p = 1 / (1 + Math.exp(-(slope * s + offset)));
      const error = p - (attacks[i] ? 1 : 0);
      const w = p * (1 - p);
      ga += error * s;
      gb += error;
      haa += w * s * s;
      hab += w * s;
      hbb += w;
    }
    const determinant = haa * hbb - hab * hab;
    if (Math.abs(determinant) < 1e-12) break;
    slope -= (hbb * ga - hab * gb) / determinant;
    offset -= (haa * gb - hab * ga) / determinant;
  }
  return { slope, offset };
}
