// A small lexicon of made-up words in the languages whose writing the classifier treats in ways of their own, built by the
// real builder. Input: none; the files are written to a folder of the test's own.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildLexicon } from '../../tools/train/lexicon-build.ts';
import type { Lexicon } from '../../src/engine/classify/lexemes.ts';

/** English word, its group, and the wider one. */
const GROUPS = [
  ['the', 1, 1],
  ['and', 1, 1],
  ['zorble', 2, 1],
  ['quandle', 3, 2],
  ['kettle', 4, 2],
] as const;

const DICTIONARIES: Readonly<Record<string, readonly string[]>> = {
  de: ['the\tdas', 'and\tund', 'zorble\tzorbeln zorbel*', 'quandle\tquandel', 'kettle\tkessel'],
  vi: ['and\tvaa', 'zorble\tzor_bel', 'kettle\tbel'],
  ru: ['and\tи', 'zorble\tзорбл*'],
  he: ['and\tוגם', 'quandle\tקוונדל'],
  ar: ['and\tايضا', 'quandle\tكواندل'],
  zh: ['zorble\t龘', 'quandle\t龘鱻羴'],
  ja: ['and\tと', 'kettle\tやかん'],
  ko: ['and\t그리고', 'kettle\t주전자'],
  th: ['and\tและ', 'kettle\tกา'],
};

export function madeUpLexicon(): Lexicon {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'demarc-lexicon-'));
  try {
    mkdirSync(path.join(folder, 'dictionary'));
    writeFileSync(path.join(folder, 'groups.tsv'), GROUPS.map((row) => row.join('\t')).join('\n'));
    for (const [code, lines] of Object.entries(DICTIONARIES))
      writeFileSync(path.join(folder, 'dictionary', `${code}.tsv`), lines.join('\n'));
    return buildLexicon(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
