// What must hold of the line for any facts: total, nothing good without evidence, and that hiding a fact never makes
// anything look better, neither a control nor the score.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import catalog from '../../src/catalog/controls.json' with { type: 'json' };
import { attestationsOf, parseAttestationEntry } from '../../src/engine/responsibility/attestation.ts';
import { factNames } from '../../src/engine/responsibility/condition.ts';
import { evaluateAll } from '../../src/engine/responsibility/evaluate.ts';
import { factSpec } from '../../src/engine/responsibility/facts.ts';
import { score } from '../../src/engine/responsibility/score.ts';
import type { Control, Fact, Facts, FactValue, Status } from '../../src/model/responsibility.ts';

const controls = catalog.controls as unknown as readonly Control[];
const names = [...new Set(controls.flatMap(({ rules }) => rules.flatMap(({ when }) => factNames(when))))];
const NOW = 1_800_000_000_000;
const RUNS = { numRuns: 500 };

function valueOf(name: string): fc.Arbitrary<FactValue> {
  const values = factSpec(name)?.values;
  if (values === 'boolean') return fc.boolean();
  if (values === 'count') return fc.constantFrom(0, 1, 2, 100, 400);
  return typeof values === 'object' ? fc.constantFrom(...values) : fc.constantFrom('', 'chatgpt');
}
const fact = (name: string): fc.Arbitrary<Fact> =>
  fc.record({
    value: valueOf(name),
    observedAt: fc.constantFrom(NOW, NOW - 20 * 60_000, NOW - 3 * 86_400_000, NOW + 3_600_000),
  });
const facts = fc.record(Object.fromEntries(names.map((name) => [name, fact(name)])), {
  requiredKeys: [],
}) as fc.Arbitrary<Facts>;
/** All facts there and fresh, so that most controls have a status. */
const fullFacts: fc.Arbitrary<Facts> = fc.record(
  Object.fromEntries(
    names.map((name) => [name, valueOf(name).map((value): Fact => ({ value, observedAt: NOW }))] as const),
  ),
);

const WORTH: Readonly<Record<Status, number>> = {
  unmet: 0,
  unobservable: 0,
  partly: 1,
  met: 2,
  'not-applicable': 3,
};

test('any facts give every control one status, and the score stays within its bounds', () => {
  fc.assert(
    fc.property(fc.oneof(facts, fc.dictionary(fc.string(), fc.jsonValue())), (any) => {
      const statuses = evaluateAll(controls, any as Facts, NOW);
      expect(statuses.map(({ control }) => control)).toEqual(controls.map(({ id }) => id));
      const { value, visible, total } = score(statuses, controls);
      expect(visible).toBeLessThanOrEqual(total);
      expect(value === null || (value >= 0 && value <= 1)).toBe(true);
    }),
    RUNS,
  );
});

test('taking facts away never makes a control or the score look better', () => {
  fc.assert(
    fc.property(
      fc.oneof(fullFacts, facts),
      fc.uniqueArray(fc.constantFrom(...names), { maxLength: 8 }),
      (all, gone) => {
        const fewer = Object.fromEntries(Object.entries(all).filter(([name]) => !gone.includes(name)));
        const [before, after] = [all, fewer].map((list) => evaluateAll(controls, list, NOW));
        for (const [i, { control, status }] of (after ?? []).entries())
          expect(WORTH[status], control).toBeLessThanOrEqual(WORTH[before?.[i]?.status ?? 'unobservable']);
        const [was, is] = [score(before ?? [], controls), score(after ?? [], controls)];
        expect(is.value ?? 0).toBeLessThanOrEqual((was.value ?? 1) + 1e-9);
        expect(is.visible).toBeLessThanOrEqual(is.total);
      },
    ),
    RUNS,
  );
});

test('what cannot be seen in place of what is not met leaves the score where it was', () => {
  const status = fc.constantFrom<Status>('met', 'partly', 'unmet', 'not-applicable', 'unobservable');
  fc.assert(
    fc.property(fc.array(status, { maxLength: controls.length }), (list) => {
      const of = (map: (s: Status) => Status) =>
        score(
          list.map((s, i) => ({
            control: controls[i]?.id ?? '',
            status: map(s),
            why: '',
            observedAt: 0,
            basis: 'observed' as const,
          })),
          controls,
        );
      expect(of((s) => (s === 'unmet' ? 'unobservable' : s)).value).toBe(of((s) => s).value);
    }),
    RUNS,
  );
});

test('an entry for a statement is refused or has one written form, which reads as itself', () => {
  const part = fc.oneof(
    fc.constantFrom('PAAS-11', 'gov-1', '2026-11-01', '2027-02-30', 'IT security', ''),
    fc.string({ maxLength: 12 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const parsed = parseAttestationEntry(parts.join(';'));
      if (!parsed.ok) return;
      expect(parseAttestationEntry(parsed.value)).toEqual(parsed);
      expect(attestationsOf([parsed.value])).toHaveLength(1);
    }),
    RUNS,
  );
});
