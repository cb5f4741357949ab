// A small model trained on a made-up corpus by the real trainer: one word tells the attacks from the rest. For tests of the
// format and of the trainer; says nothing of the delivered model.
import type { Head, Model } from '../../src/engine/classify/classifier.ts';
import type { Lexicon } from '../../src/engine/classify/lexemes.ts';
import { calibrate, crossScores, foldsOf } from '../../tools/train/cross.ts';
import { trainFamilies } from '../../tools/train/families.ts';
import { inLevels, levelsOf } from '../../tools/train/levels.ts';
import { randomFrom, train } from '../../tools/train/linear.ts';
import { NET, trainNet, type NetSettings } from '../../tools/train/net.ts';
import type { Example } from '../../tools/train/texts.ts';
import { readingsOf, type Reading } from '../../tools/train/vectors.ts';
import { madeUpLexicon } from './made-up-lexicon.ts';

const SIZE = 1 << 12;
const WORDS = 'kettle tea rain roof boat pier the and over under sang while morning of a town'.split(' ');

/** Texts of eight authors; in every second one somebody zorbles. */
export function madeUpCorpus(seed = 1, count = 160): Example[] {
  const random = randomFrom(seed);
  const word = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? '';
  return Array.from({ length: count }, (_, i) => {
    const attack = i % 2 === 0;
    const words = Array.from({ length: 12 }, word);
    if (attack) words.splice(4, 1, 'zorble', 'every', 'quandle');
    return {
      id: `made-${i}`,
      source: `author-${i % 8}`,
      attack,
      text: words.join(' '),
      language: 'en',
      family: attack ? (i % 4 === 0 ? 'suppression' : 'encoded-hint') : 'commerce',
      style: '',
      channel: 'paragraph',
      own: true,
    };
  });
}

/** Filters of a few numbers, learnt in a moment. */
export const SMALL_NET: NetSettings = { ...NET, passes: 3, rate: 0.03, size: 4, vocabulary: 24 };

export function madeUpModel(seed = 1, corpus: readonly Example[] = madeUpCorpus()): Model {
  const lexicon = madeUpLexicon();
  const settings = { passes: 3, rate: 1, decay: 1e-6, seed };
  const vectors = corpus.map((e) => ({ ...readingOf(lexicon, e.text), attack: e.attack, weight: 1 }));
  const scores = crossScores(vectors, foldsOf(corpus, 4), SIZE, settings);
  const linear = train(vectors, SIZE, settings);
  const { slopes, offset } = calibrate(
    [scores],
    corpus.map((e) => e.attack),
  );
  const levels = levelsOf(linear.weights);
  const head: Head = { levels: [...levels], bias: linear.bias, slope: slopes[0] ?? 1, filters: 0.1, offset };
  const { families, weights } = trainFamilies(corpus, vectors, 1 << 8);
  const lessons = vectors.map((v, i) => ({ ...v, seen: 1, unseen: 1, source: corpus[i]?.source ?? '' }));
  return {
    ...{ version: 'made-up', lexicon, seen: head, unseen: head, families, familyWeights: weights },
    places: inLevels(linear.weights, levels).map((level) => level | (level << 4)),
    net: trainNet(lessons, lexicon.wider, { ...SMALL_NET, seed }),
  };
}

/** A short text as the parts of a model read it. */
export function readingOf(lexicon: Lexicon, text: string): Reading {
  const [reading] = readingsOf(lexicon, text, SIZE);
  if (!reading) throw new Error('a text has a first window');
  return reading;
}
