// Made-up extensions, their changes and tools of pages, for plain-browser development and pictures. Never part of the extension.
import type { AssessedExtension, ExtensionEvent, ExtensionReport, RiskReason } from '../model/extension.ts';
import type { PageApiRecord } from '../model/page-api.ts';
import type { AiService } from '../model/service.ts';

const idOf = (n: number): string =>
  [...n.toString(16).padStart(32, '0')].map((c) => 'abcdefghijklmnop'[parseInt(c, 16)]).join('');

interface Made {
  readonly name: string;
  readonly permissions: readonly string[];
  readonly hosts: readonly string[];
  readonly risk: AssessedExtension['risk'];
  readonly reasons: readonly RiskReason[];
  readonly reaches: 'all' | 'click' | readonly string[];
  readonly action: AssessedExtension['decision']['action'];
  readonly entry: string;
}

const MADE: readonly Made[] = [
  {
    name: 'Chat Saver – export every answer',
    permissions: ['cookies', 'scripting', 'storage', 'webRequest'],
    hosts: ['https://chatgpt.com/*', 'https://claude.ai/*', 'https://gemini.google.com/*'],
    risk: 'high',
    reasons: ['ai-sites', 'requests', 'cookies', 'other-store'],
    reaches: ['chatgpt', 'claude', 'gemini'],
    action: 'ask',
    entry: 'ask reach=ai',
  },
  {
    name: 'Blocker',
    permissions: ['declarativeNetRequest', 'storage'],
    hosts: ['<all_urls>'],
    risk: 'raised',
    reasons: ['all-sites', 'requests'],
    reaches: 'all',
    action: 'allow',
    entry: 'allow id=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab',
  },
  {
    name: 'Research Helper',
    permissions: ['activeTab', 'sidePanel'],
    hosts: ['https://www.perplexity.ai/*', 'https://poe.com/*'],
    risk: 'raised',
    reasons: ['ai-sites', 'unpacked'],
    reaches: ['perplexity', 'poe'],
    action: 'watch',
    entry: 'watch reach=ai',
  },
  {
    name: 'Screenshot',
    permissions: ['activeTab', 'downloads'],
    hosts: [],
    risk: 'low',
    reasons: ['on-click'],
    reaches: 'click',
    action: 'allow',
    entry: '',
  },
  {
    name: 'Dark \u202eedom\u202c',
    permissions: ['storage'],
    hosts: ['https://news.example/*'],
    risk: 'low',
    reasons: [],
    reaches: [],
    action: 'allow',
    entry: '',
  },
];

/** @param count more than there are are made by counting on */
export function mockExtensions(count: number, services: readonly AiService[], now: number): ExtensionReport {
  const extensions = Array.from({ length: count }, (_, n): AssessedExtension => {
    const made = MADE[n % MADE.length]!;
    const name = n < MADE.length ? made.name : `${made.name} ${n}`;
    const way = made.reaches === 'click' ? ('click' as const) : ('always' as const);
    const reached = services.filter(
      ({ id, hosts }) => hosts.length > 0 && (typeof made.reaches === 'string' || made.reaches.includes(id)),
    );
    return {
      facts: {
        id: idOf(n + 1),
        name,
        version: `1.${n}.0`,
        enabled: n % 5 !== 4,
        mayDisable: true,
        installType: n % 5 === 2 ? 'development' : 'normal',
        updateUrl: n % 5 === 0 ? 'https://updates.example/chat-saver.xml' : '',
        permissions: made.permissions,
        hosts: made.hosts,
        warned: [],
        warnsAll: made.reaches === 'all',
        warnsUnnamed: false,
      },
      reach: Object.fromEntries(reached.map(({ id }) => [id, way])),
      risk: made.risk,
      reasons: made.reasons,
      known: null,
      decision: { action: made.action, entry: made.entry, trace: [] },
      kept: false,
    };
  });
  return { state: 'listed', canDisable: true, extensions, time: now };
}

export function mockExtensionEvents(now: number): readonly ExtensionEvent[] {
  return [
    {
      id: '00000000-0000-4000-8000-0000000000e1',
      time: now - 3_600_000,
      extension: idOf(1),
      name: MADE[0]!.name,
      kind: 'changed',
      changes: [
        { field: 'version', before: ['1.4.9'], after: ['1.5.0'] },
        { field: 'permissions', before: [], after: ['cookies', 'webRequest'] },
        { field: 'hosts', before: [], after: ['https://claude.ai/*', 'https://gemini.google.com/*'] },
      ],
      gained: ['claude', 'gemini'],
      by: '',
      incident: '00000000-0000-4000-8000-0000000000a1',
    },
    {
      id: '00000000-0000-4000-8000-0000000000e2',
      time: now - 90_000_000,
      extension: idOf(5),
      name: MADE[4]!.name,
      kind: 'changed',
      changes: [{ field: 'enabled', before: ['true'], after: ['false'] }],
      gained: [],
      by: 'person',
      incident: '',
    },
  ];
}

export function mockPages(now: number): readonly PageApiRecord[] {
  const tool = { schema: '{}', way: 'script', readOnly: true, submitsItself: false, incident: '' } as const;
  return [
    {
      tabId: 1,
      frameId: 0,
      origin: 'shop.example',
      time: now,
      tools: [
        { ...tool, name: 'search', description: 'Searches the shop for shoes.', verdict: 'clean' },
        {
          ...tool,
          name: 'order',
          description: 'Places an order.',
          way: 'form',
          readOnly: false,
          submitsItself: true,
          verdict: 'suspicious',
          incident: '00000000-0000-4000-8000-0000000000a2',
        },
      ],
      events: [{ time: now - 60_000, name: 'order', change: 'changed' }],
      usedModel: true,
    },
  ];
}
