// The report of a run: what was read, what Demarc found and did, and what AI readers got before and after.
// Versioned; described in docs/report-format.md and docs/report.schema.json. Page texts in it are hostile: show them
// as inert text only.
import { ACTIONS } from '../../src/model/policy.ts';
import type { Action } from '../../src/model/policy.ts';
import type { Incident } from '../../src/model/incident.ts';
import type { ScanState } from '../../src/model/status.ts';
import type { VerdictKind } from '../../src/model/verdict.ts';
import type { BrowserKind } from '../browsers/launch.ts';

export const REPORT_SCHEMA = 'demarc.report/1';

/** What kind of page: the range says which are attacks; a page of yours is just a page. */
export const PAGE_KINDS = ['attack', 'honest', 'assistant', 'page'] as const;
export type PageKind = (typeof PAGE_KINDS)[number];

export interface ReaderOutcome {
  readonly reader: string;
  /** Did this reader get the marker? null: it could not read, or there is no marker. */
  readonly before: boolean | null;
  readonly after: boolean | null;
  /** Why it could not read; '' when it could. */
  readonly problem: string;
}

/** What the range expects of a page; `met`: verdict, action and blanking all came true. */
export interface Expectation {
  readonly verdict: VerdictKind;
  readonly action: Action;
  readonly blanked: boolean;
  readonly met: boolean;
}

export interface PageReport {
  /** As given on the command line, or the range page's id. */
  readonly input: string;
  readonly url: string;
  readonly title: string;
  readonly kind: PageKind;
  /** The range's name for the way of hiding; '' for other pages. */
  readonly technique: string;
  /** How far Demarc read the page. */
  readonly state: ScanState;
  /** The page had not finished loading when it was read. */
  readonly stillLoading: boolean;
  readonly verdict: VerdictKind;
  /** Strictest decision on this page; null: nothing needed one. */
  readonly action: Action | null;
  readonly incidents: readonly Incident[];
  readonly marker: { readonly source: 'range' | 'incident' | 'none'; readonly texts: readonly string[] };
  readonly readers: readonly ReaderOutcome[];
  /** What the range expects and whether it came true; null for other pages. */
  readonly expected: Expectation | null;
  readonly screenshots: { readonly before: string; readonly after: string } | null;
  readonly notes: readonly string[];
  readonly seconds: number;
}

export interface FailedInput {
  readonly input: string;
  readonly problem: string;
}

export interface Report {
  readonly schema: typeof REPORT_SCHEMA;
  readonly appVersion: string;
  /** ISO time of the start. */
  readonly started: string;
  readonly seconds: number;
  readonly browser: { readonly kind: BrowserKind; readonly version: string };
  readonly readers: readonly { readonly id: string; readonly name: string }[];
  /** Stopped before every input was done. */
  readonly interrupted: boolean;
  readonly pages: readonly PageReport[];
  readonly failures: readonly FailedInput[];
  readonly summary: Summary;
}

export interface Summary {
  readonly inputs: number;
  readonly read: number;
  readonly failed: number;
  readonly incidents: number;
  readonly blanked: number;
  readonly labelled: number;
  /** Pages on which at least one reader got the marker. */
  readonly reachedBefore: number;
  readonly reachedAfter: number;
  /** Range pages whose outcome is not the expected one. */
  readonly unexpected: number;
}

/** The most serious verdict among incidents; without any, what the state of reading allows to say. */
export function pageVerdict(incidents: readonly Incident[], state: ScanState): VerdictKind {
  for (const kind of ['malicious', 'suspicious'] as const) {
    if (incidents.some((incident) => incident.verdict.kind === kind)) return kind;
  }
  // A page that could not be read, or not yet, is never called clean.
  return state === 'scanned' || state === 'partly' ? 'clean' : 'not-scanned';
}

/** The strictest action decided on the page. */
export function pageAction(incidents: readonly Incident[]): Action | null {
  const rank = Math.max(-1, ...incidents.map((incident) => ACTIONS.indexOf(incident.decision.action)));
  return ACTIONS[rank] ?? null;
}

const got = (page: PageReport, side: 'before' | 'after'): number => page.readers.filter((r) => r[side] === true).length;

export function summarise(pages: readonly PageReport[], failures: readonly FailedInput[]): Summary {
  const incidents = pages.flatMap((page) => page.incidents);
  return {
    inputs: pages.length + failures.length,
    read: pages.length,
    failed: failures.length,
    incidents: incidents.length,
    blanked: incidents.filter((incident) => incident.enforcement === 'blanked').length,
    labelled: incidents.filter((incident) => incident.enforcement === 'labelled').length,
    reachedBefore: pages.filter((page) => got(page, 'before') > 0).length,
    reachedAfter: pages.filter((page) => got(page, 'after') > 0).length,
    unexpected: pages.filter((page) => page.expected !== null && !page.expected.met).length,
  };
}

/** `k of n`, counting only readers that could read on that side; '–' when none could. */
export function readersText(page: PageReport, side: 'before' | 'after'): string {
  const able = page.readers.filter((reader) => reader[side] !== null).length;
  return able === 0 ? '–' : `${got(page, side)} of ${able}`;
}
