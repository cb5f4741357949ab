// What pages offer to AI and take from it: tools (WebMCP) and the browser's own model (Prompt API). Listed by page, in memory
// until the browser closes; what a tool says is judged like any text of a page that nobody sees. Switched off by a response
// header, which is a rule that the browser carries out while no worker runs.
import { sameTool, toolEvents, wordsOf } from '../engine/governance/judged-tool.ts';
import { PAGE_API_RULES, pageApiRules } from '../engine/governance/page-api-rules.ts';
import type { Sender } from '../messaging/router.ts';
import type { Incident } from '../model/incident.ts';
import type { PageApiRecord, PageApiReport, PageTool } from '../model/page-api.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import type { Verdict } from '../model/verdict.ts';
import { replaceRules } from '../platform/network-rules.ts';
import { read, write } from '../platform/storage.ts';
import { hostOf, newIncident, type IncidentContext } from './incident-service.ts';
import { isSpared } from './tab-status.ts';

const KEY = 'pageApis';
/** The rules as they were set in this browser session. */
const LASTING = 'pageApis.rules';
const MAX_PAGES = 100;
const MAX_EVENTS = 100;
/** Incidents that one page can raise: it may offer new tools for ever. */
const MAX_INCIDENTS = 20;

export interface PageApiNeeds {
  readonly policy: () => Promise<EffectivePolicy>;
  readonly context: () => Promise<IncidentContext>;
  readonly keep: (incidents: readonly Incident[]) => Promise<void>;
  readonly judge: (text: string) => Promise<Verdict>;
  readonly changed: () => void;
}

interface Page extends PageApiRecord {
  /** As the browser tells documents of one frame apart; its address where it does not. */
  readonly document: string;
  readonly raised: number;
}

export class PageApis {
  private loaded: Promise<Map<string, Page>> | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly needs: PageApiNeeds) {}

  /** Brings the browser's rules in step with policy. Never rejects. */
  async sync(): Promise<void> {
    try {
      const rules = pageApiRules(await this.needs.policy());
      const form = JSON.stringify(rules);
      if ((await read('session', LASTING).catch(() => '')) === form) return;
      const refused = await replaceRules('dynamic', [PAGE_API_RULES, PAGE_API_RULES + 1_000], rules);
      if (refused > 0) console.error(`The browser refused ${refused} of Demarc's ${rules.length} rules for pages.`);
      await write('session', { [LASTING]: form });
    } catch (error) {
      console.error('Demarc could not set its rules for pages.', error);
    }
  }

  /** A page's script tells of it. Reports come one after another. Never rejects. */
  report(report: Partial<PageApiReport>, sender: Sender): Promise<void> {
    const next = this.turn.then(() => this.note(report, sender)).catch(() => undefined);
    this.turn = next;
    return next;
  }

  private async note({ tools, usedModel }: Partial<PageApiReport>, sender: Sender): Promise<void> {
    const context = await this.needs.context();
    // Nothing of a private window is kept.
    if (sender.incognito || isSpared(context.policy, sender.tabUrl)) return;
    const pages = await this.pages();
    const key = `${sender.tabId}:${sender.frameId}`;
    const document = sender.documentId ?? sender.url;
    const known = pages.get(key);
    const before = known?.document === document ? known : null;
    const judged = tools === undefined ? null : await this.judged(tools, before, sender, context);
    const now = context.now;
    const events = before && tools ? toolEvents(before.tools, tools, now) : [];
    pages.delete(key);
    pages.set(key, {
      document,
      tabId: sender.tabId,
      frameId: sender.frameId,
      origin: hostOf(sender.url) || hostOf(sender.tabUrl),
      time: now,
      tools: judged?.tools ?? before?.tools ?? [],
      events: [...(before?.events ?? []), ...events].slice(-MAX_EVENTS),
      usedModel: (usedModel ?? false) || (before?.usedModel ?? false),
      raised: (before?.raised ?? 0) + (judged?.incidents.length ?? 0),
    });
    while (pages.size > MAX_PAGES) pages.delete([...pages.keys()][0] ?? '');
    await write('session', { [KEY]: [...pages] }).catch(() => undefined);
    if (judged && judged.incidents.length > 0) await this.needs.keep(judged.incidents);
    this.needs.changed();
  }

  private async judged(tools: readonly PageTool[], before: Page | null, sender: Sender, context: IncidentContext) {
    const incidents: Incident[] = [];
    const out: PageApiRecord['tools'][number][] = [];
    for (const tool of tools) {
      const old = before?.tools.find(({ name }) => name === tool.name);
      if (old && sameTool(old, tool)) {
        out.push({ ...tool, verdict: old.verdict, incident: old.incident });
        continue;
      }
      const verdict = await this.needs.judge(wordsOf(tool));
      const steers = verdict.kind === 'malicious' || verdict.kind === 'suspicious';
      // An agent that has read a tool goes on by what it read; a page that says something else later leads it astray.
      const may = (before?.raised ?? 0) + incidents.length < MAX_INCIDENTS;
      const incident = may && (steers || old) ? toolIncident(context, sender, tool, old ?? null, verdict) : null;
      if (incident) incidents.push(incident);
      const kind = verdict.kind === 'malicious' ? 'malicious' : steers || old ? 'suspicious' : 'clean';
      out.push({ ...tool, verdict: kind, incident: incident?.id ?? '' });
    }
    return { tools: out, incidents };
  }

  /** What is known of pages, newest first. */
  async list(): Promise<readonly PageApiRecord[]> {
    const pages = [...(await this.pages()).values()].reverse();
    return pages.map(({ document: _document, raised: _raised, ...page }) => page);
  }

  private pages(): Promise<Map<string, Page>> {
    this.loaded ??= read('session', KEY)
      .then((stored) => new Map(Array.isArray(stored) ? (stored as [string, Page][]) : []))
      .catch(() => new Map<string, Page>());
    return this.loaded;
  }
}

function toolIncident(
  context: IncidentContext,
  sender: Sender,
  tool: PageTool,
  old: PageTool | null,
  verdict: Verdict,
): Incident {
  const steers = verdict.kind === 'malicious' || verdict.kind === 'suspicious';
  const text = steers || !old ? wordsOf(tool) : `${wordsOf(old)}\n→\n${wordsOf(tool)}`;
  const key = 'webMcp';
  const layer = context.policy.source[key];
  const changed = {
    rule: 'tool-steering.tool-changed-while-open',
    family: 'tool-steering' as const,
    severity: 'medium' as const,
    confidence: 0.5,
    start: 0,
    end: text.length,
    transform: 'original' as const,
    excerpt: text.slice(0, 200),
  };
  return newIncident(context, {
    id: crypto.randomUUID(),
    text,
    carrier: 'tool',
    name: tool.name.slice(0, 100),
    site: hostOf(sender.tabUrl),
    url: sender.url,
    service: '',
    tabId: sender.tabId,
    concealment: {
      reason: 'never-painted',
      evidence: {
        way: tool.way,
        readOnly: String(tool.readOnly),
        submitsItself: String(tool.submitsItself),
        changed: String(old !== null),
      },
    },
    verdict: steers
      ? verdict
      : {
          ...verdict,
          kind: 'suspicious',
          severity: 'medium',
          confidence: 0.5,
          families: ['tool-steering'],
          findings: [changed],
        },
    decision: {
      action: 'audit',
      reason: steers ? 'reasonToolSteers' : 'reasonToolChanged',
      layer,
      key,
      trace: [{ key, layer, value: context.policy.settings[key].join(', ').slice(0, 200), decided: true }],
    },
    enforcement: 'recorded',
  });
}
