// An AI service and what its vendor says of its own side, each claim with source, date and assurance.
import type { Assurance, Layer } from './responsibility.ts';

/** The vendor's stance on prompt injection. */
export const STANCES = [
  'in-scope',
  'in-scope-with-impact',
  'partly',
  'excluded-model-only',
  'customer-duty',
  'unsolved-acknowledged',
  'wont-fix-case',
  'no-statement',
] as const;
export type Stance = (typeof STANCES)[number];

export interface Source {
  readonly name: string;
  readonly url: string;
  /** ISO date, may be coarse ('2026-03'); '' when undated. */
  readonly date: string;
  readonly assurance: Assurance;
}

/** What a vendor can be asked about its own side; ids and order of the catalogue. */
export const DIMENSIONS = [
  'V-1', // model and platform integrity
  'V-2', // isolation of customers, encryption
  'V-3', // defences against injected text
  'V-4', // safe rendering of answers
  'V-5', // bounds of agents, confirmations
  'V-6', // review of plug-ins and extensions
  'V-7', // memory that can be seen and revoked
  'V-8', // takes reports of injected text
  'V-9', // use of data, how long it is kept
  'V-10', // outside assurance
  'V-11', // controls and records for administrators
  'V-12', // publishes limits and attack rates
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What a named source says the vendor does; without one nothing is said and people read "not confirmed". */
export const WORDS = ['committed', 'partly', 'disclaimed'] as const;
export type Word = (typeof WORDS)[number];

export interface VendorClaim {
  readonly dimension: Dimension;
  readonly value: Word;
  /** Position in `sources`. */
  readonly source: number;
}

export interface AiService {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** Exact hosts, or `*.example.org`. */
  readonly hosts: readonly string[];
  /** Path prefixes that narrow shared hosts (`/path` all of them, `host/path` that one); empty: whole host. */
  readonly paths: readonly string[];
  readonly layer: Exclude<Layer, 'governance'>;
  readonly stance: Stance;
  readonly training: 'on' | 'off' | 'unknown';
  readonly sources: readonly Source[];
  /** At most one claim for each dimension. */
  readonly claims: readonly VendorClaim[];
  /** Path prefixes of assistants that somebody made on this service; empty: none is known. */
  readonly customAgents?: readonly string[];
  /** Control ids that the vendor leaves to the user. */
  readonly leavesToUser: readonly string[];
}
