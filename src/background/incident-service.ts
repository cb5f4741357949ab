// Reports of guards become decisions and stored incidents. Stored first, answered then: a killed worker loses nothing,
// because an unanswered guard asks again and the store keeps one record per id.
import { decide } from '../engine/policy/decide.ts';
import { serviceFor } from '../engine/responsibility/service-for.ts';
import type { GuardDecision } from '../messaging/contract.ts';
import type { Sender } from '../messaging/router.ts';
import { INCIDENT_SCHEMA, type Enforcement, type Incident, type IncidentReport } from '../model/incident.ts';
import type { Decision, EffectivePolicy } from '../model/policy.ts';
import type { AiService } from '../model/service.ts';
import type { StorageState } from '../model/status.ts';
import { layerOf } from './place.ts';
import { addIncidents } from '../store/write.ts';

/** UTF-16 units of a text that are kept. */
const MAX_TEXT = 20_000;

export interface IncidentContext {
  readonly services: readonly AiService[];
  readonly policy: EffectivePolicy;
  readonly now: number;
  readonly catalogVersion: string;
  readonly appVersion: string;
}

/** Decides about each report and stores those that are worth a record. @param agent a program drives the page */
export async function handleReports(
  reports: readonly IncidentReport[],
  sender: Sender,
  context: IncidentContext,
  agent = false,
): Promise<{ decisions: readonly GuardDecision[]; storage: StorageState | null }> {
  const site = hostOf(sender.tabUrl);
  const page = parse(sender.tabUrl);
  const service = page ? (serviceFor(context.services, page.hostname, page.pathname)?.id ?? '') : '';
  const frameSite = hostOf(sender.url) || site;
  const decided = reports.map((report) => {
    const decision = decide(
      context.policy,
      {
        site,
        frameSite,
        service,
        layer: layerOf(context.services, service),
        agent,
        families: report.verdict.families,
        hidden: report.concealment !== null,
        verdictKind: report.verdict.kind,
        severity: report.verdict.severity,
        confidence: report.verdict.confidence,
      },
      context.now,
    );
    return { report, decision };
  });
  const decisions = decided.map(({ report, decision }) => ({ id: report.id, decision }));
  // What a private window shows is never written down; allowed texts are nobody's business.
  if (sender.incognito) return { decisions, storage: null };
  const incidents = decided
    .filter(({ decision }) => decision.action !== 'allow')
    .map(({ report, decision }): Incident => ({
      ...report,
      schema: INCIDENT_SCHEMA,
      time: context.now,
      site,
      frameSite,
      url: addressOf(sender.url),
      service,
      tabId: sender.tabId,
      frameId: sender.frameId,
      decision,
      enforcement: enforcementOf(report, decision),
      undoneAt: 0,
      policyHash: context.policy.hash,
      catalogVersion: context.catalogVersion,
      appVersion: context.appVersion,
    }));
  const storage = incidents.length > 0 ? await addIncidents(incidents) : null;
  return { decisions, storage };
}

/** What the worker itself found: an incident without a guard's report. */
export type OwnIncident = Omit<
  Incident,
  | 'schema'
  | 'time'
  | 'frameSite'
  | 'frameId'
  | 'path'
  | 'snippet'
  | 'textLength'
  | 'undoneAt'
  | 'policyHash'
  | 'catalogVersion'
  | 'appVersion'
>;

/** Completes an incident of the worker's own; `url` may have query and fragment, which are left out. */
export function newIncident(context: IncidentContext, own: OwnIncident): Incident {
  return {
    ...own,
    schema: INCIDENT_SCHEMA,
    time: context.now,
    text: own.text.slice(0, MAX_TEXT),
    textLength: own.text.length,
    frameSite: own.site,
    url: addressOf(own.url),
    frameId: 0,
    path: '',
    snippet: '',
    undoneAt: 0,
    policyHash: context.policy.hash,
    catalogVersion: context.catalogVersion,
    appVersion: context.appVersion,
  };
}

/** What the guard does with the carrier on this decision; the same rule as in guard/guard.ts. */
function enforcementOf(report: IncidentReport, decision: Decision): Enforcement {
  const { action } = decision;
  const malicious = report.verdict.kind === 'malicious';
  if (action === 'block' || action === 'redact') return malicious ? 'blanked' : 'recorded';
  return action === 'warn' && report.concealment === null ? 'labelled' : 'recorded';
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
/** Host of an address; '' for any that has none. */
export const hostOf = (url: string): string => parse(url)?.hostname ?? '';

/** Address without query and fragment, which may hold what a person typed. */
export function addressOf(url: string): string {
  const u = parse(url);
  if (!u) return '';
  return (u.origin === 'null' ? `${u.protocol}${u.pathname.slice(0, 200)}` : `${u.origin}${u.pathname}`).slice(0, 500);
}
