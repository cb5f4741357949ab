// The record of something that came out of an assistant: in an answer, in what was copied, in a link. The report comes from
// a page's script and is parsed; whether it is kept is decided by policy.
import { decideOutput } from '../engine/policy/decide-output.ts';
import type { Sender } from '../messaging/router.ts';
import type { AssistantCatalog } from '../model/assistant.ts';
import { SEVERITIES } from '../model/finding.ts';
import { INCIDENT_SCHEMA, type Incident } from '../model/incident.ts';
import type { OutputReport } from '../model/output.ts';
import type { StorageState } from '../model/status.ts';
import { addIncidents } from '../store/write.ts';
import { serviceIdOf } from './place.ts';
import { addressOf, hostOf, type IncidentContext } from './incident-service.ts';

/** Stores it where policy asks for a record; null: nothing was to be stored. */
export async function recordOutput(
  report: OutputReport,
  sender: Sender,
  catalog: AssistantCatalog,
  context: IncidentContext,
): Promise<StorageState | null> {
  const site = hostOf(sender.tabUrl);
  const decision = decideOutput(context.policy, site);
  if (sender.incognito || decision.action === 'allow') return null;
  const { findings } = report;
  const rank = (f: (typeof findings)[number]): number => SEVERITIES.indexOf(f.severity);
  const worst = findings.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  const incident: Incident = {
    schema: INCIDENT_SCHEMA,
    id: report.id,
    time: context.now,
    site,
    frameSite: hostOf(sender.url) || site,
    url: addressOf(sender.url),
    service: serviceIdOf(catalog, context.services, sender),
    tabId: sender.tabId,
    frameId: sender.frameId,
    text: report.text,
    textLength: report.textLength,
    carrier: report.place === 'copied' ? 'copied' : 'answer',
    name: report.place === 'link' ? 'href' : '',
    path: '',
    snippet: '',
    concealment: null,
    verdict: {
      kind: 'suspicious',
      severity: worst.severity,
      confidence: Math.max(...findings.map((f) => f.confidence)),
      families: [...new Set(findings.map((f) => f.family))],
      findings,
      layers: report.layers,
    },
    decision,
    enforcement: report.outcome === 'shown' ? 'labelled' : report.outcome === 'recorded' ? 'recorded' : 'blanked',
    undoneAt: 0,
    policyHash: context.policy.hash,
    catalogVersion: context.catalogVersion,
    appVersion: context.appVersion,
  };
  return addIncidents([incident]);
}
