// A STIX 2.1 bundle (OASIS standard, 10 June 2021). For each incident: what was observed (observed-data with the site, the
// address and, in full, the text as an artifact) and a sighting of the families of manipulation, which are attack patterns
// with their ids in public frameworks. Common objects come once, where they are needed first.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { frameworksOf } from './facts.ts';
import { base64 } from './base64.ts';
import { isoTime, webUrl, type ExportContext, type ExportedIncident, type Writer } from './format.ts';
import { incidentCluster } from './sarif.ts';
import { uuid5 } from './uuid5.ts';

/** Namespace of cyber-observable ids (§2.9). */
const OBSERVABLES = '00abedb4-aa42-466c-9c01-fed23315a9b7';
/** Demarc's own, for objects that are the same in every bundle. */
const OWN = '1a8f4f0e-6a35-4d3b-9a53-0b6d3f1f5c77';
const DEFINED = '2026-11-01T00:00:00.000Z';
const IDENTITY = `identity--${uuid5(OWN, 'identity')}`;

const SOURCES: Readonly<Record<string, string>> = {
  atlas: 'mitre-atlas',
  owaspLlm: 'owasp-llm-top-10',
  owaspAgentic: 'owasp-agentic-top-10',
};

interface StixObject {
  readonly type: string;
  readonly spec_version: '2.1';
  readonly id: string;
  readonly [property: string]: unknown;
}

const MAKER = domainObject('identity', IDENTITY, { name: 'Demarc', identity_class: 'system' });

function domainObject(type: string, id: string, properties: object, time = DEFINED): StixObject {
  return { type, spec_version: '2.1', id, created: time, modified: time, ...properties };
}

/** A cyber-observable; its id follows from the properties that §6 names for its kind, so the same thing has the same id. */
function observable(type: string, named: object, others: object = {}): StixObject {
  return {
    type,
    spec_version: '2.1',
    id: `${type}--${uuid5(OBSERVABLES, JSON.stringify(named))}`,
    ...named,
    ...others,
  };
}

const IPV4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;

function hostObject(host: string): StixObject | null {
  if (host === '') return null;
  if (IPV4.test(host)) return observable('ipv4-addr', { value: host });
  if (host.startsWith('[')) return observable('ipv6-addr', { value: host.slice(1, -1) });
  return observable('domain-name', { value: host.replace(/:\d+$/, '') });
}

function textObject(text: string): StixObject | null {
  if (text === '') return null;
  const bytes = utf8ToBytes(text);
  // Keys in the order of their names, as the ids of two makers only agree on canonical JSON (RFC 8785).
  const named = { hashes: { 'SHA-256': bytesToHex(sha256(bytes)) }, payload_bin: base64(bytes) };
  return observable('artifact', named, { mime_type: 'text/plain' });
}

/** Objects of one incident, the common ones included. */
export function stixObjects(incident: ExportedIncident, references: ExportContext['references']): StixObject[] {
  const { verdict, input } = incident;
  const time = isoTime(incident.time);
  const by = { created_by_ref: IDENTITY };
  const address = webUrl(incident.url);
  const things = [
    hostObject(incident.site),
    address === '' ? null : observable('url', { value: address }),
    textObject(incident.text),
  ].filter((o) => o !== null);
  const observed =
    things.length > 0
      ? [
          domainObject(
            'observed-data',
            `observed-data--${incident.id}`,
            {
              ...by,
              first_observed: time,
              last_observed: time,
              number_observed: 1,
              object_refs: things.map((o) => o.id),
            },
            time,
          ),
        ]
      : [];
  const names = verdict.families.length > 0 ? verdict.families : [input ? 'sensitive-input' : incident.carrier];
  const patterns = names.map((name) => patternObject(name, incident, references));
  const sightings = patterns.map((pattern) =>
    domainObject(
      'sighting',
      `sighting--${uuid5(OWN, `${incident.id} ${pattern.id}`)}`,
      {
        ...by,
        first_seen: time,
        last_seen: time,
        count: 1,
        confidence: Math.round(verdict.confidence * 100),
        sighting_of_ref: pattern.id,
        ...(observed.length > 0 && { observed_data_refs: observed.map((o) => o.id) }),
        where_sighted_refs: [IDENTITY],
        labels: labelsOf(incident),
      },
      time,
    ),
  );
  return [MAKER, ...things, ...observed, ...patterns, ...sightings];
}

function patternObject(name: string, incident: ExportedIncident, references: ExportContext['references']): StixObject {
  const own = {
    ...incident,
    verdict: { ...incident.verdict, findings: incident.verdict.findings.filter((f) => f.family === name) },
  };
  const ids = [...frameworksOf(own, references)].flatMap(([framework, list]) =>
    list.map((external_id) => ({ source_name: SOURCES[framework] ?? framework, external_id })),
  );
  return domainObject('attack-pattern', `attack-pattern--${uuid5(OWN, `attack-pattern ${name}`)}`, {
    created_by_ref: IDENTITY,
    name: name.replaceAll('-', ' '),
    external_references: [{ source_name: 'demarc', external_id: name }, ...ids],
  });
}

/** Facts that STIX has no property for, as `name:value`. */
function labelsOf(incident: ExportedIncident): string[] {
  const { verdict, concealment, decision, input } = incident;
  const facts: (readonly [string, string])[] = [
    ['verdict', verdict.kind],
    ['severity', verdict.severity ?? ''],
    ...[...new Set(verdict.findings.map((f) => f.rule))].map((rule) => ['rule', rule] as const),
    ['carrier', incident.carrier],
    ['concealment', concealment?.reason ?? ''],
    ['service', incident.service],
    ['way', input?.way ?? ''],
    ['outcome', input?.outcome ?? ''],
    ['action', decision.action],
    ['enforcement', incident.enforcement],
    ['text-length', String(incident.textLength)],
    ['cluster', incidentCluster(incident)],
  ];
  return facts.filter(([, value]) => value !== '').map(([name, value]) => `${name}:${value}`);
}

export function stixWriter({ uuid, references }: ExportContext): Writer {
  const written = new Set<string>();
  return {
    begin: () => `{"type":"bundle","id":"bundle--${uuid}","objects":[\n`,
    add(incident) {
      let out = '';
      for (const object of stixObjects(incident, references)) {
        if (written.has(object.id)) continue;
        out += `${written.size === 0 ? '' : ',\n'}${JSON.stringify(object)}`;
        written.add(object.id);
      }
      return out;
    },
    // A bundle without objects must not have an empty list (§2.6: lists are never empty); the maker at least is there.
    end: () => `${written.size === 0 ? JSON.stringify(MAKER) : ''}\n]}\n`,
  };
}
