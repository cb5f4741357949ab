// Conditions in three values, freshness of facts, and a score that what cannot be seen never raises.
import { expect, test } from 'vitest';
import { factNames, holds } from '../../src/engine/responsibility/condition.ts';
import { evaluateControl } from '../../src/engine/responsibility/evaluate.ts';
import { score } from '../../src/engine/responsibility/score.ts';
import type { Condition, Control, ControlStatus, Facts, Status, StatusRule } from '../../src/model/responsibility.ts';

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
  [{ all: [yes, missing] }, 'unknown'],
  [{ all: [no, missing] }, 'false'],
  [{ not: { all: [yes, missing] } }, 'unknown'],
  [{ any: [yes, missing] }, 'true'],
  [{ any: [no, missing] }, 'unknown'],
  [{ any: [no, no] }, 'false'],
  [{ fact: 'constructor', is: true }, 'unknown'],
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

test('the first rule that holds decides, with its oldest fact', () => {
  expect(evaluateControl(control([met, rest]), facts, 1_000)).toEqual({
    control: 'X-1',
    status: 'met',
    why: 'whyMet',
    observedAt: 100,
    basis: 'observed',
  });
});

test('basis and act of the rule that decides come along', () => {
  const act = { confirm: true } as const;
  const stated: StatusRule = { when: yes, status: 'partly', why: 'w', basis: 'stated', act };
  expect(evaluateControl(control([stated]), facts, 1_000)).toMatchObject({ basis: 'stated', act });
});

test('after a rule in doubt nothing good is concluded, and bad things still are', () => {
  const doubtful: StatusRule = { when: missing, status: 'unmet', why: 'whyBad' };
  const unmet: StatusRule = { when: yes, status: 'unmet', why: 'whyUnmet' };
  const none: StatusRule = { when: yes, status: 'not-applicable', why: 'whyNone' };
  expect(evaluateControl(control([doubtful, met, rest]), facts, 1_000).status).toBe('unobservable');
  expect(evaluateControl(control([doubtful, none, rest]), facts, 1_000).status).toBe('unobservable');
  expect(evaluateControl(control([doubtful, met, unmet]), facts, 1_000).why).toBe('whyUnmet');
});

test('a fact counts until its end, and not from there on', () => {
  const until: Facts = { ...facts, yes: { value: true, observedAt: 100, until: 500 } };
  expect(evaluateControl(control([met, rest], 0), until, 499).status).toBe('met');
  expect(evaluateControl(control([met, rest], 0), until, 500)).toMatchObject({
    status: 'unobservable',
    why: 'whyTooOld',
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

const listOf = (statuses: readonly Status[]): ControlStatus[] =>
  statuses.map((status) => ({ control: 'X-1', status, why: '', observedAt: 0, basis: 'observed' }));

test.each<[readonly Status[], number | null, number, number]>([
  [[], null, 0, 0],
  [['not-applicable'], null, 0, 0],
  [['unobservable', 'not-applicable'], 0, 0, 1],
  [['met'], 1, 1, 1],
  [['met', 'unobservable', 'unobservable', 'unobservable'], 0.25, 1, 4],
  [['met', 'unmet'], 0.5, 2, 2],
  [['partly', 'not-applicable'], 0.5, 1, 1],
])('%j scores %s, %i of %i visible', (statuses, value, visible, total) => {
  expect(score(listOf(statuses), [control([])])).toMatchObject({ value, visible, total });
});

test('weights count; controls that nobody knows do not; the worst come first', () => {
  const heavy = { ...control([]), id: 'X-2', weight: 6 };
  const list = (['X-1', 'X-2', 'X-9'] as const).flatMap((id) =>
    listOf([id === 'X-2' ? 'partly' : 'unmet']).map((one) => ({ ...one, control: id })),
  );
  expect(score(list, [control([]), heavy])).toEqual({
    value: 0.375,
    visible: 2,
    total: 2,
    counts: { met: 0, partly: 1, unmet: 1, 'not-applicable': 0, unobservable: 0 },
    worst: ['X-1', 'X-2'],
  });
});
