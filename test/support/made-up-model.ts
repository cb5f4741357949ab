// A small model trained on a made-up corpus by the real trainer: one word tells the attacks from the rest. For tests of the
// format and of the trainer; says nothing of the delivered model.
import type { Head, Model } from '../../src/engine/classify/classifier.ts';
import type { Family } from '../../src/model/finding.ts';
import { calibrate, crossScores, foldsOf } from '../../tools/train/cross.ts';
import { trainFamilies } from '../../tools/train/families.ts';
import { randomFrom, train, type Vector } from '../../tools/train/linear.ts';
import type { Example } from '../../tools/train/texts.ts';
import { featuresOf } from '../../tools/train/vectors.ts';
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

export function madeUpModel(seed = 1, corpus: readonly Example[] = madeUpCorpus()): Model {
  const lexicon = madeUpLexicon();
  const settings = { passes: 3, rate: 1, decay: 1e-6, seed };
  const vectors: Vector[] = corpus.map((e) => ({
    features: featuresOf(lexicon, e.text, SIZE)[0] ?? new Uint32Array(),
    attack: e.attack,
    weight: 1,
  }));
  const scores = crossScores(vectors, foldsOf(corpus, 4), SIZE, settings);
  const linear = train(vectors, SIZE, settings);
  const step = linear.weights.reduce((most, w) => Math.max(most, Math.abs(w)), 0) / 127;
  const head: Head = {
    weights: Int8Array.from(linear.weights, (w) => Math.round(w / step)),
    step,
    bias: linear.bias,
    ...calibrate(
      scores,
      corpus.map((e) => e.attack),
    ),
  };
  const { families, weights } = trainFamilies(corpus, vectors, 1 << 8);
  return {
    version: 'made-up',
    lexicon,
    seen: head,
    unseen: head,
    families: families as readonly Family[],
    familyWeights: weights,
  };
}
