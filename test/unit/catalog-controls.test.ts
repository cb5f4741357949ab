// The controls: form, facts that exist, texts that exist, and nothing met without evidence.
import { expect, test } from 'vitest';
import catalog from '../../src/catalog/controls.json' with { type: 'json' };
import schema from '../../src/catalog/controls.schema.json' with { type: 'json' };
import line from '../../src/catalog/line.json' with { type: 'json' };
import lineSchema from '../../src/catalog/line.schema.json' with { type: 'json' };
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import services from '../../src/catalog/services.json' with { type: 'json' };
import { factNames } from '../../src/engine/responsibility/condition.ts';
import { factSpec } from '../../src/engine/responsibility/facts.ts';
import { evaluateAll, evaluateControl } from '../../src/engine/responsibility/evaluate.ts';
import type { Condition, Control, Fact, FactValue } from '../../src/model/responsibility.ts';
import de from '../../public/_locales/de/messages.json' with { type: 'json' };
import en from '../../public/_locales/en/messages.json' with { type: 'json' };
import { schemaErrors } from './catalog-schema.ts';

const controls = catalog.controls as unknown as readonly Control[];

test('fits its schema, and the schema would notice', () => {
  expect(schemaErrors(schema, catalog)).toEqual([]);
  const broken = structuredClone(catalog) as { controls: { rules: { when: unknown }[] }[] };
  Object.assign(broken.controls[0]?.rules[0] ?? {}, { when: { fact: 'a', is: 1, below: 2 } });
  expect(schemaErrors(schema, broken)).toHaveLength(1);
});

test('what facts are looked up in fits its schema and names services that exist', () => {
  expect(schemaErrors(lineSchema, line)).toEqual([]);
  expect(schemaErrors(lineSchema, { ...line, broadScopes: ['Has Space'] })).toHaveLength(1);
  for (const { service } of line.browserAssistants) expect(services.services.map(({ id }) => id)).toContain(service);
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

test('holds the 37 controls of the four layers', () => {
  expect(controls).toHaveLength(37);
  const layers = controls.map(({ layer }) => layer);
  expect(['saas', 'paas', 'iaas', 'governance'].map((l) => layers.filter((layer) => layer === l).length)).toEqual([
    13, 12, 6, 6,
  ]);
});

test.each(controls.map((control) => [control.id, control] as const))(
  '%s asks for facts and values that exist',
  (_, control) => {
    for (const leaf of control.rules.flatMap((rule) => leaves(rule.when))) {
      if (!('fact' in leaf)) continue;
      const values = factSpec(leaf.fact)?.values;
      expect(values, leaf.fact).toBeDefined();
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

/** Values of a fact that tell the rules of a control apart. */
function valuesFor(control: Control, name: string): readonly FactValue[] {
  const values = factSpec(name)?.values;
  if (values === 'boolean') return [true, false];
  if (typeof values === 'object') {
    const asked = control.rules
      .flatMap((rule) => leaves(rule.when))
      .flatMap((leaf) =>
        !('fact' in leaf) || leaf.fact !== name ? [] : 'is' in leaf ? [leaf.is] : 'in' in leaf ? leaf.in : [],
      );
    const other = values.find((value) => !asked.includes(value));
    return [...new Set(asked), ...(other === undefined ? [] : [other])];
  }
  const steps = control.rules
    .flatMap((rule) => leaves(rule.when))
    .flatMap((leaf) =>
      'atLeast' in leaf && leaf.fact === name
        ? [leaf.atLeast]
        : 'below' in leaf && leaf.fact === name
          ? [leaf.below]
          : [],
    );
  return [...new Set([0, ...steps.flatMap((n) => [n, n - 1])])].filter((n) => n >= 0);
}

test.each(controls.map((control) => [control.id, control] as const))('%s: every rule can decide', (_, control) => {
  const names = [...new Set(control.rules.flatMap((rule) => factNames(rule.when)))];
  const choices = names.map((name) => valuesFor(control, name));
  const count = choices.reduce((n, values) => n * values.length, 1);
  expect(count).toBeLessThan(400_000);
  const decided = new Set<string>();
  const wanted = new Set(control.rules.slice(0, -1).map(({ why, status }) => `${status} ${why}`));
  for (let i = 0; i < count && [...wanted].some((rule) => !decided.has(rule)); i++) {
    let rest = i;
    const facts: Record<string, Fact> = {};
    for (const [at, name] of names.entries()) {
      const values = choices[at] ?? [];
      facts[name] = { value: values[rest % values.length] ?? '', observedAt: 1 };
      rest = Math.floor(rest / values.length);
    }
    const { status, why } = evaluateControl(control, facts, 1);
    decided.add(`${status} ${why}`);
  }
  expect([...wanted].filter((rule) => !decided.has(rule))).toEqual([]);
});

test('every control that can be met can also be not met', () => {
  for (const { id, rules } of controls) {
    const statuses = rules.map(({ status }) => status);
    if (statuses.includes('met'))
      expect(
        statuses.some((s) => s === 'unmet' || s === 'partly'),
        id,
      ).toBe(true);
  }
});

test('at least 26 controls can have a status that is seen or stated; the others say why not', () => {
  const live = controls.filter(({ rules }) => rules.some(({ status }) => status === 'met' || status === 'unmet'));
  expect(live.length).toBeGreaterThanOrEqual(26);
  for (const { id, rules } of controls)
    if (rules.every(({ status }) => status === 'unobservable'))
      expect(
        rules.some(({ why }) => why !== 'whyNoEvidence'),
        id,
      ).toBe(true);
});

test("acts set what people may set, and a person's word is asked for only where it counts", () => {
  for (const { id, confirm, rules } of controls) {
    const acts = rules.flatMap(({ act }) => act ?? []);
    for (const act of acts) {
      if (!('set' in act)) continue;
      const key = managedKeys.keys.find((candidate) => candidate.key === act.set);
      expect(key?.userSettable, `${id} ${act.set}`).toBe(true);
      if (key && 'values' in key) expect(key.values).toContain(act.to);
      expect(Object.hasOwn(en, `actSet_${act.set}`), act.set).toBe(true);
    }
    if (acts.some((act) => 'confirm' in act)) expect(confirm, id).toBeDefined();
    if (rules.some(({ when }) => factNames(when).includes(`confirmed.${id}`))) expect(confirm, id).toBeDefined();
  }
});

const keys = controls.flatMap((control) => [
  ...[control.title, control.vendorDuty, control.userDuty, control.fix, control.confirm?.label ?? 'confirmLooked'],
  ...control.rules.map((rule) => rule.why),
]);
test('every key has a text in both languages', () => {
  const wanted = [...new Set([...keys, 'whyTooOld', 'whyNoEvidence'])];
  expect(wanted.filter((key) => !Object.hasOwn(en, key))).toEqual([]);
  expect(wanted.filter((key) => !Object.hasOwn(de, key))).toEqual([]);
});
