// Makes a model out of material: linear heads and filters trained, put on a scale of probabilities on authors left out.
// `npm run train` writes one from everything; `npm run bench:detect` makes one for each part it leaves out.
import { createHash } from 'node:crypto';
import { WINDOW, type Head, type Model } from '../../src/engine/classify/classifier.ts';
import type { Lexicon } from '../../src/engine/classify/lexemes.ts';
import { NetReading, readNet, type Net } from '../../src/engine/classify/net.ts';
import { calibrate, scoreFold } from './cross.ts';
import { trainFamilies } from './families.ts';
import { train, type Linear, type Settings, type Vector } from './linear.ts';
import { inLevels, levelsOf } from './levels.ts';
import { lessonsOf, type Material } from './material.ts';
import { NET, trainNet, type NetSettings } from './net.ts';
import type { Example } from './texts.ts';

/** Places of the weights: a power of two. */
export const SIZE = 1 << 20;
/** Places of each family's weights. */
const FAMILY_SIZE = 1 << 14;
export const SETTINGS: Settings = { passes: 5, rate: 1, decay: 1e-6, seed: 1 };

/** Called after each part left out, and after the last training; a rejection ends the work. */
export type Progress = (done: number, all: number) => void | Promise<void>;

export interface TrainedHead {
  readonly head: Head;
  /** For each vector of the corpus the logit by a model that has not seen its fold. */
  readonly scores: Float64Array;
}

/** Both heads, with what they share. */
export interface Trained extends Pick<Model, 'places' | 'net'> {
  readonly seen: TrainedHead;
  readonly unseen: TrainedHead;
}

/** What the heads learn from, and the fold of each text of the corpus. */
export interface Learnt extends Omit<Material, 'corpus'> {
  readonly corpus: readonly Example[];
  readonly folds: readonly number[];
}

/** Scores of the texts of one fold by models that have not seen it, in the order of the corpus. */
export interface Left {
  readonly fold: number;
  readonly seen: Scores;
  readonly unseen: Scores;
}

interface Scores {
  readonly linear: Float64Array;
  readonly filters: Float64Array;
}

const hiddenOf = ({ vectors, unseenWeights }: Learnt): Vector[] =>
  vectors.map((v, i) => ({ ...v, weight: unseenWeights[i] ?? 1 }));

/** Trains everything without one fold and scores its texts. The same input gives the same scores. */
export function leftOut(learnt: Learnt, fold: number, wider: Uint16Array, options: HeadOptions = {}): Left {
  const { size = SIZE, settings = SETTINGS, net: netSettings = NET } = options;
  const { vectors, folds, seen, unseen } = learnt;
  const mine = vectors.filter((_, i) => folds[i] === fold);
  const linear = (own: readonly Vector[], others: readonly Vector[]): Float64Array => {
    const scores = new Float64Array(own.length);
    scoreFold(own, folds, fold, size, settings, others, scores);
    return scores.filter((_, i) => folds[i] === fold);
  };
  const net = trainNet(
    lessonsOf(learnt).filter((_, i) => folds[i] !== fold),
    wider,
    netSettings,
  );
  const [filters, filtersHidden] = [new Float64Array(mine.length), new Float64Array(mine.length)];
  const reading = new NetReading(WINDOW);
  for (const [i, { words, groups }] of mine.entries()) {
    readNet(net, { length: words.length, word: words, group: groups }, reading);
    filters[i] = reading.seen;
    filtersHidden[i] = reading.unseen;
  }
  return {
    fold,
    seen: { linear: linear(vectors, seen), filters },
    unseen: { linear: linear(hiddenOf(learnt), unseen), filters: filtersHidden },
  };
}

/** What is trained on everything, before it is put on a scale. */
export interface Whole {
  readonly seen: Linear;
  readonly unseen: Linear;
  readonly net: Net;
}

export function trainWhole(learnt: Learnt, wider: Uint16Array, options: HeadOptions = {}): Whole {
  const { size = SIZE, settings = SETTINGS, net = NET } = options;
  return {
    seen: train([...learnt.vectors, ...learnt.seen], size, settings),
    unseen: train([...hiddenOf(learnt), ...learnt.unseen], size, settings),
    net: trainNet(lessonsOf(learnt), wider, net),
  };
}

/**
 * Puts what was trained on everything on a scale of probabilities, by the scores of texts whose fold was left out: they
 * hold for authors nobody has met.
 */
export function headsFrom({ vectors, folds }: Learnt, parts: readonly Left[], whole: Whole): Trained {
  const attacks = vectors.map((v) => v.attack);
  const collect = (of: (part: Left) => Float64Array): Float64Array => {
    const out = new Float64Array(vectors.length);
    for (const part of parts) {
      const scores = of(part);
      let next = 0;
      for (const [i, fold] of folds.entries()) if (fold === part.fold) out[i] = scores[next++] ?? 0;
    }
    return out;
  };
  const levels = { seen: levelsOf(whole.seen.weights), unseen: levelsOf(whole.unseen.weights) };
  const head = (kind: 'seen' | 'unseen'): TrainedHead => {
    const linear = collect((part) => part[kind].linear);
    const found = collect((part) => part[kind].filters);
    const { slopes, offset } = calibrate([linear, found], attacks);
    const [slope = 1, filters = 0] = slopes;
    return {
      head: { levels: [...levels[kind]], bias: whole[kind].bias, slope, filters, offset },
      scores: linear.map((s, i) => slope * s + filters * (found[i] ?? 0) + offset),
    };
  };
  const high = inLevels(whole.unseen.weights, levels.unseen);
  return {
    places: inLevels(whole.seen.weights, levels.seen).map((level, i) => level | ((high[i] ?? 0) << 4)),
    net: whole.net,
    seen: head('seen'),
    unseen: head('unseen'),
  };
}

/** Trains both heads, one part after the other. @param wider of each group of words the wider one (Lexicon) */
export async function headsOf(learnt: Learnt, wider: Uint16Array, options: HeadOptions = {}): Promise<Trained> {
  const parts: Left[] = [];
  const folds = [...new Set(learnt.folds)];
  for (const fold of folds) {
    parts.push(leftOut(learnt, fold, wider, options));
    // By turns with the caller, who may want to say how far it is, or end it.
    await options.progress?.(parts.length, folds.length + 1);
  }
  const whole = trainWhole(learnt, wider, options);
  await options.progress?.(folds.length + 1, folds.length + 1);
  return headsFrom(learnt, parts, whole);
}

export interface HeadOptions {
  /** Places of the weights, a power of two. */
  readonly size?: number;
  readonly settings?: Settings;
  readonly net?: NetSettings;
  readonly progress?: Progress;
}

/** The whole model: two heads, and the families of attack as the corpus names them. @param vectors one for each text */
export function modelOf(
  lexicon: Lexicon,
  corpus: readonly Example[],
  vectors: readonly Vector[],
  { seen, unseen, places, net }: Trained,
): Model {
  const { families, weights } = trainFamilies(corpus, vectors, FAMILY_SIZE);
  const version = createHash('sha256')
    .update(corpus.map((e) => e.text).join('\0'))
    .digest('hex')
    .slice(0, 12);
  return {
    ...{ version, lexicon, places, net, families, familyWeights: weights },
    ...{ seen: seen.head, unseen: unseen.head },
  };
}
