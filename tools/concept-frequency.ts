// `npx tsx tools/concept-frequency.ts`: counts how often the words of each concept are met in honest pages and writes the
// figure into the lexicon (`perMillion`: hits per million characters). The packer lets a rule be led by its rarest slot.
// Counts too with which letters words begin, as far as they are the first letters of the lexicon's, for the expression that
// finds word starts (common-beginnings.json: in a million words, most common first).
// The pages are others' text and stay outside; only the counts come in.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findConcepts } from '../src/engine/detect/concepts.ts';
import { compileRules } from '../src/engine/detect/compile.ts';
import { COMMON, lookupForm, MAX_START as MAX, MIN_START as MIN } from '../src/engine/detect/term-build.ts';
import { dataFolder, readPages } from './bench/page-data.ts';
import { ROOT } from './browsers/launch.ts';
import { readRules } from './rule-catalog.ts';

const pages = readPages(path.join(dataFolder(), 'pages.jsonl.gz'));
if (!pages.ok) throw new Error(`${pages.error}. Set DEMARC_DATA to the folder of the data`);
const { lexicon, files } = readRules(ROOT);
const rules = compileRules(lexicon, files);
const counts = new Map<number, number>();
let characters = 0;
const beginnings = new Map<string, number>();
for (const { terms } of Object.values(lexicon.concepts))
  for (const term of Object.values(terms)
    .flat()
    .map((t) => lookupForm(t.replace(/\*$/, ''))))
    for (let length = MIN; length <= Math.min(MAX, term.length); length++) beginnings.set(term.slice(0, length), 0);
let words = 0;
for (const { html } of pages.value) {
  const text = html
    .replace(/<(script|style)\b[^]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&[#a-z0-9]{1,8};/gi, ' ')
    .replace(/\s+/g, ' ')
    .toLowerCase();
  characters += text.length;
  for (const { index } of text.matchAll(/(?<![a-z0-9])[a-z0-9:[<#_]/g)) {
    words++;
    // A gap as the lexicon has it, however wide it is.
    const own = text.slice(index, index + 4 * MAX).replace(/[^a-z0-9:[<#_]+/g, ' ');
    for (let length = MIN; length <= MAX; length++) {
      const count = beginnings.get(own.slice(0, length));
      if (count === undefined) break;
      beginnings.set(own.slice(0, length), count + 1);
    }
  }
  for (const { concepts } of findConcepts(rules, text))
    for (const concept of concepts) counts.set(concept, (counts.get(concept) ?? 0) + 1);
}
const file = path.join(ROOT, 'src/catalog/lexicon.json');
const data = JSON.parse(readFileSync(file, 'utf8')) as { concepts: Record<string, { note: string; terms: unknown }> };
for (const [i, [id, { note, terms }]] of Object.entries(data.concepts).entries()) {
  const perMillion = Math.round(((counts.get(i) ?? 0) * 1e6) / characters);
  data.concepts[id] = { note, perMillion, terms } as (typeof data.concepts)[string];
}
writeFileSync(file, `${JSON.stringify(data, null, 2)}\n`);
const common = [...beginnings]
  .map(([text, count]) => [text, Math.round((count * 1e6) / words)] as const)
  .filter(([, perMillion]) => perMillion >= COMMON)
  .sort((a, b) => b[1] - a[1]);
writeFileSync(
  path.join(ROOT, 'src/catalog/common-beginnings.json'),
  `${JSON.stringify(Object.fromEntries(common), null, 2)}\n`,
);
process.stdout.write(`${pages.value.length} pages, ${characters} characters: counts written to ${file}\n`);
