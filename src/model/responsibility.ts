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

export type FactValue = string | number | boolean;
/** Something observed, and when (milliseconds since the epoch). */
export interface Fact {
  readonly value: FactValue;
  readonly observedAt: number;
}
export type Facts = Readonly<Record<string, Fact>>;

/** A condition as data; evaluated by engine/responsibility, never as code. */
export type Condition =
  | { readonly fact: string; readonly is: FactValue }
  | { readonly fact: string; readonly in: readonly FactValue[] }
  | { readonly fact: string; readonly atLeast: number }
  | { readonly fact: string; readonly below: number }
  | { readonly known: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly always: true };

export interface StatusRule {
  readonly when: Condition;
  readonly status: Status;
  /** Message key of the reason. */
  readonly why: string;
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
  /** First rule that holds decides. */
  readonly rules: readonly StatusRule[];
  readonly references: Readonly<Record<string, readonly string[]>>;
}

export interface ControlStatus {
  readonly control: string;
  readonly status: Status;
  readonly why: string;
  /** When the newest fact behind it was observed; 0: no fact. */
  readonly observedAt: number;
}

export interface Score {
  /** 0…1 over visible controls; null when none is visible. */
  readonly value: number | null;
  readonly visible: number;
  readonly total: number;
}
