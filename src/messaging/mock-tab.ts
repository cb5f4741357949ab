// What the popup is told of a made-up tab, in each state. Never part of the extension.
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
    doors: DOORS[state] ?? (service ? FOUND : 'no-assistant'),
    policy,
    excludedBy: excluded ? policy.source.excludedSites : '',
    storage: state === 'storage-full' ? 'full' : 'ok',
  };
  const { statuses, score } = evaluate(controls, mockFacts(tab, service, now), now);
  return { ...tab, controls: statuses, score };
}
