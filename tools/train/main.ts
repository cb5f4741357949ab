// `npm run train`: trains the classifier, calibrates it on authors left out, writes src/catalog/classifier.bin. The same
// data and seed give the same bytes. What it is trained on is material.ts; what it is worth is docs/model-card.md.
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packModel } from '../../src/engine/classify/model-format.ts';
import { ROOT } from '../browsers/launch.ts';
import { dataFolder } from '../bench/page-data.ts';
import { say } from '../bench/sample.ts';
import { foldsOf } from './cross.ts';
import { headsFrom, modelOf, SIZE, trainWhole, type Left } from './head.ts';
import { buildLexicon } from './lexicon-build.ts';
import { areaUnderRoc, recallAt } from './measures.ts';
import { readMaterial } from './material.ts';

const { values } = parseArgs({ options: { out: { type: 'string' }, folds: { type: 'string' } } });
const count = Number(values.folds ?? 3);

/** The scores of a fold, from a process of its own. */
const part = (fold: number): Promise<Left> =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, 'part.ts'), [String(fold), String(count)], {
      serialization: 'advanced',
    });
    child.on('message', (left: Left) => {
      say(`left out ${fold + 1} of ${count}`);
      resolve(left);
    });
    // The channel closes behind its last message.
    child.on('disconnect', () => reject(new Error(`the part without fold ${fold} ended early`)));
  });

const parts = Promise.all(Array.from({ length: count }, (_, fold) => part(fold)));
const lexicon = buildLexicon();
const material = readMaterial(lexicon, SIZE, dataFolder());
const { corpus, vectors, seen, unseen } = material;
const attacks = corpus.map((e) => e.attack);
say(
  `${corpus.length} texts, ${attacks.filter(Boolean).length} of them attacks; ${seen.length} and ${unseen.length} by others`,
);
if (unseen.length === 0) throw new Error("others' texts are not at hand: set DEMARC_DATA to the folder of the data");
const folds = foldsOf(corpus, count);

const learnt = { ...material, folds };
const whole = trainWhole(learnt, lexicon.wider);
say('trained on everything');
const trained = headsFrom(learnt, await parts, whole);
for (const [name, { scores }] of [
  ['visible text', trained.seen],
  ['unseen text', trained.unseen],
] as const) {
  const scoresOf = (attack: boolean): number[] => [...scores].filter((_, i) => attacks[i] === attack);
  const found = [0.005, 0.01, 0.02, 0.05].map(
    (rate) => `${(recallAt(scoresOf(true), scoresOf(false), rate).recall * 100).toFixed(1)} % at ${rate * 100} %`,
  );
  say(
    `${name}, left-out authors: area under ROC ${areaUnderRoc(scoresOf(true), scoresOf(false)).toFixed(4)}; ${found.join(', ')}`,
  );
}

const model = modelOf(lexicon, corpus, vectors, trained);
const file = values.out ?? path.join(ROOT, 'src/catalog/classifier.bin');
const bytes = packModel(model);
writeFileSync(file, bytes);
say(`${file}: ${(bytes.byteLength / 1024).toFixed(0)} KB, version ${model.version}`);
