// Made-up tabs, policies and incidents for plain-browser development and pictures. Never part of the extension.
// The texts sit in mock-texts.json, because wording of attacks lives in data only; they are as hostile as real ones.
import { INCIDENT_SCHEMA, type Enforcement, type Incident } from '../model/incident.ts';
import type { Family, Severity, Transform } from '../model/finding.ts';
import type { Carrier, Concealment } from '../model/observation.ts';
import { NOTHING_HELD, type HeldRequests } from '../model/held.ts';
import type { MemoryRecord } from '../model/memory.ts';
import type { WaitingPrompt } from '../model/prefilled.ts';
import type { EffectivePolicy, PolicyKey, PolicyLayer, PolicySettings } from '../model/policy.ts';
import type { Control, ControlStatus, Facts, FactValue, Score } from '../model/responsibility.ts';
import type { AiService } from '../model/service.ts';
import type { TabStatus } from '../model/status.ts';
import mockTexts from './mock-texts.json' with { type: 'json' };

interface MockText {
  readonly text: string;
  readonly carrier: Carrier;
  readonly name: string;
  readonly path: string;
  readonly concealment: Concealment | null;
  readonly family: Family;
  readonly rule: string;
  readonly severity: Severity;
  readonly site: string;
  readonly enforcement: Enforcement;
  readonly spans: readonly string[];
  readonly layers?: readonly (readonly [Transform, string])[];
}

const TEXTS = mockTexts.texts as unknown as readonly MockText[];
const HOUR = 3_600_000;

export const MOCK_STATES = [
  'found',
  'many',
  'labelled',
  'nothing',
  'scanning',
  'partly',
  'not-scanned',
  'excluded-user',
  'excluded-managed',
  'managed',
  'pending',
  'storage-full',
  'off',
  'no-statement',
  'plain',
  'no-catalogue',
  'loading',
  'error',
] as const;
export type MockState = (typeof MOCK_STATES)[number];

const SETTINGS: PolicySettings = {
  enabled: true,
  preset: 'balanced',
  hiddenTextAction: 'block',
  visibleTextAction: 'warn',
  sensitiveActions: ['secret=redact', 'financial=redact', 'personal=warn', 'health=warn', 'confidential=warn'],
  steeringInputAction: 'warn',
  foreignInputAction: 'warn',
  unscannedFileAction: 'audit',
  unsanctionedServiceAction: 'warn',
  answerTextAction: 'warn',
  answerResources: 'block',
  allowedAnswerHosts: [],
  prefilledPromptAction: 'warn',
  sharedChatAction: 'warn',
  inputOverride: 'with-reason',
  accountDomains: [],
  excludedSites: [],
  approvedServices: [],
  blockedServices: [],
  allowUndo: true,
  allowUserSettings: true,
  retentionDays: 90,
  maxIncidents: 100_000,
  organisationName: '',
  supportUrl: '',
};

const MANAGED: Partial<PolicySettings> = {
  preset: 'strict',
  hiddenTextAction: 'block',
  allowUndo: false,
  allowUserSettings: false,
  approvedServices: ['claude', 'm365-copilot'],
  organisationName: 'Example Corp',
  supportUrl: 'https://help.example.org/ai',
};

export function mockPolicy(state: MockState, user: Partial<PolicySettings>): EffectivePolicy {
  const managed = state === 'managed' || state === 'excluded-managed';
  const given: Partial<PolicySettings> = managed
    ? { ...MANAGED, ...(state === 'excluded-managed' ? { excludedSites: ['*.example.org'] } : {}) }
    : {};
  const own: Partial<PolicySettings> = {
    ...(state === 'off' ? { enabled: false } : {}),
    ...(state === 'excluded-user' ? { excludedSites: ['claude.ai'] } : {}),
    ...(managed ? {} : user),
  };
  const settings = { ...SETTINGS, ...own, ...given };
  const layerOf = (key: PolicyKey): PolicyLayer => (key in given ? 'managed' : key in own ? 'user' : 'default');
  const keys = Object.keys(SETTINGS) as PolicyKey[];
  return {
    settings,
    source: Object.fromEntries(keys.map((k) => [k, layerOf(k)])) as Record<PolicyKey, PolicyLayer>,
    managed: state === 'pending' ? 'pending' : managed ? 'present' : 'none',
    locked: Object.keys(given) as PolicyKey[],
    problems:
      state === 'managed'
        ? [{ layer: 'managed', key: 'retentionDays', problem: 'Expected a number from 1 to 3650, got text.' }]
        : [],
    hash: managed ? '9c41d7aa' : '1f0e62b3',
  };
}

/** Computes statuses as the worker does; the development page hands in the engine's evaluator. */
export type Evaluate = (
  controls: readonly Control[],
  facts: Facts,
  now: number,
) => { statuses: ControlStatus[]; score: Score };

function mockFacts(tab: Omit<TabStatus, 'controls' | 'score'>, service: AiService | undefined, now: number): Facts {
  const count = (kind: string): number => tab.items.filter((i) => i.enforcement === kind).length;
  const { settings, managed, problems } = tab.policy;
  const values: Record<string, FactValue> = {
    'policy.managed': managed,
    'policy.problems': problems.length,
    'policy.enabled': settings.enabled,
    'policy.preset': settings.preset,
    'site.isAiService': service !== undefined,
    'site.service': service?.id ?? '',
    'site.listed': service && settings.approvedServices.includes(service.id) ? 'approved' : 'unlisted',
    'site.excluded': tab.excludedBy !== '',
    'service.training': service?.training ?? 'unknown',
    'guard.state': tab.state,
    'guard.blanked': count('blanked'),
    'guard.labelled': count('labelled'),
    'guard.undone': count('undone'),
    'url.prefilledPrompt': 'none',
    'answers.held': tab.held.total,
    'store.state': tab.storage,
    'report.collector': 'none',
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, observedAt: now }]));
}

const HELD: Partial<Record<MockState, HeldRequests>> = {
  found: {
    total: 3,
    hosts: [{ host: 'drop.example', count: 3, kinds: ['image'], carriesData: true, sent: false, incident: 'mock-1' }],
    more: false,
  },
  many: {
    total: 22,
    hosts: [
      { host: 'drop.example', count: 9, kinds: ['image', 'style'], carriesData: true, sent: false, incident: 'mock-1' },
      { host: 'cdn.pictures.example', count: 8, kinds: ['image'], carriesData: false, sent: false, incident: '' },
      { host: 'player.video.example', count: 3, kinds: ['frame'], carriesData: false, sent: false, incident: '' },
      { host: 'count.visits.example', count: 2, kinds: ['message'], carriesData: false, sent: false, incident: '' },
    ],
    more: false,
  },
};

const ITEMS: Partial<Record<MockState, readonly number[]>> = {
  found: [1, 2],
  many: [0, 1, 2, 4, 5, 6, 7],
  labelled: [5],
  managed: [0, 6],
  pending: [1],
  'storage-full': [1],
  plain: [0],
};

/** What the popup is told in a state. */
export function mockTab(
  state: MockState,
  controls: readonly Control[],
  services: readonly AiService[],
  policy: EffectivePolicy,
  undone: ReadonlySet<string>,
  evaluate: Evaluate,
  now: number,
): TabStatus {
  const wanted =
    state === 'no-statement'
      ? services.find((s) => s.stance === 'no-statement')
      : services.find((s) => s.id === 'claude');
  const service = state === 'plain' || state === 'excluded-managed' ? undefined : (wanted ?? services[0]);
  const site = service?.hosts[0] ?? (state === 'plain' ? 'reviews.shop.example' : 'intranet.example.org');
  const items = (ITEMS[state] ?? []).flatMap((n) => {
    const text = TEXTS[n];
    if (!text) return [];
    const id = `mock-${n}`;
    const enforcement = undone.has(id) ? ('undone' as const) : text.enforcement;
    return [
      {
        id,
        carrier: text.carrier,
        concealment: text.concealment?.reason ?? null,
        family: text.family,
        enforcement,
        excerpt: text.text.slice(0, 160),
        frameId: 0,
      },
    ];
  });
  const scan = state === 'scanning' || state === 'partly' || state === 'not-scanned' ? state : 'scanned';
  const limit = state === 'partly' ? 'limitTooLarge' : state === 'not-scanned' ? 'limitNoGuard' : '';
  const excluded = policy.settings.excludedSites.some(
    (p) => p === site || (p.startsWith('*.') && site.endsWith(p.slice(1))),
  );
  const tab: Omit<TabStatus, 'controls' | 'score'> = {
    tabId: 1,
    url: `https://${site}/`,
    site,
    service: service?.id ?? '',
    state: scan,
    frames: [{ frameId: 0, url: `https://${site}/`, state: scan, limit, textLength: 8_412, items }],
    items: excluded ? [] : items,
    held: excluded ? NOTHING_HELD : (HELD[state] ?? NOTHING_HELD),
    policy,
    excludedBy: excluded ? policy.source.excludedSites : '',
    storage: state === 'storage-full' ? 'full' : 'ok',
  };
  const { statuses, score } = evaluate(controls, mockFacts(tab, service, now), now);
  return { ...tab, controls: statuses, score };
}

/** Entries of the ledger of memories, newest first. */
export function mockMemories(count: number, now: number): MemoryRecord[] {
  return mockTexts.memories.slice(0, count).map((memory, n) => ({
    ...memory,
    id: `mock-memory-${n}`,
    time: now - (n * 9 + 1) * HOUR,
    service: n % 3 === 2 ? 'copilot' : 'chatgpt',
    site: n % 3 === 2 ? 'copilot.microsoft.com' : 'chatgpt.com',
    url: 'https://chatgpt.com/c/42',
    source: n === 4 ? 'request' : 'notice',
    verdict: memory.incident === '' ? 'clean' : 'malicious',
  }));
}

/** A prompt that waits, as the page that shows it asks for it. */
export function mockPrompt(id: string, policy: EffectivePolicy): WaitingPrompt {
  const { text, family, rule, severity, spans } = mockTexts.prompt as unknown as MockText;
  const findings = spans.map((span) => ({
    rule,
    family,
    severity,
    confidence: 0.9,
    start: text.indexOf(span),
    end: text.indexOf(span) + span.length,
    transform: 'original' as const,
    excerpt: span,
  }));
  return {
    id,
    site: 'chatgpt.com',
    service: 'chatgpt',
    text,
    verdict: { kind: 'malicious', severity, confidence: 0.9, families: [family], findings, layers: [] },
    mayOpen: policy.settings.prefilledPromptAction === 'warn',
    organisation: policy.settings.organisationName,
  };
}

/** Incidents over the last three weeks, newest first, the same every time for the same `now`. */
export function mockIncidents(count: number, now: number): Incident[] {
  let seed = 7;
  const next = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  let time = now - 11 * 60_000;
  return Array.from({ length: count }, (_, n) => {
    const template = TEXTS[n < TEXTS.length ? n : next(TEXTS.length)] as MockText;
    const incident = mockIncident(n < TEXTS.length ? `mock-${n}` : `mock-${n}-${next(1e9)}`, template, time);
    time -= HOUR / 4 + next(2 * HOUR + (n % 9 === 0 ? 14 * HOUR : 0));
    return incident;
  });
}

function mockIncident(id: string, text: MockText, time: number): Incident {
  const findings = text.spans.map((span, i) => ({
    rule: i === 0 ? text.rule : 'instruction-override.prior-instructions',
    family: i === 0 ? text.family : ('instruction-override' as const),
    severity: text.severity,
    confidence: i === 0 ? 0.94 : 0.71,
    start: text.text.indexOf(span),
    end: text.text.indexOf(span) + span.length,
    transform: 'original' as const,
    excerpt: span,
  }));
  const hidden = text.concealment !== null;
  const key = hidden ? ('hiddenTextAction' as const) : ('visibleTextAction' as const);
  return {
    schema: INCIDENT_SCHEMA,
    id,
    text: text.text,
    textLength: text.text.length,
    carrier: text.carrier,
    name: text.name,
    path: text.path,
    snippet: `<div class="note">${text.text}</div>`,
    concealment: text.concealment,
    verdict: {
      kind: 'malicious',
      severity: text.severity,
      confidence: 0.94,
      families: findings.length > 1 ? [text.family, 'instruction-override'] : [text.family],
      findings,
      layers: (text.layers ?? []).map(([transform, decoded]) => ({ transform, text: decoded })),
    },
    time,
    site: text.site,
    frameSite: text.site,
    url: `https://${text.site}/articles/42`,
    service: '',
    tabId: 1,
    frameId: 0,
    decision: {
      action: hidden ? 'block' : 'warn',
      reason: hidden ? 'reasonHiddenManipulative' : 'reasonVisibleManipulative',
      layer: 'default',
      key,
      trace: [
        { key: 'enabled', layer: 'default', value: 'true', decided: false },
        { key: 'excludedSites', layer: 'default', value: '', decided: false },
        { key, layer: 'default', value: hidden ? 'block' : 'warn', decided: true },
      ],
    },
    enforcement: text.enforcement,
    undoneAt: text.enforcement === 'undone' ? time + 90_000 : 0,
    policyHash: '1f0e62b3',
    catalogVersion: '1',
    appVersion: '0.1.0',
  };
}
