// Leaving out: who and what is dealt into which fold, what a fold's model must not have seen, and how it is trained. Texts
// here are material, hostile by design: counted and compared, never shown or run.
import { Classifier } from '../../src/engine/classify/classifier.ts';
import type { Lexicon } from '../../src/engine/classify/lexemes.ts';
import { hashOf } from '../../src/engine/classify/tokens.ts';
import { foldsOf } from '../train/cross.ts';
import { headsOf, modelOf, type Progress } from '../train/head.ts';
import type { Labelled, Material } from '../train/material.ts';
import type { Example } from '../train/texts.ts';
import type { AttackPage, HonestPage } from './page-data.ts';
import { spread } from './sample.ts';

/** What a fold is judged on, and what its model has therefore not been trained on. */
export interface Fold {
  readonly number: number;
  /** Texts of the corpus and of others. */
  readonly texts: readonly Example[];
  readonly pages: readonly HonestPage[];
  /** Pages of this fold with a payload put into them. */
  readonly attacked: readonly AttackPage[];
}

/** Puts each name into one of `count` folds, the largest first, each into the fold that holds least so far. */
export function dealt(sizes: ReadonlyMap<string, number>, count: number): Map<string, number> {
  const held = new Array<number>(count).fill(0);
  const out = new Map<string, number>();
  for (const [name, size] of [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    const fold = held.indexOf(Math.min(...held));
    held[fold] = (held[fold] ?? 0) + size;
    out.set(name, fold);
  }
  return out;
}

export interface Data {
  readonly corpus: readonly Example[];
  readonly others: readonly Example[];
  readonly pages: readonly HonestPage[];
  readonly attacked: readonly AttackPage[];
}

/**
 * Deals authors, sources of others and pages into folds: each is in exactly one, whole.
 * @param limit texts and pages of each kind that are judged in a fold, evenly spread
 */
export function deal({ corpus, others, pages, attacked }: Data, count: number, limit = Infinity): Fold[] {
  const ofCorpus = foldsOf(corpus, count);
  const sizes = new Map<string, number>();
  for (const { source } of others) sizes.set(source, (sizes.get(source) ?? 0) + 1);
  const ofSource = dealt(sizes, count);
  const ofPage = new Map(pages.map((page, i) => [page.id, i % count]));
  return Array.from({ length: count }, (_, number) => {
    const own = spread(
      pages.filter((p) => ofPage.get(p.id) === number),
      limit,
    );
    const ids = new Set(own.map((p) => p.id));
    const texts = [
      ...spread(
        corpus.filter((_, i) => ofCorpus[i] === number),
        limit,
      ),
      ...spread(
        others.filter((e) => ofSource.get(e.source) === number),
        limit,
      ),
    ];
    return { number, texts, pages: own, attacked: attacked.filter((p) => ids.has(p.page)) };
  });
}

/** Words in a row that two texts do not share by chance. */
const RUN = 8;

/** Hashes of every eight words in a row, in lower case and without signs; of a shorter text all its words. */
export function runsOf(text: string): number[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const out: number[] = [];
  for (let i = 0; i === 0 || i + RUN <= words.length; i++) out.push(hashOf(words.slice(i, i + RUN).join(' ')));
  return out;
}

/** The model of a fold is trained on what this keeps of the material. */
export interface Kept {
  readonly corpus: readonly Example[];
  readonly vectors: Material['vectors'];
  readonly unseenWeights: readonly number[];
  /** Inner folds, for calibration: by author, as the product's model does it. */
  readonly folds: readonly number[];
  readonly seen: readonly Labelled[];
  readonly unseen: readonly Labelled[];
  /** Attacks by others left out because they share words in a row with an attack of the fold. */
  readonly alike: number;
  /** Attacks by others that stay. */
  readonly attacks: number;
}

/**
 * The material without the fold's authors, sources and pages, and without attacks by others that share eight words in a row
 * with an attack of the fold or with a payload put into one of its pages.
 * @param whole every text of the fold's sources, also those that a limit spares from being judged
 */
export function keptOf(material: Material, whole: Fold, count: number, limit = Infinity): Kept {
  const out = new Set([...whole.texts.map((e) => e.source), ...whole.pages.map((p) => p.id)]);
  const runs = new Set<number>();
  for (const { attack, own, text } of whole.texts) if (attack && !own) for (const run of runsOf(text)) runs.add(run);
  for (const { payload } of whole.attacked) for (const run of runsOf(payload)) runs.add(run);
  const alike = new Set<string>();
  const keep = (list: readonly Labelled[]): readonly Labelled[] =>
    spread(
      list.filter(({ source, attack, text }) => {
        if (out.has(source)) return false;
        if (!attack || !runsOf(text).some((run) => runs.has(run))) return true;
        alike.add(text);
        return false;
      }),
      20 * limit,
    );
  const places = spread(
    material.corpus.flatMap((e, i) => (out.has(e.source) ? [] : [i])),
    20 * limit,
  );
  const pick = <T>(list: readonly T[]): T[] => places.map((i) => list[i] as T);
  const corpus = pick(material.corpus);
  const [seen, unseen] = [keep(material.seen), keep(material.unseen)];
  return {
    corpus,
    vectors: pick(material.vectors),
    unseenWeights: pick(material.unseenWeights),
    folds: foldsOf(corpus, count),
    seen,
    unseen,
    alike: alike.size,
    attacks: unseen.filter((v) => v.attack).length,
  };
}

/** A classifier from what was kept, made as `npm run train` makes the product's. */
export async function classifierOf(lexicon: Lexicon, kept: Kept, progress: Progress): Promise<Classifier> {
  const { corpus, vectors } = kept;
  return new Classifier(modelOf(lexicon, corpus, vectors, await headsOf(kept, lexicon.wider, { progress })));
}
