// What every format of an export is: a writer that takes incidents one by one and gives back text to be appended to a file.
// Pure: the clock, randomness and texts for people are handed in. Incidents hold hostile texts, and those of an import are
// hostile altogether; a writer never throws on one that fits the schema.
import type { Incident } from '../model/incident.ts';

export const EXPORT_FORMATS = ['jsonl', 'csv', 'markdown', 'html', 'sarif', 'stix', 'ocsf', 'regression'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** An incident as it is written; `redacted` where texts were left out, see redact.ts. */
export type ExportedIncident = Incident & { readonly redacted?: true };

/** Rule id → framework → ids, as the catalogue's rules have them. */
export type References = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** A hostile text in pieces: plain stretches, and boxes that name what draws nothing. As in ui/inert-text.ts. */
export type Pieces = (text: string) => readonly { readonly kind: 'plain' | 'box'; readonly text: string }[];

/** Texts for people, and how times and numbers are written in their language. */
export interface Words {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  t(key: string, ...substitutions: readonly (string | number)[]): string;
  label(group: string, value: string, ...substitutions: readonly string[]): string;
  time(ms: number): string;
  number(value: number): string;
  percent(value: number): string;
}

export interface ExportContext {
  /** Demarc's version. */
  readonly version: string;
  /** When the export began, in milliseconds since the epoch. */
  readonly now: number;
  /** How many incidents are to come; shown in reports only. */
  readonly count: number;
  readonly redacted: boolean;
  /** A UUID for what is new with this file. */
  readonly uuid: string;
  readonly references: References;
  readonly pieces: Pieces;
  readonly words: Words;
}

/** Appending what `begin`, every `add` and `end` answer, in this order, makes the file. */
export interface Writer {
  begin(): string;
  add(incident: ExportedIncident): string;
  end(): string;
}

/** Incidents that a report for reading shows in full; the others are counted in it. */
export const MAX_IN_REPORT = 2_000;

interface FormatFacts {
  readonly extension: string;
  readonly mime: string;
  /** A file of this format makes no sense without the texts. */
  readonly needsTexts: boolean;
}

export const FORMAT_FACTS: Readonly<Record<ExportFormat, FormatFacts>> = {
  jsonl: { extension: 'jsonl', mime: 'application/jsonl', needsTexts: false },
  csv: { extension: 'csv', mime: 'text/csv', needsTexts: false },
  markdown: { extension: 'md', mime: 'text/markdown', needsTexts: false },
  html: { extension: 'html', mime: 'text/html', needsTexts: false },
  sarif: { extension: 'sarif', mime: 'application/sarif+json', needsTexts: false },
  stix: { extension: 'stix.json', mime: 'application/stix+json', needsTexts: false },
  ocsf: { extension: 'ocsf.jsonl', mime: 'application/jsonl', needsTexts: false },
  regression: { extension: 'case.json', mime: 'application/json', needsTexts: true },
};

/** ISO 8601 in UTC; a number that is no time becomes the nearest one that is. */
export function isoTime(ms: number): string {
  const bounded = Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 253_402_300_799_999) : 0;
  return new Date(bounded).toISOString();
}

/**
 * The address as RFC 3986 has it, without name and password, query and fragment, when it is one of the web; '' otherwise.
 * URL parsers of browsers leave some signs as they are that are none of an address.
 */
export function webUrl(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return '';
  const path = url.pathname.replace(/[^\w\-.~:/@!$&'()*+,;=%]|%(?![0-9a-f]{2})/gi, (sign) => encodeURIComponent(sign));
  return url.origin + path;
}
