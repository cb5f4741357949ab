// Rules for single cases: `[name:] action condition=value…`. They make what the settings say stricter and never looser, so
// their order means nothing and one more of them can take nothing away.
import { ACTIONS, type Action } from '../../model/policy.ts';
import type { Result } from '../../model/result.ts';
import { err, ok } from '../../model/result.ts';
import { telling, type Telling } from '../../model/telling.ts';
import { parseConditions, readConditions, type Conditions } from './conditions.ts';
import { entryParts } from './entry.ts';
import { POLICY_KEYS } from './keys.ts';

export interface Rule {
  /** '' where it has none. */
  readonly name: string;
  readonly action: Action;
  readonly when: Conditions;
  /** The entry as it is shown. */
  readonly text: string;
}

/** `allow` is none: it would ask for nothing. */
const RULE_ACTIONS = ACTIONS.filter((action) => action !== 'allow');
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MAX_NAME = 40;

/** Keys are no names of rules: an exception must not seem to lift what it does not. */
export const isRuleName = (text: string): boolean =>
  text.length <= MAX_NAME && NAME.test(text) && !(POLICY_KEYS as readonly string[]).includes(text);

/** A rule in its one written form, or why it is none. */
export function parseRule(text: string): Result<string, Telling> {
  const parts = entryParts(text);
  if (!parts.ok) return parts;
  const { heads, words, fields } = parts.value;
  const name = (heads[0] ?? '').toLowerCase();
  if (heads.length > 1 || (heads.length === 1 && !isRuleName(name))) return err(telling('problemRuleName', MAX_NAME));
  const action = (words[0] ?? '').toLowerCase();
  if (action === 'allow') return err(telling('problemRuleAllow'));
  if (words.length !== 1 || !isRuleAction(action)) return err(telling('problemRuleAction', RULE_ACTIONS));
  const conditions = parseConditions(fields);
  if (!conditions.ok) return conditions;
  return ok(`${name === '' ? '' : `${name}: `}${action}${conditions.value === '' ? '' : ` ${conditions.value}`}`);
}

/** Rules made ready, once for each list. @param list parsed entries */
export function rulesOf(list: readonly string[]): readonly Rule[] {
  let rules = ready.get(list);
  if (!rules) {
    rules = list.flatMap(read);
    ready.set(list, rules);
  }
  return rules;
}
const ready = new WeakMap<readonly string[], readonly Rule[]>();

function read(text: string): Rule[] {
  const parts = entryParts(text);
  if (!parts.ok) return [];
  const { heads, words, fields } = parts.value;
  const action = words[0] ?? '';
  return isRuleAction(action) ? [{ name: heads[0] ?? '', action, when: readConditions(fields), text }] : [];
}

const isRuleAction = (text: string): text is Action => (RULE_ACTIONS as readonly string[]).includes(text);
