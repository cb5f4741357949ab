// Texts for people: every key that code or catalogue asks for exists in every language, described for translators, with
// the same placeholders. Keys made from a list of values (label(group, value) → group_value) are enumerated here.
import { describe, expect, test } from 'vitest';
import controls from '../../src/catalog/controls.json' with { type: 'json' };
import { ADAPTER_PARTS, PART_STATES } from '../../src/model/adapter.ts';
import { COMMAND_KINDS } from '../../src/engine/commands/find-commands.ts';
import { UNREAD_REASONS } from '../../src/files/file-text.ts';
import { POLICY_KEYS } from '../../src/engine/policy/keys.ts';
import { FAMILIES, SEVERITIES, TRANSFORMS } from '../../src/model/finding.ts';
import { REQUEST_KINDS } from '../../src/model/held.ts';
import { MEMORY_SOURCES } from '../../src/model/memory.ts';
import { ENFORCEMENTS } from '../../src/model/incident.ts';
import { CARRIERS, CONCEALMENTS } from '../../src/model/observation.ts';
import { ACCOUNTS, INPUT_OUTCOMES, INPUT_WAYS } from '../../src/model/input.ts';
import { SENSITIVE_TYPES } from '../../src/model/sensitive.ts';
import { ACTIONS, MANAGED_STATES, OVERRIDES, POLICY_LAYERS, PRESETS } from '../../src/model/policy.ts';
import { ASSURANCES, LAYERS, OWNERS, STATUSES } from '../../src/model/responsibility.ts';
import { DIMENSIONS, STANCES, WORDS } from '../../src/model/service.ts';
import { STORAGE_STATES } from '../../src/model/status.ts';
import { VERDICT_KINDS } from '../../src/model/verdict.ts';
import { codeOf, filesIn, textOf } from './source-files.ts';

interface Message {
  readonly message: string;
  readonly description?: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}
type Messages = Readonly<Record<string, Message>>;

const paths = filesIn('public/_locales', ['messages.json']);
const locales = paths.map((path) => [path.split('/')[2] ?? '', JSON.parse(textOf(path)) as Messages] as const);
const english = locales.find(([l]) => l === 'en')?.[1] ?? {};
const settings = (controls.controls as unknown as readonly Record<string, unknown>[]).length;

/** Lists behind label(group, value). */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  status: STATUSES,
  assurance: ASSURANCES,
  owner: OWNERS,
  layerName: LAYERS,
  layerShort: LAYERS.filter((l) => l !== 'governance'),
  layer: POLICY_LAYERS,
  preset: PRESETS,
  managed: MANAGED_STATES,
  action: ACTIONS,
  training: ['on', 'off', 'unknown'],
  stance: STANCES,
  dimension: DIMENSIONS,
  word: WORDS,
  enforcement: [...ENFORCEMENTS, 'held'],
  verdict: VERDICT_KINDS,
  severity: SEVERITIES,
  family: FAMILIES,
  concealment: CONCEALMENTS,
  concealmentWhy: CONCEALMENTS,
  carrier: CARRIERS,
  command: COMMAND_KINDS.flatMap((kind) => [kind, `${kind}-from`]),
  transform: TRANSFORMS,
  requestKind: REQUEST_KINDS,
  memorySource: MEMORY_SOURCES,
  doorUnread: [...UNREAD_REASONS, 'partly', 'unseen'],
  adapterPart: ADAPTER_PARTS,
  partState: PART_STATES,
  override: OVERRIDES,
  outcome: INPUT_OUTCOMES,
  way: INPUT_WAYS,
  account: ACCOUNTS,
  sensitive: SENSITIVE_TYPES.map((type) => type.replace('.', '_')),
  noticeStorage: STORAGE_STATES.filter((s) => s !== 'ok'),
  page: ['overview', 'incidents', 'memory', 'policy', 'responsibilities', 'services', 'about', 'welcome'],
  who: POLICY_LAYERS,
  whyDecided: POLICY_LAYERS,
  framework: [...new Set(controls.controls.flatMap((c) => Object.keys(c.references)))],
};

/** Keys that the catalogue's controls name, whatever the field. */
function catalogueKeys(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(catalogueKeys);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, v]) =>
    ['title', 'vendorDuty', 'userDuty', 'fix', 'why', 'label'].includes(field) && typeof v === 'string' && v !== ''
      ? [v]
      : catalogueKeys(v),
  );
}

/** Keys that stand in code: first argument of t and tn, message keys of reasons, limits, notices, verdict lines. */
function codeKeys(): string[] {
  const out: string[] = [];
  for (const file of filesIn('src', ['.ts', '.tsx']).filter((f) => !f.startsWith('src/ui/dev/'))) {
    const code = codeOf(file);
    for (const m of code.matchAll(/\b(?:t|say|getMessage)\(\s*['"](\w+)['"]/g)) out.push(m[1] ?? '');
    for (const m of code.matchAll(/\btn\(\s*['"](\w+)['"]/g)) out.push(`${m[1] ?? ''}One`, `${m[1] ?? ''}Other`);
    for (const m of code.matchAll(/['"]((?:reason|limit|undo|setting|notice|door)[A-Z]\w*)['"]/g)) out.push(m[1] ?? '');
    for (const m of code.matchAll(/detail: ['"](verdict\w+)['"]/g)) out.push(m[1] ?? '');
  }
  // Not messages: the two policy keys, and the counted verdict lines that tn() completes.
  return [...new Set(out)].filter((k) => !k.endsWith('_') && !(POLICY_KEYS as readonly string[]).includes(k));
}

const used = [
  ...codeKeys(),
  ...catalogueKeys(controls),
  ...Object.entries(GROUPS).flatMap(([group, values]) => values.map((v) => `${group}_${v.replaceAll('-', '_')}`)),
];

describe('texts', () => {
  test('are found in code, in the catalogue and in the lists', () => {
    expect(codeKeys().length).toBeGreaterThan(120);
    expect(settings).toBeGreaterThan(10);
    expect(catalogueKeys(controls).length).toBeGreaterThan(settings * 3);
    expect(paths.length).toBeGreaterThan(1);
  });

  test.each(locales)('%s: every key that is asked for exists', (_locale, messages) => {
    expect([...new Set(used)].filter((key) => !Object.hasOwn(messages, key))).toEqual([]);
  });

  test.each(locales)('%s: every text says something and is described', (locale, messages) => {
    const bad = Object.entries(messages).filter(
      ([, m]) => m.message.trim() === '' || (locale === 'en' && (m.description ?? '').length < 2),
    );
    expect(bad.map(([k]) => k)).toEqual([]);
    expect(Object.values(messages).every((m) => typeof m.description === 'string')).toBe(true);
  });

  test.each(locales)('%s: same keys and same placeholders as English', (_locale, messages) => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort());
    const marks = (m: Message | undefined): string =>
      [...new Set([...(m?.message ?? '').matchAll(/\$(?:\d|\w+\$)/g)].map((x) => x[0]))].sort().join() +
      JSON.stringify(m?.placeholders ?? {});
    // The singular of a counted text may spell its number out.
    const alike = (k: string): boolean =>
      marks(messages[k]) === marks(english[k]) ||
      (/[a-z]One$/.test(k) && marks(messages[k]) === marks({ message: '' }));
    expect(Object.keys(english).filter((k) => !alike(k))).toEqual([]);
  });

  test.each(locales)('%s: calm and plain: no exclamation marks, no markup', (_locale, messages) => {
    expect(
      Object.entries(messages)
        .filter(([, m]) => /[!！]|<\w/.test(m.message))
        .map(([k]) => k),
    ).toEqual([]);
  });

  test('plural texts come in pairs', () => {
    const halves = Object.keys(english).filter((k) => /[a-z](?:One|Other)$/.test(k));
    const bad = halves.filter((k) => {
      const other = k.endsWith('One') ? k.replace(/One$/, 'Other') : k.replace(/Other$/, 'One');
      return !Object.hasOwn(english, other) && k !== 'familyOther';
    });
    expect(bad).toEqual([]);
  });
});
