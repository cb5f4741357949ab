// `npx tsx tools/bench/held.ts [pages]`: how many honest hidden texts the guard would hold until the worker has answered,
// were it to decide by less than its rules. A text that is held is blank for a moment, and scripts of the page that read it
// then get nothing. Real pages, judged from their source without layout; they are no part of the repository.
import path from 'node:path';
import { compileRules } from '../../src/engine/detect/compile.ts';
import { createPrefilter } from '../../src/engine/detect/prefilter.ts';
import { mayBegin, termsAt, type Term } from '../../src/engine/detect/terms.ts';
import { readable, scan } from '../../src/engine/scan.ts';
import { ROOT } from '../browsers/launch.ts';
import { segmentsOf } from '../evaluate/segments.ts';
import { readRules } from '../rule-catalog.ts';
import { dataFolder, readPages } from './page-data.ts';
import { say, spread, stopping } from './sample.ts';

/** Reach of the words beside a leading one: less than most rules have. */
const NEAR = 120;

const { lexicon, files, common } = readRules(ROOT);
const rules = compileRules(lexicon, files, common);
const prefilter = createPrefilter(rules.table, () => rules);
const read = readPages(path.join(dataFolder(), 'pages.jsonl.gz'));
if (!read.ok) throw new Error(`${read.error}. Set DEMARC_DATA to the folder of the data`);
const pages = spread(read.value, Number(process.argv[2] ?? 200));

interface Met extends Term {
  readonly at: number;
}

function termsIn(text: string): Met[] {
  const out: Met[] = [];
  const here: Term[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) <= 0x20 || !mayBegin(rules.table, text, at)) continue;
    termsAt(rules.table, text, at, here);
    for (const term of here.splice(0)) out.push({ ...term, at });
  }
  return out;
}

/** Sets of concepts met near a leading word, beside its own; -1 where no word leads. */
function beside(terms: readonly Met[]): number {
  const counts = terms
    .filter((t) => t.lead)
    .map((l) => new Set(terms.filter((t) => t.set !== l.set && Math.abs(t.at - l.at) < NEAR).map((t) => t.set)).size);
  return Math.max(-1, ...counts);
}

const HELD_BY: Readonly<Record<string, (text: string, near: number) => boolean>> = {
  'a leading word': (_, near) => near >= 0,
  'a leading word and one other near by': (_, near) => near >= 1,
  'a leading word and two others near by': (_, near) => near >= 2,
  'the prefilter, which knows the rules': (text) => prefilter.test(text),
  'the rules (what the guard does)': (text) => scan(rules, text, true).verdict.kind === 'malicious',
};
const held = new Map(Object.keys(HELD_BY).map((name) => [name, { texts: 0, pages: new Set<string>() }]));
let texts = 0;
for (const { id, html } of pages) {
  if (stopping()) break;
  for (const segment of segmentsOf(html)) {
    if (!segment.hidden) continue;
    texts++;
    const text = readable(segment.text);
    const near = beside(termsIn(text.toLowerCase()));
    for (const [name, holds] of Object.entries(HELD_BY)) {
      const count = held.get(name);
      if (!count || !holds(text, near)) continue;
      count.texts++;
      count.pages.add(id);
    }
  }
}
say(`${pages.length} honest pages, ${texts} hidden texts; held by:`);
for (const [name, count] of held)
  say(`${String(count.texts).padStart(6)} texts on ${String(count.pages.size).padStart(3)} pages: ${name}`);
