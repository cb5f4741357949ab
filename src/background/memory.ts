// The ledger of what assistants were made to remember. Each entry is stored once, with what the assistant may have read
// shortly before; what nobody asked for, what followed an attack, and what reads like one raises an incident.
import type { Assistant, AssistantCatalog } from '../model/assistant.ts';
import type { Incident } from '../model/incident.ts';
import type { MemoryNotice, MemoryRecord, MemorySource } from '../model/memory.ts';
import type { Verdict } from '../model/verdict.ts';
import { tabOf } from '../platform/tabs.ts';
import type { SentBody } from '../platform/web-requests.ts';
import { incidentsSince } from '../store/queries.ts';
import { addMemory } from '../store/memories.ts';
import { addressOf, hostOf, newIncident, type IncidentContext } from './incident-service.ts';
import { isSpared } from './tab-status.ts';

/** What an assistant read this long ago may still be why it saves something. */
const BEFORE_MS = 30 * 60_000;
const MAX_BEFORE = 20;

export interface MemoryNeeds {
  readonly assistants: AssistantCatalog;
  readonly judge: (text: string) => Promise<Verdict>;
  readonly context: () => Promise<IncidentContext>;
  readonly keep: (incidents: readonly Incident[]) => Promise<void>;
  readonly changed: () => void;
}

/** Where something was saved; from the browser, not from the page. */
export interface MemoryPlace {
  readonly tabId: number;
  readonly url: string;
  readonly service: string;
  readonly incognito: boolean;
}

/** Match patterns of the addresses that carry a memory and nothing else. */
export function memoryAddresses({ assistants }: AssistantCatalog): readonly string[] {
  const endpoints = assistants.flatMap((a) =>
    a.endpoints.filter((e) => e.carries.includes('memory') && e.carries.length === 1),
  );
  // What stands below one is an entry of it.
  return [...new Set(endpoints.flatMap(({ url }) => [url, `${url}/*`]))];
}

export class MemoryLedger {
  constructor(private readonly needs: MemoryNeeds) {}

  /** Notices that a page showed. */
  async noticed(notices: readonly MemoryNotice[], place: MemoryPlace): Promise<void> {
    for (const { notice, saved, asked, ordinal } of notices) {
      await this.add('notice', notice, saved, asked, String(ordinal), place);
    }
  }

  /** The browser saw a request to an address of memories. */
  async seen(request: SentBody): Promise<void> {
    const tab = await tabOf(request.tabId);
    if (!tab) return;
    const service = assistantAt(this.needs.assistants.assistants, request.url);
    await this.requested(request, { tabId: request.tabId, url: tab.url, incognito: tab.incognito, service });
  }

  /** Reading memories is no news, writing is. */
  private async requested({ url, method, body, initiator }: SentBody, place: MemoryPlace): Promise<void> {
    if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return;
    // Another site that writes to a memory does so behind the person's back (threat M03).
    const byItself = assistantAt(this.needs.assistants.assistants, initiator) === place.service;
    await this.add('request', `${method} ${addressOf(url)}`, savedIn(body), byItself, body, place);
  }

  private async add(
    source: MemorySource,
    notice: string,
    saved: string,
    asked: boolean,
    distinct: string,
    { tabId, url, service, incognito }: MemoryPlace,
  ): Promise<void> {
    const context = await this.needs.context();
    // What a private window shows is never written down.
    if (incognito || isSpared(context.policy, url)) return;
    const verdict = saved === '' ? null : await this.needs.judge(saved);
    const earlier = await incidentsSince(context.now - BEFORE_MS, (i) => i.tabId === tabId || i.service === service);
    const attacks = earlier.filter((i) => i.verdict.kind === 'malicious' && i.carrier !== 'memory');
    const steers = verdict !== null && verdict.kind !== 'clean' && verdict.kind !== 'not-scanned';
    const why = steers ? 'text' : attacks.length > 0 ? 'after' : asked ? '' : 'unasked';
    const address = addressOf(url);
    const record: MemoryRecord = {
      id: fingerprint([service, address, source, notice, saved, distinct].join('\n')),
      time: context.now,
      service,
      site: hostOf(url),
      url: address,
      source,
      notice,
      saved,
      asked,
      verdict: verdict?.kind ?? 'not-scanned',
      before: earlier.slice(0, MAX_BEFORE).map((i) => i.id),
      incident: why === '' ? '' : crypto.randomUUID(),
    };
    // Stored first: of two sights of one notice only the first raises an incident.
    if (!(await addMemory(record))) return;
    this.needs.changed();
    if (why !== '') await this.needs.keep([incidentOf(record, verdict, why, tabId, attacks.length, context)]);
  }
}

type Why = 'text' | 'after' | 'unasked';
const RULES = {
  text: 'memory-planting.saved-text-steers',
  after: 'memory-planting.saved-after-attack',
  unasked: 'memory-planting.saved-unasked',
} as const;
const REASONS = { text: 'reasonMemoryText', after: 'reasonMemoryAfter', unasked: 'reasonMemoryUnasked' } as const;

function incidentOf(
  record: MemoryRecord,
  verdict: Verdict | null,
  why: Why,
  tabId: number,
  attacks: number,
  context: IncidentContext,
): Incident {
  const text = record.saved || record.notice;
  const certain = why === 'unasked' ? 0.5 : 0.8;
  const key = 'enabled' as const;
  const { source } = context.policy;
  return newIncident(context, {
    id: record.incident,
    text,
    carrier: 'memory',
    name: record.source,
    site: record.site,
    url: record.url,
    service: record.service,
    tabId,
    concealment: {
      reason: 'never-painted',
      evidence: { notice: record.notice.slice(0, 300), asked: String(record.asked), attacksBefore: String(attacks) },
    },
    verdict: {
      kind: why === 'unasked' ? 'suspicious' : 'malicious',
      severity: 'high',
      confidence: Math.max(certain, why === 'text' ? (verdict?.confidence ?? 0) : 0),
      families: ['memory-planting'],
      findings: [
        {
          rule: RULES[why],
          family: 'memory-planting',
          severity: 'high',
          confidence: certain,
          start: 0,
          end: text.length,
          transform: 'original',
          excerpt: text.slice(0, 200),
        },
        ...(verdict?.findings ?? []),
      ],
      layers: verdict?.layers ?? [],
    },
    decision: {
      action: 'audit',
      reason: REASONS[why],
      layer: source[key],
      key,
      trace: [{ key, layer: source[key], value: 'true', decided: true }],
    },
    enforcement: 'recorded',
  });
}

/** What a body saves: the longest text in it, or the body itself. */
function savedIn(body: string): string {
  const longest = (value: unknown, depth: number): string => {
    if (typeof value === 'string') return value;
    if (typeof value !== 'object' || value === null || depth > 6) return '';
    return Object.values(value)
      .slice(0, 50)
      .map((inner) => longest(inner, depth + 1))
      .reduce((a, b) => (b.length > a.length ? b : a), '');
  };
  try {
    return (longest(JSON.parse(body), 0) || body).slice(0, 2_000);
  } catch {
    return body.slice(0, 2_000);
  }
}

/** The service that a page or a request belongs to, by host. */
export const assistantAt = (assistants: readonly Assistant[], url: string): string =>
  assistants.find((a) => a.hosts.includes(hostOf(url)))?.id ?? '';

/** Short and stable (FNV-1a, twice); tells records apart, proves nothing. */
function fingerprint(text: string): string {
  const run = (seed: number): string => {
    let hash = seed;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, '0');
  };
  return run(0x811c9dc5) + run(0x9747b28c);
}
