// What came out of an assistant, as it is put on record: which policy key decided, and what became of it. The store runs on
// IndexedDB in memory.
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import assistants from '../../src/catalog/assistants.json' with { type: 'json' };
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import policyPresets from '../../src/catalog/policy-presets.json' with { type: 'json' };
import services from '../../src/catalog/services.json' with { type: 'json' };
import { recordOutput } from '../../src/background/output-record.ts';
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';
import type { Sender } from '../../src/messaging/router.ts';
import type { AssistantCatalog } from '../../src/model/assistant.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { OutputReport } from '../../src/model/output.ts';
import type { AiService } from '../../src/model/service.ts';
import { countIncidents, getIncident } from '../../src/store/queries.ts';
import { clearIncidents } from '../../src/store/retention.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const finding = (severity: Finding['severity'], confidence: number): Finding => ({
  rule: 'hidden-characters.tags',
  family: 'hidden-characters',
  severity,
  confidence,
  start: 0,
  end: 1,
  transform: 'original',
  excerpt: 'x',
});
const report = (changes: Partial<OutputReport> = {}): OutputReport => ({
  id: ID,
  place: 'answer',
  outcome: 'shown',
  text: 'x',
  textLength: 1,
  findings: [finding('low', 0.9), finding('high', 0.4)],
  layers: [],
  ...changes,
});
const sender: Sender = {
  kind: 'guard',
  tabId: 3,
  frameId: 0,
  url: 'https://chatgpt.com/c/42?q=typed',
  tabUrl: 'https://chatgpt.com/c/42?q=typed',
  incognito: false,
};
const record = (one: OutputReport, managed: Readonly<Record<string, unknown>> = {}, from = sender) =>
  recordOutput(one, from, assistants as AssistantCatalog, {
    services: services.services as unknown as readonly AiService[],
    policy: effectivePolicy({
      managed: { state: 'present', raw: managed, lastKnown: undefined },
      user: {},
      keys: managedKeys.keys as readonly PolicyKeyData[],
      presets: policyPresets.presets as PresetData,
    }),
    now: 5_000,
    catalogVersion: '7',
    appVersion: '1.2.3',
  });

beforeEach(() => clearIncidents());

test.each([
  ['recorded', 'recorded'],
  ['shown', 'labelled'],
  ['cleaned', 'blanked'],
  ['stopped', 'stopped'],
  ['went-on', 'released'],
] as const)('what became of it: %s is on record as %s', async (outcome, enforcement) => {
  await record(report({ outcome }));
  expect(await getIncident(ID)).toMatchObject({
    enforcement,
    url: 'https://chatgpt.com/c/42',
    service: 'chatgpt',
    verdict: { kind: 'suspicious', severity: 'high', confidence: 0.9, families: ['hidden-characters'] },
  });
});

test.each([
  ['answer', 'answer', '', 'answerTextAction'],
  ['copied', 'copied', '', 'answerTextAction'],
  ['link', 'answer', 'href', 'answerTextAction'],
  ['share', 'answer', 'share', 'sharedChatAction'],
] as const)('%s: carrier %s, name "%s", decided by %s', async (place, carrier, name, key) => {
  await record(report({ place }));
  expect(await getIncident(ID)).toMatchObject({ carrier, name, decision: { key, action: 'warn' } });
});

describe('sharing', () => {
  const share = report({ place: 'share', outcome: 'stopped', text: 'Share', findings: [] });

  test('needs no finding, and claims nothing of the conversation', async () => {
    await record(share);
    expect(await getIncident(ID)).toMatchObject({
      enforcement: 'stopped',
      verdict: { kind: 'not-scanned', severity: null, confidence: 0, families: [], findings: [] },
    });
  });

  test.each([
    ['the policy allows it', { sharedChatAction: 'allow' }, sender],
    ['Demarc is off', { enabled: false }, sender],
    ['the site is excluded', { excludedSites: ['chatgpt.com'] }, sender],
    ['the window is private', {}, { ...sender, incognito: true }],
  ])('is not on record where %s', async (_why, managed, from) => {
    expect(await record(share, managed, from)).toBeNull();
    expect(await countIncidents()).toBe(0);
  });

  test('each of the two keys decides for its own', async () => {
    expect(await record(share, { answerTextAction: 'allow' })).toBe('ok');
    expect(await record({ ...report(), id: ID.replace(/1$/, '2') }, { answerTextAction: 'allow' })).toBeNull();
  });
});
