// The one message listener. It answers only messages of the contract, from the sender the contract names, with
// parameters that parse; everything else is left to others (returns nothing) or refused.
import * as v from 'valibot';
import { CARRIERS, CONCEALMENTS } from '../model/observation.ts';
import { FAMILIES, SEVERITIES, TRANSFORMS } from '../model/finding.ts';
import { VERDICT_KINDS } from '../model/verdict.ts';
import { ACT_ANSWERS, ACT_OUTCOMES, AGENT_ACTS, GATE_MODES, SITE_LEVELS } from '../model/agent.ts';
import { ACTIONS, OVERRIDES, PRESETS } from '../model/policy.ts';
import { PART_STATES } from '../model/adapter.ts';
import { ACCOUNTS, INPUT_OUTCOMES, INPUT_WAYS } from '../model/input.ts';
import { LATE_PARTS } from '../model/late-part.ts';
import { TOOL_WAYS } from '../model/page-api.ts';
import { OUTPUT_OUTCOMES, OUTPUT_PLACES } from '../model/output.ts';
import { SENSITIVE_CATEGORIES } from '../model/sensitive.ts';
import type { WorkerMessageName, WorkerMessages } from './contract.ts';

const text = (max: number): v.GenericSchema<string> => v.pipe(v.string(), v.maxLength(max));
const id = v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/));
const offset = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(50_000_000));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const concealment = v.nullable(
  v.object({
    reason: v.picklist(CONCEALMENTS),
    evidence: v.pipe(
      v.record(text(40), text(300)),
      v.check((r) => Object.keys(r).length <= 8),
    ),
  }),
);
const finding = v.object({
  rule: text(100),
  family: v.picklist(FAMILIES),
  severity: v.picklist(SEVERITIES),
  confidence: share,
  start: offset,
  end: offset,
  transform: v.picklist(TRANSFORMS),
  excerpt: text(200),
});
const layers = v.pipe(v.array(v.object({ transform: v.picklist(TRANSFORMS), text: text(4_000) })), v.maxLength(24));
const report = v.object({
  id,
  text: text(20_000),
  textLength: offset,
  carrier: v.picklist(CARRIERS),
  name: text(100),
  path: text(300),
  snippet: text(2_000),
  concealment,
  verdict: v.object({
    kind: v.picklist(VERDICT_KINDS),
    severity: v.nullable(v.picklist(SEVERITIES)),
    confidence: share,
    families: v.pipe(v.array(v.picklist(FAMILIES)), v.maxLength(FAMILIES.length)),
    findings: v.pipe(v.array(finding), v.maxLength(40)),
    layers,
  }),
});
const inputReport = v.object({
  id,
  way: v.picklist(INPUT_WAYS),
  outcome: v.picklist(INPUT_OUTCOMES),
  reason: text(500),
  file: text(200),
  textLength: offset,
  account: v.picklist(ACCOUNTS),
  spans: v.pipe(
    v.array(
      v.object({
        type: text(80),
        category: v.picklist(SENSITIVE_CATEGORIES),
        confidence: share,
        masked: text(40),
        action: v.picklist(ACTIONS),
      }),
    ),
    v.maxLength(50),
  ),
  spanCount: offset,
  steering: v.picklist(VERDICT_KINDS),
  steeringText: text(4_000),
  findings: v.pipe(v.array(finding), v.maxLength(40)),
  hidden: v.boolean(),
  foreign: v.boolean(),
  unscanned: v.boolean(),
  agent: v.optional(v.boolean()),
});
const outputReport = v.pipe(
  v.object({
    id,
    place: v.picklist(OUTPUT_PLACES),
    outcome: v.picklist(OUTPUT_OUTCOMES),
    text: text(20_000),
    textLength: offset,
    findings: v.pipe(v.array(finding), v.maxLength(40)),
    layers,
    account: v.optional(v.picklist(ACCOUNTS)),
    agent: v.optional(v.boolean()),
  }),
  v.check(({ place, findings }) => place === 'share' || findings.length > 0, 'a report without a finding'),
);
const keptValue = v.object({
  name: v.pipe(text(60), v.regex(/^[A-Z][A-Z0-9_]*_\d+$/)),
  value: text(20_000),
});
const pageTool = v.object({
  name: text(200),
  description: text(8_000),
  schema: text(8_000),
  way: v.picklist(TOOL_WAYS),
  readOnly: v.boolean(),
  submitsItself: v.boolean(),
});
const partState = v.picklist(PART_STATES);
const nothing = v.object({});
const texts = (max: number): v.GenericSchema<string[]> => v.pipe(v.array(text(300)), v.maxLength(max));

/** Partial settings; what each value may be is engine/policy's business, this only bounds type and size. */
const settings = v.partial(
  v.object({
    enabled: v.boolean(),
    lockdown: v.boolean(),
    rules: v.pipe(v.array(text(500)), v.maxLength(500)),
    exceptions: v.pipe(v.array(text(500)), v.maxLength(500)),
    noticeText: v.pipe(v.array(text(500)), v.maxLength(100)),
    showWelcome: v.boolean(),
    fullExport: v.boolean(),
    preset: v.picklist(PRESETS),
    hiddenTextAction: v.picklist(ACTIONS),
    visibleTextAction: v.picklist(ACTIONS),
    sensitiveActions: texts(500),
    answerResources: v.picklist(ACTIONS),
    allowedAnswerHosts: texts(1_000),
    prefilledPromptAction: v.picklist(ACTIONS),
    sharedChatAction: v.picklist(ACTIONS),
    extensionRules: v.pipe(v.array(text(500)), v.maxLength(500)),
    webMcp: texts(500),
    builtInAi: texts(500),
    agentGate: v.picklist(GATE_MODES),
    agentActions: texts(50),
    agentSites: texts(500),
    agentSensitiveSites: v.picklist(SITE_LEVELS),
    agentSensitiveHosts: texts(500),
    agentAllowanceMinutes: v.number(),
    steeringInputAction: v.picklist(ACTIONS),
    foreignInputAction: v.picklist(ACTIONS),
    unscannedFileAction: v.picklist(ACTIONS),
    unsanctionedServiceAction: v.picklist(ACTIONS),
    answerTextAction: v.picklist(ACTIONS),
    inputOverride: v.picklist(OVERRIDES),
    accountDomains: texts(500),
    organisationTerms: texts(500),
    organisationPatterns: texts(500),
    organisationRecords: texts(500),
    organisationDocuments: texts(500),
    excludedSites: texts(1_000),
    approvedServices: texts(500),
    blockedServices: texts(500),
    attestations: texts(200),
    allowUndo: v.boolean(),
    allowUserSettings: v.boolean(),
    retentionDays: v.number(),
    maxIncidents: v.number(),
    maxIncidentMegabytes: v.number(),
    organisationName: text(200),
    supportUrl: text(500),
  }),
);

/** Reports, and texts to be judged, in one message. */
export const MAX_REPORTS = 20;
export const MAX_NOTICES = 200;
export const MAX_REFUSED = 100;
export const MAX_TEXTS = 400;
export const MAX_TOOLS = 50;

const PARAMS: { readonly [N in WorkerMessageName]: v.GenericSchema } = {
  'verdict.report': v.object({
    reports: v.pipe(v.array(report), v.maxLength(MAX_REPORTS)),
    agent: v.optional(v.boolean()),
  }),
  'texts.judge': v.object({ texts: v.pipe(v.array(text(20_000)), v.maxLength(MAX_TEXTS)) }),
  'doors.open': nothing,
  'doors.wanted': nothing,
  'part.bring': v.object({ part: v.picklist(LATE_PARTS) }),
  'adapter.report': v.object({ check: v.object({ editor: partState, send: partState, answer: partState }) }),
  'adapters.list': nothing,
  'input.report': v.object({ report: inputReport }),
  'output.report': v.object({ report: outputReport }),
  'values.keep': v.object({ values: v.pipe(v.array(keptValue), v.maxLength(200)) }),
  'draft.note': v.object({ hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)) }),
  'prompt.stopped': nothing,
  'requests.refused': v.object({
    requests: v.pipe(v.array(v.object({ url: text(8_000), type: text(40) })), v.maxLength(MAX_REFUSED)),
  }),
  'memory.noticed': v.object({
    notices: v.pipe(
      v.array(v.object({ notice: text(200), saved: text(2_000), asked: v.boolean(), ordinal: offset })),
      v.maxLength(MAX_NOTICES),
    ),
  }),
  'memory.clear': nothing,
  'prompt.get': v.object({ id }),
  'prompt.open': v.object({ id, withPrompt: v.boolean() }),
  'input.checked': v.object({ way: v.picklist(INPUT_WAYS), account: v.picklist(ACCOUNTS) }),
  'line.device': nothing,
  'control.confirm': v.object({
    control: v.pipe(text(10), v.regex(/^[A-Z]+-\d+$/)),
    service: v.pipe(text(64), v.regex(/^[a-z0-9-]*$/)),
    on: v.boolean(),
  }),
  'extensions.list': nothing,
  'extensions.events': nothing,
  'extensions.decide': v.object({ id: text(128), act: v.picklist(['keep', 'disable', 'enable']) }),
  'extensions.proposal': nothing,
  'pageApis.report': v.object({
    tools: v.optional(v.pipe(v.array(pageTool), v.maxLength(MAX_TOOLS))),
    usedModel: v.optional(v.boolean()),
  }),
  'pageApis.list': nothing,
  'gate.open': v.object({ marks: v.pipe(v.array(v.pipe(text(60), v.regex(/^[a-z0-9.-]+$/))), v.maxLength(60)) }),
  'act.report': v.object({
    report: v.object({
      id,
      act: v.picklist(AGENT_ACTS),
      outcome: v.picklist(ACT_OUTCOMES),
      label: text(120),
      to: text(253),
    }),
  }),
  'act.refuse': v.object({ id }),
  'act.answer': v.object({ id, answer: v.picklist(ACT_ANSWERS) }),
  'agents.stop': v.object({ tabId: v.pipe(v.number(), v.integer(), v.minValue(-1)), on: v.boolean() }),
  'agents.view': nothing,
  'agents.revoke': v.object({ site: text(253), act: v.picklist(AGENT_ACTS) }),
  'tab.status': v.object({ tabId: v.pipe(v.number(), v.integer(), v.minValue(-1)) }),
  'incident.undo': v.object({ id }),
  'incident.reveal': v.object({ id }),
  'incident.clear': nothing,
  'policy.get': nothing,
  'policy.draft': v.object({ text: text(1_000_000), as: v.picklist(['managed', 'user']) }),
  'policy.set': v.object({ settings }),
};
const FROM_GUARD: ReadonlySet<WorkerMessageName> = new Set([
  'verdict.report',
  'texts.judge',
  'incident.reveal',
  'doors.open',
  'doors.wanted',
  'part.bring',
  'adapter.report',
  'input.report',
  'input.checked',
  'output.report',
  'values.keep',
  'draft.note',
  'prompt.stopped',
  'requests.refused',
  'memory.noticed',
  'pageApis.report',
  'gate.open',
  'act.report',
  'act.refuse',
]);

/** Who sent a message, as the browser (not the sender) says. */
export interface Sender {
  /** A page of this extension, or a content script of it in a tab's frame. */
  readonly kind: 'ui' | 'guard';
  readonly tabId: number;
  readonly frameId: number;
  readonly url: string;
  readonly tabUrl: string;
  readonly incognito: boolean;
  /** Tells documents of one frame apart; left out where the browser does not tell. */
  readonly documentId?: string;
}

export type Handlers = {
  readonly [N in WorkerMessageName]: (
    params: WorkerMessages[N]['params'],
    sender: Sender,
  ) => Promise<WorkerMessages[N]['result']>;
};

/** What the browser tells about a sender; the fields used of `runtime.MessageSender`. */
export interface RawSender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly frameId?: number | undefined;
  readonly documentId?: string | undefined;
  readonly tab?:
    { readonly id?: number | undefined; readonly url?: string | undefined; readonly incognito: boolean } | undefined;
}

export function senderOf(raw: RawSender, ownId: string, ownOrigin: string): Sender | null {
  if (raw.id !== ownId) return null;
  const url = raw.url ?? '';
  const kind = url.startsWith(ownOrigin) ? 'ui' : raw.tab ? 'guard' : null;
  if (!kind) return null;
  return {
    kind,
    tabId: raw.tab?.id ?? -1,
    frameId: raw.frameId ?? 0,
    url,
    tabUrl: raw.tab?.url ?? url,
    incognito: raw.tab?.incognito ?? false,
    ...(raw.documentId === undefined ? {} : { documentId: raw.documentId }),
  };
}

/**
 * Answers one message. undefined: not ours, let others answer. A rejected promise tells the sender what was wrong
 * with it; handler failures reach the sender as rejections too.
 */
export function route(message: unknown, sender: Sender | null, handlers: Handlers): Promise<unknown> | undefined {
  const envelope = v.safeParse(v.object({ to: v.literal('worker'), name: v.string(), params: v.unknown() }), message);
  if (!envelope.success) return undefined;
  const name = envelope.output.name as WorkerMessageName;
  if (!sender || !Object.hasOwn(PARAMS, name)) return Promise.reject(new Error('unknown message or sender'));
  if (FROM_GUARD.has(name) !== (sender.kind === 'guard'))
    return Promise.reject(new Error(`${name} is not for this sender`));
  const params = v.safeParse(PARAMS[name], envelope.output.params);
  if (!params.success) return Promise.reject(new Error(`${name}: ${params.issues[0].message}`));
  const handler = handlers[name] as (p: unknown, s: Sender) => Promise<unknown>;
  return handler(params.output, sender);
}
