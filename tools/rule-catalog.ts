// Packs catalog/lexicon.json and catalog/rules/*.json into the strings that the product carries.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packRules } from '../src/engine/detect/pack.ts';
import type { Lexicon, RuleFile } from '../src/engine/detect/rule-set.ts';
import type { Common } from '../src/engine/detect/term-build.ts';

export interface RuleCatalog {
  readonly lexicon: Lexicon;
  readonly files: readonly RuleFile[];
  /** What honest words begin with (concept-frequency.ts). */
  readonly common: Common;
}

/** Reads the rule catalogue as it stands in the source tree. */
export function readRules(root: string): RuleCatalog {
  const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
  const folder = join(root, 'src/catalog/rules');
  return {
    lexicon: read(join(root, 'src/catalog/lexicon.json')) as Lexicon,
    common: read(join(root, 'src/catalog/common-beginnings.json')) as Common,
    files: readdirSync(folder)
      .filter((f) => f.endsWith('.json'))
      .sort()
      .map((f) => read(join(folder, f)) as RuleFile),
  };
}

/**
 * Compile-time constants for Vite's `define`. Strings, not literals: parsed only when needed, and a string costs nothing
 * in a frame that has no text. (A plugin would not do: content scripts are built apart, with `define` but no plugins.)
 */
export function ruleConstants(root: string): Record<string, string> {
  const { lexicon, files, common } = readRules(root);
  const { table, rules } = packRules(lexicon, files, common);
  return {
    __DEMARC_STARTS__: JSON.stringify(table.starts),
    __DEMARC_FOLDS__: JSON.stringify(table.folds),
    __DEMARC_TERMS__: JSON.stringify(table.packed),
    __DEMARC_BASIS__: String(table.basis),
    __DEMARC_LEADING__: String(table.leading),
    __DEMARC_RULES__: JSON.stringify(rules),
  };
}
