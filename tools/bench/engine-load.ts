// Started by engine.ts in a process of its own, because only a fresh one is cold: what the worker does before its first
// judgement, from bytes at hand. Writes one line of JSON: milliseconds of each part.
import { readFileSync } from 'node:fs';
import { assess } from '../../src/engine/assess.ts';
import { Classifier } from '../../src/engine/classify/classifier.ts';
import { readModel } from '../../src/engine/classify/model-format.ts';
import { packRules } from '../../src/engine/detect/pack.ts';
import { unpackRules } from '../../src/engine/detect/rule-set.ts';
import { ROOT } from '../browsers/launch.ts';
import { MODEL_FILE } from '../evaluate/judge.ts';
import { readRules } from '../rule-catalog.ts';

const { lexicon, files, common } = readRules(ROOT);
// As the build does it; what the product carries are these strings.
const packed = packRules(lexicon, files, common);
const file = readFileSync(MODEL_FILE);
const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);

const start = performance.now();
const rules = unpackRules(packed);
const catalogue = performance.now();
const classifier = new Classifier(readModel(bytes));
const model = performance.now();
assess(rules, classifier, 'The library opens at nine and closes at six on weekdays.');
const first = performance.now();

process.stdout.write(
  `${JSON.stringify({ catalogueMs: catalogue - start, modelMs: model - catalogue, firstMs: first - model })}\n`,
);
