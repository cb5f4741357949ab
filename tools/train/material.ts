// What the model is trained on, as vectors. The corpus counts in full. Others' honest texts and the segments of real pages
// are ballast that keeps honest text of any kind honest. Of others' attacks the head for visible text takes a few of each
// source, lightly: all of them cost recall on unseen authors, a few teach the common phrases. The head for unseen text takes
// them all: nobody hides a prompt in a page with honest intent (measured; docs/model-card.md).
import { readPages } from '../bench/page-data.ts';
import { spread } from '../bench/sample.ts';
import { segmentsOf } from '../evaluate/segments.ts';
import type { Lexicon } from '../../src/engine/classify/lexemes.ts';
import path from 'node:path';
import type { Vector } from './linear.ts';
import { readCorpus, readOthers, type Example } from './texts.ts';
import { featuresOf } from './vectors.ts';

/** Weights of what is not the corpus' own: a text by others (shared by its windows), a segment of a page. */
const OTHERS = 0.08;
const OTHERS_UNSEEN = 0.04;
const SEGMENT = 0.15;
/** What of a page nobody sees, for the head that judges the unseen: blanking an honest one is the worst mistake. */
const SEGMENT_UNSEEN = 0.6;
const ATTACK = 0.3;
/** Windows taken of one text. */
const WINDOWS = 6;
/** Segments taken of one page, of each kind. */
const SEGMENTS = 120;
/** Others' attacks of each source that the head for visible text takes. */
const ATTACKS = 60;
/** Kinds of honest text that people do not hide in pages: they say less of unseen text. */
const PROMPTS = new Set(['typed-prompt', 'prompt-library']);

/** A vector and where it comes from, for leaving out what belongs together. */
export interface Labelled extends Vector {
  /** Author, source, or page. */
  readonly source: string;
  readonly text: string;
}

export interface Material {
  readonly corpus: readonly Example[];
  /** One for each text of the corpus. */
  readonly vectors: readonly Vector[];
  /** What else each head learns from. */
  readonly seen: readonly Labelled[];
  readonly unseen: readonly Labelled[];
  /** One for each text of the corpus: its weight for the head for unseen text. */
  readonly unseenWeights: readonly number[];
}

/** @param size places of the weights, a power of two @param folder the data folder */
export function readMaterial(lexicon: Lexicon, size: number, folder: string): Material {
  const corpus = readCorpus();
  const read = (text: string, windows = 1): Uint32Array[] => featuresOf(lexicon, text, size, windows);
  const vectors = corpus.map((e) => ({ features: read(e.text)[0] ?? new Uint32Array(), attack: e.attack, weight: 1 }));
  const unseenWeights = corpus.map((e) => (PROMPTS.has(e.family) ? 0.3 : 1));
  const seen: Labelled[] = [];
  const unseen: Labelled[] = [];
  const others = readOthers(folder);
  for (const source of new Set(others.map((e) => e.source))) {
    const attacks = others.filter((e) => e.attack && e.source === source);
    const few = new Set(spread(attacks, ATTACKS));
    for (const example of attacks) {
      const [features] = read(example.text);
      if (!features) continue;
      const vector = { features, attack: true, weight: ATTACK, source, text: example.text };
      if (few.has(example)) seen.push(vector);
      unseen.push(vector);
    }
  }
  for (const { attack, source, text } of others) {
    if (attack) continue;
    const windows = read(text, WINDOWS);
    for (const features of windows) {
      const share = 1 / Math.sqrt(windows.length);
      seen.push({ features, attack: false, weight: OTHERS * share, source, text });
      unseen.push({ features, attack: false, weight: OTHERS_UNSEEN * share, source, text });
    }
  }
  const pages = readPages(path.join(folder, 'pages.jsonl.gz'));
  for (const { id, html } of pages.ok ? pages.value : []) {
    const segments = segmentsOf(html);
    const take = (hidden: boolean): void => {
      for (const { text } of spread(
        segments.filter((s) => s.hidden === hidden),
        SEGMENTS,
      )) {
        for (const features of read(text, 3)) {
          const vector = { features, attack: false, weight: SEGMENT, source: id, text };
          if (!hidden) seen.push(vector);
          unseen.push({ ...vector, weight: hidden ? SEGMENT_UNSEEN : SEGMENT });
        }
      }
    };
    take(false);
    take(true);
  }
  return { corpus, vectors, seen, unseen, unseenWeights };
}
