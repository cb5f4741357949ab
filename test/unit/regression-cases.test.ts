// Cases that the console writes (export, Lab, report of a false alarm) and that were put into test/corpus/regressions: each
// text is judged by the rules and the classifier as they are now, and held to what its case expects.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { REGRESSION_SCHEMA, type RegressionCase } from '../../src/formats/regression-case.ts';
import { VERDICT_KINDS } from '../../src/model/verdict.ts';
import { exported, found } from '../support/exports.ts';
import { judged } from '../support/trained.ts';

const FOLDER = 'test/corpus/regressions';
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.case.json'));
const read = (text: string): { readonly schema: unknown; readonly cases: readonly RegressionCase[] } =>
  JSON.parse(text) as { schema: unknown; cases: RegressionCase[] };
const cases = files.flatMap((name) => read(readFileSync(`${FOLDER}/${name}`, 'utf8')).cases);

test('are there, each with an id of its own and a reason', () => {
  expect(cases.length).toBeGreaterThan(0);
  for (const name of files) expect(read(readFileSync(`${FOLDER}/${name}`, 'utf8')).schema).toBe(REGRESSION_SCHEMA);
  expect(new Set(cases.map((c) => c.id)).size).toBe(cases.length);
  for (const { id, why, text } of cases) expect([id, why.trim() !== '', text !== '']).toEqual([id, true, true]);
});

describe('hold', () => {
  test.each(cases)('$id', ({ text, hidden, expect: wanted }) => {
    expect(VERDICT_KINDS).toContain(wanted.kind);
    const reading = judged(text);
    const { verdict } = hidden ? reading.unseen : reading.seen;
    expect(verdict.kind).toBe(wanted.kind);
    const found = new Set(verdict.findings.map((f) => f.rule));
    expect(wanted.rules.filter((rule) => !found.has(rule))).toEqual([]);
  });
});

test('an export is such a file, without what the classifier alone said and without what a person typed', () => {
  const byModel = { ...found().verdict.findings[0]!, rule: 'classifier.steering' };
  const incident = found({ verdict: { ...found().verdict, findings: [...found().verdict.findings, byModel] } });
  const { schema, cases: written } = read(exported('regression', [incident, found({ text: '' })]));
  expect(schema).toBe(REGRESSION_SCHEMA);
  expect(written.map((c) => c.expect)).toEqual([{ kind: 'malicious', rules: ['assistant-address.made-up'] }]);
});
