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
  /** Control ids that the vendor leaves to the user. */
  readonly leavesToUser: readonly string[];
}
