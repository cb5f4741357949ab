// Ids in known frameworks for the rules of a family, read from the rule files when an incident is looked at: the packed
// rules that detect carry none, and the console should not load every rule to open.
import type { Family } from '../../model/finding.ts';

interface RuleFileReferences {
  readonly rules: readonly { readonly id: string; readonly references?: Readonly<Record<string, readonly string[]>> }[];
}

const files = import.meta.glob<RuleFileReferences>('../../catalog/rules/*.json', { import: 'default' });

/** References by rule id; empty for a family without a rule file. */
export async function ruleReferences(
  family: Family,
): Promise<Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>> {
  const load = files[`../../catalog/rules/${family}.json`];
  const { rules } = load ? await load() : { rules: [] };
  return Object.fromEntries(rules.map((rule) => [rule.id, rule.references ?? {}]));
}
