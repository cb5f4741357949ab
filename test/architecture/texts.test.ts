// Texts for people: every key that code or catalogue asks for exists in every language, described for translators, with
// the same placeholders. Keys made from a list of values (label(group, value) → group_value) are enumerated here.
import { describe, expect, test } from 'vitest';
import controls from '../../src/catalog/controls.json' with { type: 'json' };
import { ACT_ANSWERS, ACT_OUTCOMES, AGENT_ACTS, GATE_MODES, SITE_LEVELS } from '../../src/model/agent.ts';
import { ADAPTER_PARTS, PART_STATES } from '../../src/model/adapter.ts';
import { COMMAND_KINDS } from '../../src/engine/commands/find-commands.ts';
import { UNREAD_REASONS } from '../../src/files/file-text.ts';
import { EXPORT_FORMATS } from '../../src/formats/format.ts';
import { WHY_LEFT_OUT } from '../../src/formats/read-lines.ts';
import { LEFT_OUT } from '../../src/formats/redact.ts';
import { POLICY_KEYS } from '../../src/engine/policy/keys.ts';
import { FAMILIES, SEVERITIES, TRANSFORMS } from '../../src/model/finding.ts';
import {
  EXTENSION_ACTIONS,
  EXTENSION_EVENTS,
  EXTENSION_FIELDS,
  EXTENSION_RISKS,
  INSTALL_TYPES,
  REACHES,
  RISK_REASONS,
} from '../../src/model/extension.ts';
import { TOOL_WAYS } from '../../src/model/page-api.ts';
import { PAGES } from '../../src/ui/console/route.ts';
import { REQUEST_KINDS } from '../../src/model/held.ts';
import { MEMORY_SOURCES } from '../../src/model/memory.ts';
import { ENFORCEMENTS } from '../../src/model/incident.ts';
import { CHAIN_BREAKS } from '../../src/model/incident-query.ts';
import { CARRIERS, CONCEALMENTS } from '../../src/model/observation.ts';
import { ACCOUNTS, INPUT_OUTCOMES, INPUT_WAYS } from '../../src/model/input.ts';
import { SENSITIVE_TYPES } from '../../src/model/sensitive.ts';
import { ACTIONS, MANAGED_STATES, OVERRIDES, POLICY_LAYERS, PRESETS } from '../../src/model/policy.ts';
import { ASSURANCES, LAYERS, OWNERS, STATUSES } from '../../src/model/responsibility.ts';
import { DIMENSIONS, STANCES, WORDS } from '../../src/model/service.ts';
import { STORAGE_STATES } from '../../src/model/status.ts';
import { VERDICT_KINDS } from '../../src/model/verdict.ts';
import { FIELDS, QUERY_PROBLEMS } from '../../src/ui/console/incidents/query/read-query.ts';
import { BUILT_IN_VIEWS } from '../../src/ui/console/incidents/views.ts';
import { CORPUS_LISTS, MISTAKE_KINDS } from '../../src/lab/contract.ts';
import { LAB_TABS, READ_AS } from '../../src/ui/console/lab/draft.ts';
import { RULE_FIELDS } from '../../src/ui/console/lab/rule-form.ts';
import { codeOf, filesIn, textOf } from './source-files.ts';

interface Message {
  readonly message: string;
  readonly description?: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}
type Messages = Readonly<Record<string, Message>>;

/** Forms of counted texts, as CLDR names them, beyond the two that English has; a key that ends so is no other text. */
const MORE_FORMS = /[a-z](?:Zero|Two|Few|Many)$/;

/** What a text leaves open: $1 … and named placeholders. */
const marks = (m: Message | undefined): string =>
  [...new Set([...(m?.message ?? '').matchAll(/\$(?:\d|\w+\$)/g)].map((x) => x[0]))].sort().join() +
  JSON.stringify(m?.placeholders ?? {});

/** Whether a counted text leaves open what the plural does; its number may be said in words. */
const countsAs = (m: Message | undefined, plural: Message | undefined): boolean =>
  marks(m) === marks(plural) ||
  marks(m) === marks(plural && { ...plural, message: plural.message.replaceAll('$1', '') });

const paths = filesIn('public/_locales', ['messages.json']);
const locales = paths.map((path) => [path.split('/')[2] ?? '', JSON.parse(textOf(path)) as Messages] as const);
const english = locales.find(([l]) => l === 'en')?.[1] ?? {};
const settings = (controls.controls as unknown as readonly Record<string, unknown>[]).length;

/** Lists behind label(group, value). */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  status: STATUSES,
  chainBreak: CHAIN_BREAKS,
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
  techniqueHow: CONCEALMENTS,
  techniqueHonest: CONCEALMENTS,
  transformHow: TRANSFORMS,
  inspLeft: ['scripts', 'handlers', 'pictures', 'frames'],
  inspWeight: ['strong', 'clear', 'slight'],
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
  labTab: LAB_TABS,
  labAs: READ_AS,
  labEnd: ['stuck', 'failed'],
  labField: RULE_FIELDS,
  labStatus: ['stable', 'experimental'],
  labKind: ['concepts', 'pattern'],
  labMistake: MISTAKE_KINDS,
  labBadLine: ['json', 'shape', 'label', 'long'],
  labList: CORPUS_LISTS,
  labLabel: ['attack', 'honest'],
  page: [...PAGES, 'welcome'],
  reach: REACHES.filter((reach) => reach !== 'no'),
  extensionRisk: EXTENSION_RISKS,
  extensionReason: RISK_REASONS,
  extensionAction: EXTENSION_ACTIONS,
  extensionEvent: EXTENSION_EVENTS,
  extensionField: EXTENSION_FIELDS,
  installType: INSTALL_TYPES,
  toolWay: TOOL_WAYS,
  toolChange: ['changed', 'went'],
  who: POLICY_LAYERS,
  whyDecided: POLICY_LAYERS,
  agentAct: [...AGENT_ACTS, 'seen', 'stop', 'resume'],
  agentOutcome: ACT_OUTCOMES,
  agentAnswer: ACT_ANSWERS,
  agentGate: GATE_MODES,
  agentLevel: SITE_LEVELS,
  listField: [...FIELDS, 'word'],
  listQuery: QUERY_PROBLEMS,
  listView: Object.keys(BUILT_IN_VIEWS),
  chartBy: ['families', 'services'],
  exportFormat: EXPORT_FORMATS,
  exportFormatDetail: EXPORT_FORMATS,
  exportOut: LEFT_OUT,
  importWhy: WHY_LEFT_OUT,
  problemKind: ['boolean', 'whole', 'number', 'text', 'list', 'object', 'nothing', 'other'],
  framework: [...new Set(controls.controls.flatMap((c) => Object.keys(c.references)))],
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

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
    for (const m of code.matchAll(/['"]((?:reason|limit|undo|setting|notice|door|problem)[A-Z]\w*)['"]/g))
      out.push(m[1] ?? '');
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
    // Forms for numbers that English does not have are looked at below.
    expect(
      Object.keys(messages)
        .filter((k) => !MORE_FORMS.test(k))
        .sort(),
    ).toEqual(Object.keys(english).sort());
    // The singular of a counted text may spell its number out, or carry it where English spells it out.
    const alike = (k: string): boolean =>
      marks(messages[k]) === marks(english[k]) ||
      (/[a-z]One$/.test(k) && countsAs(messages[k], english[k.replace(/One$/, 'Other')]));
    expect(Object.keys(english).filter((k) => !alike(k))).toEqual([]);
  });

  test('a singular that also counts zero carries its number', () => {
    const zeroIsOne = locales.filter(([locale]) => new Intl.PluralRules(locale).select(0) === 'one');
    expect(zeroIsOne.map(([locale]) => locale)).toContain('fr');
    const bad = zeroIsOne.flatMap(([locale, messages]) =>
      Object.entries(messages)
        .filter(([k, m]) => /[a-z]One$/.test(k) && !m.message.includes('$1'))
        .map(([k]) => `${locale} ${k}`),
    );
    expect(bad).toEqual([]);
  });

  test.each(locales)('%s: calm and plain: no exclamation marks, no markup', (_locale, messages) => {
    expect(
      Object.entries(messages)
        .filter(([, m]) => /[!！]|<\w/.test(m.message))
        .map(([k]) => k),
    ).toEqual([]);
  });

  test.each(locales)('%s: counted texts have the forms that the language counts with', (locale, messages) => {
    const rules = new Intl.PluralRules(locale);
    // As far as people count what Demarc shows; forms of millions and of fractions fall back to the plural.
    const needed = new Set(Array.from({ length: 199 }, (_, i) => capital(rules.select(i + 1))));
    const counted = Object.keys(english)
      .filter((k) => /[a-z]One$/.test(k))
      .map((k) => k.slice(0, -'One'.length));
    const lacking = counted.flatMap((k) => [...needed].map((f) => k + f).filter((f) => !Object.hasOwn(messages, f)));
    // Two may be a word of its own and none may need no number; what stands for several numbers must say which.
    const known = new Set(rules.resolvedOptions().pluralCategories.map(capital));
    const wrong = Object.keys(messages)
      .filter((k) => MORE_FORMS.test(k))
      .filter((k) => {
        const form = MORE_FORMS.exec(k)?.[0].slice(1) ?? '';
        const base = k.slice(0, -form.length);
        const plural = english[`${base}Other`];
        const alike = /^(?:Zero|Two)$/.test(form)
          ? countsAs(messages[k], plural)
          : marks(messages[k]) === marks(plural);
        return !counted.includes(base) || !known.has(form) || !alike;
      });
    expect({ lacking, wrong }).toEqual({ lacking: [], wrong: [] });
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
