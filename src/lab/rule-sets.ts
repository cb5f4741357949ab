// Rule sets of the Lab: the delivered rules, alone or with rule files that somebody is writing, compiled when first asked for.
import { compileRules } from '../engine/detect/compile.ts';
import type { Lexicon, RuleSet } from '../engine/detect/rule-set.ts';
import type { Common } from '../engine/detect/term-build.ts';
import type { Mistake, RuleSource } from './contract.ts';
import { readRuleText, type RuleForm, type WholeFile, type WholeRule } from './rule-text.ts';
import type { Schema } from './json-schema.ts';

/** The rule catalogue as it is delivered. */
export interface RuleCatalog {
  readonly lexicon: Lexicon;
  readonly files: readonly WholeFile[];
  readonly common: Common;
  readonly schema: Schema;
}

/** Rule sets kept compiled; each takes about a megabyte. */
const MAX_KEPT = 6;

export class RuleSets {
  readonly form: RuleForm;
  private readonly kept = new Map<string, RuleSet>();

  constructor(private readonly catalog: RuleCatalog) {
    this.form = { schema: catalog.schema, lexicon: catalog.lexicon };
  }

  get builtIn(): RuleSet {
    return this.compiled('', () => this.catalog.files);
  }

  /** The rules of one file alone. */
  alone(file: WholeFile): RuleSet {
    return this.compiled(`alone ${JSON.stringify(file)}`, () => [file]);
  }

  /** The delivered rules without those of a file. */
  without(file: WholeFile): RuleSet {
    const ids = new Set(file.rules.map((rule) => rule.id));
    if (!this.catalog.files.some(({ rules }) => rules.some(({ id }) => ids.has(id)))) return this.builtIn;
    return this.compiled(`without ${[...ids].join()}`, () =>
      this.catalog.files.map(({ family, rules }) => ({ family, rules: rules.filter(({ id }) => !ids.has(id)) })),
    );
  }

  /** The delivered rules and the good ones among some rule files; a rule with the id of a delivered one stands in its place. */
  withAdded(texts: readonly string[]): RuleSet {
    if (texts.length === 0) return this.builtIn;
    return this.compiled(`with ${texts.join('\n')}`, () =>
      texts.reduce((files, text) => {
        const { file } = readRuleText(text, this.form);
        return file ? added(files, file) : files;
      }, this.catalog.files),
    );
  }

  /** A set of rules for a comparison; the first mistakes that stand against one of its files otherwise. */
  of(source: RuleSource): RuleSet | readonly Mistake[] {
    if (source.kind === 'built-in') return this.builtIn;
    const files = new Map(this.catalog.files.map((file) => [file.family, file]));
    for (const text of source.texts) {
      const { file, mistakes } = readRuleText(text, this.form);
      if (!file) return mistakes;
      files.set(file.family, file);
    }
    return this.compiled(`of ${source.texts.join('\n')}`, () => [...files.values()]);
  }

  /** A delivered rule as a file with it alone; '' where there is none. */
  textOf(id: string): string {
    for (const { family, rules } of this.catalog.files) {
      const rule = rules.find((one) => one.id === id);
      if (rule) return JSON.stringify({ family, rules: [rule] }, null, 2);
    }
    return '';
  }

  /** The delivered file of a family with these rules in it, as it stands in the catalogue's folder. */
  fileWith(file: WholeFile): { readonly name: string; readonly text: string } {
    const whole = added(this.catalog.files, file).find(({ family }) => family === file.family) ?? file;
    return { name: `${file.family}.json`, text: JSON.stringify(whole, null, 2) };
  }

  private compiled(key: string, files: () => readonly WholeFile[]): RuleSet {
    let rules = this.kept.get(key);
    if (!rules) {
      rules = compileRules(this.catalog.lexicon, files(), this.catalog.common);
      const [oldest] = [...this.kept.keys()].filter((one) => one !== '');
      if (this.kept.size >= MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
      this.kept.set(key, rules);
    }
    return rules;
  }
}

function added(files: readonly WholeFile[], file: WholeFile): readonly WholeFile[] {
  const own = new Map(file.rules.map((rule) => [rule.id, rule]));
  const known = files.find(({ family }) => family === file.family);
  if (!known) return [...files, file];
  const replaced: WholeRule[] = known.rules.map((rule) => own.get(rule.id) ?? rule);
  const ids = new Set(known.rules.map((rule) => rule.id));
  const rules = [...replaced, ...file.rules.filter((rule) => !ids.has(rule.id))];
  return files.map((one) => (one === known ? { family: file.family, rules } : one));
}
