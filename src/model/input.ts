// What goes into an assistant, and what Demarc makes of it. The texts are a person's own and may be secrets: what is kept
// or sent to the worker for a record holds them masked.
import type { Action, Decision } from './policy.ts';
import type { Family, Finding } from './finding.ts';
import type { SensitiveCategory } from './sensitive.ts';
import type { VerdictKind } from './verdict.ts';

/** How something gets into a message. `foreign`: by nobody's hand, as other extensions or scripts write it. */
export const INPUT_WAYS = ['send', 'paste', 'drop', 'file', 'prefill', 'foreign'] as const;
export type InputWay = (typeof INPUT_WAYS)[number];

/** Whose account is signed in, as far as the page shows an address. */
export const ACCOUNTS = ['work', 'personal', 'unknown'] as const;
export type Account = (typeof ACCOUNTS)[number];

/** What became of it. `edited`: the person went back to change it; `overridden`: went on in spite of block or redact. */
export const INPUT_OUTCOMES = ['passed', 'held', 'redacted', 'edited', 'sent-anyway', 'overridden', 'stopped'] as const;
export type InputOutcome = (typeof INPUT_OUTCOMES)[number];

/** One sensitive value as it is kept: never the value itself. */
export interface MaskedSpan {
  readonly type: string;
  readonly category: SensitiveCategory;
  /** 0…1. */
  readonly confidence: number;
  /** At most 40 characters, of which at most four at each end are the value's own. */
  readonly masked: string;
  readonly action: Action;
}

/** What was found in one thing on its way in: what engine/policy decides about. */
export interface InputFacts {
  readonly way: InputWay;
  readonly spans: readonly { readonly type: string; readonly category: SensitiveCategory }[];
  /** Does it try to steer the assistant? */
  readonly steering: VerdictKind;
  /** How it does; empty or missing where it does not. */
  readonly families?: readonly Family[];
  /** Parts that a person could not see in what was pasted or attached. */
  readonly hidden: boolean;
  /** Text that the person did not put there. */
  readonly foreign: boolean;
  /** A file, or a part of it, could not be read. */
  readonly unscanned: boolean;
}

/** The decision about one thing on its way in, and about each value in it. */
export interface InputDecision extends Decision {
  /** In the order of the facts' spans. */
  readonly spanActions: readonly Action[];
}

/** What the script on an assistant's page tells the worker for the record. */
export interface InputReport {
  /** UUID; the store keeps one record per id. */
  readonly id: string;
  readonly way: InputWay;
  readonly outcome: InputOutcome;
  /** What the person said for going on; at most 500 characters. */
  readonly reason: string;
  /** Name of the file, at most 200 characters; '' when it was text. */
  readonly file: string;
  /** UTF-16 units. */
  readonly textLength: number;
  readonly account: Account;
  /** At most 50; `spanCount` has the true number. */
  readonly spans: readonly MaskedSpan[];
  readonly spanCount: number;
  readonly steering: VerdictKind;
  /** What steers, at most 4,000 characters; values in it are masked. */
  readonly steeringText: string;
  readonly findings: readonly Finding[];
  readonly hidden: boolean;
  readonly foreign: boolean;
  readonly unscanned: boolean;
  /** The browser says that a program drives it. */
  readonly agent?: boolean;
}
