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
import type { Lesson } from './net.ts';
import { readingsOf, type Reading } from './vectors.ts';

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
export interface Labelled extends Vector, Reading {
  /** Author, source, or page. */
  readonly source: string;
  readonly text: string;
}

export interface Material {
  readonly corpus: readonly Example[];
  /** One for each text of the corpus. */
  readonly vectors: readonly (Vector & Reading)[];
  /** What else each head learns from. */
  readonly seen: readonly Labelled[];
  readonly unseen: readonly Labelled[];
  /** One for each text of the corpus: its weight for the head for unseen text. */
  readonly unseenWeights: readonly number[];
}

const NO_WORDS: Reading = { features: new Uint32Array(), words: new Uint32Array(), groups: new Uint16Array() };

/** What the filters learn from: each reading once, with its weight for either kind of text. */
export function lessonsOf({
  corpus,
  vectors,
  seen,
  unseen,
  unseenWeights,
}: Pick<Material, 'corpus' | 'vectors' | 'seen' | 'unseen' | 'unseenWeights'>): Lesson[] {
  const lessons = vectors.map(({ words, groups, attack }, i): Lesson => {
    const { source = '' } = corpus[i] ?? {};
    return { words, groups, attack, seen: 1, unseen: unseenWeights[i] ?? 1, source };
  });
  const others = new Map<Uint32Array, Lesson>();
  for (const { words, groups, attack, weight, source } of seen)
    others.set(words, { words, groups, attack, seen: weight, unseen: 0, source });
  for (const { words, groups, attack, weight, source } of unseen)
    others.set(words, { words, groups, attack, seen: others.get(words)?.seen ?? 0, unseen: weight, source });
  return [...lessons, ...others.values()];
}

/** @param size places of the weights, a power of two @param folder the data folder */
export function readMaterial(lexicon: Lexicon, size: number, folder: string): Material {
  const corpus = readCorpus();
  const read = (text: string, windows = 1): Reading[] => readingsOf(lexicon, text, size, windows);
  const vectors = corpus.map((e) => ({ ...(read(e.text)[0] ?? NO_WORDS), attack: e.attack, weight: 1 }));
  const unseenWeights = corpus.map((e) => (PROMPTS.has(e.family) ? 0.3 : 1));
  const seen: Labelled[] = [];
  const unseen: Labelled[] = [];
  const others = readOthers(folder);
  for (const source of new Set(others.map((e) => e.source))) {
    const attacks = others.filter((e) => e.attack && e.source === source);
    const few = new Set(spread(attacks, ATTACKS));
    for (const example of attacks) {
      const [reading] = read(example.text);
      if (!reading) continue;
      const vector = { ...reading, attack: true, weight: ATTACK, source, text: example.text };
      if (few.has(example)) seen.push(vector);
      unseen.push(vector);
    }
  }
  for (const { attack, source, text } of others) {
    if (attack) continue;
    const windows = read(text, WINDOWS);
    for (const reading of windows) {
      const share = 1 / Math.sqrt(windows.length);
      seen.push({ ...reading, attack: false, weight: OTHERS * share, source, text });
      unseen.push({ ...reading, attack: false, weight: OTHERS_UNSEEN * share, source, text });
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
        for (const reading of read(text, 3)) {
          const vector = { ...reading, attack: false, weight: SEGMENT, source: id, text };
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
