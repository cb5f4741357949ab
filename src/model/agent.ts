// Agents: programs that act in a person's pages. What is seen of one, what it wants to do, and what was answered.

/** `acting`: shown while an agent works. `assistant`: installed or open, which says nothing of acts. `automation`: left by
 * what drives the browser. `input`: how presses and text arrive. */
export const AGENT_MARK_KINDS = ['acting', 'assistant', 'automation', 'input'] as const;
export type AgentMarkKind = (typeof AGENT_MARK_KINDS)[number];

/** `low` is told, and never switches the gate on. */
export const MARK_CONFIDENCES = ['high', 'medium', 'low'] as const;
export type MarkConfidence = (typeof MARK_CONFIDENCES)[number];

/** One entry of catalog/agent-marks.json. */
export interface AgentMark {
  /** `product.what` */
  readonly id: string;
  readonly product: string;
  readonly kind: AgentMarkKind;
  readonly confidence: MarkConfidence;
  readonly selector?: string;
  /** Beginnings of names in the page's own world. */
  readonly globals?: readonly string[];
  /** Custom properties of :root, six of which make the mark. */
  readonly properties?: readonly string[];
  readonly source: string;
  /** ISO date on which the source was read. */
  readonly date: string;
}

/** There is no "absent": agents that leave no mark cannot be told from nobody. */
export const PRESENCES = ['present', 'seen', 'unknown'] as const;
export type Presence = (typeof PRESENCES)[number];

/** Acts that are asked about. `elsewhere`: a form that goes to another origin; `inside`: a page of the own network, a vault. */
export const AGENT_ACTS = [
  'pay',
  'send',
  'publish',
  'delete',
  'grant',
  'download',
  'account',
  'secret',
  'elsewhere',
  'inside',
] as const;
export type AgentAct = (typeof AGENT_ACTS)[number];

/** From loose to strict. */
export const ACT_ACTIONS = ['allow', 'ask', 'block'] as const;
export type ActAction = (typeof ACT_ACTIONS)[number];

/** When the gate stands; from loose to strict. */
export const GATE_MODES = ['off', 'present', 'always'] as const;
export type GateMode = (typeof GATE_MODES)[number];

/** What an agent may do on a site; from loose to strict. */
export const SITE_LEVELS = ['allow', 'ask', 'read', 'never'] as const;
export type SiteLevel = (typeof SITE_LEVELS)[number];

/** Kinds of sites that are kept out of an agent's reach. */
export const SENSITIVE_KINDS = ['bank', 'health', 'admin', 'vault'] as const;
export type SensitiveKind = (typeof SENSITIVE_KINDS)[number];

/** What is known of one act before it happens; all texts are the page's and bounded. */
export interface ActFacts {
  /** What the control says of itself: its text, its names for readers, its value; at most 6 of at most 120 characters. */
  readonly labels: readonly string[];
  /** Enter, alone or with Ctrl, in a field of several lines: chats and mail send by it. `labels` name the field. */
  readonly enter: '' | 'alone' | 'with-ctrl';
  /** It sends a form. */
  readonly submits: boolean;
  /** `autocomplete`, `type`, `name` and `id` of the form's fields, lower case, at most 60 fields. */
  readonly fields: readonly string[];
  /** A field for passwords or keys of the form holds something. */
  readonly secretFilled: boolean;
  readonly method: 'get' | 'post' | '';
  /** Address that the form or link leads to; '' for none. */
  readonly target: string;
  /** Name under which a link saves a file; '' where it saves none. */
  readonly file: string;
  /** `itemtype` and `typeof` around the control, and `data-action`s, at most 200 characters. */
  readonly types: string;
  /** Address of the document. */
  readonly page: string;
  /** Host on which the agent's task began; '' where it is not known. */
  readonly start: string;
}

/** The worker's word for one frame. */
export interface GateState {
  /** The gate stands: acts are looked at. */
  readonly on: boolean;
  /** A person has stopped the agent: nothing lands. */
  readonly stopped: boolean;
  readonly level: SiteLevel;
  readonly sensitive: SensitiveKind | '';
  readonly acts: Readonly<Record<AgentAct, ActAction>>;
  readonly start: string;
  /** Name of the organisation where it decided; '' else. */
  readonly organisation: string;
}

/** `held`: waits for a person. `blocked`: policy does not let it. `passed`: policy or an allowance lets it. */
export const ACT_OUTCOMES = ['held', 'blocked', 'passed', 'stopped'] as const;
export type ActOutcome = (typeof ACT_OUTCOMES)[number];

/** What a gate tells of one act. */
export interface ActReport {
  readonly id: string;
  readonly act: AgentAct;
  readonly outcome: ActOutcome;
  /** At most 120 characters. */
  readonly label: string;
  /** Host that it leads to; '' for none. */
  readonly to: string;
}

export const ACT_ANSWERS = ['once', 'while', 'no'] as const;
export type ActAnswer = (typeof ACT_ANSWERS)[number];

/** An act that waits for a person. */
export interface PendingAct extends ActReport {
  readonly tabId: number;
  readonly frameId: number;
  readonly site: string;
  readonly time: number;
}

/** What was seen of an agent in one document. */
export interface SeenDocument {
  readonly site: string;
  /** Ids of marks. */
  readonly marks: readonly string[];
  readonly first: number;
  readonly last: number;
}

/** What the popup shows of a tab. */
export interface TabAgent {
  readonly presence: Presence;
  /** Products by the marks seen in this document, the surest first. */
  readonly products: readonly string[];
  /** Assistants that are installed or open, and not acting as far as seen. */
  readonly assistants: readonly string[];
  readonly stopped: boolean;
  /** Does the gate stand in this tab? */
  readonly gate: boolean;
  readonly pending: readonly PendingAct[];
}

/** A person lets an agent do one kind of act on a site for a while. */
export interface Allowance {
  readonly site: string;
  readonly act: AgentAct;
  readonly until: number;
}

/** One line of the ledger. */
export interface LedgerEntry {
  readonly id: string;
  readonly time: number;
  readonly site: string;
  /** `seen`: a mark was met; `stop` and `resume`: what a person did; otherwise an act. */
  readonly what: AgentAct | 'seen' | 'stop' | 'resume';
  readonly outcome: ActOutcome | '';
  readonly answer: ActAnswer | '';
  readonly label: string;
  readonly to: string;
  /** Products or ids of marks. */
  readonly marks: readonly string[];
  /** Hosts that the agent had read in this tab before, newest first, at most 5. */
  readonly read: readonly string[];
}

/** What the console shows. */
export interface AgentsView {
  readonly entries: readonly LedgerEntry[];
  readonly allowances: readonly Allowance[];
  readonly pending: readonly PendingAct[];
  readonly stopped: boolean;
}
