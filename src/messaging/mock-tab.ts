// What the popup is told of a made-up tab, in each state. Never part of the extension.
import { mockAgent } from './mock-agents.ts';
import { ACTIVITIES } from '../model/activity.ts';
import { NOTHING_HELD, type HeldRequests } from '../model/held.ts';
import type { DoorsState } from '../model/adapter.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import type { Control, ControlStatus, Facts, FactValue, Score } from '../model/responsibility.ts';
import type { AiService } from '../model/service.ts';
import type { TabStatus } from '../model/status.ts';
import { TEXTS } from './mock-incidents.ts';
import type { MockState } from './mock-policy.ts';

/** Computes statuses as the worker does; the development page hands in the engine's evaluator. */
export type Evaluate = (
  controls: readonly Control[],
  facts: Facts,
  now: number,
) => { statuses: ControlStatus[]; score: Score };

type Tab = Omit<TabStatus, 'controls' | 'score' | 'statements'>;

function mockFacts(tab: Tab, service: AiService | undefined, controls: readonly Control[], now: number): Facts {
  const count = (kind: string): number => tab.items.filter((i) => i.enforcement === kind).length;
  const { settings, managed, problems } = tab.policy;
  const found = tab.items.length > 0;
  const counts = Object.fromEntries(ACTIVITIES.map((name) => [name, 0]));
  const words = controls.flatMap(({ id }) => [
    [`attested.${id}`, managed === 'present' && id === 'PAAS-11' ? 'current' : 'none'],
    [`confirmed.${id}`, 'none'],
  ]);
  const values: Record<string, FactValue> = {
    ...counts,
    ...(Object.fromEntries(words) as Record<string, FactValue>),
    'policy.managed': managed,
    'policy.problems': problems.length,
    'policy.enabled': settings.enabled,
    'policy.preset': settings.preset,
    'policy.listed': settings.approvedServices.length > 0,
    'policy.accountDomains': false,
    'policy.helpPage': settings.supportUrl !== '',
    'policy.secretAction': 'redact',
    'policy.personalAction': 'warn',
    'policy.answerResources': settings.answerResources,
    'policy.answerText': settings.answerTextAction,
    'policy.prefilled': settings.prefilledPromptAction,
    'policy.sharing': settings.sharedChatAction,
    'site.kind': tab.kind,
    'site.service': service?.id ?? '',
    'site.listed': service && settings.approvedServices.includes(service.id) ? 'approved' : 'unlisted',
    'site.excluded': tab.excludedBy !== '',
    'site.account': 'unknown',
    'site.customAgent': 'no',
    'service.training': service?.training ?? 'unknown',
    'doors.state': tab.kind === 'plain' ? 'none' : tab.kind === 'device' ? 'device' : 'open',
    'guard.state': tab.kind === 'device' ? 'no-page' : tab.state,
    'guard.blanked': count('blanked'),
    'guard.labelled': count('labelled'),
    'guard.undone': count('undone'),
    'guard.recorded': count('recorded'),
    'url.prefilledPrompt': 'none',
    'answers.rules': 'in-force',
    'answer.stopped': tab.held.total,
    'sent.checked': 14,
    'sent.secret': found ? 1 : 0,
    'kept.personal': 2,
    'file.read': 3,
    'builder.visited': 2,
    'keys.sent': found ? 1 : 0,
    'keys.kept': 1,
    'override.any': 0,
    'memory.saved': 2,
    'memory.doubtful': 0,
    'extensions.state': 'listed',
    'extensions.harmful': 0,
    'extensions.unvetted': 2,
    'extensions.reach': 2,
    'pageApis.policy': 'none',
    'pageApis.doubtful': 0,
    'rules.age': 12,
    'device.private': 'not-covered',
    'device.sites': 'all',
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

const FOUND = { editor: 'matched', send: 'matched', answer: 'matched' } as const;
const DOORS: Partial<Record<MockState, DoorsState>> = {
  partly: { editor: 'fallback', send: 'fallback', answer: 'none' },
  'not-scanned': 'absent',
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
  const none: readonly MockState[] = ['plain', 'excluded-managed', 'device', 'unknown-assistant'];
  const service = none.includes(state) ? undefined : (wanted ?? services[0]);
  const site =
    service?.hosts[0] ??
    (state === 'unknown-assistant'
      ? 'chat.helper.example'
      : state === 'plain'
        ? 'reviews.shop.example'
        : 'intranet.example.org');
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
  const tab: Tab = {
    tabId: 1,
    url: `https://${site}/`,
    site,
    service: service?.id ?? '',
    kind: state === 'device' ? 'device' : state === 'unknown-assistant' ? 'assistant' : service ? 'service' : 'plain',
    browserAssistant: state === 'plain' ? 'edge-copilot' : '',
    state: scan,
    frames: [{ frameId: 0, url: `https://${site}/`, state: scan, limit, textLength: 8_412, items }],
    items: excluded ? [] : items,
    held: excluded ? NOTHING_HELD : (HELD[state] ?? NOTHING_HELD),
    doors: DOORS[state] ?? (service ? FOUND : 'no-assistant'),
    touching: service ? { state: 'listed', names: ['Chat Saver', 'Blocker'], count: 2, maybe: 0, risky: true } : null,
    askedApis: [],
    agent: mockAgent(state, now),
    policy,
    notice: policy.settings.noticeText[0]?.slice(4) ?? '',
    excludedBy: excluded ? policy.source.excludedSites : '',
    storage: state === 'storage-full' ? 'full' : 'ok',
  };
  const { statuses, score } = evaluate(controls, mockFacts(tab, service, controls, now), now);
  const statements =
    policy.managed === 'present'
      ? [{ control: 'PAAS-11', date: '2026-11-01', until: '2027-05-01', by: 'IT security', note: 'hardening pack 3' }]
      : [];
  return { ...tab, controls: statuses, score, statements };
}
