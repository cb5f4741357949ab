// SARIF 2.1.0 (OASIS), one run, one result for each incident. Results come before the tool in the file: which rules there
// are is known when all incidents went by. What a page wrote stands in property bags only, never in a message: messages may
// hold links, and viewers make them live (§3.11.6).
import type { Finding, Severity } from '../model/finding.ts';
import { frameworksOf } from './facts.ts';
import { isoTime, webUrl, type ExportContext, type ExportedIncident, type Writer } from './format.ts';

const LEVELS: Readonly<Record<Severity, string>> = { low: 'note', medium: 'warning', high: 'error', critical: 'error' };

/** Rule of a record that no rule raised, such as a password in a message. */
const ruleOf = ({ verdict, input, carrier }: ExportedIncident): string => {
  const [first, ...others] = verdict.findings;
  const strongest = others.reduce<Finding | undefined>((a, b) => (a && a.confidence >= b.confidence ? a : b), first);
  return strongest?.rule ?? `${carrier}.${input?.spans[0]?.type ?? 'record'}`;
};

/** A message in plain text: signs that make links and placeholders are escaped (§3.11.5, §3.11.6). */
const plain = (text: string): string => text.replace(/[[\]\\]/g, '\\$&').replace(/[{}]/g, '$&$&');

export function sarifWriter({ version, now, redacted, references }: ExportContext): Writer {
  const rules: object[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (incident: ExportedIncident): readonly [string, number] => {
    const id = ruleOf(incident);
    let index = indexes.get(id);
    if (index === undefined) {
      const tags = [...frameworksOf(incident, references)].flatMap(([name, ids]) => ids.map((i) => `${name}:${i}`));
      const [family] = id.split('.');
      index = rules.length;
      indexes.set(id, index);
      rules.push({
        id,
        shortDescription: { text: plain(`Found by ${id}`) },
        properties: { tags: [...new Set(['security', ...(family ? [family] : []), ...tags])] },
      });
    }
    return [id, index];
  };
  let first = true;
  return {
    begin: () =>
      '{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",' +
      '"version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","results":[\n',
    add(incident) {
      const [ruleId, ruleIndex] = indexOf(incident);
      const comma = first ? '' : ',\n';
      first = false;
      return comma + JSON.stringify(resultOf(incident, ruleId, ruleIndex));
    },
    end: () =>
      `\n],"invocations":[${JSON.stringify({ executionSuccessful: true, endTimeUtc: isoTime(now) })}],` +
      `"tool":${JSON.stringify({ driver: { name: 'Demarc', version, semanticVersion: version, rules } })},` +
      `"properties":${JSON.stringify({ redacted })}}]}\n`,
  };
}

function resultOf(incident: ExportedIncident, ruleId: string, ruleIndex: number): object {
  const { verdict, concealment, decision, input } = incident;
  const address = webUrl(incident.url);
  const seen = concealment ? `a text that a person cannot see (${concealment.reason})` : 'a text';
  const what = input ? `something on its way into an assistant (${input.way})` : `${seen} in ${incident.carrier}`;
  return {
    ruleId,
    ruleIndex,
    kind: 'fail',
    level: verdict.severity ? LEVELS[verdict.severity] : 'note',
    rank: Math.round(verdict.confidence * 1_000) / 10,
    guid: incident.id,
    message: {
      text: plain(
        `${verdict.kind}: ${what}, ${incident.enforcement} by ${decision.layer} policy (${decision.action}).`,
      ),
    },
    locations: [
      {
        ...(address === '' ? {} : { physicalLocation: { artifactLocation: { uri: address } } }),
        logicalLocations: [{ fullyQualifiedName: incident.path || incident.carrier, kind: 'element' }],
      },
    ],
    ...(incidentCluster(incident) && { partialFingerprints: { 'demarcCluster/v1': incidentCluster(incident) } }),
    properties: {
      time: isoTime(incident.time),
      site: incident.site,
      service: incident.service,
      carrier: incident.carrier,
      concealment,
      verdict: verdict.kind,
      families: verdict.families,
      findings: verdict.findings,
      layers: verdict.layers,
      action: decision.action,
      enforcement: incident.enforcement,
      ...(input && { input }),
      ...(incident.text === '' ? {} : { text: incident.text, snippet: incident.snippet }),
      textLength: incident.textLength,
    },
  };
}

/** Fingerprint of near-same texts; '' on records of before there was one. */
export function incidentCluster(incident: ExportedIncident): string {
  const { cluster } = incident as { cluster?: unknown };
  return typeof cluster === 'string' ? cluster : '';
}
