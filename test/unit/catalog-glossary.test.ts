// What the catalogue says of techniques and frameworks: complete, and of known ids only.
import { expect, test } from 'vitest';
import frameworks from '../../src/catalog/frameworks.json' with { type: 'json' };
import techniques from '../../src/catalog/techniques.json' with { type: 'json' };
import { CONCEALMENTS } from '../../src/model/observation.ts';
import { readRules } from '../../tools/rule-catalog.ts';

const names = frameworks.names as Readonly<Record<string, string>>;
const ids = (references: unknown): string[] => Object.values(references as Record<string, string[]>).flat();

test('every way of hiding is a technique with examples, and nothing else is', () => {
  expect(Object.keys(techniques.techniques).sort()).toEqual([...CONCEALMENTS].sort());
  for (const { examples } of Object.values(techniques.techniques)) expect(examples.length).toBeGreaterThan(0);
});

test('every id that a rule or a technique names has its framework’s name for it', () => {
  const rules = readRules(process.cwd()).files.flatMap((file) => file.rules);
  const used = [
    ...rules.flatMap((rule) => ids((rule as { references?: unknown }).references ?? {})),
    ...Object.values(techniques.techniques).flatMap((technique) => ids(technique.references)),
  ];
  expect(used.length).toBeGreaterThan(100);
  expect([...new Set(used)].filter((id) => !names[id])).toEqual([]);
});
