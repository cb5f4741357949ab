// The shared-responsibility matrix: controls, who owns them, and the facts that decide their status.

export const OWNERS = ['vendor', 'user', 'shared', 'nobody'] as const;
export type Owner = (typeof OWNERS)[number];

export const LAYERS = ['saas', 'paas', 'iaas', 'governance'] as const;
export type Layer = (typeof LAYERS)[number];

/** Nothing is met by default: without a fact a control is 'unobservable'. */
export const STATUSES = ['met', 'partly', 'unmet', 'not-applicable', 'unobservable'] as const;
export type Status = (typeof STATUSES)[number];

export const ASSURANCES = ['verified', 'reported', 'unconfirmed'] as const;
export type Assurance = (typeof ASSURANCES)[number];

/** What a tab shows, as far as the line is concerned; `device` is no tab but all services together. */
export const SITE_KINDS = ['service', 'assistant', 'plain', 'none', 'device'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

export type FactValue = string | number | boolean;
/** Something observed, and when (milliseconds since the epoch). */
export interface Fact {
  readonly value: FactValue;
  readonly observedAt: number;
  /** From here on it no longer counts, however fresh it was observed; left out where only its age decides. */
  readonly until?: number;
}
export type Facts = Readonly<Record<string, Fact>>;

/** A condition as data; evaluated by engine/responsibility, never as code. */
export type Condition =
  | { readonly fact: string; readonly is: FactValue }
  | { readonly fact: string; readonly in: readonly FactValue[] }
  | { readonly fact: string; readonly atLeast: number }
  | { readonly fact: string; readonly below: number }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly always: true };

/** What a person can do about a status with one click. The worker checks it like any change. */
export type Act =
  /** Set a setting of the policy to a value. */
  | { readonly set: string; readonly to: string | boolean }
  /** Put the service of the tab on the list of approved ones. */
  | { readonly approve: true }
  /** Say that one has looked, or done what is asked; for how long that counts is the control's business. */
  | { readonly confirm: true }
  /** A page of the console. */
  | { readonly open: string };

/** How a status is known: seen by Demarc, stated by the organisation in its policy, or said by the person. */
export const BASES = ['observed', 'stated', 'said'] as const;
export type Basis = (typeof BASES)[number];

export interface StatusRule {
  readonly when: Condition;
  readonly status: Status;
  /** Message key of the reason. */
  readonly why: string;
  /** Left out: observed. */
  readonly basis?: Basis;
  readonly act?: Act;
}

/** What an organisation states of a control that no extension can see; from the policy key `attestations`. */
export interface Attestation {
  readonly control: string;
  /** ISO dates: when it was found to be so, and the last day on which that counts. */
  readonly date: string;
  readonly until: string;
  /** Who says so; text of the administrator. */
  readonly by: string;
  readonly note: string;
}

export interface Control {
  /** e.g. SAAS-09 */
  readonly id: string;
  readonly layer: Layer;
  readonly owner: Owner;
  /** Message keys: title; what the vendor keeps; what the user keeps; how to fix. */
  readonly title: string;
  readonly vendorDuty: string;
  readonly userDuty: string;
  readonly fix: string;
  /** 1…5 */
  readonly weight: number;
  /** Facts older than this no longer count; 0: they do not expire. Minutes. */
  readonly freshMinutes: number;
  /** A person's own word counts here: for one service or for the device, for how many days, and what it says (message key). */
  readonly confirm?: { readonly scope: 'service' | 'device'; readonly days: number; readonly label: string };
  /** First rule that holds decides. */
  readonly rules: readonly StatusRule[];
  readonly references: Readonly<Record<string, readonly string[]>>;
}

export interface ControlStatus {
  readonly control: string;
  readonly status: Status;
  readonly why: string;
  /** When the oldest fact behind it was observed; 0: no fact. */
  readonly observedAt: number;
  readonly basis: Basis;
  readonly act?: Act;
}

export interface Score {
  /**
   * 0…1: what is met (half of it where partly), by weight, of all that applies; null when nothing applies. What cannot be
   * seen counts like what is not done, so that nothing unseen ever raises it.
   */
  readonly value: number | null;
  readonly visible: number;
  /** Controls that apply, seen or not. */
  readonly total: number;
  readonly counts: Readonly<Record<Status, number>>;
  /** Ids of at most three controls that are not met, the worst first. */
  readonly worst: readonly string[];
}
