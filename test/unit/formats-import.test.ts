// An import is a file of somebody else's: every line is held to the schema, what is none is named, nothing is believed.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LineReader, reportIncidents } from '../../src/formats/read-lines.ts';
import { onlyKnown, schemaProblem, type Schema } from '../../src/formats/schema-check.ts';
import type { Incident } from '../../src/model/incident.ts';
import { questionsToList } from '../../src/store/listed.ts';
import { EVERY_INCIDENT } from '../../src/model/incident-query.ts';
import { ownSchema } from '../support/ajv.ts';
import { exported, found, hostile, input, newId, redacted, WORST } from '../support/exports.ts';
import { buildIncident } from '../support/incidents.ts';

const schema = JSON.parse(readFileSync('src/catalog/incident.schema.json', 'utf8')) as Schema;

/** Reads a file in parts of a size. */
function read(file: string, size = 1_000): LineReader {
  const reader = new LineReader(schema);
  for (let at = 0; at < file.length; at += size) reader.feed(file.slice(at, at + size));
  reader.end();
  return reader;
}
/** With what a page cannot write. */
const asStored = (text: string): Incident => {
  const incident = hostile(text);
  const findings = incident.verdict.findings.map((f) => ({ ...f, rule: 'assistant-address.made-up' }));
  return { ...incident, url: '', verdict: { ...incident.verdict, findings }, decision: buildIncident().decision };
};
const line = (changes: object): string => `${JSON.stringify({ ...buildIncident({ id: newId() }), ...changes })}\n`;

describe('a file of JSON Lines', () => {
  test('comes back as it was exported, in full and redacted, whatever its texts', () => {
    const all = [found(), input(), ...Object.values(WORST).map(asStored)];
    for (const some of [all, all.map(redacted)]) {
      const { incidents, bad } = read(exported('jsonl', some));
      expect(bad).toEqual([]);
      expect(incidents).toEqual(JSON.parse(JSON.stringify(some)));
    }
  });

  test('parts may end anywhere; blank lines, a mark of the order of bytes and a last line without an end are fine', () => {
    const file = `\ufeff${line({})}\r\n\n  \n${line({}).trimEnd()}`;
    for (const size of [1, 7, 100_000]) {
      const { incidents, badCount } = read(file, size);
      expect([incidents.length, badCount]).toEqual([2, 0]);
    }
  });

  test('bad lines are named by number and reason, good ones around them are read', () => {
    const id = newId();
    const file =
      line({}) +
      'no json at all\n' +
      line({ carrier: 'sound' }) +
      '[]\n' +
      line({ id }) +
      line({ id }) +
      `"${'x'.repeat(1_100_000)}"\n` +
      line({});
    const { incidents, bad } = read(file, 65_536);
    expect(incidents).toHaveLength(3);
    expect(bad.map((b) => [b.line, b.why, b.detail])).toEqual([
      [2, 'no-json', ''],
      [3, 'no-incident', '$.carrier: is none of the known values'],
      [4, 'no-json', ''],
      [6, 'double', ''],
      [7, 'too-long', ''],
    ]);
  });

  test('no word of a line is in the reason', () => {
    const { bad } = read(
      line({ text: 1, zorble: 'zorble' }) + line({ concealment: { reason: 'tiny', evidence: { zorble: 1 } } }),
    );
    expect(bad).toHaveLength(2);
    expect(JSON.stringify(bad)).not.toContain('zorble');
  });

  test('a file of something else is given up, and says so', () => {
    for (const other of ['x\n', '{\n', '{}\n', '\n{"a":[1]}']) {
      const reader = read(other.repeat(200_000), 65_536);
      expect([reader.badCount, reader.hopeless]).toEqual([10_000, true]);
      expect(reader.bad).toHaveLength(200);
    }
  });

  test('a line without an end takes no memory beyond its limit', () => {
    const reader = new LineReader(schema);
    for (let i = 0; i < 200; i += 1) reader.feed('x'.repeat(1_000_000));
    reader.feed(`\n${line({})}`);
    reader.end();
    expect(reader.bad).toEqual([{ line: 1, why: 'too-long', detail: '' }]);
    expect(reader.incidents).toHaveLength(1);
  });

  test('fields that nobody knows go, names of every object among them', async () => {
    const text = line({ service: '__proto__', site: 'constructor', frameSite: 'toString' }).replace(
      /^\{/,
      '{"__proto__":{"polluted":1},"later":{"polluted":1},',
    );
    const { incidents } = read(text);
    const [one] = incidents;
    expect(one && Object.keys(one)).not.toContain('later');
    expect((one as { polluted?: unknown } | undefined)?.polluted).toBeUndefined();
    expect(Object.getPrototypeOf(one)).toBe(Object.prototype);
    const questions = questionsToList(() => incidents);
    const tally = await questions.tally(EVERY_INCIDENT);
    expect(tally.services).toEqual([{ key: '__proto__', count: 1 }]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

test('a report of a run gives its incidents, other documents none', () => {
  const report = { schema: 'demarc.report/1', pages: [{ incidents: [buildIncident()] }, {}, null] };
  expect(reportIncidents(JSON.stringify(report))).toHaveLength(1);
  for (const other of ['[]', 'null', '{"schema":"demarc.report/1"}', '{', '{"schema":"x","pages":[]}']) {
    expect(reportIncidents(other)).toBeNull();
  }
});

describe('the checker that runs in the extension', () => {
  const full = ownSchema(schema);
  const DOUBTFUL: readonly unknown[] = [
    buildIncident(),
    input(),
    found(),
    null,
    [],
    'x',
    ...Object.keys(buildIncident()).flatMap((field) => [
      { ...buildIncident(), [field]: undefined },
      { ...buildIncident(), [field]: null },
      { ...buildIncident(), [field]: -1.5 },
      { ...buildIncident(), [field]: 'x'.repeat(30_000) },
      { ...buildIncident(), [field]: {} },
      { ...buildIncident(), [field]: [[]] },
    ]),
    ...Object.keys(input().input ?? {}).flatMap((field) => [
      { ...input(), input: { ...input().input, [field]: undefined } },
      { ...input(), input: { ...input().input, [field]: {} } },
    ]),
    ...Object.keys(found().verdict).map((field) => ({ ...found(), verdict: { ...found().verdict, [field]: 7 } })),
  ].map((value) => JSON.parse(JSON.stringify(value)) as unknown);

  test('says of every value what a full validator says', () => {
    for (const value of DOUBTFUL)
      expect([value, schemaProblem(schema, value) === '']).toEqual([value, full(value).length === 0]);
    expect(DOUBTFUL.filter((value) => full(value).length > 0).length).toBeGreaterThan(100);
  });

  test('refuses a schema that it does not understand', () => {
    expect(() => schemaProblem({ uniqueItems: true }, [])).toThrow('uniqueItems');
    expect(() => schemaProblem({ $ref: '#/$defs/gone' }, 1)).toThrow('gone');
  });

  test('keeps what the schema names, at every depth', () => {
    const small: Schema = {
      type: 'object',
      properties: { a: { type: 'array', items: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/b' }] } } },
      $defs: { b: { type: 'object', properties: { c: { type: 'string' } } } },
    };
    expect(onlyKnown(small, { a: [{ c: 'x', d: 1 }, null], e: 1 })).toEqual({ a: [{ c: 'x' }, null] });
  });
});
