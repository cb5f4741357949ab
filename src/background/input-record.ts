// What went into an assistant, or was kept from it, becomes an incident. The page's script has acted already; the decision is
// made anew here, with the policy that the worker knows, and that one is on record. Values come masked, and stay so.
import { decideInput } from '../engine/policy/decide-input.ts';
import type { Sender } from '../messaging/router.ts';
import type { AssistantCatalog } from '../model/assistant.ts';
import { INCIDENT_SCHEMA, type Incident } from '../model/incident.ts';
import type { InputDecision, InputReport } from '../model/input.ts';
import type { StorageState } from '../model/status.ts';
import { addIncidents } from '../store/write.ts';
import { addressOf, hostOf, type IncidentContext } from './incident-service.ts';
import { policyPlace } from './place.ts';

/** Decides for the record, and stores it where policy asks for one. */
export async function recordInput(
  report: InputReport,
  sender: Sender,
  catalog: Pick<AssistantCatalog, 'assistants'>,
  context: IncidentContext,
): Promise<{ decision: InputDecision; storage: StorageState | null }> {
  const site = hostOf(sender.tabUrl);
  const at = policyPlace(catalog, context.services, sender, site);
  const { service } = at;
  const families = [...new Set(report.findings.map((f) => f.family))];
  const place = { ...at, account: report.account, agent: report.agent === true };
  const decision = decideInput(context.policy, place, { ...report, families }, context.now);
  if (sender.incognito || decision.action === 'allow') return { decision, storage: null };
  const text = report.steeringText === '' ? report.spans.map((s) => s.masked).join('\n') : report.steeringText;
  const { spanActions: _each, ...plain } = decision;
  const incident: Incident = {
    schema: INCIDENT_SCHEMA,
    id: report.id,
    time: context.now,
    site,
    frameSite: hostOf(sender.url) || site,
    url: addressOf(sender.url),
    service,
    tabId: sender.tabId,
    frameId: sender.frameId,
    text,
    textLength: report.textLength,
    carrier: 'input',
    name: report.file.slice(0, 100),
    path: '',
    snippet: '',
    concealment: null,
    verdict: {
      kind: report.steering,
      severity: null,
      confidence: Math.max(0, ...report.findings.map((f) => f.confidence)),
      families,
      findings: report.findings,
      layers: [],
    },
    input: {
      way: report.way,
      outcome: report.outcome,
      reason: report.reason,
      account: report.account,
      spans: report.spans,
      spanCount: report.spanCount,
      hidden: report.hidden,
      foreign: report.foreign,
      unscanned: report.unscanned,
    },
    decision: plain,
    enforcement: 'recorded',
    undoneAt: 0,
    policyHash: context.policy.hash,
    catalogVersion: context.catalogVersion,
    appVersion: context.appVersion,
  };
  return { decision, storage: await addIncidents([incident]) };
}
