// What leaves the device by default: who, when, where, which rule, what was done, and no word of a page or a person. The
// record is built anew from the fields named here, so a field that a later version adds is left out until somebody decides
// otherwise. Such a file is safe for a ticket, and for an assistant that reads the ticket.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ACTIONS } from '../model/policy.ts';
import type { Incident } from '../model/incident.ts';
import type { ExportedIncident } from './format.ts';

/** What is left out; each has a line in the dialogue (`exportOut_…`). */
export const LEFT_OUT = ['texts', 'surroundings', 'names', 'addresses', 'reasons', 'values', 'settings'] as const;

/** Gives a host the name under which it is written. */
export type HostName = (host: string) => string;

/**
 * Codes for hosts: the same host has the same code as long as the salt is the same, and nobody who lacks the salt can try
 * out which host it is. `.invalid` is reserved (RFC 2606), so that no code is ever somebody's host.
 * @param salt at least 16 random bytes, made anew for every file and kept nowhere
 */
export function hostCodes(salt: Uint8Array): HostName {
  const known = new Map<string, string>();
  return (host) => {
    if (host === '') return '';
    const code = known.get(host) ?? `h-${bytesToHex(sha256(concat(salt, utf8ToBytes(host)))).slice(0, 16)}.invalid`;
    if (known.size < 100_000) known.set(host, code);
    return code;
  };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Words of computed styles that no page can write sentences with. */
const STYLE_WORDS = new Set(
  (
    'rgb rgba none hidden visible collapse closed auto clip scroll block inline flex grid contents ltr rtl normal embed ' +
    'isolate bidi-override isolate-override plaintext canvas iframe frame opacity rect inset circle polygon ellipse of ' +
    'others are empty backwards characters static relative absolute fixed sticky true false'
  ).split(' '),
);
const NUMBER = /^[+-]?\d{1,9}(?:\.\d{1,9})?(?:px|%|em|deg)?$/;
const isPlainValue = (value: string): boolean =>
  value.length <= 60 && value.split(/[\s(),/]/).every((w) => w === '' || STYLE_WORDS.has(w) || NUMBER.test(w));
const PLAIN_NAME = /^[a-z-]{1,30}$/;

/** Names of attributes and the like that are the web's own; others are a page's words. */
const KNOWN_NAME =
  /^(?:alt|title|placeholder|content|value|label|summary|abbr|srcdoc|href|share|description|keywords|author|::(?:before|after|marker)|aria-(?:label|description|roledescription|valuetext|placeholder)|application\/(?:ld\+json|json)|og:(?:title|description)|image|script|xmlhttprequest|sub_frame|main_frame|stylesheet|font|media|ping|other|q|prompt)$/;

/** Steps of a path without names that a page gave: `html > body > div:nth-child(3)`; others are a star. */
function plainPath(path: string): string {
  if (path === '') return '';
  const step = /^(#shadow-root|[a-z][a-z0-9]{0,11}(?:$|(?=[#:])))(?:#.*)?(:nth-child\(\d{1,6}\))?$/;
  return path
    .split(' > ')
    .map((part) => {
      const [, name, place = ''] = step.exec(part) ?? [];
      return name === undefined ? '*' : name + place;
    })
    .join(' > ');
}

/** Ids and versions: a short word, or nothing. They are Demarc's own, but for records that were made elsewhere. */
const word = (value: string): string => (/^[\w.+:-]{1,120}$/.test(value) ? value : '');
const hostOnly = (host: string): string => (/^[\w.:[\]-]{1,253}$/.test(host) ? host : '');

/** Values of policy settings that are one of a known list, or a number. */
const plainValue = (value: string): string =>
  /^(?:true|false|\d{1,6})$/.test(value) || ACTIONS.some((a) => a === value) ? value : '';

const originOf = (address: string, host: HostName, site: string): string => {
  const scheme = /^https?:/.exec(address)?.[0];
  return scheme && site !== '' ? `${scheme}//${host(site)}/` : '';
};

/** The same record without texts; fits the same schema. Lengths stay true. */
export function redact(incident: Incident, name: HostName): ExportedIncident {
  const host: HostName = (h) => name(hostOnly(h));
  const { verdict, decision, concealment, input } = incident;
  return {
    schema: incident.schema,
    redacted: true,
    id: incident.id,
    time: incident.time,
    site: host(incident.site),
    frameSite: host(incident.frameSite),
    url: originOf(incident.url, host, incident.frameSite),
    service: word(incident.service),
    tabId: -1,
    frameId: incident.frameId === 0 ? 0 : 1,
    text: '',
    textLength: incident.textLength,
    carrier: incident.carrier,
    name: KNOWN_NAME.test(incident.name) ? incident.name : '',
    path: plainPath(incident.path),
    snippet: '',
    concealment: concealment && {
      reason: concealment.reason,
      evidence: Object.fromEntries(
        Object.entries(concealment.evidence).filter(([name, value]) => PLAIN_NAME.test(name) && isPlainValue(value)),
      ),
    },
    verdict: {
      kind: verdict.kind,
      severity: verdict.severity,
      confidence: verdict.confidence,
      families: verdict.families,
      findings: verdict.findings.map((f) => ({ ...pickFinding(f), excerpt: '' })),
      layers: verdict.layers.map(({ transform }) => ({ transform, text: '' })),
    },
    decision: {
      action: decision.action,
      reason: /^[A-Za-z]{1,60}$/.test(decision.reason) ? decision.reason : '',
      layer: decision.layer,
      key: decision.key,
      trace: decision.trace.map(({ key, layer, value, decided }) => ({
        key,
        layer,
        value: plainValue(value),
        decided,
      })),
    },
    ...(input && {
      input: {
        way: input.way,
        outcome: input.outcome,
        reason: '',
        account: input.account,
        spans: input.spans.map(({ type, category, confidence, action }) => ({
          type: word(type),
          category,
          confidence,
          masked: '',
          action,
        })),
        spanCount: input.spanCount,
        hidden: input.hidden,
        foreign: input.foreign,
        unscanned: input.unscanned,
      },
    }),
    enforcement: incident.enforcement,
    undoneAt: incident.undoneAt,
    policyHash: word(incident.policyHash),
    catalogVersion: word(incident.catalogVersion),
    appVersion: word(incident.appVersion),
    ...clusterOf(incident),
  };
}

const pickFinding = ({
  rule,
  family,
  severity,
  confidence,
  start,
  end,
  transform,
}: Incident['verdict']['findings'][number]) => ({
  rule: word(rule),
  family,
  severity,
  confidence,
  start,
  end,
  transform,
});

/** The fingerprint of near-same texts: hexadecimal, no word of the text. */
function clusterOf(incident: Incident): { cluster?: string } {
  const { cluster } = incident as { cluster?: unknown };
  return typeof cluster === 'string' && /^[0-9a-f]{1,64}$/.test(cluster) ? { cluster } : {};
}
