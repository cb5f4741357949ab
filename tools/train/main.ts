// `npm run train`: trains the classifier, calibrates it on authors left out, writes src/catalog/classifier.bin. The same
// data and seed give the same bytes. What it is trained on is material.ts; what it is worth is docs/model-card.md.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Head } from '../../src/engine/classify/classifier.ts';
import { packModel } from '../../src/engine/classify/model-format.ts';
import { ROOT } from '../browsers/launch.ts';
import { dataFolder } from '../bench/page-data.ts';
import { say } from '../bench/sample.ts';
import { foldsOf } from './cross.ts';
import { headOf, modelOf, SIZE } from './head.ts';
import { buildLexicon } from './lexicon-build.ts';
import type { Vector } from './linear.ts';
import { areaUnderRoc, recallAt } from './measures.ts';
import { readMaterial } from './material.ts';

const { values } = parseArgs({ options: { out: { type: 'string' }, folds: { type: 'string' } } });
const lexicon = buildLexicon();
const { corpus, vectors, seen, unseen, unseenWeights } = readMaterial(lexicon, SIZE, dataFolder());
const attacks = corpus.map((e) => e.attack);
say(
  `${corpus.length} texts, ${attacks.filter(Boolean).length} of them attacks; ${seen.length} and ${unseen.length} by others`,
);
if (unseen.length === 0) throw new Error("others' texts are not at hand: set DEMARC_DATA to the folder of the data");
const folds = foldsOf(corpus, Number(values.folds ?? 3));

/** Trains one head and says how well it does on authors left out. */
async function trained(name: string, own: readonly Vector[], others: readonly Vector[]): Promise<Head> {
  const progress = (done: number, all: number): void => say(`${name}: trained ${done} of ${all}`);
  const { head, scores } = await headOf(own, folds, others, { progress });
  const scoresOf = (attack: boolean): number[] => [...scores].filter((_, i) => attacks[i] === attack);
  const found = [0.005, 0.01, 0.02, 0.05].map(
    (rate) => `${(recallAt(scoresOf(true), scoresOf(false), rate).recall * 100).toFixed(1)} % at ${rate * 100} %`,
  );
  say(
    `${name}, left-out authors: area under ROC ${areaUnderRoc(scoresOf(true), scoresOf(false)).toFixed(4)}; ${found.join(', ')}`,
  );
  return head;
}

const model = modelOf(lexicon, corpus, vectors, {
  seen: await trained('visible text', vectors, seen),
  unseen: await trained(
    'unseen text',
    vectors.map((v, i) => ({ ...v, weight: unseenWeights[i] ?? 1 })),
    unseen,
  ),
});
const file = values.out ?? path.join(ROOT, 'src/catalog/classifier.bin');
const bytes = packModel(model);
writeFileSync(file, bytes);
say(`${file}: ${(bytes.byteLength / 1024).toFixed(0)} KB, version ${model.version}`);
