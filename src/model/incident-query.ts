// Questions to the record of incidents, and what answers them: what lists, charts and exports are made of.
// Texts and names in the answers come from pages and are hostile.
import type { Family, Severity } from './finding.ts';
import type { Enforcement, Incident } from './incident.ts';
import type { InputOutcome, InputWay } from './input.ts';
import type { Carrier, ConcealmentReason } from './observation.ts';
import type { Action } from './policy.ts';
import type { VerdictKind } from './verdict.ts';

/** Which incidents. Every field narrows; an empty list or '' does not. In one list any of its entries suffices. */
export interface IncidentQuery {
  /**
   * Each must begin a word of text, decoded reading, site, service, rule, name or address. Case, invisible characters and
   * compatibility forms do not count; what is no letter or digit parts words, here as there.
   */
  readonly words: readonly string[];
  readonly services: readonly string[];
  readonly families: readonly string[];
  /** Hosts; each also stands for its subdomains. */
  readonly sites: readonly string[];
  readonly verdicts: readonly string[];
  readonly carriers: readonly string[];
  /** Reasons of concealment. */
  readonly techniques: readonly string[];
  readonly enforcements: readonly string[];
  /** Rule ids. */
  readonly rules: readonly string[];
  /** Milliseconds since the epoch, inclusive; 0: from the beginning. */
  readonly from: number;
  /** Milliseconds since the epoch, exclusive; Infinity: without end. */
  readonly to: number;
  /** Fingerprint of near-same texts (`Incident.cluster`). */
  readonly cluster: string;
}

/** All incidents; spread it and narrow. */
export const EVERY_INCIDENT: IncidentQuery = {
  words: [],
  services: [],
  families: [],
  sites: [],
  verdicts: [],
  carriers: [],
  techniques: [],
  enforcements: [],
  rules: [],
  from: 0,
  to: Infinity,
  cluster: '',
};

/** What a list shows of an incident. */
export interface IncidentRow {
  readonly id: string;
  readonly time: number;
  readonly site: string;
  readonly frameSite: string;
  readonly service: string;
  readonly carrier: Carrier;
  readonly name: string;
  /** First 160 UTF-16 units of the text. */
  readonly excerpt: string;
  /** True length of the text in UTF-16 units. */
  readonly textLength: number;
  readonly concealment: ConcealmentReason | null;
  readonly verdictKind: VerdictKind;
  readonly severity: Severity | null;
  readonly confidence: number;
  /** Strongest first. */
  readonly families: readonly Family[];
  readonly action: Action;
  readonly enforcement: Enforcement;
  /** Only of what went into an assistant. */
  readonly outcome?: InputOutcome;
  readonly way?: InputWay;
  readonly cluster: string;
}

/** Where a page of a list goes on: after this row. */
export interface RowPlace {
  readonly time: number;
  readonly id: string;
}

/** Near-same texts, wherever they were met. */
export interface IncidentCluster {
  readonly cluster: string;
  readonly count: number;
  /** Most first, at most 20; `siteCount` has their true number. */
  readonly sites: readonly string[];
  readonly siteCount: number;
  readonly oldest: number;
  readonly newest: number;
  /** The newest of them. */
  readonly sample: IncidentRow;
}

export interface KeyCount {
  readonly key: string;
  readonly count: number;
}

export interface DayTally {
  /** Local day, yyyy-mm-dd. */
  readonly day: string;
  readonly count: number;
  /** By the strongest family of each incident, so that parts add up to those that have one. */
  readonly families: Readonly<Record<string, number>>;
  /** By service; incidents of no AI service are in none. */
  readonly services: Readonly<Record<string, number>>;
}

/** Counts for charts. Lists have most first and at most 50 entries; an incident of two families counts in both. */
export interface IncidentTally {
  /** Days with incidents, oldest first. */
  readonly days: readonly DayTally[];
  readonly services: readonly KeyCount[];
  readonly families: readonly KeyCount[];
  readonly sites: readonly KeyCount[];
  readonly techniques: readonly KeyCount[];
  readonly verdicts: readonly KeyCount[];
  readonly total: number;
}

/** What is wrong with the chain of records. */
export const CHAIN_BREAKS = ['gap', 'edited', 'order', 'end', 'undo'] as const;
export type ChainBreakKind = (typeof CHAIN_BREAKS)[number];

export interface ChainBreak {
  /**
   * `gap`: a record is missing that nothing signs off · `edited`: its content is not what was stored · `order`: it does not
   * follow the one before it · `end`: the newest records are missing · `undo`: marked as put back without a note, or the
   * other way round.
   */
  readonly kind: ChainBreakKind;
  /** Number in the chain. */
  readonly seq: number;
  /** Incident, where one is there; '' otherwise. */
  readonly id: string;
  /** Time of the record, or of the one before it; 0: unknown. */
  readonly time: number;
}

/** What a look through the chain of records found. */
export interface ChainState {
  /** `unfinished`: it was stopped before the end. `none`: there is no record, or no store. */
  readonly state: 'intact' | 'broken' | 'unfinished' | 'none';
  /** When the first record was made that is still there and in the chain, in milliseconds; 0: none. */
  readonly since: number;
  /** Records and notes looked at. */
  readonly checked: number;
  /** The first break; null: none. */
  readonly firstBreak: ChainBreak | null;
  readonly breaks: number;
  /** Records that retention, want of room or a person removed, all of them signed off in the chain. */
  readonly removed: number;
  /** Records from before there was a chain that are not in it yet. */
  readonly waiting: number;
  /** Hash of the newest entry: kept elsewhere, it proves later that nothing before it was changed. '' without entries. */
  readonly head: string;
}

/** Called with full records, a batch at a time; the next batch waits for what it returns. */
export type IncidentVisitor = (incidents: readonly Incident[]) => Promise<void> | void;

/** Done and all of it, for a bar of progress. */
export type Progress = (done: number, total: number) => void;

/** What lists, charts and exports ask of incidents: those of this device, or of a file in memory. */
export interface IncidentQuestions {
  /** Rows of what matches, newest first, from the beginning or after a row; `more`: there are others after them. */
  search(
    query: IncidentQuery,
    page: { limit: number; after?: RowPlace },
  ): Promise<{ rows: IncidentRow[]; more: boolean }>;
  /** The same by number of row, for scrolling: row `offset` of all that match comes first. */
  at(query: IncidentQuery, offset: number, limit: number): Promise<IncidentRow[]>;
  /** How many match, exactly. */
  count(query: IncidentQuery): Promise<number>;
  tally(query: IncidentQuery, signal?: AbortSignal): Promise<IncidentTally>;
  /** Near-same texts among what matches, most frequent first. */
  clusters(query: IncidentQuery, limit: number): Promise<IncidentCluster[]>;
  /**
   * Full records of what matches, oldest first, in batches; answers how many were handed over. Ends early when `signal` is
   * aborted. What is stored meanwhile is not among them.
   */
  each(query: IncidentQuery, visit: IncidentVisitor, signal?: AbortSignal): Promise<number>;
}
