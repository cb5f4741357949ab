// Heads made from vectors: calibrated on what was left out, stored in steps of a byte, the same from the same input, and
// ended between two trainings when somebody asks for it. Vectors are made up: place 1 speaks for an attack, place 2 against.
import { describe, expect, test } from 'vitest';
import { Classifier } from '../../src/engine/classify/classifier.ts';
import { packModel, readModel } from '../../src/engine/classify/model-format.ts';
import { crossScores, foldsOf } from '../../tools/train/cross.ts';
import { headOf, inSteps, modelOf } from '../../tools/train/head.ts';
import { buildLexicon } from '../../tools/train/lexicon-build.ts';
import type { Vector } from '../../tools/train/linear.ts';
import type { Example } from '../../tools/train/texts.ts';

const SIZE = 64;
const settings = { passes: 5, rate: 1, decay: 1e-6, seed: 1 };
const vectors: Vector[] = Array.from({ length: 60 }, (_, i) => {
  const attack = i % 2 === 0;
  // One in five is like the other side, so that probabilities are not all or nothing.
  const like = i % 5 === 0 ? !attack : attack;
  return { features: Uint32Array.of(like ? 1 : 2, 3 + (i % 7)), attack, weight: 1 };
});
const folds = vectors.map((_, i) => Math.floor(i / 20));

describe('a head', () => {
  test('has weights in steps of a byte, each off by at most half a step', () => {
    const weights = Float32Array.of(0.5, -1.27, 0.007, 0);
    const { weights: small, step } = inSteps({ weights, bias: 0 });
    expect(step).toBeCloseTo(0.01, 6);
    expect(small[1]).toBe(-127);
    for (const [i, w] of weights.entries()) expect(Math.abs((small[i] ?? 0) * step - w)).toBeLessThanOrEqual(step / 2);
    expect([...inSteps({ weights: new Float32Array(2), bias: 0 }).weights]).toEqual([0, 0]);
  });

  test('leans the right way, and gives probabilities that hold for what was left out', async () => {
    const { head, scores } = await headOf(vectors, folds, [], { size: SIZE, settings });
    expect(head.weights[1]).toBeGreaterThan(0);
    expect(head.weights[2]).toBeLessThan(0);
    const claimed = [...scores].reduce((sum, s) => sum + 1 / (1 + Math.exp(-(head.slope * s + head.offset))), 0);
    // Calibrated: as many attacks are claimed in all as there are.
    expect(claimed).toBeCloseTo(30, 2);
    expect(await headOf(vectors, folds, [], { size: SIZE, settings })).toEqual({ head, scores });
  });

  test('says how far it is, and ends when that is refused', async () => {
    const seen: string[] = [];
    const progress = (done: number, all: number): void => void seen.push(`${done}/${all}`);
    await headOf(vectors, folds, [], { size: SIZE, settings, progress });
    expect(seen).toEqual(['1/4', '2/4', '3/4', '4/4']);
    const stop = (done: number): Promise<void> =>
      done === 2 ? Promise.reject(new Error('enough')) : Promise.resolve();
    await expect(headOf(vectors, folds, [], { size: SIZE, settings, progress: stop })).rejects.toThrow('enough');
  });
});

test('scores of a fold are by a model that has not seen it', () => {
  // What is only known in its own fold says nothing there.
  const alone = { features: Uint32Array.of(40), attack: true, weight: 1 };
  const own = [...vectors, alone, alone, alone];
  const scores = crossScores(own, [...folds, 3, 3, 3], SIZE, settings);
  const with40 = crossScores(own, [...folds, 0, 1, 3], SIZE, settings);
  expect(with40.at(-1)).toBeGreaterThan((scores.at(-1) ?? Infinity) + 0.5);
});

test('a model of such heads packs, reads and judges', async () => {
  const example = (source: string, attack: boolean, family: string, text: string): Example => ({
    ...{ id: `${source}-1`, source, attack, family, text },
    ...{ language: 'en', style: '', channel: 'document', own: true },
  });
  const corpus = [
    example('a', true, 'encoded-hint', 'one two three four five'),
    example('b', false, 'records', 'six seven eight nine ten'),
  ];
  expect(foldsOf(corpus, 2)).toEqual([0, 1]);
  const { head } = await headOf(vectors, folds, [], { size: SIZE, settings });
  const model = modelOf(buildLexicon(), corpus, vectors.slice(0, 2), { seen: head, unseen: head });
  expect(model.families).toEqual(['encoded-payload']);
  const again = readModel(packModel(model).slice().buffer);
  const claims = new Classifier(again).claims('one two three four five');
  expect(claims).toEqual(new Classifier(model).claims('one two three four five'));
  expect(claims.seen).toBeGreaterThan(0);
  expect(claims.seen).toBeLessThan(1);
});
