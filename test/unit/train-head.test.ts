// Heads made from vectors: calibrated on what was left out, stored in levels of half a byte, the same from the same input, and
// ended between two trainings when somebody asks for it. Texts are made up: in every second one somebody zorbles.
import { describe, expect, test } from 'vitest';
import { Classifier } from '../../src/engine/classify/classifier.ts';
import { packModel, readModel } from '../../src/engine/classify/model-format.ts';
import { crossScores, foldsOf } from '../../tools/train/cross.ts';
import { headsOf, modelOf, type Learnt } from '../../tools/train/head.ts';
import { inLevels, levelsOf } from '../../tools/train/levels.ts';
import type { Vector } from '../../tools/train/linear.ts';
import { madeUpLexicon } from '../support/made-up-lexicon.ts';
import { madeUpCorpus, readingOf, SMALL_NET } from '../support/made-up-model.ts';

const SIZE = 1 << 12;
/** Trains several models. */
const timeout = 20_000;
const settings = { passes: 5, rate: 1, decay: 1e-6, seed: 1 };
const options = { size: SIZE, settings, net: SMALL_NET };
const lexicon = madeUpLexicon();
const corpus = madeUpCorpus(1, 96);
const learnt: Learnt = {
  corpus,
  // One in five is labelled wrongly, so that probabilities are not all or nothing.
  vectors: corpus.map((e, i) => ({
    ...readingOf(lexicon, e.text),
    attack: i % 5 === 0 ? !e.attack : e.attack,
    weight: 1,
  })),
  folds: foldsOf(corpus, 3),
  unseenWeights: corpus.map(() => 1),
  seen: [],
  unseen: [],
};

describe('levels', () => {
  test('are sixteen, the first of them nothing, and each weight takes the nearest', () => {
    const weights = Float32Array.from({ length: 5_000 }, (_, i) => Math.tan((i % 997) / 997 - 0.5) ** 3);
    weights[7] = 0;
    const levels = levelsOf(weights);
    expect([levels.length, levels[0]]).toEqual([16, 0]);
    const places = inLevels(weights, levels);
    expect(places[7]).toBe(0);
    const far = [...weights].filter((w, i) => {
      const off = Math.abs((levels[places[i] ?? 99] ?? NaN) - w);
      return !levels.every((level) => off <= Math.abs(level - w));
    });
    expect(far).toEqual([]);
    const range = Math.max(...weights) - Math.min(...weights);
    const mean = weights.reduce((sum, w, i) => sum + Math.abs((levels[places[i] ?? 0] ?? 0) - w), 0) / weights.length;
    expect(mean).toBeLessThan(range / 60);
  });

  test('of nothing are nothing', () => {
    expect([...levelsOf(new Float32Array(3))]).toEqual(new Array(16).fill(0));
    expect([...inLevels(new Float32Array(2), new Float32Array(16))]).toEqual([0, 0]);
  });
});

describe('heads', () => {
  test(
    'lean the right way, with probabilities that hold for what was left out, the same each time',
    { timeout },
    async () => {
      const trained = await headsOf(learnt, lexicon.wider, options);
      for (const { scores } of [trained.seen, trained.unseen]) {
        const claimed = [...scores].reduce((sum, s) => sum + 1 / (1 + Math.exp(-s)), 0);
        // Calibrated: as many attacks are claimed in all as there are.
        expect(claimed).toBeCloseTo(learnt.vectors.filter((v) => v.attack).length, 2);
        const right = [...scores].filter((s, i) => s > 0 === corpus[i]?.attack).length;
        expect(right / corpus.length).toBeGreaterThan(0.8);
      }
      expect(await headsOf(learnt, lexicon.wider, options)).toEqual(trained);
    },
  );

  test('say how far they are, and end when that is refused', { timeout }, async () => {
    const seen: string[] = [];
    const progress = (done: number, all: number): void => void seen.push(`${done}/${all}`);
    await headsOf(learnt, lexicon.wider, { ...options, progress });
    expect(seen).toEqual(['1/4', '2/4', '3/4', '4/4']);
    const stop = (done: number): Promise<void> =>
      done === 2 ? Promise.reject(new Error('enough')) : Promise.resolve();
    await expect(headsOf(learnt, lexicon.wider, { ...options, progress: stop })).rejects.toThrow('enough');
  });
});

test('scores of a fold are by a model that has not seen it', () => {
  const vectors: Vector[] = corpus.slice(0, 60).map((_, i) => ({
    features: Uint32Array.of(i % 2 === 0 ? 1 : 2, 3 + (i % 7)),
    ...{ attack: i % 2 === 0, weight: 1 },
  }));
  const folds = vectors.map((_, i) => Math.floor(i / 20));
  // What is only known in its own fold says nothing there.
  const alone = { features: Uint32Array.of(40), attack: true, weight: 1 };
  const own = [...vectors, alone, alone, alone];
  const scores = crossScores(own, [...folds, 3, 3, 3], 64, settings);
  const with40 = crossScores(own, [...folds, 0, 1, 3], 64, settings);
  expect(with40.at(-1)).toBeGreaterThan((scores.at(-1) ?? Infinity) + 0.5);
});

test('a model of such heads packs, reads and judges', { timeout }, async () => {
  const model = modelOf(lexicon, corpus, learnt.vectors, await headsOf(learnt, lexicon.wider, options));
  expect(model.families).toEqual(['suppression', 'encoded-payload']);
  const again = new Classifier(readModel(packModel(model).slice().buffer));
  const [attack = '', honest = ''] = corpus.map((e) => e.text);
  expect(again.claims(attack)).toEqual(new Classifier(model).claims(attack));
  expect(again.claims(attack).seen).toBeGreaterThan(again.claims(honest).seen);
});
