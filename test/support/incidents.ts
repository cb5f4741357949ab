// Builds incidents for tests: a complete, honest-looking record of which a test changes what it is about.
import type { Incident, IncidentReport } from '../../src/model/incident.ts';
import { INCIDENT_SCHEMA } from '../../src/model/incident.ts';

/** A guard's report of hidden text; pass what differs. */
export function buildReport(changes: Partial<IncidentReport> = {}): IncidentReport {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    text: 'made-up marker words of a payload',
    textLength: 33,
    carrier: 'text',
    name: '',
    path: 'html > body > p',
    snippet: '<p>…</p>',
    concealment: { reason: 'transparent', evidence: { opacity: '0' } },
    verdict: {
      kind: 'malicious',
      severity: 'high',
      confidence: 0.9,
      families: ['assistant-address'],
      findings: [],
      layers: [],
    },
    ...changes,
  };
}

/** An incident of hidden text that was blanked; pass what differs. */
export function buildIncident(changes: Partial<Incident> = {}): Incident {
  return {
    ...buildReport(),
    schema: INCIDENT_SCHEMA,
    time: 1_790_000_000_000,
    site: 'shop.example',
    frameSite: 'shop.example',
    url: 'https://shop.example/item',
    service: '',
    tabId: 7,
    frameId: 0,
    decision: {
      action: 'block',
      reason: 'reasonHiddenManipulative',
      layer: 'default',
      key: 'hiddenTextAction',
      trace: [],
    },
    enforcement: 'blanked',
    undoneAt: 0,
    policyHash: 'abc123',
    catalogVersion: '1',
    appVersion: '0.1.0',
    ...changes,
  };
}
