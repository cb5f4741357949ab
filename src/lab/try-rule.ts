// Rules on trial: their own samples, and how long they take. The clock is handed in; texts are the samples and what is made
// of them, so that the figures say something about the texts that such a rule has most to do with.
import { detect } from '../engine/detect/detect.ts';
import { MIN_CONFIDENCE } from '../engine/detect/pack.ts';
import { createPrefilter } from '../engine/detect/prefilter.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';
import { MAX_TEXT } from '../engine/limits.ts';
import type { SampleResult, Timing } from './contract.ts';
import type { WholeFile, WholeRule } from './rule-text.ts';

/** A growth of this much over fourfold length is put down to the machine. */
const LINEAR = 2.5;
const RUNS = 6;
/** One run: clocks of pages tell no less than a millisecond from another. */
const RUN_MS = 12;
const MAX_TIMES = 2_000;
/** Samples of which a long text is made over and over. */
const MAX_STARTS = 6;
const MAX_START = 12;

/** Where a rule matches in a text; null where it does not. */
export function placeOf(rules: RuleSet, id: string, text: string): readonly [number, number] | null {
  const found = detect(rules, text.slice(0, MAX_TEXT)).find((f) => f.rule === id);
  return found ? [found.start, found.end] : null;
}

/** Every sample of a file through the real engine. @param rules the file's rules alone, compiled */
export function trySamples(file: WholeFile, rules: RuleSet): SampleResult[] {
  const prefilter = createPrefilter(rules.table, () => rules);
  return file.rules.flatMap((rule, i) => {
    const one = (list: SampleResult['list'], text: string): SampleResult => {
      const at = placeOf(rules, rule.id, text);
      return {
        rule: i,
        list,
        text,
        at,
        right: (at !== null) === (list === 'match'),
        noticed: list !== 'match' || !isLed(rule) || prefilter.test(text),
      };
    };
    return [
      ...rule.samples.match.map((text) => one('match', text)),
      ...rule.samples.noMatch.map((text) => one('noMatch', text)),
      ...rule.knownMisses.map((text) => one('knownMisses', text)),
    ];
  });
}

/** Rules without anchors, and weak ones, are only tried where something else leads to a text. */
const isLed = ({ confidence, match }: WholeRule): boolean =>
  confidence >= MIN_CONFIDENCE && (!('pattern' in match) || match.anchors !== undefined);

/**
 * Time of rules on long texts made of their samples: all of them in a row, or the beginning of one over and over, which is
 * where a pattern has most to try. The slowest counts.
 * @param clock milliseconds from any moment on @param goOn asked between two runs; false ends it @returns null when ended
 */
export async function timeRules(
  file: WholeFile,
  rules: RuleSet,
  clock: () => number,
  goOn: () => Promise<boolean> | boolean,
): Promise<Timing | null> {
  const samples = file.rules.flatMap((rule) => [...rule.samples.match, ...rule.samples.noMatch]);
  const starts = samples.map((sample) => sample.slice(0, MAX_START)).filter((start) => start.trim() !== '');
  const texts = [samples.join('\n'), ...starts.slice(0, MAX_STARTS)].filter((text) => text !== '').map(long);
  let [slowest, most] = [' '.repeat(MAX_TEXT), -1];
  for (const text of texts) {
    detect(rules, text);
    const time = run(rules, text, clock, 1);
    if (time > most) [slowest, most] = [text, time];
    if (!(await goOn())) return null;
  }
  const quarter = slowest.slice(0, MAX_TEXT / 4);
  let [whole, part] = [Infinity, Infinity];
  // Turn by turn, so that a machine that is busy for a while is so for both; the least is nearest to the truth.
  for (let i = 0; i < RUNS; i++) {
    whole = Math.min(whole, run(rules, slowest, clock, MAX_TIMES));
    part = Math.min(part, run(rules, quarter, clock, MAX_TIMES));
    if (!(await goOn())) return null;
  }
  const growth = part > 0 ? whole / part / 4 : 1;
  return { perKb: (whole * 1000) / MAX_TEXT, growth, linear: growth <= LINEAR };
}

const long = (text: string): string => text.repeat(Math.ceil(MAX_TEXT / text.length)).slice(0, MAX_TEXT);

/** Milliseconds for one reading of a text, over as many as fill a run. */
function run(rules: RuleSet, text: string, clock: () => number, most: number): number {
  const start = clock();
  let count = 0;
  let taken = 0;
  do {
    detect(rules, text);
    count++;
    taken = clock() - start;
  } while (taken < RUN_MS && count < most);
  return taken / count;
}
