// The texts that the classifier learns from: the corpus of this project, and others' data where they are at hand. Text here
// is material, hostile by design: read, counted, never shown or run.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ROOT } from '../browsers/launch.ts';

export interface Example {
  readonly id: string;
  /** Author of the corpus, or source of others' data: what is left out together. */
  readonly source: string;
  readonly attack: boolean;
  readonly text: string;
  readonly language: string;
  /** Family of an attack, kind of an honest text; '' where nobody said. */
  readonly family: string;
  /** How plainly an attack speaks: overt, semi-covert, fully-covert; '' otherwise. */
  readonly style: string;
  readonly channel: string;
  /** True for the project's own corpus. */
  readonly own: boolean;
}

interface CorpusLine {
  readonly id: string;
  readonly label: string;
  readonly family: string;
  readonly style?: string;
  readonly channel: string;
  readonly lang: string;
  readonly text: string;
}

export const CORPUS = path.join(ROOT, 'test/corpus/texts');

/** Every text of the corpus, file by file in order of names. @throws Error naming the file and line that is broken. */
export function readCorpus(folder = CORPUS): Example[] {
  const out: Example[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.jsonl')) continue;
    for (const [i, line] of readFileSync(path.join(folder, file), 'utf8').split('\n').entries()) {
      if (line === '') continue;
      let row: CorpusLine;
      try {
        row = JSON.parse(line) as CorpusLine;
      } catch {
        throw new Error(`${file}, line ${i + 1}: not JSON`);
      }
      out.push({
        id: row.id,
        source: path.basename(file, '.jsonl'),
        attack: row.label === 'attack',
        text: row.text,
        language: row.lang,
        family: row.family,
        style: row.style ?? '',
        channel: row.channel,
        own: true,
      });
    }
  }
  return out;
}

interface SharedLine {
  readonly id: string;
  readonly source: string;
  readonly label: string;
  readonly lang: string;
  readonly text: string;
}

/** Others' labelled texts (`text.jsonl.gz` in the data folder); empty where they are not at hand. */
export function readOthers(folder: string): Example[] {
  const file = path.join(folder, 'text.jsonl.gz');
  if (!existsSync(file)) return [];
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { id, source, label, lang, text } = JSON.parse(line) as SharedLine;
      return {
        id,
        source: source.replace(/-benign$/, ''),
        attack: label === 'attack',
        text,
        language: lang,
        family: '',
        style: '',
        channel: '',
        own: false,
      };
    });
}
