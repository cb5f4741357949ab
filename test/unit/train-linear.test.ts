// The trainer: the same data and seed give the same bytes, other data others; and it learns what there is to learn. Data are
// made up. The training of the delivered classifier takes minutes and runs on its own (`npm run train`).
import { describe, expect, test } from 'vitest';
import { Classifier } from '../../src/engine/classify/classifier.ts';
import { packModel } from '../../src/engine/classify/model-format.ts';
import { calibrate, foldsOf } from '../../tools/train/cross.ts';
import { trainFamilies } from '../../tools/train/families.ts';
import { randomFrom, scoreOf, train } from '../../tools/train/linear.ts';
import { areaUnderRoc, averagePrecision, calibrationError, recallAt } from '../../tools/train/measures.ts';
import { madeUpCorpus, madeUpModel } from '../support/made-up-model.ts';

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

describe('training', () => {
  test('of the same data with the same seed gives the same bytes', { timeout: 20_000 }, () => {
    expect(same(packModel(madeUpModel()), packModel(madeUpModel()))).toBe(true);
    expect(same(packModel(madeUpModel(1, madeUpCorpus(5))), packModel(madeUpModel(1, madeUpCorpus(5))))).toBe(true);
  });

  test('of another seed, other data or another order gives others', () => {
    const own = packModel(madeUpModel());
    expect(same(own, packModel(madeUpModel(2)))).toBe(false);
    expect(same(own, packModel(madeUpModel(1, madeUpCorpus(2))))).toBe(false);
    expect(same(own, packModel(madeUpModel(1, [...madeUpCorpus()].reverse())))).toBe(false);
  });

  test('learns what tells the one from the other, for texts that it has not seen', () => {
    const classifier = new Classifier(madeUpModel());
    const wrong = madeUpCorpus(99, 60).filter(({ text, attack }) => classifier.claims(text).seen > 0.5 !== attack);
    expect(wrong.length).toBeLessThanOrEqual(1);
  });

  test('ignores a vector of no weight, and survives one without features', () => {
    const vector = (places: number[], attack: boolean, weight: number) => ({
      features: Uint32Array.from(places),
      attack,
      weight,
    });
    const settings = { passes: 2, rate: 1, decay: 0, seed: 1 };
    expect(train([vector([1], true, 0)], 8, settings).weights).toEqual(new Float32Array(8));
    const { weights, bias } = train([vector([], true, 1), vector([], false, 1)], 8, settings);
    expect([...weights].every((w) => w === 0) && Number.isFinite(bias)).toBe(true);
    expect(Number.isFinite(scoreOf({ weights, bias }, new Uint32Array()))).toBe(true);
  });

  test('numbers from a seed lie in 0…1 and come again', () => {
    const [a, b] = [randomFrom(4), randomFrom(4)];
    for (let i = 0; i < 1_000; i++) {
      const n = a();
      expect(n >= 0 && n < 1).toBe(true);
      expect(b()).toBe(n);
    }
  });
});

describe('leaving out', () => {
  test('keeps every author in one part, and fills all parts', () => {
    const corpus = madeUpCorpus();
    const folds = foldsOf(corpus, 4);
    const of = new Map<string, Set<number>>();
    corpus.forEach((e, i) => of.set(e.source, (of.get(e.source) ?? new Set()).add(folds[i] ?? -1)));
    expect([...of.values()].every((set) => set.size === 1)).toBe(true);
    expect(new Set(folds)).toEqual(new Set([0, 1, 2, 3]));
  });
});

describe('calibration', () => {
  test('turns scores into the shares that they stand for', () => {
    const random = randomFrom(2);
    const scores = Float64Array.from({ length: 4_000 }, () => random() * 8 - 4);
    const attacks = [...scores].map((s) => random() < 1 / (1 + Math.exp(-(2 * s + 1))));
    const { slopes, offset } = calibrate([scores], attacks);
    expect(slopes[0]).toBeCloseTo(2, 0);
    expect(offset).toBeCloseTo(1, 0);
  });

  test('gives each of two scores the weight that it has, and none to one that says nothing', () => {
    const random = randomFrom(3);
    const [first, second, noise] = [0, 1, 2].map(() => Float64Array.from({ length: 8_000 }, () => random() * 6 - 3));
    const attacks = [...(first ?? [])].map((s, i) => random() < 1 / (1 + Math.exp(-(s + 2 * (second?.[i] ?? 0) - 1))));
    const { slopes, offset } = calibrate([first, second, noise] as Float64Array[], attacks);
    for (const [i, found] of [...slopes, offset].entries())
      expect(Math.abs(found - ([1, 2, 0, -1][i] ?? NaN))).toBeLessThan(0.25);
  });

  test.each<[string, number[], boolean[]]>([
    ['that all are one', [1, 1, 1], [true, false, true]],
    ['all of one kind', [1, 2, 3], [true, true, true]],
    ['apart without a doubt', [-3, -2, 2, 3], [false, false, true, true]],
    ['of nothing', [], []],
  ])('of scores %s gives numbers', (_title, scores, attacks) => {
    const { slopes, offset } = calibrate([Float64Array.from(scores)], attacks);
    expect([...slopes, offset].every(Number.isFinite)).toBe(true);
  });
});

describe('measures', () => {
  test('of what is apart, and of what is alike', () => {
    expect(areaUnderRoc([3, 4], [1, 2])).toBe(1);
    expect(areaUnderRoc([1, 2], [3, 4])).toBe(0);
    expect(averagePrecision([3, 4], [1, 2])).toBe(1);
    expect(recallAt([3, 4], [1, 2], 0)).toEqual({ recall: 1, at: 2 });
    expect(recallAt([3, 0], [1, 2], 0.5)).toEqual({ recall: 0.5, at: 1 });
    expect(calibrationError([1, 0], [true, false])).toBe(0);
    expect(calibrationError([1, 1], [true, false])).toBe(0.5);
    expect([areaUnderRoc([], []), averagePrecision([], []), calibrationError([], [])]).toEqual([0, 0, 0]);
  });

  test('families come from attacks alone, under the product’s names', () => {
    const corpus = madeUpCorpus();
    const vectors = corpus.map((e, i) => ({ features: Uint32Array.of(i % 7), attack: e.attack, weight: 1 }));
    const { families, weights } = trainFamilies(corpus, vectors, 8);
    expect(families).toEqual(['suppression', 'encoded-payload']);
    expect(weights.length).toBe(16);
  });
});
