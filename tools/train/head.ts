// Makes a model out of material: each head trained, put on a scale of probabilities on authors left out, and stored in
// steps of a byte. `npm run train` writes one from everything; `npm run bench:detect` makes one for each part it leaves out.
import { createHash } from 'node:crypto';
import type { Head, Model } from '../../src/engine/classify/classifier.ts';
import type { Lexicon } from '../../src/engine/classify/lexemes.ts';
import { calibrate, scoreFold } from './cross.ts';
import { trainFamilies } from './families.ts';
import { train, type Linear, type Settings, type Vector } from './linear.ts';
import type { Example } from './texts.ts';

/** Places of the weights: a power of two. */
export const SIZE = 1 << 20;
/** Places of each family's weights. */
const FAMILY_SIZE = 1 << 15;
export const SETTINGS: Settings = { passes: 5, rate: 1, decay: 1e-6, seed: 1 };

/** Called after each of the trainings of a head, the last one included; a rejection ends the work. */
export type Progress = (done: number, all: number) => void | Promise<void>;

export interface TrainedHead {
  readonly head: Head;
  /** For each vector of the corpus the score by a model that has not seen its fold. */
  readonly scores: Float64Array;
}

/** Weights in steps of a byte: each is off by at most half a step, the largest is kept as it is. */
export function inSteps({ weights }: Linear): Pick<Head, 'weights' | 'step'> {
  let largest = 0;
  for (const w of weights) largest = Math.max(largest, Math.abs(w));
  // A model of nothing but zeros needs a step all the same.
  const step = largest === 0 ? 1 : largest / 127;
  return { weights: Int8Array.from(weights, (w) => Math.round(w / step)), step };
}

/**
 * Trains one head on everything given. Its probabilities are calibrated on scores of vectors whose fold was left out, so
 * that they hold for authors nobody has met. The same input gives the same head.
 * @param own vectors of the corpus @param folds the fold of each @param others what every training sees besides
 */
export async function headOf(
  own: readonly Vector[],
  folds: readonly number[],
  others: readonly Vector[],
  { size = SIZE, settings = SETTINGS, progress = () => undefined }: HeadOptions = {},
): Promise<TrainedHead> {
  const scores = new Float64Array(own.length);
  const all = new Set(folds).size + 1;
  // By turns with the caller, who may want to say how far it is, or end it.
  for (const [i, fold] of [...new Set(folds)].entries()) {
    scoreFold(own, folds, fold, size, settings, others, scores);
    await progress(i + 1, all);
  }
  const linear = train([...own, ...others], size, settings);
  await progress(all, all);
  const scale = calibrate(
    scores,
    own.map((v) => v.attack),
  );
  return { head: { ...inSteps(linear), bias: linear.bias, ...scale }, scores };
}

export interface HeadOptions {
  /** Places of the weights, a power of two. */
  readonly size?: number;
  readonly settings?: Settings;
  readonly progress?: Progress;
}

/** The whole model: two heads, and the families of attack as the corpus names them. @param vectors one for each text */
export function modelOf(
  lexicon: Lexicon,
  corpus: readonly Example[],
  vectors: readonly Vector[],
  { seen, unseen }: Pick<Model, 'seen' | 'unseen'>,
): Model {
  const { families, weights } = trainFamilies(corpus, vectors, FAMILY_SIZE);
  const version = createHash('sha256')
    .update(corpus.map((e) => e.text).join('\0'))
    .digest('hex')
    .slice(0, 12);
  return { version, lexicon, seen, unseen, families, familyWeights: weights };
}
