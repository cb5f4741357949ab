// Whether texts may leave: the organisation's word counts, and while it is not known nothing goes.
import { expect, test } from 'vitest';
import type { EffectivePolicy } from '../../src/model/policy.ts';
import { asAllowed, fullExportOf } from '../../src/ui/console/export/full-export.ts';
import { found } from '../support/exports.ts';

const policy = (managed: EffectivePolicy['managed'], fullExport: boolean): EffectivePolicy =>
  ({ managed, settings: { fullExport } }) as EffectivePolicy;

test.each([
  ['none', true, 'yes'],
  ['present', true, 'yes'],
  ['present', false, 'no'],
  ['pending', true, 'pending'],
  ['pending', false, 'pending'],
] as const)('managed policy %s, fullExport %s: %s', (managed, full, expected) => {
  expect(fullExportOf(policy(managed, full))).toBe(expected);
  const copied = asAllowed(found(), policy(managed, full));
  expect([copied.text === '', copied.redacted === true]).toEqual([expected !== 'yes', expected !== 'yes']);
});
