// The record of something that came out of an assistant: in an answer, in what was copied, in a link, by sharing. The report
// comes from a page's script and is parsed; whether it is kept is decided by policy.
import { decideOutput, decideShare } from '../engine/policy/decide-output.ts';
import type { Sender } from '../messaging/router.ts';
import type { AssistantCatalog } from '../model/assistant.ts';
import { SEVERITIES } from '../model/finding.ts';
import { INCIDENT_SCHEMA, type Enforcement, type Incident } from '../model/incident.ts';
import type { OutputOutcome, OutputPlace, OutputReport } from '../model/output.ts';
import type { StorageState } from '../model/status.ts';
import { addIncidents } from '../store/write.ts';
import { policyPlace } from './place.ts';
import { addressOf, hostOf, type IncidentContext } from './incident-service.ts';

const ENFORCED: Readonly<Record<OutputOutcome, Enforcement>> = {
  recorded: 'recorded',
  shown: 'labelled',
  cleaned: 'blanked',
  stopped: 'stopped',
  'went-on': 'released',
};
const NAMES: Readonly<Record<OutputPlace, string>> = { answer: '', copied: '', link: 'href', share: 'share' };

/** Stores it where policy asks for a record; null: nothing was to be stored. */
export async function recordOutput(
  report: OutputReport,
  sender: Sender,
  catalog: AssistantCatalog,
  context: IncidentContext,
): Promise<StorageState | null> {
  const site = hostOf(sender.tabUrl);
  const families = [...new Set(report.findings.map((f) => f.family))];
  const { account, agent = false } = report;
  const at = {
    ...policyPlace(catalog, context.services, sender, site),
    ...(account ? { account } : {}),
    agent,
    families,
  };
  const decision = (report.place === 'share' ? decideShare : decideOutput)(context.policy, at, context.now);
  if (sender.incognito || decision.action === 'allow') return null;
  const { findings } = report;
  const rank = (f: (typeof findings)[number]): number => SEVERITIES.indexOf(f.severity);
  const worst = [...findings].sort((a, b) => rank(b) - rank(a))[0];
  const incident: Incident = {
    schema: INCIDENT_SCHEMA,
    id: report.id,
    time: context.now,
    site,
    frameSite: hostOf(sender.url) || site,
    url: addressOf(sender.url),
    service: at.service,
    tabId: sender.tabId,
    frameId: sender.frameId,
    text: report.text,
    textLength: report.textLength,
    carrier: report.place === 'copied' ? 'copied' : 'answer',
    name: NAMES[report.place],
    path: '',
    snippet: '',
    concealment: null,
    verdict: {
      kind: worst ? 'suspicious' : 'not-scanned',
      severity: worst?.severity ?? null,
      confidence: Math.max(0, ...findings.map((f) => f.confidence)),
      families,
      findings,
      layers: report.layers,
    },
    decision,
    enforcement: ENFORCED[report.outcome],
    undoneAt: 0,
    policyHash: context.policy.hash,
    catalogVersion: context.catalogVersion,
    appVersion: context.appVersion,
  };
  return addIncidents([incident]);
}
