// The incident that an extension raises when it gets at an AI service that it did not get at before. What it says of itself is
// its own choice and kept as text, like the words of a page.
import type { Assessment } from '../engine/governance/assess.ts';
import type { Drift } from '../engine/governance/drift.ts';
import type { ExtensionDecision, ExtensionFacts } from '../model/extension.ts';
import type { Incident } from '../model/incident.ts';
import type { Action } from '../model/policy.ts';
import { newIncident, type IncidentContext } from './incident-service.ts';

export interface ExtensionNews {
  readonly facts: ExtensionFacts;
  readonly drift: Drift;
  /** Ids of services. */
  readonly gained: readonly string[];
  readonly assessment: Assessment;
  readonly decision: ExtensionDecision;
  /** It is switched off now. */
  readonly stops: boolean;
}

/** What of the ladder of actions corresponds to what is done to an extension. */
const ACTION: Readonly<Record<ExtensionDecision['action'], Action>> = {
  allow: 'audit',
  watch: 'audit',
  ask: 'warn',
  disable: 'block',
};

export function extensionIncident(context: IncidentContext, news: ExtensionNews): Incident {
  const { facts, drift, gained, assessment, decision, stops } = news;
  const bad = assessment.risk === 'known-bad';
  const text = describe(facts);
  const rule = bad ? 'data-exfiltration.extension-listed-bad' : 'data-exfiltration.extension-reads-assistant';
  const confidence = bad ? 0.95 : 0.5;
  const names = gained.map((id) => context.services.find((service) => service.id === id)?.name ?? id);
  const key = 'extensionRules';
  return newIncident(context, {
    id: crypto.randomUUID(),
    text,
    carrier: 'extension',
    name: facts.name.slice(0, 100),
    site: facts.id.slice(0, 253),
    url: '',
    service: gained.length === 1 ? (gained[0] ?? '') : '',
    tabId: -1,
    concealment: {
      reason: 'never-painted',
      evidence: {
        event: drift.kind,
        services: `${gained.length}: ${names.slice(0, 6).join(', ')}`.slice(0, 300),
        reasons: assessment.reasons.join(', ').slice(0, 300),
        before: drift.before ? `${drift.before.version} ${drift.before.enabled ? '' : '(off)'}`.trim() : '',
      },
    },
    verdict: {
      kind: bad ? 'malicious' : 'suspicious',
      severity: bad || assessment.risk === 'high' ? 'high' : 'medium',
      confidence,
      families: ['data-exfiltration'],
      findings: [
        {
          rule,
          family: 'data-exfiltration',
          severity: bad || assessment.risk === 'high' ? 'high' : 'medium',
          confidence,
          start: 0,
          end: text.length,
          transform: 'original',
          excerpt: text.slice(0, 200),
        },
      ],
      layers: [],
    },
    decision: {
      action: ACTION[decision.action],
      reason: bad ? 'reasonExtensionBad' : 'reasonExtensionReads',
      layer: context.policy.source[key],
      key,
      trace:
        decision.trace.length > 0
          ? decision.trace
          : [{ key, layer: context.policy.source[key], value: '', decided: true }],
    },
    enforcement: stops ? 'stopped' : 'recorded',
  });
}

/** The facts of an extension as text, in the browsers' own words. */
function describe({ name, version, id, installType, updateUrl, permissions, hosts, warned, warnsAll }: ExtensionFacts) {
  const all = [...new Set([...(warnsAll ? ['<all_urls>'] : []), ...hosts, ...warned])];
  return [
    `${name} ${version}`,
    id,
    `installType: ${installType}`,
    ...(updateUrl === '' ? [] : [`updateUrl: ${updateUrl}`]),
    `permissions: ${permissions.join(', ')}`,
    `hosts: ${all.join(', ')}`,
  ]
    .join('\n')
    .slice(0, 20_000);
}
