// Made-up incidents for plain-browser development and pictures. Never part of the extension. The texts sit in
// mock-texts.json, because wording of attacks lives in data only; they are as hostile as real ones.
import type { Family, Severity, Transform } from '../model/finding.ts';
import { INCIDENT_SCHEMA, type Enforcement, type Incident } from '../model/incident.ts';
import type { Carrier, Concealment } from '../model/observation.ts';
import mockTexts from './mock-texts.json' with { type: 'json' };

const HOUR = 3_600_000;

/** One made-up text and what was found in it. */
export interface MockText {
  readonly text: string;
  readonly carrier: Carrier;
  readonly name: string;
  readonly path: string;
  readonly concealment: Concealment | null;
  readonly family: Family;
  readonly rule: string;
  readonly severity: Severity;
  readonly site: string;
  readonly enforcement: Enforcement;
  readonly spans: readonly string[];
  readonly layers?: readonly (readonly [Transform, string])[];
}

/** Every kind of text that the pictures show. */
export const TEXTS = mockTexts.texts as unknown as readonly MockText[];
/** Incidents over the last three weeks, newest first, the same every time for the same `now`. */
export function mockIncidents(count: number, now: number): Incident[] {
  let seed = 7;
  const next = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  let time = now - 11 * 60_000;
  return Array.from({ length: count }, (_, n) => {
    const template = TEXTS[n < TEXTS.length ? n : next(TEXTS.length)] as MockText;
    const incident = mockIncident(n < TEXTS.length ? `mock-${n}` : `mock-${n}-${next(1e9)}`, template, time);
    time -= HOUR / 4 + next(2 * HOUR + (n % 9 === 0 ? 14 * HOUR : 0));
    return incident;
  });
}

function mockIncident(id: string, text: MockText, time: number): Incident {
  const findings = text.spans.map((span, i) => ({
    rule: i === 0 ? text.rule : 'instruction-override.prior-instructions',
    family: i === 0 ? text.family : ('instruction-override' as const),
    severity: text.severity,
    confidence: i === 0 ? 0.94 : 0.71,
    start: text.text.indexOf(span),
    end: text.text.indexOf(span) + span.length,
    transform: 'original' as const,
    excerpt: span,
  }));
  const hidden = text.concealment !== null;
  const key = hidden ? ('hiddenTextAction' as const) : ('visibleTextAction' as const);
  return {
    schema: INCIDENT_SCHEMA,
    id,
    text: text.text,
    textLength: text.text.length,
    carrier: text.carrier,
    name: text.name,
    path: text.path,
    snippet: `<div class="note">${text.text}</div>`,
    concealment: text.concealment,
    verdict: {
      kind: 'malicious',
      severity: text.severity,
      confidence: 0.94,
      families: findings.length > 1 ? [text.family, 'instruction-override'] : [text.family],
      findings,
      layers: (text.layers ?? []).map(([transform, decoded]) => ({ transform, text: decoded })),
    },
    time,
    site: text.site,
    frameSite: text.site,
    url: `https://${text.site}/articles/42`,
    service: '',
    tabId: 1,
    frameId: 0,
    decision: {
      action: hidden ? 'block' : 'warn',
      reason: hidden ? 'reasonHiddenManipulative' : 'reasonVisibleManipulative',
      layer: 'default',
      key,
      trace: [
        { key: 'enabled', layer: 'default', value: 'true', decided: false },
        { key: 'excludedSites', layer: 'default', value: '', decided: false },
        { key, layer: 'default', value: hidden ? 'block' : 'warn', decided: true },
      ],
    },
    enforcement: text.enforcement,
    undoneAt: text.enforcement === 'undone' ? time + 90_000 : 0,
    policyHash: '1f0e62b3',
    catalogVersion: '1',
    appVersion: '0.1.0',
  };
}
