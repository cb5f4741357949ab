// OCSF 1.5.0 Detection Finding (class 2004) with the profile `security_control`, one event a line. Only attributes that
// exist since 1.3.0 and are not deprecated in 1.8.0; what OCSF has no name for stands under `unmapped`.
import type { Finding, Severity } from '../model/finding.ts';
import { frameworksOf } from './facts.ts';
import { webUrl, type ExportContext, type ExportedIncident, type Writer } from './format.ts';
import { jsonLine } from './json-lines.ts';
import { incidentCluster } from './sarif.ts';

const SEVERITY: Readonly<Record<Severity, readonly [number, string]>> = {
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
};

/** What was done, as action_id and disposition_id of the profile. */
const DONE: Readonly<Record<ExportedIncident['enforcement'], readonly [number, string, number, string]>> = {
  blanked: [4, 'Modified', 2, 'Blocked'],
  labelled: [3, 'Observed', 19, 'Alert'],
  recorded: [3, 'Observed', 17, 'Logged'],
  released: [1, 'Allowed', 1, 'Allowed'],
  undone: [4, 'Modified', 9, 'Restored'],
  stopped: [2, 'Denied', 2, 'Blocked'],
};

const confidenceOf = (share: number): readonly [number, string] =>
  share >= 0.8 ? [3, 'High'] : share >= 0.5 ? [2, 'Medium'] : [1, 'Low'];

const strongestOf = (findings: readonly Finding[]): Finding | undefined =>
  findings.reduce<Finding | undefined>((a, b) => (a && a.confidence >= b.confidence ? a : b), undefined);

export function ocsfEvent(incident: ExportedIncident, { version, references }: ExportContext): object {
  const { verdict, decision, input } = incident;
  const [severityId, severity] = verdict.severity ? SEVERITY[verdict.severity] : ([1, 'Informational'] as const);
  const [confidenceId, confidence] = confidenceOf(verdict.confidence);
  const [actionId, action, dispositionId, disposition] = DONE[incident.enforcement];
  const address = webUrl(incident.url);
  const strongest = strongestOf(verdict.findings);
  const techniques = frameworksOf(incident, references).get('atlas') ?? [];
  const attacks = techniques.map((uid) => ({ technique: { uid } }));
  const what = verdict.families[0] ?? (input ? 'sensitive-input' : incident.carrier);
  const title = incident.concealment ? `Hidden text, ${what}` : `${input ? 'Input' : 'Text'}, ${what}`;
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2004,
    class_name: 'Detection Finding',
    type_uid: 200401,
    type_name: 'Detection Finding: Create',
    time: incident.time,
    severity_id: severityId,
    severity,
    status_id: 1,
    status: 'New',
    confidence_id: confidenceId,
    confidence,
    confidence_score: Math.round(verdict.confidence * 100),
    is_alert: verdict.kind === 'malicious' || incident.enforcement === 'stopped',
    action_id: actionId,
    action,
    disposition_id: dispositionId,
    disposition,
    message: `${title}: ${incident.enforcement}`,
    metadata: {
      version: '1.5.0',
      profiles: ['security_control'],
      uid: incident.id,
      product: { name: 'Demarc', vendor_name: 'Demarc', version: incident.appVersion || version },
      log_name: incident.schema,
    },
    policy: { uid: incident.policyHash, name: decision.key, desc: `${decision.layer} policy: ${decision.action}` },
    finding_info: {
      uid: incident.id,
      title,
      created_time: incident.time,
      types: verdict.families.length > 0 ? verdict.families : [what],
      analytic: strongest
        ? { type_id: 1, type: 'Rule', uid: strongest.rule, name: strongest.rule, version: incident.catalogVersion }
        : { type_id: 4, type: 'Learning (ML/DL)', name: what, version: incident.catalogVersion },
      ...(attacks.length > 0 && { attacks }),
    },
    ...(attacks.length > 0 && { attacks }),
    observables: [
      ...(incident.site === ''
        ? []
        : [{ name: 'evidences.url.hostname', type_id: 1, type: 'Hostname', value: incident.site }]),
      ...(address === '' ? [] : [{ name: 'evidences.url.url_string', type_id: 6, type: 'URL String', value: address }]),
    ],
    evidences: [
      {
        ...(address === ''
          ? {}
          : { url: { url_string: address, ...(incident.frameSite !== '' && { hostname: incident.frameSite }) } }),
        // OCSF wants an evidence to have at least one of its parts; the data are there with every record.
        data: {
          carrier: incident.carrier,
          path: incident.path,
          concealment: incident.concealment,
          findings: verdict.findings,
          layers: verdict.layers,
          text_length: incident.textLength,
          ...(incident.text === '' ? {} : { text: incident.text, snippet: incident.snippet }),
        },
      },
    ],
    unmapped: {
      service: incident.service,
      enforcement: incident.enforcement,
      verdict: verdict.kind,
      catalogue: incident.catalogVersion,
      ...(input && { input }),
      ...(incidentCluster(incident) !== '' && { cluster: incidentCluster(incident) }),
      ...(incident.redacted && { redacted: true }),
    },
  };
}

export function ocsfWriter(context: ExportContext): Writer {
  return { begin: () => '', add: (incident) => jsonLine(ocsfEvent(incident, context)), end: () => '' };
}
