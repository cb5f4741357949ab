// What policy says of an extension, with the way there. An entry that names the extension's id speaks before those that name
// none; of several that speak, the strictest counts. Where nothing speaks, nothing is done.
import {
  EXTENSION_ACTIONS,
  type ExtensionAction,
  type ExtensionDecision,
  type ExtensionFacts,
  type ExtensionRisk,
  type Reach,
} from '../../model/extension.ts';
import type { DecisionStep, EffectivePolicy } from '../../model/policy.ts';
import { extensionRulesOf, type ExtensionRule } from '../policy/extension-list.ts';
import { readsAll } from './reach.ts';

const KEY = 'extensionRules';
const rank = (action: ExtensionAction): number => EXTENSION_ACTIONS.indexOf(action);

/** Decides about one extension. Reach that needs a person's click does not count as reach. */
export function decideExtension(
  policy: Pick<EffectivePolicy, 'settings' | 'source'>,
  facts: ExtensionFacts,
  reach: Readonly<Record<string, Reach>>,
  risk: ExtensionRisk,
): ExtensionDecision {
  const rules = extensionRulesOf(policy.settings.extensionRules);
  const speaking = rules.filter((rule) => speaks(rule, facts, reach, risk));
  const named = speaking.filter(({ id }) => id.length > 0);
  const counted = named.length > 0 ? named : speaking;
  const decided = counted.reduce<ExtensionRule | null>(
    (most, rule) => (most === null || rank(rule.action) > rank(most.action) ? rule : most),
    null,
  );
  const layer = policy.source.extensionRules;
  const trace: DecisionStep[] = speaking.map((rule) => ({
    key: KEY,
    layer,
    value: rule.text.slice(0, 200),
    decided: rule === decided,
  }));
  return { action: decided?.action ?? 'allow', entry: decided?.text ?? '', trace };
}

function speaks(
  { id, permission, reach: wanted, installed, risk: risks }: ExtensionRule,
  facts: ExtensionFacts,
  reach: Readonly<Record<string, Reach>>,
  risk: ExtensionRisk,
): boolean {
  const one = <T>(values: readonly T[], holds: (value: T) => boolean): boolean =>
    values.length === 0 || values.some(holds);
  const gets = (service: string): boolean => (reach[service] ?? 'click') !== 'click';
  return (
    one(id, (value) => value === facts.id.toLowerCase()) &&
    one(permission, (value) => facts.permissions.includes(value)) &&
    one(installed, (value) => value === facts.installType) &&
    one(risks, (value) => value === risk) &&
    one(wanted, (value) =>
      value === 'all' ? readsAll(facts) : value === 'ai' ? Object.keys(reach).some(gets) : gets(value),
    )
  );
}
