// The trained judgement for tests: real rules, real classifier, and texts of the corpus chosen by what they are found by, so
// that training anew breaks no test. Texts are hostile by design: chosen and compared by id, never shown.
import { readFileSync } from 'node:fs';
import { assess, type Assessment } from '../../src/engine/assess.ts';
import { Classifier } from '../../src/engine/classify/classifier.ts';
import { readModel, type packModel } from '../../src/engine/classify/model-format.ts';
import { scan } from '../../src/engine/scan.ts';
import { MODEL_FILE } from '../../tools/evaluate/judge.ts';
import { readCorpus, type Example } from '../../tools/train/texts.ts';
import { rules } from './rule-samples.ts';

export { rules };

/** Bytes as a buffer of their own. */
export const bufferOf = (bytes: ReturnType<typeof packModel>): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** Bytes of the classifier that is delivered. */
export const trainedBytes = (): ArrayBuffer => bufferOf(readFileSync(MODEL_FILE));

export const trained = readModel(trainedBytes());
export const classifier = new Classifier(trained);
export const corpus = readCorpus();

export const judged = (text: string): { readonly seen: Assessment; readonly unseen: Assessment } =>
  assess(rules, classifier, text);

/** True for a text about which the rules alone say nothing, seen or unseen. */
export const pastRules = ({ text }: Example): boolean => scan(rules, text, true).verdict.kind === 'clean';

/** Of the corpus: attacks that speak covertly, that the rules miss and the classifier finds clearly. */
export function* covertAttacks(): Generator<Example> {
  for (const example of corpus) {
    if (!example.attack || example.style === 'overt' || example.text.length > 600) continue;
    if (pastRules(example) && judged(example.text).unseen.score > 0.95) yield example;
  }
}

/** Of the corpus: honest texts about which nobody says anything, seen or unseen. */
export function* quietTexts(): Generator<Example> {
  for (const example of corpus) {
    if (example.attack || example.text.length < 60 || example.text.length > 600 || !pastRules(example)) continue;
    if (judged(example.text).unseen.score < 0.05) yield example;
  }
}

/** The first few of a row, spread over its authors: at most one in `each`. */
export function some<T>(from: Iterable<T>, count: number, each = 1): T[] {
  const out: T[] = [];
  let i = 0;
  for (const item of from) {
    if (i++ % each === 0) out.push(item);
    if (out.length === count) break;
  }
  return out;
}
