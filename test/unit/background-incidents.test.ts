// From a guard's reports to decisions and records: what is stored, what never is. The store runs on IndexedDB in memory.
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import policyPresets from '../../src/catalog/policy-presets.json' with { type: 'json' };
import services from '../../src/catalog/services.json' with { type: 'json' };
import { handleReports } from '../../src/background/incident-service.ts';
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';
import type { Sender } from '../../src/messaging/router.ts';
import type { IncidentReport } from '../../src/model/incident.ts';
import type { AiService } from '../../src/model/service.ts';
import { countIncidents, getIncident } from '../../src/store/queries.ts';
import { clearIncidents } from '../../src/store/retention.ts';
import { buildReport } from '../support/incidents.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const report = (n: number, changes: Partial<IncidentReport> = {}): IncidentReport =>
  buildReport({ id: id(n), concealment: { reason: 'tiny', evidence: { 'font-size': '0px' } }, ...changes });
const sender = (changes: Partial<Sender> = {}): Sender => ({
  kind: 'guard',
  tabId: 3,
  frameId: 1,
  url: 'https://frame.example/inner/page?secret=1#part',
  tabUrl: 'https://page.example/outer?q=typed',
  incognito: false,
  ...changes,
});
const context = (managed: Readonly<Record<string, unknown>> = {}) => ({
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

describe('a report', () => {
  test('is decided, and stored before the answer leaves', async () => {
    const { decisions, storage } = await handleReports([report(1)], sender(), context());
    expect(decisions.map((d) => [d.id, d.decision.action])).toEqual([[id(1), 'block']]);
    expect(storage).toBe('ok');
    expect(await getIncident(id(1))).toMatchObject({
      schema: 'demarc.incident/1',
      time: 5_000,
      site: 'page.example',
      frameSite: 'frame.example',
      url: 'https://frame.example/inner/page',
      tabId: 3,
      frameId: 1,
      enforcement: 'blanked',
      undoneAt: 0,
      catalogVersion: '7',
      appVersion: '1.2.3',
      policyHash: context().policy.hash,
    });
  });

  test('holds nothing that was typed into an address', async () => {
    await handleReports([report(1)], sender(), context());
    expect(JSON.stringify(await getIncident(id(1)))).not.toMatch(/secret|typed|#part/);
  });

  test('asked twice is answered twice and stored once', async () => {
    await handleReports([report(1)], sender(), context());
    const again = await handleReports([report(1), report(2)], sender(), { ...context(), now: 9_000 });
    expect(again.decisions).toHaveLength(2);
    expect(await countIncidents()).toBe(2);
    expect((await getIncident(id(1)))?.time).toBe(5_000);
  });

  test('from a private window is decided and never stored', async () => {
    const { decisions, storage } = await handleReports([report(1)], sender({ incognito: true }), context());
    expect([decisions[0]?.decision.action, storage, await countIncidents()]).toEqual(['block', null, 0]);
  });

  test('that is allowed is not stored, whoever allowed it', async () => {
    const allowed = [
      [context({ hiddenTextAction: 'allow' }), {}],
      [context({ enabled: false }), {}],
      [context({ excludedSites: ['page.example'] }), {}],
      [context(), { verdict: { ...report(1).verdict, kind: 'clean' as const } }],
    ] as const;
    for (const [ctx, changes] of allowed) {
      const { decisions, storage } = await handleReports([report(1, changes)], sender(), ctx);
      expect([decisions[0]?.decision.action, storage]).toEqual(['allow', null]);
    }
    expect(await countIncidents()).toBe(0);
  });

  test.each<[string, Partial<IncidentReport>, Readonly<Record<string, unknown>>, string]>([
    ['hidden and blocked is blanked', {}, { hiddenTextAction: 'block' }, 'blanked'],
    ['hidden and redacted is blanked', {}, { hiddenTextAction: 'redact' }, 'blanked'],
    ['hidden and warned about is recorded', {}, { hiddenTextAction: 'warn' }, 'recorded'],
    ['hidden and audited is recorded', {}, { hiddenTextAction: 'audit' }, 'recorded'],
    ['seen and warned about is labelled', { concealment: null }, { visibleTextAction: 'warn' }, 'labelled'],
    ['seen and audited is recorded', { concealment: null }, { visibleTextAction: 'audit' }, 'recorded'],
    ['only suspicious is recorded', { verdict: { ...report(1).verdict, kind: 'suspicious' } }, {}, 'recorded'],
  ])('%s', async (_title, changes, managed, enforcement) => {
    await handleReports([report(1, changes)], sender(), context(managed));
    expect((await getIncident(id(1)))?.enforcement).toBe(enforcement);
  });

  test('names the AI service of the page, not of the frame', async () => {
    const service = services.services.find((s) => s.paths.length === 0 && !s.hosts[0]?.startsWith('*'));
    await handleReports([report(1)], sender({ tabUrl: `https://${service?.hosts[0] ?? ''}/chat` }), context());
    expect((await getIncident(id(1)))?.service).toBe(service?.id);
  });

  test.each([
    ['about:blank', 'about:blank', 'page.example'],
    ['blob:https://page.example/0-1?x', 'https://page.example', ''],
    ['data:text/html,long%20words', 'data:text/html,long%20words', 'page.example'],
    ['not an address', '', 'page.example'],
    ['', '', 'page.example'],
  ])('from a frame at %j is stored with a short address', async (url, start, frameSite) => {
    await handleReports([report(1)], sender({ url }), context());
    const stored = await getIncident(id(1));
    expect(stored?.url.startsWith(start)).toBe(true);
    expect(stored?.url).not.toContain('?');
    expect(stored?.url.length).toBeLessThanOrEqual(500);
    if (frameSite !== '') expect(stored?.frameSite).toBe(frameSite);
  });

  test('a name and password in an address are not stored', async () => {
    await handleReports([report(1)], sender({ url: 'https://person:word@frame.example/x' }), context());
    expect((await getIncident(id(1)))?.url).toBe('https://frame.example/x');
  });
});
