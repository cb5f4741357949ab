// `npm run train`: trains the classifier, calibrates it on authors left out, writes src/catalog/classifier.bin. The same
// data and seed give the same bytes. What it is trained on is material.ts; what it is worth is docs/model-card.md.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Head, Model } from '../../src/engine/classify/classifier.ts';
import { packModel } from '../../src/engine/classify/model-format.ts';
import type { Family } from '../../src/model/finding.ts';
import { ROOT } from '../browsers/launch.ts';
import { dataFolder } from '../bench/page-data.ts';
import { say } from '../bench/sample.ts';
import { calibrate, crossScores, foldsOf } from './cross.ts';
import { trainFamilies } from './families.ts';
import { buildLexicon } from './lexicon-build.ts';
import { train, type Settings, type Vector } from './linear.ts';
import { areaUnderRoc, recallAt } from './measures.ts';
import { readMaterial } from './material.ts';

/** Places of the weights: a power of two. */
const SIZE = 1 << 20;
/** Places of each family's weights. */
const FAMILY_SIZE = 1 << 15;
export const SETTINGS: Settings = { passes: 5, rate: 1, decay: 1e-6, seed: 1 };

const { values } = parseArgs({ options: { out: { type: 'string' }, folds: { type: 'string' } } });
const lexicon = buildLexicon();
const { corpus, vectors, seen, unseen, unseenWeights } = readMaterial(lexicon, SIZE, dataFolder());
const attacks = corpus.map((e) => e.attack);
say(
  `${corpus.length} texts, ${attacks.filter(Boolean).length} of them attacks; ${seen.length} and ${unseen.length} by others`,
);
if (unseen.length === 0) throw new Error("others' texts are not at hand: set DEMARC_DATA to the folder of the data");
const folds = foldsOf(corpus, Number(values.folds ?? 4));

/** Trains one head: calibrated on left-out authors, then on everything, in steps of a byte. */
function headOf(name: string, own: readonly Vector[], others: readonly Vector[]): Head {
  const count = new Set(folds).size;
  const scores = crossScores(own, folds, SIZE, SETTINGS, others, (done) =>
    say(`${name}: left out ${done} of ${count}`),
  );
  const scoresOf = (attack: boolean): number[] => [...scores].filter((_, i) => attacks[i] === attack);
  const found = [0.005, 0.01, 0.02, 0.05].map(
    (rate) => `${(recallAt(scoresOf(true), scoresOf(false), rate).recall * 100).toFixed(1)} % at ${rate * 100} %`,
  );
  say(
    `${name}, left-out authors: area under ROC ${areaUnderRoc(scoresOf(true), scoresOf(false)).toFixed(4)}; ${found.join(', ')}`,
  );
  const linear = train([...own, ...others], SIZE, SETTINGS);
  let largest = 0;
  for (const w of linear.weights) largest = Math.max(largest, Math.abs(w));
  const step = largest / 127;
  const weights = Int8Array.from(linear.weights, (w) => Math.round(w / step));
  return { weights, step, bias: linear.bias, ...calibrate(scores, attacks) };
}

const { families, weights: familyWeights } = trainFamilies(corpus, vectors, FAMILY_SIZE);
const model: Model = {
  version: createHash('sha256')
    .update(corpus.map((e) => e.text).join('\0'))
    .digest('hex')
    .slice(0, 12),
  lexicon,
  seen: headOf('visible text', vectors, seen),
  unseen: headOf(
    'unseen text',
    vectors.map((v, i) => ({ ...v, weight: unseenWeights[i] ?? 1 })),
    unseen,
  ),
  families: families as readonly Family[],
  familyWeights,
};
const file = values.out ?? path.join(ROOT, 'src/catalog/classifier.bin');
const bytes = packModel(model);
writeFileSync(file, bytes);
say(`${file}: ${(bytes.byteLength / 1024).toFixed(0)} KB, version ${model.version}`);
