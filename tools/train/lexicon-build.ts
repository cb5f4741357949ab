// Makes the classifier's lexicon: groups of English words (data/groups.tsv) and dictionaries of other languages
// (data/dictionary/CODE.tsv: English word, tab, forms; `*` ends a stem, `_` joins two syllables).
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { foldTerm } from '../../src/engine/normalize/fold.ts';
import { keyOf, pairKey, type Lexicon } from '../../src/engine/classify/lexemes.ts';
import { hashOf } from '../../src/engine/classify/tokens.ts';

export const DATA = path.join(import.meta.dirname, 'data');
/** Words whose forms tell a language: pronouns, articles, conjunctions, prepositions. */
const FUNCTION = new Set(
  'the to and of a in is for that you it on with this be are as or not your from by have at an if we i was will can but all they has their which when do any there no so my me he she his her our what who one about would been than into only its were them must then because where how also more some such these those before after over very may between each other'.split(
    ' ',
  ),
);
/** Words that many languages write alike and that vote for none. */
const SHARED = new Set('email online info www com ok internet'.split(' '));

class TableBuilder {
  private readonly entries = new Map<number, number>();
  add(key: number, value: number): void {
    if (!this.entries.has(key)) this.entries.set(key, value);
  }
  build(): Uint32Array {
    let size = 1024;
    while (size < this.entries.size * 2) size *= 2;
    const table = new Uint32Array(size);
    for (const [key, value] of this.entries) {
      let at = key & (size - 1);
      const slot = (((key >>> 16) << 16) | (value + 1)) >>> 0;
      // A check that is taken already stays the first one's.
      while (table[at] !== 0 && (table[at] ?? 0) >>> 16 !== key >>> 16) at = (at + 1) & (size - 1);
      if (table[at] === 0) table[at] = slot;
    }
    return table;
  }
}

/** A table for lookUp. @param entries key and value (0…65,534) of each; of two with one key the first counts */
export function tableOf(entries: Iterable<readonly [number, number]>): Uint32Array {
  const table = new TableBuilder();
  for (const [key, value] of entries) table.add(key, value);
  return table.build();
}

/** Reads the data files. @throws Error naming a broken line. */
export function buildLexicon(folder = DATA): Lexicon {
  const rows = readFileSync(path.join(folder, 'groups.tsv'), 'utf8').trim().split('\n');
  const words = new TableBuilder();
  const stems = new TableBuilder();
  const hashes: number[] = [];
  const groups: number[] = [];
  const wider: number[] = [];
  const numbers = new Map<string, number>();
  for (const row of rows) {
    const [word = '', group = '', wide = ''] = row.split('\t');
    const n = hashes.length;
    numbers.set(word, n);
    hashes.push(hashOf(word));
    groups.push(Number(group));
    wider[Number(group)] = Number(wide);
    words.add(keyOf(hashOf(word), 0), n);
  }
  const votes = new Map<number, number>();
  const vote = (form: string, language: number): void => {
    if (SHARED.has(form)) return;
    const hash = hashOf(form);
    votes.set(hash, (votes.get(hash) ?? 0) | (1 << language));
  };
  for (const word of FUNCTION) vote(word, 0);
  const languages = ['en'];
  const dictionary = path.join(folder, 'dictionary');
  for (const file of readdirSync(dictionary).sort()) {
    const language = languages.length;
    languages.push(path.basename(file, '.tsv'));
    for (const [i, line] of readFileSync(path.join(dictionary, file), 'utf8').split('\n').entries()) {
      if (line === '') continue;
      const [english = '', forms] = line.split('\t');
      const n = numbers.get(english);
      if (forms === undefined) throw new Error(`${file}, line ${i + 1}: no tab`);
      if (n === undefined) continue;
      for (const raw of forms.split(' ')) {
        const open = raw.endsWith('*');
        const form = foldTerm(raw.replaceAll('*', ''));
        if (form === '') continue;
        const [first = '', second, more] = form.split('_');
        if (more !== undefined) continue;
        if (second !== undefined) words.add(pairKey(hashOf(first), hashOf(second), language), n);
        // Particles follow every Korean word.
        else if (open || (languages[language] === 'ko' && form.length >= 2))
          stems.add(keyOf(hashOf(form), language), n);
        if (!open && second === undefined) {
          words.add(keyOf(hashOf(form), language), n);
          if (FUNCTION.has(english)) vote(form, language);
        }
      }
    }
  }
  const sorted = [...votes].sort(([a], [b]) => a - b);
  return {
    languages,
    words: words.build(),
    stems: stems.build(),
    functionWords: Uint32Array.from(sorted.flatMap(([hash, mask]) => [hash, mask])),
    hashes: Uint32Array.from(hashes),
    groups: Uint16Array.from(groups),
    wider: Uint16Array.from(wider),
  };
}
