// The line's books in the worker: what adds to which count, what private windows leave out, how long counts and words last,
// and that every fact that controls ask for is gathered under its name. The browser's storage is held in memory.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import assistants from '../../src/catalog/assistants.json' with { type: 'json' };
import controlsFile from '../../src/catalog/controls.json' with { type: 'json' };
import lineFile from '../../src/catalog/line.json' with { type: 'json' };
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import policyPresets from '../../src/catalog/policy-presets.json' with { type: 'json' };
import servicesFile from '../../src/catalog/services.json' with { type: 'json' };
import { ActivityLog, KEPT_DAYS } from '../../src/background/activity-log.ts';
import { consentIn } from '../../src/background/consent.ts';
import { gatherFacts, type Place } from '../../src/background/facts.ts';
import { Line } from '../../src/background/line.ts';
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';
import {
  activitiesOfIncident,
  activitiesOfInput,
  activitiesOfOutput,
} from '../../src/engine/responsibility/activities.ts';
import { FACTS, factSpec } from '../../src/engine/responsibility/facts.ts';
import type { AssistantCatalog } from '../../src/model/assistant.ts';
import type { Incident } from '../../src/model/incident.ts';
import type { InputDecision, InputReport } from '../../src/model/input.ts';
import type { OutputReport } from '../../src/model/output.ts';
import type { EffectivePolicy } from '../../src/model/policy.ts';
import type { Control, Status } from '../../src/model/responsibility.ts';
import type { AiService } from '../../src/model/service.ts';

const areas = vi.hoisted(() => ({ local: {} as Record<string, unknown>, session: {} as Record<string, unknown> }));
const tabs = vi.hoisted(() => ({ incognito: false }));
vi.mock('../../src/platform/storage.ts', () => ({
  read: (area: 'local' | 'session', key: string) => Promise.resolve(structuredClone(areas[area][key])),
  write: (area: 'local' | 'session', values: Record<string, unknown>) => {
    Object.assign(areas[area], structuredClone(values));
    return Promise.resolve();
  },
  remove: (area: 'local' | 'session', key: string) => {
    delete areas[area][key];
    return Promise.resolve();
  },
}));
vi.mock('../../src/platform/tabs.ts', () => ({
  tabOf: () => Promise.resolve({ url: '', incognito: tabs.incognito }),
}));
vi.mock('../../src/platform/browser-state.ts', () => ({
  browserState: () =>
    Promise.resolve({
      privateWindows: false,
      allSites: true,
      install: 'admin',
      platform: 'linux',
      names: ['Microsoft Edge'],
      version: '150',
    }),
}));
vi.mock('../../src/platform/i18n.ts', () => ({ uiLanguage: () => 'en' }));
vi.mock('../../src/store/memories.ts', () => ({ countMemories: () => Promise.resolve({ saved: 2, doubtful: 1 }) }));

const controls = controlsFile.controls as unknown as readonly Control[];
const services = servicesFile.services as unknown as readonly AiService[];
const DAY = 86_400_000;
const NOW = Date.now();
const policyOf = (raw: unknown): EffectivePolicy =>
  effectivePolicy({
    managed: { state: 'present', raw, lastKnown: undefined },
    user: {},
    keys: managedKeys.keys as readonly PolicyKeyData[],
    presets: policyPresets.presets as PresetData,
  });
/** What is known of extensions and of what pages offer to AI. */
const governance = {
  'extensions.state': 'listed',
  'extensions.harmful': 0,
  'extensions.unvetted': 1,
  'extensions.reach': 1,
  'pageApis.policy': 'none',
  'pageApis.doubtful': 0,
} as const;
const needs = {
  controls,
  services,
  assistants: assistants as unknown as AssistantCatalog,
  consent: lineFile,
  browserAssistants: lineFile.browserAssistants,
  anyRules: () => Promise.resolve('in-force' as const),
  governance: () => Promise.resolve(governance),
  catalogDate: '2026-11-01',
};
const newLine = (): Line => new Line(needs, () => undefined);
const sender = {
  kind: 'guard',
  tabId: 1,
  frameId: 0,
  url: 'https://chatgpt.com/c/1',
  tabUrl: 'https://chatgpt.com/c/1',
  incognito: false,
} as const;
const device = async (line: Line, raw: unknown = {}): Promise<ReadonlyMap<string, Status>> => {
  const { controls: statuses } = await line.device({ now: Date.now(), policy: policyOf(raw), storage: 'ok' });
  return new Map(statuses.map(({ control, status }) => [control, status]));
};

beforeEach(() => {
  areas.local = {};
  areas.session = {};
  tabs.incognito = false;
});

const input = (changes: Partial<InputReport>): InputReport => ({
  id: '',
  way: 'paste',
  outcome: 'passed',
  reason: '',
  file: '',
  textLength: 1,
  account: 'unknown',
  spans: [],
  spanCount: 0,
  steering: 'clean',
  steeringText: '',
  findings: [],
  hidden: false,
  foreign: false,
  unscanned: false,
  ...changes,
});
const span = (category: 'secret' | 'personal' | 'source-code') => ({
  type: `${category}.x`,
  category,
  confidence: 1,
  masked: '',
  action: 'audit' as const,
});

test.each<[string, Partial<InputReport>, string[]]>([
  ['a key that went', { spans: [span('secret')] }, ['sent.secret']],
  ['a key that was kept', { spans: [span('secret')], outcome: 'redacted' }, ['kept.secret']],
  ['personal data that went back to the draft', { spans: [span('personal')], outcome: 'edited' }, ['kept.personal']],
  ['source code', { spans: [span('source-code')] }, []],
  [
    'personal data in spite of the policy',
    { spans: [span('personal')], outcome: 'overridden' },
    ['sent.personal', 'overridden.personal', 'override.bare'],
  ],
  ['going on with a reason', { outcome: 'overridden', reason: ' agreed ' }, ['override.reasoned']],
  ['hidden parts that went', { hidden: true }, ['sent.hidden']],
  ['text of somebody else that was stopped', { foreign: true, outcome: 'stopped' }, ['kept.foreign']],
  ['a file that was read', { way: 'file' }, ['file.read']],
  ['a file that was not', { way: 'file', unscanned: true }, ['file.unread']],
  ['a file that was left out', { way: 'file', outcome: 'stopped' }, []],
  ['what is only held yet', { outcome: 'held', spans: [span('secret')] }, []],
])('%s counts', (_, changes, activities) => {
  expect(activitiesOfInput(input(changes), 'sensitiveActions')).toEqual(activities);
});

test('what came out, and what the worker found, counts', () => {
  const out = (place: OutputReport['place'], outcome: OutputReport['outcome']) =>
    activitiesOfOutput({ id: '', place, outcome, text: '', textLength: 0, findings: [], layers: [] });
  expect([out('share', 'stopped'), out('share', 'went-on'), out('answer', 'shown')]).toEqual([
    ['share.kept'],
    ['share.made'],
    [],
  ]);
  expect([out('link', 'went-on'), out('link', 'cleaned'), out('copied', 'recorded'), out('copied', 'stopped')]).toEqual(
    [['answer.sent'], ['answer.stopped'], ['copied.untold'], ['copied.told']],
  );
  const own = (carrier: Incident['carrier'], enforcement: Incident['enforcement']) =>
    activitiesOfIncident({ carrier, enforcement } as Incident);
  expect([
    own('prompt', 'stopped'),
    own('prompt', 'recorded'),
    own('request', 'recorded'),
    own('memory', 'recorded'),
  ]).toEqual([['prompt.stopped'], ['prompt.passed'], ['answer.sent'], []]);
});

describe('counts', () => {
  const asked = { service: 'claude', days: 7, now: NOW };

  test('are apart by service, and together for all', async () => {
    const log = new ActivityLog();
    await log.note('claude', ['sent.secret', 'sent.secret'], NOW);
    await log.note('poe', ['sent.secret'], NOW);
    expect(await log.count('sent.secret', asked)).toBe(2);
    expect(await log.count('sent.secret', { ...asked, service: null })).toBe(3);
    expect(await log.count('kept.secret', asked)).toBe(0);
  });

  test('outlive the worker, end with their days, and go when all is wiped', async () => {
    await new ActivityLog().note('claude', ['sent.secret'], NOW - 6 * DAY);
    const log = new ActivityLog();
    expect(await log.count('sent.secret', asked)).toBe(1);
    expect(await log.count('sent.secret', { ...asked, now: NOW + DAY })).toBe(0);
    await log.clear();
    expect(await new ActivityLog().count('sent.secret', asked)).toBe(0);
  });

  test('before a person looked do not count', async () => {
    const log = new ActivityLog();
    await log.note('claude', ['sent.secret'], NOW - 2 * DAY);
    expect(await log.count('sent.secret', { ...asked, after: NOW - DAY })).toBe(0);
    await log.note('claude', ['sent.secret'], NOW);
    expect(await log.count('sent.secret', { ...asked, after: NOW - DAY })).toBe(1);
  });

  test('of what was clean are never on disk', async () => {
    await new ActivityLog().note('claude', ['sent.checked', 'sent.secret', 'builder.visited'], NOW);
    expect(JSON.stringify(areas.local)).toContain('sent.secret');
    expect(JSON.stringify(areas.local)).not.toMatch(/sent\.checked|builder/);
    expect(await new ActivityLog().count('sent.checked', asked)).toBe(1);
  });

  test('stay bounded in days and services, and bear any stored value', async () => {
    const log = new ActivityLog();
    for (let day = 0; day < 100; day++) await log.note('claude', ['sent.secret'], NOW - (100 - day) * DAY);
    for (let n = 0; n < 300; n++) await log.note(`service-${n}`, ['sent.checked'], NOW);
    const stored = areas.local['activity'] as Record<string, { 'sent.secret'?: { days: object } }>;
    expect(Object.keys(stored).length).toBeLessThanOrEqual(201);
    expect(Object.keys(stored['claude']?.['sent.secret']?.days ?? {}).length).toBeLessThanOrEqual(KEPT_DAYS + 1);
    areas.local['activity'] = { claude: { 'sent.secret': { last: 'x' }, 'kept.secret': 3 }, poe: null, you: [] };
    expect(await new ActivityLog().count('sent.secret', asked)).toBe(0);
  });
});

describe('consent', () => {
  const at = (app: string, scope: string) =>
    `https://accounts.google.com/o/oauth2/v2/auth?redirect_uri=${encodeURIComponent(app)}&scope=${encodeURIComponent(scope)}`;
  test.each([
    [at('https://chatgpt.com/back', 'openid email'), ['consent.any']],
    [at('https://chatgpt.com/back', 'openid https://www.googleapis.com/auth/drive'), ['consent.any', 'consent.broad']],
    [at('https://shop.example/back', 'https://mail.google.com/'), []],
    [
      'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?redirect_uri=https%3A%2F%2Fclaude.ai%2Fx&scope=https%3A%2F%2Fgraph.microsoft.com%2FMail.Read',
      ['consent.any', 'consent.broad'],
    ],
    ['https://accounts.google.com/', []],
    ['nonsense', []],
  ])('%s', (url, activities) => {
    expect(consentIn(url, lineFile, services)).toEqual(activities);
  });
});

describe('the line', () => {
  const decision = { key: 'sensitiveActions' } as InputDecision;

  test('hears of what went in, and a private window adds nothing', async () => {
    const line = newLine();
    await line.input(input({ spans: [span('secret')] }), decision, { ...sender, incognito: true });
    expect((await device(line)).get('SAAS-04')).toBe('unobservable');
    await line.checked('send', 'unknown', sender);
    expect((await device(line)).get('SAAS-04')).toBe('met');
    await line.input(input({ spans: [span('secret')] }), decision, sender);
    expect((await device(line)).get('SAAS-04')).toBe('unmet');
  });

  test("takes a person's word where it counts, only while policy lets people have settings", async () => {
    const line = newLine();
    await line.input(input({ outcome: 'overridden' }), decision, sender);
    expect((await device(line)).get('GOV-5')).toBe('unmet');
    expect(await line.confirm('GOV-5', '', true, policyOf({ allowUserSettings: false }))).toBe('confirmNotAllowed');
    expect(await line.confirm('PAAS-02', '', true, policyOf({}))).toBe('settingInvalid');
    expect(await line.confirm('GOV-5', '', true, policyOf({}))).toBe('');
    expect((await device(line)).get('GOV-5')).toBe('met');
    expect(await line.confirm('GOV-5', '', false, policyOf({}))).toBe('');
    expect((await device(line)).get('GOV-5')).toBe('unmet');
  });

  test('notices consoles of builders, not in private windows', async () => {
    const line = newLine();
    expect(line.watchedHosts()).toEqual(expect.arrayContaining(['platform.openai.com', 'accounts.google.com']));
    tabs.incognito = true;
    await line.arrived(1, 'https://platform.openai.com/');
    expect((await device(line)).get('IAAS-02')).toBe('not-applicable');
    tabs.incognito = false;
    await line.arrived(1, 'https://platform.openai.com/');
    expect((await device(line)).get('IAAS-02')).toBe('unmet');
    const stated = { attestations: ['IAAS-02; 2026-01-01; 2999-01-01; IT'] };
    expect((await device(line, stated)).get('IAAS-02')).toBe('met');
    const expired = { attestations: ['IAAS-02; 2020-01-01; 2020-02-01; IT'] };
    expect((await device(line, expired)).get('IAAS-02')).toBe('partly');
    const future = { attestations: ['IAAS-02; 2998-01-01; 2999-01-01; IT'] };
    expect((await device(line, future)).get('IAAS-02')).toBe('unmet');
  });
});

test('every fact that is gathered has a name and a value of the list, and none of the list is forgotten', async () => {
  const line = newLine();
  const place: Place = {
    kind: 'service',
    path: '/g/g-1',
    service: services.find(({ id }) => id === 'chatgpt') ?? null,
    excluded: false,
    page: { state: 'scanned', blanked: 1, labelled: 0, recorded: 0, undone: 0, prefilled: 'none' },
    door: { site: 'chatgpt.com', service: 'chatgpt', openedAt: NOW, account: 'work', accountAt: NOW },
    answerRules: 'in-force',
  };
  const facts = await gatherFacts(place, line.sources, { now: NOW, policy: policyOf({}), storage: 'ok' });
  for (const [name, { value }] of Object.entries(facts)) {
    const values = factSpec(name)?.values;
    expect(values, name).toBeDefined();
    if (typeof values === 'object') expect(values, name).toContain(value);
    if (values === 'count') expect(Number.isInteger(value), name).toBe(true);
    if (values === 'boolean') expect(typeof value, name).toBe('boolean');
  }
  expect(FACTS.map(({ name }) => name).filter((name) => !Object.hasOwn(facts, name))).toEqual([]);
  expect(facts['site.customAgent']?.value).toBe('yes');
  expect(facts['device.assistant']?.value).toBe('edge-copilot');
  expect(facts['site.account']).toEqual({ value: 'work', observedAt: NOW, until: NOW + 4 * 3_600_000 });
});
