// The stored record of something that Demarc acted on. Field by field in docs/incident-format.md.
import type { Carrier, Concealment } from './observation.ts';
import type { InputReport } from './input.ts';
import type { Decision } from './policy.ts';
import type { Verdict } from './verdict.ts';

export const INCIDENT_SCHEMA = 'demarc.incident/1';

/** What happened to the carrier. `undone` keeps the record; `stopped`: it never left, or never got in. */
export const ENFORCEMENTS = ['blanked', 'labelled', 'recorded', 'released', 'undone', 'stopped'] as const;
export type Enforcement = (typeof ENFORCEMENTS)[number];

/** What the guard tells the worker about one text; the worker adds tab, decision and time. */
export interface IncidentReport {
  /** UUID made by the guard; the store keeps one record per id, so a retry never doubles. */
  readonly id: string;
  /** UTF-16 text of the carrier, at most 20,000 characters; `textLength` has the true length. */
  readonly text: string;
  readonly textLength: number;
  readonly carrier: Carrier;
  readonly name: string;
  readonly path: string;
  /** Markup around the carrier as text, at most 2,000 characters. */
  readonly snippet: string;
  readonly concealment: Concealment | null;
  readonly verdict: Verdict;
}

/** What went into an assistant, or was kept from it; values masked. */
export type InputRecord = Pick<
  InputReport,
  'way' | 'outcome' | 'reason' | 'account' | 'spans' | 'spanCount' | 'hidden' | 'foreign' | 'unscanned'
>;

export interface Incident extends IncidentReport {
  readonly schema: typeof INCIDENT_SCHEMA;
  /** Milliseconds since the epoch, worker clock. */
  readonly time: number;
  /** Host of the tab's page, and of the frame where the text sat. */
  readonly site: string;
  readonly frameSite: string;
  /** Frame address without query and fragment, at most 500 characters. */
  readonly url: string;
  /** AI service id of the tab's page, or ''. */
  readonly service: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly decision: Decision;
  /** Only where the carrier is `input`. */
  readonly input?: InputRecord;
  readonly enforcement: Enforcement;
  /** When a person put the text back; 0: never. */
  readonly undoneAt: number;
  readonly policyHash: string;
  readonly catalogVersion: string;
  readonly appVersion: string;
  // What the store adds; records of earlier versions have none of it until they are taken into the chain.
  /** Number in the chain of records, from 1; notes about records have numbers too. */
  readonly seq?: number;
  /** SHA-256 of the entry before it, 64 hexadecimal digits; '' for the first. */
  readonly previous?: string;
  /** SHA-256 of this record as it was first stored (docs/incident-format.md says of what). */
  readonly hash?: string;
  /** Only where `enforcement` is `undone`: what it was before. */
  readonly enforcedAs?: Enforcement;
  /** Fingerprint that near-same texts share; '' for a text without words. */
  readonly cluster?: string;
}
