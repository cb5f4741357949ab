// Chooses the texts that come with the Lab from the project's own corpus: short ones, spread over authors, kinds and languages,
// the same at every run. `npx tsx tools/lab-texts.ts` writes src/catalog/lab-texts.json. Texts are hostile by design: read,
// counted, never shown.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './browsers/launch.ts';
import { readCorpus, type Example } from './train/texts.ts';

/** UTF-16 units of one text, and bytes of all: the file travels with the extension. */
const MAX_LENGTH = 320;
const MIN_LENGTH = 40;
const MAX_BYTES = 280_000;
/** Honest texts for each attack: false alarms are what a rule is tried for most. */
const HONEST = 2;

/** One text of each kind and language in turn, those of one author spread out. */
function* spread(examples: readonly Example[]): Generator<Example> {
  const groups = new Map<string, Example[]>();
  for (const example of examples) {
    const key = `${example.family} ${example.language === 'en' ? 'en' : 'other'}`;
    groups.set(key, [...(groups.get(key) ?? []), example]);
  }
  // A fixed step through each group: neighbours in a file are by one author and often on one thing.
  const rows = [...groups.values()].map((group) => {
    const step = Math.max(1, Math.floor(group.length / 97)) * 7 + 1;
    return group.map((_, i) => group[(i * step) % group.length] as Example);
  });
  const taken = new Set<string>();
  for (let i = 0; i < Math.max(...rows.map((row) => row.length)); i++)
    for (const row of rows) {
      const example = row[i];
      if (!example || taken.has(example.id)) continue;
      taken.add(example.id);
      yield example;
    }
}

/** The chosen texts, in the order of their ids. */
export function labTexts(): { readonly id: string; readonly label: 'attack' | 'honest'; readonly text: string }[] {
  const short = readCorpus().filter(({ text }) => text.length >= MIN_LENGTH && text.length <= MAX_LENGTH);
  const attacks = spread(short.filter((e) => e.attack));
  const honest = spread(short.filter((e) => !e.attack));
  const out: { id: string; label: 'attack' | 'honest'; text: string }[] = [];
  let bytes = 0;
  for (let turn = 0; ; turn++) {
    const { value } = (turn % (HONEST + 1) === 0 ? attacks : honest).next() as { value: Example | undefined };
    if (!value) break;
    const row = { id: value.id, label: value.attack ? ('attack' as const) : ('honest' as const), text: value.text };
    bytes += Buffer.byteLength(JSON.stringify(row)) + 8;
    if (bytes > MAX_BYTES) break;
    out.push(row);
  }
  return out.sort((a, b) => (a.id < b.id ? -1 : 1));
}

export const LAB_TEXTS = path.join(ROOT, 'src/catalog/lab-texts.json');

/** The file as it stands in the catalogue: one text a line. */
export function labTextsFile(): string {
  const rows = labTexts().map((row) => `    ${JSON.stringify(row)}`);
  return `{\n  "schema": "demarc.lab-texts/1",\n  "texts": [\n${rows.join(',\n')}\n  ]\n}\n`;
}

if (process.argv[1]?.endsWith('lab-texts.ts')) writeFileSync(LAB_TEXTS, labTextsFile());
