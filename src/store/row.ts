// What a list shows of an incident.
import type { Incident } from '../model/incident.ts';
import type { IncidentRow } from '../model/incident-query.ts';

const EXCERPT = 160;

export function rowOf(incident: Incident): IncidentRow {
  const { verdict, input } = incident;
  return {
    id: incident.id,
    time: incident.time,
    site: incident.site,
    frameSite: incident.frameSite,
    service: incident.service,
    carrier: incident.carrier,
    name: incident.name,
    excerpt: incident.text.slice(0, EXCERPT),
    textLength: incident.textLength,
    concealment: incident.concealment?.reason ?? null,
    verdictKind: verdict.kind,
    severity: verdict.severity,
    confidence: verdict.confidence,
    families: verdict.families,
    action: incident.decision.action,
    enforcement: incident.enforcement,
    ...(input ? { outcome: input.outcome, way: input.way } : {}),
    cluster: incident.cluster ?? '',
  };
}
