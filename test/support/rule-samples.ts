// The real rules with their own samples, for tests of what holds for every sample. The words are in the catalogue's JSON.
import fc from 'fast-check';
import { compileRules } from '../../src/engine/detect/compile.ts';
import { detect } from '../../src/engine/detect/detect.ts';
import { MIN_CONFIDENCE } from '../../src/engine/detect/pack.ts';
import { createPrefilter } from '../../src/engine/detect/prefilter.ts';
import { judge } from '../../src/engine/verdict/judge.ts';
import type { Finding } from '../../src/model/finding.ts';
import { readRules } from '../../tools/rule-catalog.ts';

const { lexicon, files, common } = readRules(process.cwd());
export const rules = compileRules(lexicon, files, common);
export const prefilter = createPrefilter(rules.table, () => rules);

export interface Sample {
  readonly rule: string;
  readonly text: string;
}
export const samples: readonly Sample[] = files.flatMap((f) =>
  f.rules
    .filter((r) => r.confidence >= MIN_CONFIDENCE)
    .flatMap((r) =>
      (r as unknown as { samples: { match: string[] } }).samples.match.map((text) => ({ rule: r.id, text })),
    ),
);
/** Rules that ask for the very start of a text; words in front of them are none of their business. */
export const anchored = new Set(
  files.flatMap((f) => f.rules.filter((r) => 'pattern' in r.match && r.match.pattern.includes('^')).map((r) => r.id)),
);
/** Pattern rules that the prefilter has no anchors for: alone they are only met where something else leads there. */
export const unled = files.flatMap((f) =>
  f.rules.filter((r) => 'pattern' in r.match && !r.match.anchors?.length).map((r) => r.id),
);
export const leads = (f: Finding): boolean => f.confidence >= MIN_CONFIDENCE && !unled.includes(f.rule);
/** Samples that make a verdict without those. */
export const strong = samples.filter(
  (s) =>
    judge(
      detect(rules, s.text).filter((f) => !unled.includes(f.rule)),
      [],
      true,
    ).kind === 'malicious',
);

/** Harmless words that belong to no concept. */
export const honest = fc
  .array(
    fc.constantFrom(
      'kettle',
      'morning',
      'rain',
      'Tasse',
      'jardin',
      'воздух',
      '天气',
      'قهوة',
      'bread',
      '42',
      'river,',
      'moon.',
      '\u{1f600}',
      'é',
    ),
    { maxLength: 25 },
  )
  .map((w) => w.join(' '));
