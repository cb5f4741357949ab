// Made-up incidents for plain-browser development and pictures. Never part of the extension. The texts sit in
// mock-texts.json, because wording of attacks lives in data only; they are as hostile as real ones.
import type { Family, Severity, Transform } from '../model/finding.ts';
import { INCIDENT_SCHEMA, type Enforcement, type Incident } from '../model/incident.ts';
import type { Carrier, Concealment } from '../model/observation.ts';
import type { Explanation } from '../model/verdict.ts';
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
    snippet: snippetOf(text),
    concealment: text.concealment,
    verdict: {
      kind: 'malicious',
      severity: text.severity,
      confidence: 0.94,
      families: findings.length > 1 ? [text.family, 'instruction-override'] : [text.family],
      findings,
      layers: (text.layers ?? []).map(([transform, decoded]) => ({ transform, text: decoded })),
      explanation: explanationOf(text.text, hidden),
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
    cluster: text.rule,
    catalogVersion: '1',
    appVersion: '0.1.0',
  };
}

/** The piece of a page, with a heading and a line that people read. */
function snippetOf({ text, carrier, name }: MockText): string {
  const around = (inner: string): string =>
    `<article><h3>Garden chair “Linde”</h3><p>Oak, oiled. In stock, two to four days.</p>${inner}</article>`;
  if (carrier === 'comment') return around(text);
  if (carrier === 'attribute')
    return around(`<img ${name || 'alt'}="${text.replaceAll('"', '&quot;')}" width="120" height="60">`);
  return around(`<p class="note">${text.replaceAll('<', '&lt;')}</p>`);
}

/** The first words of a text, weighed by their length: what a model's answer looks like, not what it would say. */
function explanationOf(text: string, unseen: boolean): Explanation {
  const words = [...text.slice(0, 200).matchAll(/[a-z]{4,}/gi)].slice(0, 9).map(({ 0: word, index }, i) => ({
    text: word,
    start: index,
    end: index + word.length,
    weight: i % 3 === 2 ? -0.3 : word.length / 6,
  }));
  return { model: 'made-up', score: 0.97, transform: 'original', unseen, words };
}
