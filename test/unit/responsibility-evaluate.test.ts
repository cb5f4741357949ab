// Conditions in three values, freshness of facts, and a score that what cannot be seen never raises.
import { expect, test } from 'vitest';
import { factNames, holds } from '../../src/engine/responsibility/condition.ts';
import { evaluateControl, score } from '../../src/engine/responsibility/evaluate.ts';
import type { Condition, Control, Facts, Status, StatusRule } from '../../src/model/responsibility.ts';

const facts: Facts = {
  yes: { value: true, observedAt: 100 },
  three: { value: 3, observedAt: 200 },
  word: { value: 'a', observedAt: 300 },
};
const missing: Condition = { fact: 'nowhere', is: true };
const yes: Condition = { fact: 'yes', is: true };
const no: Condition = { fact: 'yes', is: false };

test.each<[Condition, string]>([
  [{ always: true }, 'true'],
  [yes, 'true'],
  [no, 'false'],
  [missing, 'unknown'],
  [{ not: missing }, 'unknown'],
  [{ not: no }, 'true'],
  [{ fact: 'word', in: ['a', 'b'] }, 'true'],
  [{ fact: 'word', in: ['b'] }, 'false'],
  [{ fact: 'three', atLeast: 3 }, 'true'],
  [{ fact: 'three', below: 3 }, 'false'],
  [{ fact: 'word', atLeast: 0 }, 'unknown'],
  [{ known: 'yes' }, 'true'],
  [{ not: { known: 'nowhere' } }, 'true'],
  [{ all: [yes, missing] }, 'unknown'],
  [{ all: [no, missing] }, 'false'],
  [{ not: { all: [yes, missing] } }, 'unknown'],
  [{ any: [yes, missing] }, 'true'],
  [{ any: [no, missing] }, 'unknown'],
  [{ any: [no, no] }, 'false'],
  [{ fact: 'constructor', is: true }, 'unknown'],
  [{ known: 'toString' }, 'false'],
])('%j is %s', (condition, truth) => {
  expect(holds(condition, facts)).toBe(truth);
});

test('conditions without end are unknown, not an overflow', () => {
  let deep: Condition = yes;
  for (let i = 0; i < 100_000; i++) deep = { not: deep };
  expect(holds(deep, facts)).toBe('unknown');
  expect(factNames(deep)).toEqual([]);
});

function control(rules: readonly StatusRule[], freshMinutes = 1): Control {
  const texts = { title: 't', vendorDuty: 'v', userDuty: 'u', fix: 'f' };
  return { id: 'X-1', layer: 'saas', owner: 'user', ...texts, weight: 2, freshMinutes, rules, references: {} };
}
const met: StatusRule = { when: { all: [yes, { fact: 'three', atLeast: 1 }] }, status: 'met', why: 'whyMet' };
const rest: StatusRule = { when: { always: true }, status: 'unobservable', why: 'whyNoEvidence' };

test('the first rule that holds decides, with its newest fact', () => {
  expect(evaluateControl(control([met, rest]), facts, 1_000)).toEqual({
    control: 'X-1',
    status: 'met',
    why: 'whyMet',
    observedAt: 200,
  });
});

test.each([
  ['old', 60_301, 1, 'whyTooOld'],
  ['from the future', -600_000, 1, 'whyTooOld'],
  ['from the future, without expiry', -600_000, 0, 'whyTooOld'],
])('facts %s do not count', (_, now, fresh, why) => {
  expect(evaluateControl(control([met, rest], fresh), facts, now)).toMatchObject({
    status: 'unobservable',
    why,
    observedAt: 0,
  });
});

test('without expiry old facts count; without facts or rules there is no evidence', () => {
  expect(evaluateControl(control([met, rest], 0), facts, 1e12).status).toBe('met');
  expect(evaluateControl(control([met, rest]), {}, 0)).toMatchObject({ status: 'unobservable', why: 'whyNoEvidence' });
  expect(evaluateControl(control([]), facts, 0)).toMatchObject({ status: 'unobservable', why: 'whyNoEvidence' });
});

test.each<[readonly Status[], number | null, number, number]>([
  [[], null, 0, 0],
  [['unobservable', 'not-applicable'], null, 0, 1],
  [['met'], 1, 1, 1],
  [['met', 'unobservable', 'unobservable'], 1, 1, 3],
  [['met', 'unmet'], 0.5, 2, 2],
  [['partly', 'not-applicable'], 0.5, 1, 1],
])('%j scores %s, %i of %i visible', (statuses, value, visible, total) => {
  const list = statuses.map((status) => ({ control: 'X-1', status, why: '', observedAt: 0 }));
  expect(score(list, [control([])])).toEqual({ value, visible, total });
});

test('weights count; controls that nobody knows do not', () => {
  const heavy = { ...control([]), id: 'X-2', weight: 6 };
  const list = (['X-1', 'X-2', 'X-9'] as const).map(
    (id) => ({ control: id, status: id === 'X-2' ? 'met' : 'unmet', why: '', observedAt: 0 }) as const,
  );
  expect(score(list, [control([]), heavy])).toEqual({ value: 0.75, visible: 2, total: 2 });
});
