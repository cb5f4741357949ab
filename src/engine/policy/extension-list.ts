// Entries of `extensionRules`: `action condition=value…`, one text each, as what an organisation or a person says of other
// extensions. Total and linear; entries come from people and administrators, and nothing of them becomes a regex.
import {
  EXTENSION_ACTIONS,
  EXTENSION_RISKS,
  INSTALL_TYPES,
  type ExtensionAction,
  type ExtensionRisk,
  type InstallType,
} from '../../model/extension.ts';
import type { Result } from '../../model/result.ts';
import { err, ok } from '../../model/result.ts';
import { telling, type Telling } from '../../model/telling.ts';
import { entryParts, listOf } from './entry.ts';

/** What an entry may ask of an extension; all that is named must hold, of several values one is enough. */
export interface ExtensionRule {
  readonly action: ExtensionAction;
  /** Empty: any. */
  readonly id: readonly string[];
  readonly permission: readonly string[];
  /** `all`, `ai`, or ids of services. */
  readonly reach: readonly string[];
  readonly installed: readonly InstallType[];
  readonly risk: readonly ExtensionRisk[];
  /** The entry as it is shown. */
  readonly text: string;
}

const FIELDS = ['id', 'permission', 'reach', 'installed', 'risk'] as const;
type Field = (typeof FIELDS)[number];
const FORM: Readonly<Record<Field, RegExp>> = {
  // Chromium's 32 letters, or what Firefox takes as an id.
  id: /^(?:[a-p]{32}|\{[0-9a-f-]{36}\}|[a-z0-9._-]{0,80}@[a-z0-9._-]{1,80})$/,
  permission: /^[a-z][a-z0-9.]{1,60}$/i,
  reach: /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  installed: /^[a-z]+$/,
  risk: /^[a-z-]+$/,
};
const KNOWN: Readonly<Partial<Record<Field, readonly string[]>>> = { installed: INSTALL_TYPES, risk: EXTENSION_RISKS };
const MAX_VALUES = 100;

/** An entry in its one written form, or why it is none. */
export function parseExtensionRule(text: string): Result<string, Telling> {
  const parts = entryParts(text);
  if (!parts.ok) return parts;
  const { heads, words, fields } = parts.value;
  const action = (words[0] ?? '').toLowerCase();
  if (heads.length > 0) return err(telling('problemHead'));
  if (words.length !== 1 || !isAction(action)) return err(telling('problemRuleAction', EXTENSION_ACTIONS));
  const written: string[] = [];
  for (const name of fields.keys())
    if (!isField(name)) return err(telling('problemCondition', name.slice(0, 30), FIELDS));
  for (const field of FIELDS) {
    const value = fields.get(field);
    if (value === undefined) continue;
    const values = listOf(field === 'permission' ? value : value.toLowerCase());
    if (values.length === 0) return err(telling('problemNoValue', field));
    if (values.length > MAX_VALUES) return err(telling('problemManyValues', field, MAX_VALUES));
    const wrong = values.find((one) => !FORM[field].test(one) || !(KNOWN[field]?.includes(one) ?? true));
    if (wrong !== undefined) return err(telling('problemValue', wrong.slice(0, 40), field));
    written.push(`${field}=${values.sort().join(',')}`);
  }
  if (action === 'allow' && !fields.has('id')) return err(telling('problemAllowId'));
  return ok([action, ...written].join(' '));
}

/** Entries made ready, once for each list. @param list parsed entries */
export function extensionRulesOf(list: readonly string[]): readonly ExtensionRule[] {
  let rules = ready.get(list);
  if (!rules) {
    rules = list.flatMap(read);
    ready.set(list, rules);
  }
  return rules;
}
const ready = new WeakMap<readonly string[], readonly ExtensionRule[]>();

function read(text: string): ExtensionRule[] {
  const parts = entryParts(text);
  const action = parts.ok ? (parts.value.words[0] ?? '') : '';
  if (!parts.ok || !isAction(action)) return [];
  const values = (field: Field): readonly string[] => listOf(parts.value.fields.get(field) ?? '');
  return [
    {
      action,
      id: values('id'),
      permission: values('permission'),
      reach: values('reach'),
      installed: values('installed') as readonly InstallType[],
      risk: values('risk') as readonly ExtensionRisk[],
      text,
    },
  ];
}

/** The stricter of two lists: what one of them forbids is forbidden, what only one allows is not allowed. */
export function stricterExtensionRules(base: readonly string[], other: readonly string[]): readonly string[] {
  const there = new Set(other);
  const joined = [
    ...base.filter((entry) => !isAllowing(entry) || there.has(entry)),
    ...other.filter((e) => !isAllowing(e)),
  ];
  const result = [...new Set(joined)];
  return result.length === base.length && result.every((entry, i) => entry === base[i]) ? base : result;
}

/** Whether a list forbids all that another does, and allows no more. */
export function asStrictExtensionRules(value: readonly string[], base: readonly string[]): boolean {
  const [has, had] = [new Set(value), new Set(base)];
  return base.every((e) => isAllowing(e) || has.has(e)) && value.every((e) => !isAllowing(e) || had.has(e));
}

const isAllowing = (entry: string): boolean => entry.startsWith('allow ');
const isAction = (text: string): text is ExtensionAction => (EXTENSION_ACTIONS as readonly string[]).includes(text);
const isField = (name: string): name is Field => (FIELDS as readonly string[]).includes(name);
