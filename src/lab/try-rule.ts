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
const RUNS = 5;
/** Shorter than this no clock of a page can tell. */
const LEAST_MS = 2;

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

/** Time of rules on long texts made of their samples. @param clock milliseconds from any moment on */
export function timeRules(file: WholeFile, rules: RuleSet, clock: () => number): Timing {
  const samples = file.rules
    .flatMap((rule) => [...rule.samples.match, ...rule.samples.noMatch])
    .filter((s) => s !== '');
  const whole = samples.join('\n');
  const long = whole === '' ? '' : whole.repeat(Math.ceil(MAX_TEXT / whole.length)).slice(0, MAX_TEXT);
  const short = long.slice(0, MAX_TEXT / 4);
  // A text made of one sample's beginning over and over is where a pattern has most to try.
  const starts = samples.map((sample) => sample.slice(0, 12)).filter((start) => start.trim() !== '');
  const worst = starts.slice(0, 6).map((start) => start.repeat(Math.ceil(MAX_TEXT / start.length)).slice(0, MAX_TEXT));
  const texts = [long, ...worst];
  const times = texts.map((text) => timeOf(rules, text, clock));
  const slowest = Math.max(...times);
  const at = times.indexOf(slowest);
  const quarter = timeOf(rules, at === 0 ? short : (texts[at] ?? '').slice(0, MAX_TEXT / 4), clock);
  const growth = quarter > 0 ? slowest / quarter / 4 : 1;
  return { perKb: (slowest * 1000) / MAX_TEXT, growth, linear: growth <= LINEAR };
}

/** Milliseconds for one reading: the least of some runs, each long enough for the clock. */
function timeOf(rules: RuleSet, text: string, clock: () => number): number {
  let least = Infinity;
  for (let run = 0; run < RUNS; run++) {
    const start = clock();
    let count = 0;
    do {
      detect(rules, text);
      count++;
    } while (clock() - start < LEAST_MS && count < 1_000);
    least = Math.min(least, (clock() - start) / count);
  }
  return least;
}
