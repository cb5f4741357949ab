// The controls: form, facts that exist, texts that exist, and nothing met without evidence.
import { expect, test } from 'vitest';
import catalog from '../../src/catalog/controls.json' with { type: 'json' };
import schema from '../../src/catalog/controls.schema.json' with { type: 'json' };
import { FACTS } from '../../src/engine/responsibility/facts.ts';
import { evaluateAll } from '../../src/engine/responsibility/evaluate.ts';
import type { Condition, Control, Facts } from '../../src/model/responsibility.ts';
import de from '../../public/_locales/de/messages.json' with { type: 'json' };
import en from '../../public/_locales/en/messages.json' with { type: 'json' };
import { schemaErrors } from './catalog-schema.ts';

const controls = catalog.controls as readonly Control[];

test('fits its schema, and the schema would notice', () => {
  expect(schemaErrors(schema, catalog)).toEqual([]);
  const broken = structuredClone(catalog) as { controls: { rules: { when: unknown }[] }[] };
  Object.assign(broken.controls[0]?.rules[0] ?? {}, { when: { fact: 'a', is: 1, below: 2 } });
  expect(schemaErrors(schema, broken)).toHaveLength(1);
});

test('ids are unique and every framework says how sure its ids are', () => {
  expect(new Set(controls.map((control) => control.id)).size).toBe(controls.length);
  for (const name of controls.flatMap((control) => Object.keys(control.references))) {
    expect(Object.keys(catalog.referenceAssurance)).toContain(name);
  }
});

/** Leaves of a condition that name a fact. */
function leaves(condition: Condition): Condition[] {
  if ('all' in condition) return condition.all.flatMap(leaves);
  if ('any' in condition) return condition.any.flatMap(leaves);
  return 'not' in condition ? leaves(condition.not) : [condition];
}

test.each(controls.map((control) => [control.id, control] as const))(
  '%s asks for facts and values that exist',
  (_, control) => {
    for (const leaf of control.rules.flatMap((rule) => leaves(rule.when))) {
      if ('always' in leaf) continue;
      const name = 'known' in leaf ? leaf.known : 'fact' in leaf ? leaf.fact : '';
      const values = FACTS.find((fact) => fact.name === name)?.values;
      expect(values, name).toBeDefined();
      if ('is' in leaf && Array.isArray(values)) expect(values).toContain(leaf.is);
      if ('is' in leaf && values === 'boolean') expect(typeof leaf.is).toBe('boolean');
      if ('in' in leaf) for (const value of leaf.in) expect(values).toContain(value);
      if ('atLeast' in leaf || 'below' in leaf) expect(values).toBe('count');
    }
  },
);

test.each(controls.map((control) => [control.id, control] as const))(
  '%s ends in unobservable, by itself',
  (_, control) => {
    for (const rule of control.rules) {
      if (leaves(rule.when).every((leaf) => 'always' in leaf)) expect(rule.status).toBe('unobservable');
    }
    expect(control.rules.at(-1)?.when).toEqual({ always: true });
  },
);

test('nothing is met without facts', () => {
  for (const status of evaluateAll(controls, {}, 0))
    expect(status).toMatchObject({ status: 'unobservable', observedAt: 0 });
});

/** Facts of a page that was read and is fine, with some of them changed. */
function facts(changes: Readonly<Record<string, string | number | boolean | null>>): Facts {
  const values: Readonly<Record<string, string | number | boolean | null>> = {
    'policy.managed': 'none',
    'policy.problems': 0,
    'policy.enabled': true,
    'policy.preset': 'balanced',
    'site.isAiService': true,
    'site.service': 'chatgpt',
    'site.listed': 'unlisted',
    'site.excluded': false,
    'service.training': 'on',
    'guard.state': 'scanned',
    'guard.blanked': 0,
    'guard.labelled': 0,
    'guard.recorded': 0,
    'guard.undone': 0,
    'url.prefilledPrompt': 'none',
    'store.state': 'ok',
    'report.collector': 'none',
    ...changes,
  };
  const known = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(known.map(([name, value]) => [name, { value: value ?? '', observedAt: 1_000 }]));
}

const NOW = 2_000;
const HOUR = 3_600_000;
test.each([
  ['SAAS-01', {}, 'unobservable', 'whySaas01NoList'],
  ['SAAS-01', { 'policy.managed': 'pending' }, 'unobservable', 'whyPolicyPending'],
  ['SAAS-01', { 'policy.managed': 'present' }, 'partly', 'whySaas01Unlisted'],
  ['SAAS-01', { 'site.listed': 'approved' }, 'met', 'whySaas01Approved'],
  ['SAAS-01', { 'site.listed': 'blocked' }, 'unmet', 'whySaas01Blocked'],
  ['SAAS-01', { 'site.isAiService': false }, 'not-applicable', 'whyNotAiService'],
  ['SAAS-03', {}, 'partly', 'whySaas03On'],
  ['SAAS-03', { 'service.training': 'unknown' }, 'unobservable', 'whySaas03Unknown'],
  ['SAAS-04', {}, 'unobservable', 'whyNotWatched'],
  ['SAAS-08', { 'url.prefilledPrompt': 'manipulative' }, 'unmet', 'whySaas08Found'],
  ['SAAS-08', {}, 'not-applicable', 'whySaas08None'],
  ['SAAS-09', {}, 'met', 'whyTextNone'],
  ['SAAS-09', { 'guard.blanked': 2 }, 'met', 'whyTextBlanked'],
  ['SAAS-09', { 'guard.blanked': 2, 'guard.undone': 1 }, 'unmet', 'whyTextUndone'],
  ['SAAS-09', { 'guard.labelled': 1 }, 'partly', 'whyTextLabelled'],
  ['SAAS-09', { 'guard.recorded': 1 }, 'partly', 'whyTextSuspicious'],
  ['SAAS-09', { 'guard.recorded': 1, 'policy.preset': 'monitor' }, 'unmet', 'whyTextRecorded'],
  ['SAAS-09', { 'guard.recorded': null }, 'unobservable', 'whyNoEvidence'],
  ['SAAS-09', { 'guard.recorded': null, 'guard.blanked': 1 }, 'unobservable', 'whyNoEvidence'],
  ['SAAS-09', { 'guard.state': 'scanning' }, 'unobservable', 'whyStillReading'],
  ['SAAS-09', { 'guard.state': 'not-scanned' }, 'unobservable', 'whyNotScanned'],
  ['SAAS-09', { 'guard.state': 'partly' }, 'partly', 'whyPartlyScanned'],
  ['SAAS-09', { 'site.excluded': true }, 'unmet', 'whySiteExcluded'],
  ['SAAS-09', { 'policy.enabled': false }, 'unmet', 'whyDemarcOff'],
  ['PAAS-08', { 'guard.blanked': 1 }, 'met', 'whyTextBlanked'],
  ['GOV-1', {}, 'partly', 'whyGov1Local'],
  ['GOV-1', { 'policy.managed': 'present' }, 'met', 'whyGov1Valid'],
  ['GOV-1', { 'policy.managed': 'present', 'policy.problems': 1 }, 'unmet', 'whyGov1Problems'],
  ['GOV-3', {}, 'partly', 'whyGov3Here'],
  ['GOV-4', {}, 'not-applicable', 'whyGov4Local'],
  ['GOV-4', { 'policy.managed': 'present' }, 'partly', 'whyGov4NoCollector'],
  ['GOV-4', { 'store.state': 'full' }, 'unmet', 'whyGov4Store'],
  ['GOV-6', { 'policy.managed': 'present' }, 'unobservable', 'whyNotWatched'],
])('%s with %j is %s', (id, changes, status, why) => {
  const found = evaluateAll(controls, facts(changes), NOW).find((candidate) => candidate.control === id);
  expect(found).toMatchObject({ status, why });
});

test('a met status falls back to unobservable when its facts grow old', () => {
  const find = (now: number) => evaluateAll(controls, facts({}), now).find(({ control }) => control === 'SAAS-09');
  expect(find(NOW + 29 * 60_000)?.status).toBe('met');
  expect(find(NOW + HOUR)).toMatchObject({ status: 'unobservable', why: 'whyTooOld', observedAt: 0 });
});

const keys = controls.flatMap((control) => [
  ...[control.title, control.vendorDuty, control.userDuty, control.fix],
  ...control.rules.map((rule) => rule.why),
]);
test('every key has a text in both languages', () => {
  const wanted = [...new Set([...keys, 'whyTooOld', 'whyNoEvidence'])];
  expect(wanted.filter((key) => !Object.hasOwn(en, key))).toEqual([]);
  expect(wanted.filter((key) => !Object.hasOwn(de, key))).toEqual([]);
});
