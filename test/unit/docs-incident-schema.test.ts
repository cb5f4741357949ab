// src/catalog/incident.schema.json and docs/incident-format.md say what an incident is. They are held to the model and to
// records as the worker makes them; a schema that accepts anything would be no schema, so bad records must be refused.
import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import controls from '../../src/catalog/managed-keys.json' with { type: 'json' };
import presets from '../../src/catalog/policy-presets.json' with { type: 'json' };
import { recordInput } from '../../src/background/input-record.ts';
import { handleReports } from '../../src/background/incident-service.ts';
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';
import { POLICY_KEYS } from '../../src/engine/policy/keys.ts';
import { FAMILIES, SEVERITIES, TRANSFORMS } from '../../src/model/finding.ts';
import { ENFORCEMENTS, type Incident, type IncidentReport } from '../../src/model/incident.ts';
import type { InputReport } from '../../src/model/input.ts';
import { CARRIERS, CONCEALMENTS } from '../../src/model/observation.ts';
import { ACTIONS, POLICY_LAYERS } from '../../src/model/policy.ts';
import { buildIncident, buildReport } from '../support/incidents.ts';
import { schemaProblems } from '../support/ajv.ts';

type Schema = Readonly<Record<string, unknown>>;
interface Parts {
  readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
  readonly enum: readonly string[];
}

const schema = JSON.parse(readFileSync('src/catalog/incident.schema.json', 'utf8')) as Schema;
const format = readFileSync('docs/incident-format.md', 'utf8');
const defs = schema['$defs'] as Readonly<Record<string, Parts>>;
const properties = schema['properties'] as Parts['properties'];

const stored = vi.hoisted(() => [] as unknown[]);
vi.mock('../../src/store/write.ts', () => ({
  addIncidents: (incidents: readonly unknown[]) => {
    stored.push(...incidents);
    return Promise.resolve('ok');
  },
}));

const report: IncidentReport = buildReport({
  verdict: {
    kind: 'malicious',
    severity: 'high',
    confidence: 0.9,
    families: ['assistant-address'],
    findings: [
      {
        rule: 'assistant-address.made-up',
        family: 'assistant-address',
        severity: 'high',
        confidence: 0.9,
        start: 0,
        end: 13,
        transform: 'original',
        excerpt: 'made-up words',
      },
    ],
    layers: [{ transform: 'base64', text: 'made-up words' }],
    explanation: {
      ...{ model: 'made-up', score: 0.9, transform: 'original', unseen: true },
      words: [{ text: 'made-up', start: 0, end: 7, weight: 1.5 }],
    },
  },
});

async function recordOf(reported: IncidentReport): Promise<Incident> {
  stored.length = 0;
  const policy = effectivePolicy({
    managed: { state: 'none', raw: undefined, lastKnown: undefined },
    user: undefined,
    keys: controls.keys as readonly PolicyKeyData[],
    presets: presets.presets as PresetData,
  });
  const url = 'https://shop.example/item?token=1#part';
  const sender = { kind: 'guard', tabId: 7, frameId: 0, url, tabUrl: url, incognito: false } as const;
  await handleReports([reported], sender, {
    services: [],
    policy,
    now: 1_790_000_000_000,
    catalogVersion: '1',
    appVersion: '0.1.0',
  });
  return stored[0] as Incident;
}

test('a record as the worker makes it fits the schema, hidden or visible, malicious or suspicious', async () => {
  for (const concealment of [report.concealment, null]) {
    for (const kind of ['malicious', 'suspicious'] as const) {
      const incident = await recordOf({ ...report, concealment, verdict: { ...report.verdict, kind } });
      expect(schemaProblems(schema, incident)).toEqual([]);
    }
  }
  expect(schemaProblems(schema, buildIncident())).toEqual([]);
});

const BAD: Readonly<Record<string, unknown>> = {
  'another schema': { schema: 'demarc.incident/2' },
  'an id that is no UUID': { id: 'x' },
  'an address with a query': { url: 'https://shop.example/?q=1' },
  'an unknown carrier': { carrier: 'sound' },
  'an unknown reason': { concealment: { reason: 'magic', evidence: {} } },
  'evidence that is no text': { concealment: { reason: 'tiny', evidence: { size: 1 } } },
  'a text that is too long': { text: 'x'.repeat(20_001) },
  'a clean verdict': { verdict: { ...report.verdict, kind: 'clean' } },
  'a confidence above one': { verdict: { ...report.verdict, confidence: 1.1 } },
  'a finding without offsets': { verdict: { ...report.verdict, findings: [{ rule: 'a.b' }] } },
  'an allowed text': { decision: { ...buildIncident().decision, action: 'allow' } },
  'an unknown key': { decision: { ...buildIncident().decision, key: 'mood' } },
  'a time that is text': { time: 'today' },
};
test.each(Object.entries(BAD))('refused: %s', (_what, change) => {
  const problems = schemaProblems(schema, { ...buildIncident(), ...(change as object) });
  expect(problems.length).toBeGreaterThan(0);
});

test.each(Object.keys(buildIncident()))('refused without %s', (field) => {
  const { [field as keyof Incident]: _gone, ...rest } = buildIncident();
  expect(schemaProblems(schema, rest)).toContain(`$: must have required property '${field}'`);
});

test('the lists of the schema are those of the model', () => {
  expect(properties['carrier']?.enum).toEqual(CARRIERS);
  expect(properties['enforcement']?.enum).toEqual(ENFORCEMENTS);
  expect(defs['concealment']?.properties['reason']?.enum).toEqual(CONCEALMENTS);
  expect(defs['family']?.enum).toEqual(FAMILIES);
  expect(defs['severity']?.enum).toEqual(SEVERITIES);
  expect(defs['transform']?.enum).toEqual(TRANSFORMS);
  expect(defs['policyLayer']?.enum).toEqual(POLICY_LAYERS);
  expect([...(defs['policyKey']?.enum ?? [])].sort()).toEqual([...POLICY_KEYS].sort());
  expect(defs['decision']?.properties['action']?.enum).toEqual(ACTIONS.filter((a) => a !== 'allow'));
});

test('every field and every value of a list is described, and nothing else', async () => {
  const described = new Set([...format.matchAll(/`([^`\s]+)`/g)].map((m) => m[1]));
  const fields = [
    properties,
    ...['concealment', 'verdict', 'finding', 'layer', 'decision', 'step'].map((d) => defs[d]?.properties ?? {}),
  ];
  const names = [...fields.flatMap((f) => Object.keys(f)), ...CARRIERS, ...CONCEALMENTS, ...ENFORCEMENTS];
  expect(names.filter((name) => !described.has(name))).toEqual([]);
  const added = ['input', 'redacted', 'seq', 'previous', 'hash', 'enforcedAs', 'cluster'];
  expect(Object.keys(properties).sort()).toEqual([...Object.keys(await recordOf(report)), ...added].sort());
});

test('a record of what went into an assistant fits the schema, and may be of clean words', async () => {
  stored.length = 0;
  const policy = effectivePolicy({
    managed: { state: 'none', raw: undefined, lastKnown: undefined },
    user: undefined,
    keys: controls.keys as readonly PolicyKeyData[],
    presets: presets.presets as PresetData,
  });
  const url = 'https://assistant.example/c/1?q=1';
  const sender = { kind: 'guard', tabId: 7, frameId: 0, url, tabUrl: url, incognito: false } as const;
  const context = { services: [], policy, now: 1_790_000_000_000, catalogVersion: '1', appVersion: '0.1.0' };
  await recordInput(inputReport, sender, { assistants: [] }, context);
  const [incident] = stored as Incident[];
  expect(schemaProblems(schema, incident)).toEqual([]);
  expect(incident?.decision).toMatchObject({ action: 'redact', key: 'sensitiveActions' });
  expect(schemaProblems(schema, { ...incident, input: { ...incident?.input, way: 'dream' } })).not.toEqual([]);
  // Private windows leave no record.
  stored.length = 0;
  await recordInput(inputReport, { ...sender, incognito: true }, { assistants: [] }, context);
  expect(stored).toEqual([]);
});

const inputReport: InputReport = {
  id: 'a3b1c2d4-0000-4000-8000-000000000001',
  way: 'paste',
  outcome: 'redacted',
  reason: '',
  file: '',
  textLength: 40,
  account: 'unknown',
  spans: [{ type: 'secret.password', category: 'secret', confidence: 0.9, masked: 'vK…T4', action: 'redact' }],
  spanCount: 1,
  steering: 'clean',
  steeringText: '',
  findings: [],
  hidden: false,
  foreign: false,
  unscanned: false,
};
