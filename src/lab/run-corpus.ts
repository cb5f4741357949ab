// Rules over a corpus: one rule file on trial, or two rule sets side by side. Text by text, so that it can be stopped, and so
// that what is in memory stays small whatever the corpus holds.
import { scan } from '../engine/scan.ts';
import { MAX_TEXT } from '../engine/limits.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';
import {
  MAX_LISTED,
  type BadLine,
  type Change,
  type CompareResult,
  type CorpusCase,
  type CorpusResult,
} from './contract.ts';
import type { CorpusLine, Line } from './corpus.ts';
import { sidesOf, type Judge } from './judge-text.ts';
import { placeOf } from './try-rule.ts';

/** Kept of a text for the list. */
const MAX_EXCERPT = 300;
const MAX_NAMED = 20;

/** How work goes on: told after each text; false ends it, with what it has until then. */
export type GoOn = (part: number, count: number) => Promise<boolean> | boolean;

interface Counted {
  read: number;
  attacks: number;
  honest: number;
  bad: number;
  stopped: boolean;
  readonly badLines: BadLine[];
}

/** Goes through a corpus. @param each told of every text */
async function through(
  lines: AsyncIterable<readonly [Line, number]>,
  goOn: GoOn,
  each: (line: CorpusLine) => void,
): Promise<Counted> {
  const counted: Counted = { read: 0, attacks: 0, honest: 0, bad: 0, badLines: [], stopped: false };
  for await (const [line, part] of lines) {
    if ('why' in line) {
      counted.bad++;
      if (counted.badLines.length < MAX_NAMED) counted.badLines.push(line);
    } else {
      counted.read++;
      if (line.label === 'attack') counted.attacks++;
      if (line.label === 'honest') counted.honest++;
      each(line);
    }
    const on = goOn(part, counted.read);
    if (on === true) continue;
    if (!(await on)) {
      counted.stopped = true;
      break;
    }
  }
  return counted;
}

/**
 * A rule file on a corpus.
 * @param rules its rules alone @param ids those of its rules @param builtIn the delivered rules, without them
 */
export async function tryOnCorpus(
  lines: AsyncIterable<readonly [Line, number]>,
  { rules, ids, builtIn }: { readonly rules: RuleSet; readonly ids: readonly string[]; readonly builtIn: RuleSet },
  goOn: GoOn,
): Promise<CorpusResult> {
  const listed = { matches: [], falsePositives: [], misses: [], gains: [] } as Record<
    keyof CorpusResult['listed'],
    CorpusCase[]
  >;
  const counts = { matches: 0, falsePositives: 0, misses: 0, gains: 0 };
  const facts = await through(lines, goOn, ({ id, text, label }) => {
    const places = ids.map((rule) => placeOf(rules, rule, text));
    const at = places.find((place) => place !== null) ?? null;
    const note = (list: keyof typeof counts): void => {
      counts[list]++;
      if (listed[list].length < MAX_LISTED) listed[list].push(caseOf(id, text, at));
    };
    if (at) note('matches');
    if (at && label === 'honest') note('falsePositives');
    if (!at && label === 'attack') note('misses');
    if (at && label === 'attack' && scan(builtIn, text, true).verdict.kind === 'clean') note('gains');
  });
  return { ...facts, ...counts, listed };
}

/** Two rule sets on a corpus, each text as one that nobody sees. */
export async function compareOn(
  lines: AsyncIterable<readonly [Line, number]>,
  before: Judge,
  after: Judge,
  goOn: GoOn,
): Promise<CompareResult> {
  const counts = { before: { attacks: 0, honest: 0 }, after: { attacks: 0, honest: 0 } };
  const changes: Change[] = [];
  let changed = 0;
  const facts = await through(lines, goOn, ({ id, text, label }) => {
    const short = text.slice(0, MAX_TEXT);
    const [from, to] = [sidesOf(before, short).unseen, sidesOf(after, short).unseen];
    if (label !== '') {
      const side = label === 'attack' ? 'attacks' : 'honest';
      if (from.kind === 'malicious') counts.before[side]++;
      if (to.kind === 'malicious') counts.after[side]++;
    }
    const [had, has] = [from, to].map(({ findings }) => new Set(findings.map((f) => f.rule))) as [
      Set<string>,
      Set<string>,
    ];
    const gone = [...had].filter((rule) => !has.has(rule));
    const come = [...has].filter((rule) => !had.has(rule));
    if (from.kind === to.kind && gone.length + come.length === 0) return;
    changed++;
    if (changes.length < MAX_LISTED)
      changes.push({ id, label, text: text.slice(0, MAX_EXCERPT), from: from.kind, to: to.kind, gone, come });
  });
  return { ...facts, changed, counts, changes };
}

/** The beginning of a text, or what stands around the match. */
function caseOf(id: string, text: string, at: readonly [number, number] | null): CorpusCase {
  const from = at ? Math.max(0, Math.min(at[0] - 60, text.length - MAX_EXCERPT)) : 0;
  const shown = text.slice(from, from + MAX_EXCERPT);
  return { id, text: shown, at: at && [at[0] - from, Math.min(at[1] - from, shown.length)] };
}
