// The policy keys and presets: complete, consistent with the engine, and the generated files up to date.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import policyPresets from '../../src/catalog/policy-presets.json' with { type: 'json' };
import managedSchema from '../../public/managed-schema.json' with { type: 'json' };
import { POLICY_KEYS, defaultSettings } from '../../src/engine/policy/keys.ts';
import { parseLayer } from '../../src/engine/policy/parse.ts';
import type { PolicyKeyData } from '../../src/engine/policy/parse.ts';
import { ACTIONS, PRESETS } from '../../src/model/policy.ts';

const keys = managedKeys.keys as readonly PolicyKeyData[];

test('lists every key of PolicySettings once, in the engine’s order', () => {
  expect(keys.map((spec) => spec.key)).toEqual([...POLICY_KEYS]);
});

test('allowed values are those of the model', () => {
  const valuesOf = (key: string) => keys.find((spec) => spec.key === key)?.values;
  expect(valuesOf('preset')).toEqual([...PRESETS]);
  expect(valuesOf('hiddenTextAction')).toEqual([...ACTIONS]);
  expect(valuesOf('visibleTextAction')).toEqual([...ACTIONS]);
});

test('defaults and presets are themselves valid layers', () => {
  expect(parseLayer('default', defaultSettings(keys), keys)).toEqual({ settings: defaultSettings(keys), problems: [] });
  expect(Object.keys(policyPresets.presets)).toEqual([...PRESETS]);
  for (const preset of Object.values(policyPresets.presets))
    expect(parseLayer('preset', preset, keys).problems).toEqual([]);
});

test('the default preset says what the defaults say', () => {
  const defaults = defaultSettings(keys);
  expect(defaults).toMatchObject(policyPresets.presets[defaults.preset]);
});

test('the managed schema has the form that Chromium accepts', () => {
  expect(Object.keys(managedSchema).sort()).toEqual(['properties', 'type']);
  expect(managedSchema.type).toBe('object');
  expect(Object.keys(managedSchema.properties)).toEqual([...POLICY_KEYS]);
  for (const property of Object.values(managedSchema.properties)) {
    expect(Object.keys(property).filter((name) => !['type', 'items', 'description'].includes(name))).toEqual([]);
    expect(['boolean', 'integer', 'string', 'array']).toContain(property.type);
  }
});

test('managed schema and docs/policy.md are up to date', async () => {
  const run = promisify(execFile)('npx', ['tsx', 'tools/managed-schema.ts', '--check'], { encoding: 'utf8' });
  await expect(run).resolves.toMatchObject({ stderr: '' });
}, 30_000);
