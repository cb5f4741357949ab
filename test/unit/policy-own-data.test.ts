// What an organisation calls its own, as its policy writes it: good entries, bad ones with a word each, and what pages are shown.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import { documentEntry, ownDataOf, recordsEntry, withoutHashes } from '../../src/engine/policy/own-data.ts';
import type { PolicyKeyData } from '../../src/engine/policy/parse.ts';
import { ownDetectors } from '../../src/engine/sensitive/own/detectors.ts';
import { fingerprint } from '../../src/engine/sensitive/own/documents.ts';
import { hashRecord, normaliseRecord } from '../../src/engine/sensitive/own/records.ts';
import type { EffectivePolicy } from '../../src/model/policy.ts';
import { inEnglish } from '../../tools/english.ts';

const SALT = 'a salt of ours';
const PAPER =
  'The harbour board decided in its closed session that the north pier will be leased to the ferry company for nine years at a rent that stays between the parties until the lease is signed by both of them in spring.';

const under = (raw: unknown, layer: 'managed' | 'user' = 'managed'): EffectivePolicy =>
  effectivePolicy({
    managed: { state: layer === 'managed' ? 'present' : 'none', raw, lastKnown: undefined },
    user: layer === 'user' ? raw : undefined,
    keys: managedKeys.keys as unknown as readonly PolicyKeyData[],
    presets: { monitor: {}, balanced: {}, strict: {} },
  });
const values = ['KD-88213-7', 'Maria Lopez-Garcia'];
const records = recordsEntry({
  id: 'customers',
  salt: SALT,
  lengths: values.map((v) => normaliseRecord(v).length),
  hashes: values.map((v) => hashRecord(SALT, v)),
});
const document = documentEntry({ salt: SALT, ...fingerprint('lease', PAPER, SALT) });
const raw = {
  organisationTerms: ['  Blue   Heron '],
  organisationPatterns: ['case=NW-[0-9]{6}'],
  organisationRecords: [records],
  organisationDocuments: [document],
};

test('an organisation’s own data are found as its policy names them', () => {
  const { settings, problems, locked } = under(raw);
  expect(problems).toEqual([]);
  expect(locked).toEqual(Object.keys(raw));
  const text = `blue heron, NW-204811, kd 88213 7; ${PAPER.slice(20, 150)}`;
  const found = ownDetectors(ownDataOf(settings)).flatMap((detect) => detect(text));
  expect(found.map((span) => [span.type, text.slice(span.start, Math.min(span.end, span.start + 10))])).toEqual([
    ['organisation.term', 'blue heron'],
    ['organisation.pattern', 'NW-204811'],
    ['organisation.record', 'kd 88213 7'],
    ['organisation.document', expect.any(String)],
  ]);
});

describe('bad entries cost themselves only, and are named', () => {
  test.each([
    ['organisationTerms', ['x'], 'too short'],
    ['organisationTerms', ['y'.repeat(81)], 'longer than 80'],
    ['organisationTerms', 'Heron', 'must be a list'],
    ['organisationPatterns', ['no name'], 'name=pattern'],
    ['organisationPatterns', ['Name=x'], 'name=pattern'],
    ['organisationPatterns', [`a=${'x'.repeat(1_001)}`], 'longer than 1000'],
    ['organisationRecords', ['customers;short;9;0123456789abcdef'], 'own-data -- records'],
    ['organisationRecords', [`customers;${SALT};9;0123456789abcde`], 'own-data -- records'],
    ['organisationRecords', [`customers;${SALT};nine;0123456789abcdef`], 'own-data -- records'],
    ['organisationDocuments', [`lease;${SALT};xyz`], 'own-data -- document'],
    ['organisationDocuments', [`lease;${SALT};`], 'own-data -- document'],
    ['organisationDocuments', [7], 'must be text'],
  ])('%s: %j', (key, value, problem) => {
    const good = raw[key as keyof typeof raw];
    const policy = under({ ...raw, [key]: Array.isArray(value) ? [...value, ...good] : value });
    expect(policy.problems).toHaveLength(1);
    expect(policy.problems.map((p) => p.key)).toEqual([key]);
    expect(policy.problems.map((p) => inEnglish(p.problem)).join()).toContain(problem);
    expect(policy.settings[key as keyof typeof raw]).toHaveLength(Array.isArray(value) ? 1 : 0);
  });

  test('too many entries', () => {
    const many = Array.from({ length: 5_001 }, (_, i) => `term ${i}`);
    expect(
      under({ organisationTerms: many })
        .problems.map((p) => inEnglish(p.problem))
        .join(),
    ).toContain('At most 5000');
  });

  test('only an organisation can set them', () => {
    const { settings, problems } = under(raw, 'user');
    expect(settings.organisationTerms).toEqual([]);
    expect(problems).toHaveLength(4);
  });
});

test('pages of ours are shown names and numbers, no hashes', () => {
  const shown = withoutHashes(under(raw).settings);
  expect(shown.organisationRecords).toEqual(['customers (2)']);
  expect(shown.organisationDocuments[0]).toMatch(/^lease \(\d+\)$/);
  expect(shown.organisationTerms).toEqual(['Blue Heron']);
});

test('the command writes what the policy takes', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'demarc-own-'));
  const run = (...args: readonly string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, ['--import', 'tsx', 'tools/own-data.ts', ...args], { encoding: 'utf8' });
  try {
    const [list, paper] = [path.join(folder, 'values.txt'), path.join(folder, 'paper.txt')];
    writeFileSync(list, `${values.join('\n')}\nabc\n`);
    writeFileSync(paper, PAPER);
    const made = run('records', 'customers', list, '--salt', SALT);
    expect(JSON.parse(made.stdout)).toBe(records);
    expect(made.stderr).toContain('1 values are shorter');
    expect(JSON.parse(run('document', 'lease', paper, '--salt', SALT).stdout)).toBe(document);
    expect(run('records', 'Bad Name', list).status).toBe(2);
    expect(run('document', 'lease', list).status).toBe(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
