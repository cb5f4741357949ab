// From the catalogue as it stands in the source tree to a rule set, for tests and tools. What the product carries goes
// through the same packing and unpacking, at build time and in the page.
import { packRules } from './pack.ts';
import type { Common } from './term-build.ts';
import { unpackRules, type Lexicon, type RuleFile, type RuleSet } from './rule-set.ts';

/**
 * Compiles lexicon and rules.
 * @throws Error when a rule names a concept that the lexicon lacks or a pattern does not compile: a broken catalogue
 *   must stop the build, never run half.
 */
export function compileRules(lexicon: Lexicon, files: readonly RuleFile[], common?: Common): RuleSet {
  const rules = unpackRules(packRules(lexicon, files, common));
  for (const rule of rules.patternRules) void rule.pattern;
  return rules;
}
